"""Reading XML with exact places, by expat: it never fetches, never expands, never raises."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Final

from ivrlint.places import Place, Source
from ivrlint_formats.data import Mistake, Remark, String
from ivrlint_formats.markup.marks import Kind, Mark, NotWellFormedError, marks_of
from ivrlint_formats.markup.nodes import (
    DEEPEST,
    Attribute,
    Content,
    Element,
    Instruction,
    Tree,
)
from ivrlint_formats.markup.recover import recover

_NAME: Final = re.compile(r"<([^\s/>]+)")
_ATTRIBUTE: Final = re.compile(
    r"([^\s=\"'<>/]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++))"
)
_REFERENCE: Final = re.compile(
    r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#x[0-9a-fA-F]{1,6});|\r\n?|[\n\t]"
)


def parse_xml(source: Source, *, fragments: bool = False, masked: str | None = None) -> Tree:
    """The tree of a file of XML. Never raises: faults become mistakes of the tree.

    What is sound in a faulty file is still there. No document type is read, so no entity is ever
    expanded or fetched; references to entities other than HTML's stay as they are written.
    `fragments`: several elements may stand side by side, and a bare `&` is itself, as the parser
    of FreeSWITCH has it. `masked` is the text as the parser is to see it, as long as that of the
    source: for templates, whose own marks are no XML.
    """
    text = source.text if masked is None else masked
    mistakes: list[Mistake] = []
    try:
        marks = marks_of(text, fragments=fragments)
    except NotWellFormedError as fault:
        recovered = recover(Source(source.path, text), fragments=fragments)
        marks = recovered.marks
        mistakes = [
            Mistake(source.place(slip.start, slip.end), slip.message) for slip in recovered.slips
        ]
        if not text.strip("\ufeff \t\r\n"):
            mistakes = [Mistake(source.place(0, 0), "expected XML, found nothing")]
        elif not mistakes:
            mistakes = [Mistake(source.place(fault.offset), f"XML is not well-formed: {fault}")]
    tree = _Builder(source).build(marks)
    mistakes = sorted([*mistakes, *tree.mistakes], key=lambda mistake: mistake.place.start)
    return Tree(tree.roots, tree.comments, tree.instructions, tuple(mistakes))


class _Open:
    """An element that is being read."""

    __slots__ = ("attributes", "children", "name", "place")

    def __init__(self, name: str, attributes: tuple[Attribute, ...], place: Place) -> None:
        self.name = name
        self.attributes = attributes
        self.place = place
        self.children: list[Content] = []


class _Builder:
    """Turns marks into elements, one after another, without recursion."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.open: list[_Open] = []
        self.too_deep = 0
        self.roots: list[Element] = []
        self.comments: list[Remark] = []
        self.instructions: list[Instruction] = []
        self.mistakes: list[Mistake] = []

    def build(self, marks: Iterable[Mark]) -> Tree:
        """Everything between and in the marks."""
        at = 0
        for mark in marks:
            if mark.start > at:
                self._characters(at, mark.start)
            at = max(at, mark.end)
            self._mark(mark)
        return Tree(
            tuple(self.roots),
            tuple(self.comments),
            tuple(self.instructions),
            tuple(self.mistakes),
        )

    def _mark(self, mark: Mark) -> None:
        place = self.source.place(mark.start, mark.end)
        if mark.kind in (Kind.START, Kind.EMPTY):
            self._start(place, empty=mark.kind is Kind.EMPTY)
        elif mark.kind is Kind.END:
            self._end(place)
        elif mark.kind is Kind.COMMENT:
            remark = Remark(place.text.removeprefix("<!--").removesuffix("-->"), place)
            self.comments.append(remark)
            if self.open and not self.too_deep:
                self.open[-1].children.append(remark)
        elif mark.kind is Kind.INSTRUCTION:
            name, *rest = place.text.strip("<?>").split(None, 1)[:2] or [""]
            self.instructions.append(Instruction(name, "".join(rest).strip(), place))
        elif mark.kind is Kind.CDATA and self.open and not self.too_deep:
            inside = self.source.place(mark.start + 9, max(mark.start + 9, mark.end - 3))
            if inside.text:
                self.open[-1].children.append(String(inside.text, inside, inside))

    def _start(self, place: Place, *, empty: bool) -> None:
        if self.too_deep or len(self.open) >= DEEPEST:
            if not self.too_deep:
                self.mistakes.append(
                    Mistake(place, f"nested more than {DEEPEST} deep: what is in here is not read")
                )
            self.too_deep += not empty
            return
        text = place.text
        match = _NAME.match(text)
        name = match[1] if match else ""
        self.open.append(_Open(name, self._attributes(place, len(name) + 1), place))
        if empty:
            self._end(place)

    def _attributes(self, tag: Place, begin: int) -> tuple[Attribute, ...]:
        text, at = self.source.text, tag.start + begin
        found = []
        for match in _ATTRIBUTE.finditer(text, at, tag.end):
            group = next(number for number in (2, 3, 4) if match[number] is not None)
            start, end = match.span(group)
            quoted = group != 4
            if not quoted and end == tag.end - 1 and text[end - 1] == "/":
                end -= 1
            inside = self.source.place(start, end)
            outside = self.source.place(start - quoted, end + quoted)
            value = _resolved(outside, inside, spaces=True)
            found.append(Attribute(match[1], value, self.source.place(match.start(), end + quoted)))
        return tuple(found)

    def _end(self, place: Place) -> None:
        if self.too_deep:
            self.too_deep -= 1
            return
        if not self.open:
            return
        done = self.open.pop()
        element = Element(
            done.name, done.attributes, tuple(done.children), done.place, done.place.to(place)
        )
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.roots.append(element)

    def _characters(self, start: int, end: int) -> None:
        if self.open and not self.too_deep:
            place = self.source.place(start, end)
            self.open[-1].children.append(_resolved(place, place, spaces=False))


def _resolved(place: Place, inside: Place, *, spaces: bool) -> String:
    """A stretch of the file with its references resolved; line breaks are one code point.

    With `spaces` each white space is a space, as in attributes.
    """
    raw = inside.text
    if "&" not in raw and "\r" not in raw and not (spaces and ("\n" in raw or "\t" in raw)):
        return String(raw, place, inside)
    parts: list[str] = []
    anchors = [(0, inside.start)]
    length = last = 0
    for match in _REFERENCE.finditer(raw):
        written = match[0]
        if written[0] == "&":
            said = unescape(written)
        elif spaces:
            said = " "
        else:
            said = "\n" if written[0] == "\r" else written
        before = raw[last : match.start()]
        parts += (before, said)
        last = match.end()
        if len(said) != len(written):
            anchors.append((length + len(before), inside.start + match.start()))
            anchors.append((length + len(before) + len(said), inside.start + last))
        length += len(before) + len(said)
    parts.append(raw[last:])
    return String("".join(parts), place, inside, tuple(anchors))
