"""Printing a model and reading it again gives the same model; so does formatting a file."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivrlint import model as m
from ivrlint.model.knowledge import Scope
from ivrlint.places import Source
from ivrlint.text import Pause, Piece, Text, Variable, Words

NOWHERE = Source("made-up", "").place(0, 0)

names = st.one_of(
    st.sampled_from(
        ["main", "sales", "none", "flow", "a.b", "1", "key 1", "", "x-y", "Ü b", "q.c"]
    ),
    st.text(min_size=1, max_size=8),
)
texts_as_written = st.text(max_size=12)
durations = st.one_of(
    st.integers(0, 100_000).map(float),
    st.floats(0, 1e6, allow_nan=False).map(lambda x: round(x, 3)),
)
counts = st.integers(1, 200)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(values, st.none(), st.just(m.UNKNOWN))


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


def several(values: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(values, max_size=most).map(tuple)


def normal(pieces: list[Piece]) -> Text:
    """As every reader gives it: no two stretches of words beside each other, none empty."""
    kept: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Words) and kept and isinstance(kept[-1], Words):
            kept[-1] = Words(kept[-1].text + piece.text, NOWHERE)
        else:
            kept.append(piece)
    return Text.of(kept)


spoken = st.lists(
    st.one_of(
        st.text(min_size=1, max_size=12).map(lambda text: Words(text, NOWHERE)),
        st.sampled_from(["\n", "a\n  b", " x ", '"""', "{x}", "\\", "\n\n", "//"]).map(
            lambda text: Words(text, NOWHERE)
        ),
        st.one_of(st.just("pause 2s"), st.just(" x "), st.text(min_size=1, max_size=5)).map(
            lambda name: Variable(name, NOWHERE)
        ),
        durations.map(lambda seconds: Pause(seconds, NOWHERE)),
    ),
    max_size=4,
).map(normal)

unresolved = st.builds(m.Unresolved, texts_as_written, st.sampled_from(Scope))
targets = st.one_of(
    unresolved,
    st.builds(m.Target, names, st.none(), optional(unresolved)),
    st.builds(m.Target, names, names, optional(unresolved)),
    st.builds(m.Target, st.none(), names, optional(unresolved)),
)
facts = {
    "tags": st.frozensets(names, max_size=2),
    "values": several(st.tuples(names, texts_as_written), 2),
}
noted = {**facts, "note": several(st.tuples(names, texts_as_written), 2)}
data = several(names.map(lambda name: m.Datum(name, NOWHERE)), 2)

prompts = st.builds(
    m.Prompt,
    content=st.one_of(spoken, st.builds(m.Audio, names, optional(spoken), optional(durations))),
    place=st.just(NOWHERE),
    language=optional(names),
    turn=st.sampled_from(m.Turn),
    count=st.integers(0, 3),
    every=optional(durations),
    condition=optional(texts_as_written),
    interruptible=maybe(st.booleans()),
)


@st.composite
def exits(draw: st.DrawFn) -> m.Exit:
    cause = draw(st.sampled_from(m.Cause))
    counted = cause not in (m.Cause.KEY, m.Cause.WORD, m.Cause.CONDITION, m.Cause.TIMEOUT)
    return m.Exit(
        cause=cause,
        target=draw(targets),
        place=NOWHERE,
        key=draw(optional(st.one_of(st.sampled_from(["1", "0-9", "XXX", "*", "#", "none"]), names)))
        if cause is m.Cause.KEY
        else None,
        word=draw(optional(names)) if cause is m.Cause.WORD else None,
        label=draw(optional(spoken)),
        count=draw(st.integers(0, 3)) if counted else 0,
        after=draw(optional(durations)),
        condition=draw(optional(texts_as_written)),
        prompts=draw(several(prompts, 1)),
        **{name: draw(values) for name, values in facts.items()},
    )


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "Maybe[float]": maybe(durations),
    "Maybe[int]": maybe(counts),
    "Maybe[bool]": maybe(st.booleans()),
    "Maybe[str]": maybe(names),
    "str | None": optional(names),
    "bool": st.booleans(),
    "str": names,
    "Target | Unresolved": targets,
    "Target | Unresolved | None": optional(targets),
    "Maybe[tuple[Datum, ...]]": maybe(data),
    "tuple[Datum, ...]": data,
    "Decides": st.sampled_from(m.Decides),
    "Party": st.sampled_from(m.Party),
    "Medium": st.sampled_from(m.Medium),
    "tuple[Exit, ...]": several(exits()),
    "tuple[Prompt, ...]": several(prompts, 2),
    "frozenset[str]": facts["tags"],
    "tuple[tuple[str, str], ...]": facts["values"],
    "Place": st.just(NOWHERE),
    "tuple[tuple[str, Place], ...]": st.just(()),
}
"""What a field may hold, by its type: a field of a new type makes the test fail."""

KINDS = (
    m.Say, m.Menu, m.Collect, m.Branch, m.Queue, m.Transfer, m.Agent, m.Bot, m.Voicemail,
    m.Callback, m.Survey, m.Send, m.Record, m.Lookup, m.Set, m.Call, m.Return, m.Hangup,
    m.Visit, m.Opaque,
)  # fmt: skip


def any_of(kind: type[m.Step]) -> st.SearchStrategy[m.Step]:
    fields = {
        field.name: VALUES[str(field.type)] for field in dataclasses.fields(kind) if field.init
    }
    return st.builds(kind, **fields)


@st.composite
def flows(draw: st.DrawFn) -> m.Flow:
    found = draw(
        st.lists(st.sampled_from(KINDS).flatmap(any_of), max_size=4, unique_by=lambda x: x.name)
    )
    own = [step.name for step in found]
    return m.Flow(
        name=draw(names),
        channel=draw(st.sampled_from(m.Channel)),
        role=draw(st.sampled_from(m.Role)),
        place=NOWHERE,
        title=draw(optional(names)),
        start=draw(optional(st.sampled_from(own))) if own else None,
        entries=tuple(draw(st.lists(st.sampled_from(own), max_size=2))) if own else (),
        open=draw(st.booleans()),
        numbers=draw(several(texts_as_written, 2)),
        language=draw(optional(names)),
        steps=tuple(found),
        options=draw(several(exits(), 2)),
        **{name: draw(values) for name, values in noted.items()},
    )


links = st.builds(
    m.Link, st.just(NOWHERE), optional(spoken), optional(targets), optional(texts_as_written)
)
addresses = maybe(st.builds(m.Address, texts_as_written, st.just(NOWHERE), optional(names)))
dates = optional(st.dates().map(str))
replies = st.builds(
    m.Reply,
    name=names,
    place=st.just(NOWHERE),
    kind=st.sampled_from(m.ReplyKind),
    sender=addresses,
    reply_to=addresses,
    envelope=addresses,
    headers=several(st.builds(m.Header, names, spoken, st.just(NOWHERE)), 2),
    subject=maybe(spoken),
    bodies=several(
        st.builds(
            m.Body,
            spoken,
            st.just(NOWHERE),
            optional(names),
            st.sampled_from(["text/plain", "text/html", ""]),
        ),
        2,
    ),
    language=optional(names),
    trigger=optional(texts_as_written),
    excludes=maybe(st.frozensets(st.sampled_from(["automatic", "list", "daemon"]))),
    least_interval=maybe(durations),
    valid_from=dates,
    valid_until=dates,
    audience=optional(st.sampled_from(["internal", "external"])),
    variables=maybe(st.frozensets(names, max_size=2)),
    consent=maybe(st.booleans()),
    links=several(links, 2),
    **noted,
)
pages = st.builds(
    m.Page,
    name=names,
    place=st.just(NOWHERE),
    kind=st.sampled_from(m.PageKind),
    address=optional(texts_as_written),
    title=optional(names),
    language=optional(names),
    texts=several(spoken, 2),
    subjects=several(st.builds(m.Subject, spoken, st.just(NOWHERE), st.booleans()), 2),
    free_text=maybe(st.booleans()),
    phones=several(texts_as_written, 2),
    links=several(links, 2),
    needs=several(names, 2),
    **noted,
)
hours = st.builds(
    m.Hours,
    name=names,
    place=st.just(NOWHERE),
    periods=several(
        st.builds(
            m.Period,
            st.frozensets(st.integers(0, 6)),
            st.integers(0, 1440),
            st.integers(0, 2880),
        )
    ),
    holidays=several(st.one_of(st.dates().map(str), st.dates().map(lambda day: str(day)[5:])), 2),
    timezone=optional(texts_as_written),
)
declared = st.builds(
    m.DeclaredFacts, optional(names), optional(names), place=st.just(NOWHERE), **facts
)
transcripts = st.builds(m.Transcript, names, spoken, st.just(NOWHERE), optional(names))

documents = st.builds(
    m.Document,
    source=st.just(Source("made-up.ivr", "")),
    format=st.just("made-up"),
    flows=several(flows(), 2),
    replies=several(replies, 1),
    pages=several(pages, 1),
    hours=several(hours, 1),
    transcripts=several(transcripts, 1),
    facts=several(declared, 1),
)

SAID = ("flows", "replies", "pages", "hours", "transcripts", "facts")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents)
def test_a_printed_model_reads_back_the_same(ivr, read, document):
    printed = ivr.write(document)
    again = read(printed, "made-up.ivr")
    assert again.problems == ()
    for field in SAID:
        assert getattr(again, field) == getattr(document, field), printed
    assert ivr.format(Source("made-up.ivr", printed)) == printed
