"""Real files read as what they are not, and real files with a part cut, moved or replaced."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SETTINGS = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("form", ["ivr", "connect"])
def test_every_file_can_be_read_as_anything(corpus, bench, form: str) -> None:
    for row in corpus.rows:
        if int(row["bytes"]) < 200_000:
            document = bench.document(row["file"], form=form)
            assert document.format == form


def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes with some of them cut, doubled, moved, replaced or cut off."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from([1, 2, 30, 1000]))
        cut = data[start : start + length]
        rest = data[start + length :]
        match draw(st.sampled_from(["cut", "double", "move", "replace", "truncate"])):
            case "cut":
                data = data[:start] + rest
            case "double":
                data = data[:start] + cut + cut + rest
            case "move":
                at = draw(st.integers(0, len(rest)))
                data = data[:start] + rest[:at] + cut + rest[at:]
            case "replace":
                data = data[:start] + draw(st.binary(max_size=6)) + rest
            case "truncate":
                data = data[:start]
    return data


@given(data=st.data())
@SETTINGS
def test_mutated_flows_are_read_and_judged(corpus, bench, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(corpus.connect))
    content = mutated(data.draw, (corpus.folder / file).read_bytes())
    bench.document(file, content)
    bench.judge(bench.document(file, content, "connect"))


@given(data=st.data())
@SETTINGS
def test_mutated_files_of_any_kind_are_recognised_or_not(
    corpus, bench, data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from(corpus.rows))
    content = mutated(data.draw, (corpus.folder / row["file"]).read_bytes()[:100_000])
    document = bench.document(row["file"], content)
    if document is not None:
        bench.judge(document)
