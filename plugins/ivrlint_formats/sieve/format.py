"""The format `sieve`: recognising and reading Sieve scripts."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source

if TYPE_CHECKING:
    from ivrlint_formats.sieve.reading import Reader

_SUFFIXES: Final = frozenset({".sieve", ".siv", ".svtest"})
_WORDS: Final = ("require", "vacation", "redirect", "fileinto", "reject", "keep", "discard", "stop")


class SieveFormat(Format):
    """Scripts that a mail server runs for a mailbox: what it answers by itself."""

    name: ClassVar[str] = "sieve"
    description: ClassVar[str] = "Sieve scripts: vacation, reject, notify, with what they include"
    names: ClassVar[tuple[str, ...]] = ("*.sieve", "*.siv", "*.svtest")
    encodings: ClassVar[tuple[str, ...]] = ("utf-8", "iso-8859-1")

    @cached_property
    def _reader(self) -> Reader:
        from ivrlint_formats.sieve.reading import Reader

        return Reader()

    def claim(self, candidate: Candidate) -> Claim:
        """By its name and by how it begins."""
        if candidate.path.suffix.lower() not in _SUFFIXES:
            head = candidate.head
            if ";" not in head or not any(word in head.lower() for word in _WORDS):
                return Claim.NO
        from ivrlint_formats.sieve.kinds import claim

        return claim(candidate)

    def read(self, source: Source, reading: Reading) -> Document:
        """What the script answers, and what is wrong with it."""
        return self._reader.document(source, reading)

    def syntax(self, source: Source) -> Any:
        """The commands of the script, every one with its place."""
        return self._reader.syntax(source)

    def comment(self, source: Source, text: str) -> str:
        """A comment to the end of its line."""
        del source
        return f"# {text}"
