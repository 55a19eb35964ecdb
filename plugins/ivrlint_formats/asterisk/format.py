"""The format `asterisk`: recognising and reading the files of an Asterisk configuration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source


class AsteriskFormat(Format):
    """Dialplans with the queues, the voicemail and the transcripts that belong to them."""

    name: ClassVar[str] = "asterisk"
    description: ClassVar[str] = (
        "Asterisk: extensions.conf, extensions.ael, queues.conf, voicemail.conf, transcripts"
    )
    names: ClassVar[tuple[str, ...]] = (
        "*.ael", "*.ael.*", "extensions*.conf*", "queues*.conf*", "voicemail*.conf*",
        "musiconhold*.conf*",
    )  # fmt: skip
    encodings: ClassVar[tuple[str, ...]] = ("utf-8", "iso-8859-1")

    def claim(self, candidate: Candidate) -> Claim:
        """By the name of the file and by what stands in it."""
        from ivrlint_formats.asterisk.kinds import claim

        return claim(candidate)

    def read(self, source: Source, reading: Reading) -> Document:
        """The file by itself; `link` makes it what a caller meets."""
        from ivrlint_formats.asterisk.reading import read

        return read(source, reading)

    def link(self, documents: Sequence[Document]) -> Sequence[Document]:
        """The files of each configuration together: contexts, queues, mailboxes, prompts."""
        from ivrlint_formats.asterisk.linking import link

        return link(documents)

    def syntax(self, source: Source) -> Any:
        """The contexts of a dialplan with their entries, as the engine loads them."""
        from ivrlint_formats.asterisk.reading import syntax

        return syntax(source)

    def comment(self, source: Source, text: str) -> str:
        """A comment to the end of its line: `;` in the engine's configuration, `//` in AEL."""
        from pathlib import PurePosixPath

        from ivrlint_formats.asterisk.kinds import Kind, kind_of

        kind, _ = kind_of(PurePosixPath(source.path), source.text[:4096], lambda: source.text)
        return f"// {text}" if kind is Kind.AEL else f"; {text}"
