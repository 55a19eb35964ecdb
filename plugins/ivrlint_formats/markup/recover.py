"""Reading what is sound in a faulty file of XML, and saying what is not.

Only used after expat has found a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ivrlint.display import visible
from ivrlint.places import Source
from ivrlint_formats.markup.marks import Kind, Mark, without_prolog

_MOST_MISTAKES: Final = 20
"""How many faults of one file are told; the rest mostly follows from them."""

_NAME: Final = r"[A-Za-z_:\u0080-\U0010ffff][\w:.\u00b7-]*+"
_TAG: Final = re.compile(
    rf"<(?P<close>/?)(?P<name>{_NAME})"
    r"(?P<body>(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+)>"
)
_LOOSE_TAG: Final = re.compile(rf"<(?P<close>/?)(?P<name>{_NAME})(?P<body>[^<>]*+)>")
_INTEREST: Final = re.compile(r"[<&]")
_AMPERSAND: Final = re.compile(r"&(?:[A-Za-z_:][\w:.-]{0,60}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_CLOSERS: Final = {
    "<!--": (Kind.COMMENT, "-->", "comment"),
    "<![CDATA[": (Kind.CDATA, "]]>", "CDATA section"),
    "<?": (Kind.INSTRUCTION, "?>", "processing instruction"),
}
_ATTRIBUTES: Final = re.compile(
    r"(?:\s++[^\s=\"'<>/]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+\s*+/?"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Slip(NamedTuple):
    """A fault: from where to where in the source (offsets), and what is wrong."""

    start: int
    end: int
    message: str


class Recovered(NamedTuple):
    """The marks of a faulty file, each start with its end, and its faults."""

    marks: list[Mark]
    slips: list[Slip]


def recover(source: Source, *, fragments: bool) -> Recovered:
    """The marks of a faulty text, made balanced, and what is wrong with it. Linear in the text."""
    recovery = _Recovery(source, fragments=fragments)
    recovery.run()
    return Recovered(recovery.marks, recovery.slips)


class _Recovery:
    """A stack of open elements over the tags of a text."""

    def __init__(self, source: Source, *, fragments: bool) -> None:
        self.source = source
        self.fragments = fragments
        self.text, self.marks = without_prolog(source.text)
        self.slips: list[Slip] = []
        self.open: list[tuple[str, int, int]] = []
        """Name, start and end of the start tag of each open element."""
        self.names: dict[str, int] = {}
        """How many open elements have a name."""
        self.roots = 0
        self.spent: set[str] = set()
        """The closers that do not come any more."""

    def run(self) -> None:
        """Read the whole text."""
        for start, end in self._places_of_interest():
            if self.text[start] == "&":
                if not self.fragments:
                    self._slip(start, end, "'&' stands for nothing here: write '&amp;'")
            else:
                self._tag(start, end)
        while self.open:
            name, start, end = self.open[-1]
            self._slip(start, end, f"<{_shown(name)}> is never closed")
            self._close(len(self.text), len(self.text))
        if not self.slips and (match := _CONTROL.search(self.text)):
            self._slip(match.start(), match.end(), "a control character that XML does not allow")

    def _places_of_interest(self) -> Iterator[tuple[int, int]]:
        """Tags (start, end; the same where it is no tag), and ampersands that stand alone."""
        at = 0
        while match := _INTEREST.search(self.text, at):
            start = match.start()
            if match[0] == "&":
                reference = _AMPERSAND.match(self.text, start)
                at = reference.end() if reference else start + 1
                if not reference:
                    yield start, at
                continue
            at = self._section(start)
            if at > start:
                continue
            tag = _TAG.match(self.text, start) or _LOOSE_TAG.match(self.text, start)
            at = tag.end() if tag else start + 1
            yield start, tag.end() if tag else start

    def _section(self, start: int) -> int:
        """The end of a comment, a CDATA section or an instruction; `start` where it is none."""
        for opener, (kind, closer, called) in _CLOSERS.items():
            if not self.text.startswith(opener, start):
                continue
            end = -1 if closer in self.spent else self.text.find(closer, start + len(opener))
            if end < 0:
                self.spent.add(closer)
                self._slip(start, start + len(opener), f"this {called} is never closed")
                return start + len(opener)
            self.marks.append(Mark(kind, start, end + len(closer)))
            return end + len(closer)
        return start

    def _tag(self, start: int, end: int) -> None:
        if end == start:
            if not self.text.startswith("<!", start):
                self._slip(start, start + 1, "'<' begins no tag here: write '&lt;'")
            return
        match = _TAG.match(self.text, start) or _LOOSE_TAG.match(self.text, start)
        if match is None:
            return
        name, body = match["name"], match["body"]
        if match["close"]:
            self._end_tag(name, start, end)
            return
        if _ATTRIBUTES.fullmatch(body) is None:
            self._slip(start, end, f'the attributes of <{_shown(name)}> are not name="value" each')
        if not self.open:
            self.roots += 1
            if self.roots == 2 and not self.fragments:
                self._slip(start, end, "a second element begins here: an XML file holds one")
        if body.endswith("/"):
            self.marks.append(Mark(Kind.EMPTY, start, end))
            return
        self.marks.append(Mark(Kind.START, start, end))
        self.open.append((name, start, end))
        self.names[name] = self.names.get(name, 0) + 1

    def _end_tag(self, name: str, start: int, end: int) -> None:
        if not self.names.get(name):
            within = ""
            if self.open:
                line = self.source.position(self.open[-1][1]).line
                within = f": <{_shown(self.open[-1][0])}> of line {line} is open"
            self._slip(start, end, f"</{_shown(name)}> closes nothing{within}")
            return
        while self.open[-1][0] != name:
            other, other_start, other_end = self.open[-1]
            self._slip(
                other_start,
                other_end,
                f"<{_shown(other)}> is not closed before </{_shown(name)}> of line"
                f" {self.source.position(start).line}",
            )
            self._close(start, start)
        self._close(start, end)

    def _close(self, start: int, end: int) -> None:
        name, _, _ = self.open.pop()
        self.names[name] -= 1
        self.marks.append(Mark(Kind.END, start, end))

    def _slip(self, start: int, end: int, message: str) -> None:
        if len(self.slips) < _MOST_MISTAKES:
            self.slips.append(Slip(start, end, message))


def _shown(name: str) -> str:
    return visible(name[:40]) + ("…" if len(name) > 40 else "")
