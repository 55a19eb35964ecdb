"""YAML with exact places: sound texts, templates, faulty texts, hostile ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint.places import Source
from ivrlint_formats.data import (
    Array,
    Node,
    Object,
    Scalar,
    String,
    Tree,
    as_data,
    parse_yaml,
    plain,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)


def read(text: str) -> Tree:
    return parse_yaml(Source("x.yaml", text))


def value_of(text: str) -> object:
    root = read(text).root
    return None if root is None else plain(root)


def mistakes(text: str) -> list[tuple[int, int, str]]:
    return [(*one.place.begin, one.message) for one in read(text).mistakes]


def strings(root: Node | None) -> Iterator[String]:
    todo = [root] if root is not None else []
    while todo:
        node = todo.pop()
        if isinstance(node, Object):
            todo += [one.key for one in node.members] + [one.value for one in node.members]
        elif isinstance(node, Array):
            todo += node.items
        elif isinstance(node, String):
            yield node


@pytest.fixture(params=["in C", "in Python"])
def parser(request, monkeypatch) -> None:
    """Both parsers of PyYAML: the one in C is not there on every machine."""
    if request.param == "in Python":
        monkeypatch.delattr(yaml, "CSafeLoader")


@settings(deadline=None)
@given(DATA, st.sampled_from([None, "'", '"', "|", ">"]), st.booleans(), st.integers(20, 90))
def test_texts_and_structure_are_read_as_they_were_written(
    data: object, style: str | None, flow: bool, width: int
) -> None:
    text = yaml.safe_dump(
        data, default_style=style, default_flow_style=flow, width=width, allow_unicode=True
    )
    if any(mark in text for mark in ("{{", "${", "%{", "{%", "<%")):
        return
    tree = read(text)
    assert tree.mistakes == ()
    events = [one for one in yaml.parse(text) if isinstance(one, yaml.ScalarEvent)]
    said = sorted(one.value for one in events if one.style)
    found = sorted(one.value for one in strings(tree.root))
    for value in said:
        assert value in found


@settings(deadline=None)
@given(DATA, st.sampled_from(["'", '"', "|", ">"]), st.integers(20, 90))
def test_every_code_point_of_a_text_leads_to_where_it_stands(
    data: object, style: str, width: int
) -> None:
    text = yaml.safe_dump(data, default_style=style, width=width, allow_unicode=True)
    tree = read(text)
    for string in strings(tree.root):
        words = string.words()
        for at, letter in enumerate(string.value):
            written = text[words.source_offset(at)]
            assert written == letter or written in "\\' \n" or letter in " \n"


@pytest.mark.parametrize(
    ("text", "value", "inside"),
    [
        ("a: plain text # not this", "plain text", "plain text"),
        ("a: two\n  lines", "two lines", "two\n  lines"),
        ("a: two\r\n\r\n  paragraphs", "two\nparagraphs", "two\r\n\r\n  paragraphs"),
        ("a: 'it''s'", "it's", "it''s"),
        ('a: "b\\tc\\x41\\u0042\\U00000043"', "b\tcABC", "b\\tc\\x41\\u0042\\U00000043"),
        ('a: "\\ud83d\\ude00!"', "😀!", "\\ud83d\\ude00!"),
        ('a: "\\u2588\\u2588"', "██", "\\u2588\\u2588"),
        ('a: "over \\\n   the line"', "over the line", "over \\\n   the line"),
        ("a: |\n  one\n   two\n\n  three\n", "one\n two\n\nthree\n", "one\n   two\n\n  three"),
        ("a: |-\n  one\n", "one", "one"),
        ("a: |+\n  one\n\n", "one\n\n", "one"),
        ("a: |2\n   one\n", " one\n", " one"),
        ("a: >\n  one\n  two\n\n  three\n    four\n  five\n", "one two\nthree\n  four\nfive\n",
         "one\n  two\n\n  three\n    four\n  five"),
        ("\ufeffa: b", "b", "b"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("parser")
def test_a_text_knows_what_it_says_and_where(text: str, value: str, inside: str) -> None:
    root = read(text).root
    assert isinstance(root, Object)
    string = root.string("a")
    assert string is not None
    assert string.value == value == yaml.safe_load(text.replace("\\ud83d\\ude00", "😀"))["a"]
    assert string.inside.text == inside


def test_a_part_of_a_folded_text_leads_to_its_words() -> None:
    root = read("a: >\n   press one\n   for sales\n").root
    assert isinstance(root, Object)
    string = root.string("a")
    assert string is not None
    words = string.part(string.value.index("sales"), string.value.index("sales") + 5)
    assert (words.text, words.place.text, tuple(words.place.begin)) == ("sales", "sales", (3, 8))


def test_values_have_places_and_pointers() -> None:
    root = read('menus:\n  - name: "Main"\n    a b: {key: 1}\n').root
    assert isinstance(root, Object)
    menu = next(root.objects("menus"))
    name, inner = menu.string("name"), menu.object("a b")
    assert name is not None
    assert inner is not None
    assert (name.place.text, name.place.pointer) == ('"Main"', "menus[0].name")
    assert inner.place.text == "{key: 1}"
    key = inner.get("key")
    assert key is not None
    assert key.place.pointer == 'menus[0]["a b"].key'
    assert menu.place.text == 'name: "Main"\n    a b: {key: 1}'


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-1.5", -1.5),
        ("0x1F", 31),
        ("0800", "0800"),
        ("+31 88", "+31 88"),
        ("1:30", "1:30"),
        ("2026-01-01", "2026-01-01"),
        (".inf", ".inf"),
        ("1e999", None),
        ("!!str 12", "12"),
        ('"12"', "12"),
    ],
)
def test_only_what_is_surely_a_number_or_a_truth_is_one(written: str, value: object) -> None:
    assert value_of(f"a: {written}") == {"a": value}


def test_placeholders_of_templates_are_texts() -> None:
    text = (
        "{% if x %}\n"
        "name: {{flow_name}}\n"
        "{{key}}: [${a.b}, {{c}}]\n"
        'text: "Hello {{ name | default("you") }}."\n'
        "port: {{p}}1\n"
        "{% endif %}\n"
        "long: >\n"
        "  one\n"
        "  {% if y %}\n"
        "  {{two}}\n"
        "  {% endif %}\n"
    )
    assert mistakes(text) == []
    assert value_of(text) == {
        "name": "{{flow_name}}",
        "{{key}}": ["${a.b}", "{{c}}"],
        "text": 'Hello {{ name | default("you") }}.',
        "port": "{{p}}1",
        "long": "one {{two}}\n",
    }


def test_tags_are_kept() -> None:
    root = read("a: !Sub 'x ${y}'\nb: !GetAtt c.d\ne: !If [f, g]\nh: !Ref\ni: !!str 1\n").root
    assert isinstance(root, Object)
    tags = {one.key.value: one.value.tag for one in root.members}
    assert tags == {"a": "!Sub", "b": "!GetAtt", "e": "!If", "h": "!Ref", "i": None}
    assert root.text("a") == "x ${y}"
    assert root.string("a").place.text == "'x ${y}'"  # type: ignore[union-attr]


def test_comments_are_kept() -> None:
    tree = read("# one\na: 'b # no' # two\nc: | # three\n  d # no\n#four")
    assert [one.text for one in tree.comments] == [" one", " two", " three", "four"]
    assert [tuple(one.place.begin) for one in tree.comments] == [(1, 1), (2, 13), (3, 6), (5, 1)]


def test_an_alias_is_the_value_that_it_refers_to() -> None:
    root = read("a: &x {p: 1, q: 2}\nb: *x\nc:\n  <<: *x\n  q: 3\n").root
    assert isinstance(root, Object)
    assert root.get("a") is root.get("b")
    assert plain(root)["c"] == {"p": 1, "q": 3}


def test_several_documents_become_a_list() -> None:
    assert value_of("a: 1\n---\nb: 2\n") == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize(
    ("text", "at", "message", "left"),
    [
        ('a: "b\nc: d\n', (1, 4), "is never closed", {"c": "d"}),
        ('a: "b\nc: "d"\ne: f\n', (1, 4), "a quote is missing", {"c": "d", "e": "f"}),
        ("a: b: c\nd: e", (1, 5), "':' is not expected here", {"d": "e"}),
        ("a: [1, 2\nb: c\n", (2, 2), "expected ',' or ']' for the '[' of line 1", {"b": "c"}),
        ("a:\n  b: 1\n c: 2\nd: 3\n", (3, 2), "expected a key at column 1",
         {"a": {"b": 1}, "d": 3}),
        ("a: b\n- c\nd: e\n", (2, 1), "expected a key", {"a": "b", "d": "e"}),
        ("- a\nb: c\n- d\n", (2, 1), "expected '-' at column 1", ["a", "d"]),
        ("a: *b\nd: e", (1, 4), "no value of this file has the anchor 'b'", {"a": None, "d": "e"}),
        ("a: **b**\nd: e", (1, 4), "a text that begins with '*' needs quotes", {"d": "e"}),
        ("a: @b\nd: e", (1, 4), "a text that begins with '@' needs quotes", {"d": "e"}),
        ("a:\n\tb: c\nd: e", (2, 1), "a tab stands where YAML wants spaces",
         {"a": None, "d": "e"}),
        ('a: "\\q"\nb: 1', (1, 5), r"'\q' is no escape that YAML knows", {"b": 1}),
        ("a: b\nkey value\nc: d\n", (2, 1), "expected ':' after this key", {"a": "b", "c": "d"}),
        ("a: |x\n  y\nb: c", (1, 4), "expected a new line after '|'", {"b": "c"}),
        ("a: ]\nb: c", (1, 4), "expected a value, found ']'", {"b": "c"}),
        ("a: b\na: c\n", (2, 1), "the key 'a' stands twice", {"a": "c"}),
        ("a: \0b\nc: d", (1, 4), "a control character", {"a": "\0b", "c": "d"}),
        ("a: &x [*x]", (1, 8), "the value with the anchor 'x' would hold itself", {"a": [None]}),
        ("", (1, 1), "expected YAML, found nothing", None),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("parser")
def test_a_fault_is_told_once_at_its_place_and_the_rest_is_read(
    text: str, at: tuple[int, int], message: str, left: object
) -> None:
    first = mistakes(text)[0]
    assert first[:2] == at
    assert message in first[2]
    assert left is None or value_of(text) == left


def test_several_faults_are_all_told() -> None:
    text = "a: @b\nc: d\ne: f: g\nh: i\nj: [k\nl: m\n"
    assert [line for line, _, _ in mistakes(text)] == [1, 3, 6]
    assert value_of(text) == {"c": "d", "h": "i", "l": "m"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000,
        "? " * 100_000,
        "&a *a " * 50_000,
        "!" * 100_000,
        "!a " * 50_000,
        '"' * 100_000,
        "'" * 100_000,
        "| " * 50_000,
        "{{" * 50_000,
        "{%" * 50_000,
        "\t" * 100_000,
        "x" * 1_000_000,
        "a: @x\n" * 20_000,
        'a: "x\n' * 20_000,
        "".join(" " * depth + "a:\n" for depth in range(1_000)),
        "".join(" " * (line % 90) + "a: [\n" for line in range(20_000)),
        "\0" * 100_000,
        "\r" * 100_000,
        "a: >\n" + "  x\n\n" * 20_000,
    ],
    ids=lambda text: repr(text[:12]),
)
@pytest.mark.usefixtures("parser")
def test_hostile_texts_are_survived(text: str) -> None:
    tree = read(text)
    if tree.root is not None:
        as_data(tree.root)


def test_aliases_of_aliases_are_bounded() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 50)]
    tree = read("\n".join(lines))
    assert "stand for too much" in tree.mistakes[0].message
    assert tree.root is not None
    assert len(str(plain(tree.root))) < 10_000_000


def test_merge_keys_of_merge_keys_are_bounded() -> None:
    lines = ["a0: &a0 {b0: 1, c0: 2}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], b{n}: 1}}" for n in range(1, 60)]
    tree = read("\n".join(lines))
    assert tree.root is not None
    assert any("stand for too much" in one.message for one in tree.mistakes)


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@#<\n\t \\{}0\r\ufeff"), max_size=60))
def test_any_text_is_survived(text: str) -> None:
    tree = read(text)
    for one in tree.mistakes:
        assert 0 <= one.place.start <= one.place.end <= len(text)
    for string in strings(tree.root):
        assert 0 <= string.inside.start <= string.inside.end <= len(text)
    if tree.root is not None:
        as_data(tree.root)
    assert isinstance(tree.root, Object | Array | String | Scalar | None)
