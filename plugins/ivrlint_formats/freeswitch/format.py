"""The format `freeswitch`: recognising and reading the files of a FreeSWITCH configuration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source


class FreeSwitchFormat(Format):
    """Dialplans with the menus, queues, phrases and transcripts that belong to them."""

    name: ClassVar[str] = "freeswitch"
    description: ClassVar[str] = (
        "FreeSWITCH: dialplan, IVR menus, callcenter and fifo queues, phrases, transcripts (XML)"
    )
    names: ClassVar[tuple[str, ...]] = ("freeswitch.xml", "*.conf.xml", "*voicemail*.tpl")
    encodings: ClassVar[tuple[str, ...]] = ("utf-8", "iso-8859-1")

    def claim(self, candidate: Candidate) -> Claim:
        """By its elements, whatever the file is called."""
        from ivrlint_formats.freeswitch.kinds import claim

        return claim(candidate)

    def read(self, source: Source, reading: Reading) -> Document:
        """The file with those that it takes in; `link` makes it what a caller meets."""
        from ivrlint_formats.freeswitch.reading import read

        return read(source, reading)

    def link(self, documents: Sequence[Document]) -> Sequence[Document]:
        """The files of each FreeSWITCH together: contexts, menus, queues, phrases."""
        from ivrlint_formats.freeswitch.linking import link

        return link(documents)

    def syntax(self, source: Source) -> Any:
        """The elements of the file, each with its place."""
        from ivrlint_formats.freeswitch.reading import syntax

        return syntax(source)

    def comment(self, source: Source, text: str) -> str:
        """A comment of XML."""
        del source
        return f"<!-- {text} -->"
