"""What formats have in common whose files are XML that begins with `<Response>`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ivrlint.formats import Candidate, Claim, Format
from ivrlint.model import Document
from ivrlint.places import Source


class ResponseFormat(Format):
    """Markup for calls. Several vendors' looks the same: `name` is also that of the dialect."""

    encodings: ClassVar[tuple[str, ...]] = ("utf-8", "iso-8859-1")

    def claim(self, candidate: Candidate) -> Claim:
        """By the root `Response` with what only this vendor has in it."""
        if "<Response" not in candidate.head:
            return Claim.NO
        from ivrlint_formats.verbs.dialect import dialect_of

        return Claim.CERTAIN if dialect_of(candidate.read()) == self.name else Claim.NO

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
