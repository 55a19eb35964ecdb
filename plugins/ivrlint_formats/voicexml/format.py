"""The format `voicexml`: recognising and reading dialogs of VoiceXML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source

if TYPE_CHECKING:
    from ivrlint_formats.voicexml.platform import Platform


class VoiceXmlFormat(Format):
    """Dialogs of VoiceXML, one file or several that lead to one another."""

    name: ClassVar[str] = "voicexml"
    description: ClassVar[str] = "VoiceXML 1.0, 2.0 and 2.1: forms, menus, application roots"
    names: ClassVar[tuple[str, ...]] = ("*.vxml", "*.vxm")

    @cached_property
    def _platform(self) -> Platform:
        from ivrlint_formats.voicexml.platform import Platform

        return Platform()

    def claim(self, candidate: Candidate) -> Claim:
        """Certain where the first element is `vxml`, whatever the file is called."""
        from ivrlint_formats.voicexml.kinds import claim

        return claim(candidate)

    def encoding_of(self, head: bytes) -> str | None:
        """The encoding that the XML declaration names."""
        from ivrlint_formats.voicexml.kinds import declared_encoding

        return declared_encoding(head)

    def read(self, source: Source, reading: Reading) -> Document:
        """The file by itself; `link` brings in the others of its project."""
        del reading
        from ivrlint_formats.voicexml.reading import read

        return read(source, self._platform)

    def link(self, documents: Sequence[Document]) -> Sequence[Document]:
        """The files of a project together: addresses, application roots, where callers begin."""
        from ivrlint_formats.voicexml.linking import link

        return link(documents, self._platform)

    def syntax(self, source: Source) -> Any:
        """The elements of the file, each with its place."""
        from ivrlint_formats.voicexml.reading import syntax

        return syntax(source)

    def comment(self, source: Source, text: str) -> str:
        """A comment of XML."""
        del source
        return f"<!-- {text} -->"
