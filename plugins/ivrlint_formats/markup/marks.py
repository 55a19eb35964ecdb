"""The marks of a file of XML, one after another: where each tag, comment and section stands."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_PROLOG: Final = re.compile(r"[\ufeff\s]*+<\?xml\b[^<>]*+>")
_DOCTYPE: Final = re.compile(
    r"<!DOCTYPE\b(?:[^\[\]<>\"']|\"[^\"]*+\"|'[^']*+')*+"
    r"(?:\[(?:[^\]\"'<]|\"[^\"]*+\"|'[^']*+'|<!--(?:[^-]|-(?!->))*+-->|<)*+\]\s*+)?>",
    re.IGNORECASE,
)
_DECLARED: Final = re.compile("<!DOCTYPE", re.IGNORECASE)
_FIRST_TAG: Final = re.compile("<[A-Za-z_]")
_STRAY_AMPERSAND: Final = re.compile(
    r"&(?!(?:[A-Za-z_:][\w:.-]{0,60}|#\d{1,7}|#x[0-9a-fA-F]{1,6});)"
)
_TAG_END: Final = re.compile(r"<(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+>")
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")


class Kind(StrEnum):
    """What a mark is."""

    START = "start"
    EMPTY = "empty"
    END = "end"
    COMMENT = "comment"
    CDATA = "cdata"
    INSTRUCTION = "instruction"
    DOCTYPE = "doctype"


class Mark(NamedTuple):
    """A mark: its kind, and where it begins and ends in the text (offsets)."""

    kind: Kind
    start: int
    end: int


class NotWellFormedError(Exception):
    """The file is not well-formed XML: `offset` is where the parser saw it."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def marks_of(text: str, *, fragments: bool) -> list[Mark]:
    """All marks of a well-formed text, as expat finds them. Raises NotWellFormedError.

    Document types are left out before expat sees the text: no entity is ever defined, so none
    can expand. `fragments` allows several roots, XML declarations anywhere, and ampersands that
    stand for themselves.
    """
    return _Reading(text, fragments=fragments).marks


def is_well_formed(text: str, *, fragments: bool) -> bool:
    """Whether expat finds no fault in a text; quicker than its marks."""
    try:
        _Reading(text, fragments=fragments, marks=False)
    except NotWellFormedError:
        return False
    return True


def without_prolog(text: str) -> tuple[str, list[Mark]]:
    """The text with spaces for its XML declaration and its document type, and both as marks."""
    found: list[Mark] = []
    match = _PROLOG.match(text)
    if match is not None:
        start = text.index("<", match.start())
        found.append(Mark(Kind.INSTRUCTION, start, match.end()))
        text = " " * match.end() + text[match.end() :]
    first = _FIRST_TAG.search(text)
    declared = _DECLARED.search(text, 0, first.start() if first else len(text))
    match = _DOCTYPE.match(text, declared.start()) if declared else None
    if match is not None:
        found.append(Mark(Kind.DOCTYPE, match.start(), match.end()))
        text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return text.replace("\ufeff", " ", 1) if text.startswith("\ufeff") else text, found


class _Reading:
    """One pass of expat over a text."""

    def __init__(self, text: str, *, fragments: bool, marks: bool = True) -> None:
        from xml.parsers import expat

        self.source = text
        self.text, self.marks = without_prolog(text)
        if fragments:
            self.text = _STRAY_AMPERSAND.sub("+", self.text).replace("<?xml", "<?_ml")
        # One byte for each code point: byte offsets are offsets of the text then. What the
        # text says is read from the source; names outside ASCII are judged by the letter.
        data = _NOT_ASCII.sub(_stand_in, self.text)
        opening = b"<_>" if fragments else b""
        self.shift = len(opening)
        self.parser = expat.ParserCreate("iso-8859-1")
        self.parser.UseForeignDTD()  # names of entities that nobody defines are then no fault
        if marks:
            self._prepare(self.parser)
        self.empty: list[bool] = []
        isfinal = True
        try:
            self.parser.Parse(opening + data.encode("latin-1", "replace"))
            self.parser.Parse(b"</_>" if fragments else b"", isfinal)
        except expat.ExpatError as error:
            offset = max(0, min(self.parser.ErrorByteIndex - self.shift, len(text)))
            raise NotWellFormedError(expat.ErrorString(error.code) or str(error), offset) from None
        self.marks.sort(key=lambda mark: mark.start)

    def _prepare(self, parser: XMLParserType) -> None:
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CommentHandler = lambda _text: self._until(Kind.COMMENT, "-->")
        parser.ProcessingInstructionHandler = lambda _name, _text: self._until(
            Kind.INSTRUCTION, "?>"
        )
        parser.StartCdataSectionHandler = lambda: self._until(Kind.CDATA, "]]>")

    def _start(self, _name: str, _attributes: dict[str, str]) -> None:
        start = self.parser.CurrentByteIndex - self.shift
        match = _TAG_END.match(self.text, max(0, start))
        if start < 0 or match is None:
            self.empty.append(True)
            return
        empty = self.text[match.end() - 2] == "/"
        self.empty.append(empty)
        self.marks.append(Mark(Kind.EMPTY if empty else Kind.START, start, match.end()))

    def _end(self, _name: str) -> None:
        if not self.empty.pop():
            self._until(Kind.END, ">")

    def _until(self, kind: Kind, closer: str) -> None:
        start = self.parser.CurrentByteIndex - self.shift
        end = self.text.find(closer, start)
        self.marks.append(Mark(kind, start, len(self.text) if end < 0 else end + len(closer)))


def _stand_in(match: re.Match[str]) -> str:
    return "\xe9" if match[0].isalnum() else "\xbf"
