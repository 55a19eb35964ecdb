from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint._baseline import Baseline
from ivrlint._located import Located
from ivrlint._own_rules import own_rules
from ivrlint.errors import UsageError
from ivrlint.finding import Finding, Severity
from ivrlint.places import Source

RULES = own_rules()
SOURCE = Source("a.ivr", "x" * 100)


def _found(
    message: str,
    *,
    at: int = 0,
    rule: int = 0,
    path: str = "a.ivr",
    location: str | None = "menu m",
) -> Located:
    finding = Finding(SOURCE.place(at), message)
    return Located(RULES[rule], Severity.WARNING, finding, path, location)


def _new(baseline: Baseline, *findings: Located) -> list[int]:
    return [found.finding.place.start for found in baseline.apply(findings)]


def test_what_was_there_is_not_new() -> None:
    baseline = Baseline.of([_found("too long"), _found("too short")])
    assert _new(baseline, _found("too short", at=5), _found("too long", at=9)) == []


def test_numbers_do_not_count() -> None:
    baseline = Baseline.of([_found("plays 30.5 s, at most 8 s")])
    assert _new(baseline, _found("plays 31 s, at most 8 s", at=5)) == []
    assert _new(baseline, _found("plays long, at most 8 s", at=5)) == [5]


def test_rule_path_location_and_message_do() -> None:
    baseline = Baseline.of([_found("m")])
    for other in (
        _found("other", at=1),
        _found("m", at=1, rule=1),
        _found("m", at=1, path="b.ivr"),
        _found("m", at=1, location="menu n"),
        _found("m", at=1, location=None),
    ):
        assert _new(baseline, other) == [1]


def test_a_second_one_of_the_kind_is_new() -> None:
    baseline = Baseline.of([_found("key 4 is not bound")])
    found = [_found("key 5 is not bound", at=20), _found("key 4 is not bound", at=10)]
    assert _new(baseline, *found) == [20]


def test_the_order_of_findings_stays() -> None:
    found = [_found("a", at=30), _found("b", at=10), _found("c", at=20)]
    assert _new(Baseline.of(found[1:2]), *found) == [30, 20]


def test_written_and_read_again_it_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    baseline = Baseline.of(
        [_found("é 1"), _found("é 2"), _found("z", location=None), _found("\udcff", path="ü.ivr")]
    )
    baseline.save(path)
    assert Baseline.load(path).counts == baseline.counts
    assert list(tmp_path.iterdir()) == [path]


def test_the_file_is_sorted_with_a_line_for_each_kind(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    found = [_found("b 12"), _found("a"), _found("b 13"), _found("z", path="0.ivr", location=None)]
    Baseline.of(found).save(path)
    written = path.read_bytes().decode()
    Baseline.of(reversed(found)).save(path)
    assert path.read_bytes().decode() == written
    rows = [line.strip(" ,") for line in written.splitlines()[3:-2]]
    assert rows == [
        json.dumps({"path": p, "rule": "syntax-error", "location": w, "message": m, "count": c})
        for p, w, m, c in (
            ("0.ivr", None, "z", 1),
            ("a.ivr", "menu m", "a", 1),
            ("a.ivr", "menu m", "b #", 2),
        )
    ]


def test_an_empty_baseline_is_one_too(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    Baseline().save(path)
    assert json.loads(path.read_text("utf-8")) == {"version": 1, "findings": []}
    assert len(Baseline.load(path)) == 0


def test_pruning_takes_out_what_is_gone() -> None:
    old = [
        _found("a"),
        _found("b"),
        _found("b", at=1),
        _found("c", rule=1),
        _found("d", path="b.ivr"),
    ]
    pruned = Baseline.of(old).prune([_found("b")], {"a.ivr"}, {"syntax-error"})
    assert {(kind.path, kind.message): count for kind, count in pruned.counts.items()} == {
        ("a.ivr", "b"): 1,
        # Another rule, another file: this run could not tell.
        ("a.ivr", "c"): 1,
        ("b.ivr", "d"): 1,
    }


def test_renewing_keeps_what_the_run_did_not_look_at() -> None:
    old = [_found("a"), _found("b"), _found("c", rule=1), _found("d", path="b.ivr")]
    renewed = Baseline.of(old).renew(
        [_found("b"), _found("b", at=1), _found("new")], {"a.ivr"}, {"syntax-error"}
    )
    assert {(kind.path, kind.message): count for kind, count in renewed.counts.items()} == {
        ("a.ivr", "b"): 2,
        ("a.ivr", "new"): 1,
        ("a.ivr", "c"): 1,
        ("b.ivr", "d"): 1,
    }


def test_pruning_never_accepts_more() -> None:
    pruned = Baseline.of([_found("a")]).prune(
        [_found("a"), _found("a", at=1), _found("new")], {"a.ivr"}, {"syntax-error"}
    )
    assert len(pruned) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no baseline, as it is not JSON"),
        ("[" * 100_000, "is no baseline, as it is not JSON"),
        ("[]", "is no baseline of ivrlint"),
        ('{"findings": []}', "is a baseline of version None, this ivrlint reads version 1"),
        ('{"version": 2, "findings": []}', "is a baseline of version 2"),
        ('{"version": 1, "findings": [3]}', "entry 1 of 'findings' is not an object"),
        (
            '{"version": 1, "findings": [{"path": "a", "rule": "b"}]}',
            "entry 1 of 'findings' needs 'path', 'rule' and 'message' as text",
        ),
        (
            '{"version": 1, "findings": [{"path": "a", "rule": "b", "message": "c", "count": 0}]}',
            "entry 1 of 'findings' has a 'count' that is not a whole number above 0",
        ),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        Baseline.load(path)
    assert f"{path}: {message}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"there is no such baseline; write it anew with"):
        Baseline.load(tmp_path / "none.json")
    with pytest.raises(UsageError, match=r"cannot be read"):
        Baseline.load(tmp_path)
    with pytest.raises(UsageError, match=r"cannot be written"):
        Baseline().save(tmp_path / "no" / "folder.json")


found_lists = st.lists(
    st.builds(
        _found,
        st.sampled_from(["a 1", "a 2", "b"]),
        at=st.integers(0, 50),
        rule=st.integers(0, 1),
        path=st.sampled_from(["a.ivr", "b.ivr"]),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(found_lists, found_lists)
def test_new_are_as_many_as_there_are_more_of_a_kind(
    old: list[Located], now: list[Located]
) -> None:
    baseline = Baseline.of(old)
    new = baseline.apply(now)
    more = Baseline.of(now).counts - baseline.counts
    assert Baseline.of(new).counts == more
    pruned = baseline.prune(now, {"a.ivr", "b.ivr"}, {rule.name for rule in RULES})
    assert pruned.apply(now) == new
