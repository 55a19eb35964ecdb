"""The format `bandwidth`: recognising and reading the markup of Bandwidth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source


class BandwidthFormat(Format):
    """Files of BXML, in the verbs of both versions of the service."""

    name: ClassVar[str] = "bandwidth"
    description: ClassVar[str] = "BXML of Bandwidth: verbs for calls"
    names: ClassVar[tuple[str, ...]] = ("*.bxml",)
    encodings: ClassVar[tuple[str, ...]] = ("utf-8", "iso-8859-1")

    def claim(self, candidate: Candidate) -> Claim:
        """By the root `Response` with what only Bandwidth has in it."""
        if "<Response" not in candidate.head:
            return Claim.NO
        from ivrlint_formats.verbs.dialect import dialect_of

        return Claim.CERTAIN if dialect_of(candidate.read()) == "bandwidth" else Claim.NO

    def read(self, source: Source, reading: Reading) -> Document:
        """The file by itself: the call that it answers."""
        del reading
        from ivrlint_formats.bandwidth.reading import read

        return read(source)

    def link(self, documents: Sequence[Document]) -> Sequence[Document]:
        """The files of one project, each leading to those that its addresses name."""
        from ivrlint_formats.verbs import link

        return link(documents)

    def syntax(self, source: Source) -> Any:
        """The elements of the file, each with its place."""
        from ivrlint_formats.verbs.response import as_plain

        return as_plain(source)

    def comment(self, source: Source, text: str) -> str:
        """A comment of XML."""
        del source
        return f"<!-- {text} -->"
