"""What comments tell the linter: `ivrlint: ignore[rule]`, `ignore-file[rule]`, `tag[fact]`.

A comment alone on its line speaks about the statement that follows, with all
that is nested in it. A comment beside something speaks about the statement
that begins on its line, else about the smallest one that reaches to it (the
last line of a text over several lines, a closing brace).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from ivrlint._marked import MARK
from ivrlint._near import did_you_mean
from ivrlint._statements import Span, Statements
from ivrlint.lean import dataclass
from ivrlint.model import Comment, Document
from ivrlint.places import Place, Source

Kind = Literal["ignore", "ignore-file", "tag"]

_KINDS: Final[Mapping[str, Kind]] = {
    "ignore": "ignore",
    "ignore-file": "ignore-file",
    "tag": "tag",
}
_BEGIN: Final = re.compile(r"(?:\A|[\r\n])[ \t/;#*!<-]*+ivrlint:")
_AGAIN: Final = re.compile(r"[ \t]ivrlint:")
_FORM: Final = re.compile(
    r"[ \t]*(?P<kind>[A-Za-z-]+)(?:[ \t]*\[(?P<names>(?:\"[^\"\r\n]*+\"|[^\]\"\r\n])*+)\])?"
)
_RULE: Final = re.compile(r"[^\s,]+(?:[ \t]+[^\s,]+)*")
_FACT: Final = re.compile(
    r"(?P<name>[^\s,=\"]+)(?:\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^,\s]+)))?"
)
_UNTIL: Final = re.compile(r"\buntil[ \t]+(?P<date>\d[\d-]*)")


@dataclass(frozen=True, slots=True)
class Word:
    """A name within the brackets of a directive; a fact may have a value."""

    name: str
    place: Place
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive of a comment.

    `spans` are the stretches of its source that it speaks about; an ignore
    speaks about itself too. `until` is the last day on which it counts.
    `problem` says why it says nothing.
    """

    kind: Kind
    place: Place
    words: tuple[Word, ...] = ()
    spans: tuple[Span, ...] = ()
    until: datetime.date | None = None
    problem: str | None = None


def directives(document: Document) -> tuple[Directive, ...]:
    """The directives in a document's comments, in order."""
    by_source: dict[int, Statements] = {}
    found: list[Directive] = []
    for comment in document.comments:
        if MARK not in comment.text:
            continue
        source = comment.place.source
        statements = by_source.get(id(source))
        if statements is None:
            statements = by_source[id(source)] = Statements(source, document.statements)
        spans = tuple(_spoken_about(comment, statements))
        found.extend(_parse(comment, spans))
    return tuple(found)


def _spoken_about(comment: Comment, statements: Statements) -> Iterator[Span]:
    """The stretches that a comment speaks about."""
    start, end = comment.place.start, comment.place.end
    source = comment.place.source
    if not statements.spans:
        yield from _lines(comment, source)
        return
    if comment.alone:
        around = statements.innermost(start)
        following = statements.next(end)
        if following is not None and (around is None or following.start < around.end):
            yield following
        elif around is not None:
            yield around
        return
    line = source.position(start).line
    line_start = source.line_starts[line - 1]
    before = statements.beginning(line_start, start)
    still_open = [span for span in before if span.end > start]
    if still_open:
        yield still_open[-1]
        return
    if before:
        yield from _outermost(before)
        return
    said = source.text[line_start:start].rstrip()
    if said.strip():
        around = statements.innermost(line_start + len(said) - 1)
        if around is not None:
            yield around
            return
    yield from _outermost(statements.beginning(end, line_start + len(source.line_text(line)) + 1))


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    reached = -1
    for span in spans:
        if span.start >= reached:
            yield span
            reached = max(span.end, span.start + 1)


def _lines(comment: Comment, source: Source) -> Iterator[Span]:
    """For a source without statements: the line beside the comment, or the next one."""
    line = source.position(comment.place.start).line
    if comment.alone:
        line = source.position(comment.place.end).line + 1
        while line <= len(source.line_starts) and not source.line_text(line).strip():
            line += 1
    if line <= len(source.line_starts):
        start = source.line_starts[line - 1]
        yield Span(start, start + len(source.line_text(line)))


def _parse(comment: Comment, spans: tuple[Span, ...]) -> Iterator[Directive]:
    text = comment.place.text
    base = comment.place.start
    at = 0
    while (begin := _BEGIN.search(text, at)) is not None:
        line_end = len(text)
        for ending in "\r\n":
            found = text.find(ending, begin.end())
            line_end = found if 0 <= found < line_end else line_end
        at = begin.end()
        while True:
            again = _AGAIN.search(text, at, line_end)
            end = again.start() if again else line_end
            rest = re.sub(r"[ \t]*(-->|\*/)?[ \t]*$", "", text[at:end])
            start = text.rfind(MARK, 0, at)
            place = Place(comment.place.source, base + start, base + at + len(rest))
            yield _directive(rest, base + at, place, spans)
            if again is None:
                break
            at = again.end()


def _directive(rest: str, base: int, place: Place, spans: tuple[Span, ...]) -> Directive:
    form = _FORM.match(rest)
    said = form["kind"].lower() if form else ""
    kind = _KINDS.get(said)
    if form is None or kind is None:
        meant = did_you_mean(said, _KINDS)
        found = repr(said) if said else "nothing"
        problem = f"expected ignore[…], ignore-file[…] or tag[…], found {found}{meant}"
        return Directive("ignore", place, problem=problem)
    inside = form["names"]
    if inside is None or not inside.strip():
        example = "done" if kind == "tag" else "rule-name"
        return Directive(kind, place, problem=f"it names nothing: write {kind}[{example}]")
    words = tuple(_words(kind, inside, base + form.start("names"), place.source))
    if kind == "tag":
        return Directive(kind, place, words, spans)
    if kind == "ignore-file":
        spans = (Span(0, len(place.source.text) + 1),)
    else:
        spans = (*spans, Span(place.start, place.end))
    expiry = _UNTIL.search(rest, form.end())
    if expiry is None:
        return Directive(kind, place, words, spans)
    try:
        until = datetime.date.fromisoformat(expiry["date"])
    except ValueError:
        problem = f"{expiry['date']!r} is no date such as 2027-03-01"
        return Directive(kind, place, words, problem=problem)
    return Directive(kind, place, words, spans, until)


def _words(kind: str, inside: str, base: int, source: Source) -> Iterator[Word]:
    for match in (_FACT if kind == "tag" else _RULE).finditer(inside):
        place = Place(source, base + match.start(), base + match.end())
        if kind == "tag":
            value = match["quoted"] if match["quoted"] is not None else match["bare"]
            yield Word(match["name"], place, value)
        else:
            yield Word(match[0], place)
