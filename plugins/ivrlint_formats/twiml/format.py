"""The format `twiml`: recognising and reading the markup of Twilio."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source

if TYPE_CHECKING:
    from ivrlint_formats.twiml.platform import Platform


class TwimlFormat(Format):
    """Files of TwiML: verbs for calls, and answers to text messages."""

    name: ClassVar[str] = "twiml"
    description: ClassVar[str] = "TwiML of Twilio: verbs for calls, answers to text messages"
    names: ClassVar[tuple[str, ...]] = ("*.twiml",)
    encodings: ClassVar[tuple[str, ...]] = ("utf-8", "iso-8859-1")

    @cached_property
    def _platform(self) -> Platform:
        from ivrlint_formats.twiml.platform import Platform

        return Platform()

    def claim(self, candidate: Candidate) -> Claim:
        """By the root `Response` with a verb of Twilio's in it; other vendors' verbs look alike."""
        if "<Response" not in candidate.head:
            return Claim.NO
        from ivrlint_formats.verbs.dialect import dialect_of

        return Claim.CERTAIN if dialect_of(candidate.read()) == "twiml" else Claim.NO

    def read(self, source: Source, reading: Reading) -> Document:
        """The file by itself: the call that it answers, or the messages that it sends."""
        del reading
        from ivrlint_formats.twiml.reading import read

        return read(source, self._platform)

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
