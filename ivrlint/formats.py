"""What a format plugin gives: the way from a file to a document, and perhaps back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import PurePosixPath
from typing import Any, ClassVar

from ivrlint.lean import dataclass
from ivrlint.model import Document
from ivrlint.places import Source


class Claim(IntEnum):
    """How sure a format is that a file is its own; the greatest claim wins."""

    NO = 0
    BY_CONTENT = 1
    """The content looks like it."""
    BY_NAME = 2
    """The name says so, and the content does not contradict it."""
    CERTAIN = 3
    """Name and content, or a content that nothing else has."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be of some format.

    `path` is as the user wrote or found it. `head` is its first 4,096 code
    points; `read` gives the whole text (and keeps it).
    """

    path: PurePosixPath
    head: str
    read: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format may ask for while it reads.

    `include` opens a file that the source names, relative to the source's
    folder: None where it is not there, lies outside the project, or would be
    read in a circle. Nothing else may be opened.
    """

    include: Callable[[Source, str], Source | None]
    include_all: Callable[[Source, str], Sequence[Source]] = lambda _source, _pattern: ()
    """The files that a pattern of names (`*.conf`) stands for, in their order by name."""


class Format(ABC):
    """A file format: its name, how to recognise it, how to read it.

    Made when plugins are loaded: keep it light, import what is expensive in
    the methods that need it.
    """

    name: ClassVar[str]
    """The name for `--as` and in reports: kebab-case."""
    description: ClassVar[str]
    """One line for `ivrlint plugins`."""
    names: ClassVar[tuple[str, ...]] = ()
    """Patterns of file names that are surely or probably of this format (`*.ivr`)."""

    encodings: ClassVar[tuple[str, ...]] = ("utf-8",)
    """The encodings its files may have, tried in this order; a byte-order mark wins.
    Bytes that fit none are a `syntax-error`."""

    @abstractmethod
    def claim(self, candidate: Candidate) -> Claim:
        """How sure it is that the file is of this format; must be quick and never raise."""

    def encoding_of(self, head: bytes) -> str | None:
        """The encoding that the file itself names (an XML declaration), from its first bytes.

        None where it names none; then `encodings` are tried. Bytes that do not
        fit it are a `syntax-error`.
        """
        del head
        return None

    @abstractmethod
    def read(self, source: Source, reading: Reading) -> Document:
        """The document that the source defines.

        Never raises for bad content: what cannot be read becomes a problem of
        the document, and everything sound is still there.
        """

    def link(self, documents: Sequence[Document]) -> Sequence[Document]:
        """The documents of this format in one project, in the same order, with what each has to
        know of the others: for formats that spread one system over several files.

        Files that another one includes are not among them. Never raises for bad content.
        """
        return documents

    def syntax(self, source: Source) -> Any:
        """The format's own syntax tree as plain JSON data; None where there is none."""
        del source
        return None

    def write(self, document: Document) -> str | None:
        """The document in this format; None where the format cannot be written."""
        del document
        return None

    def format(self, source: Source) -> str | None:
        """The source in canonical form, comments kept; None where there is none.

        Raises ivrlint.errors.CannotFormat for a source with syntax errors.
        """
        del source
        return None

    def comment(self, source: Source, text: str) -> str | None:
        """A comment with this text, as it is written alone on a line; None where there are none."""
        del source, text
        return None
