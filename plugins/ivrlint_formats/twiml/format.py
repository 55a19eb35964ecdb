"""The format `twiml`: recognising and reading the markup of Twilio."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from ivrlint.formats import Reading
from ivrlint.model import Document
from ivrlint.places import Source
from ivrlint_formats.response_format import ResponseFormat

if TYPE_CHECKING:
    from ivrlint_formats.twiml.platform import Platform


class TwimlFormat(ResponseFormat):
    """Files of TwiML: verbs for calls, and answers to text messages."""

    name: ClassVar[str] = "twiml"
    description: ClassVar[str] = "TwiML of Twilio: verbs for calls, answers to text messages"
    names: ClassVar[tuple[str, ...]] = ("*.twiml",)

    @cached_property
    def _platform(self) -> Platform:
        from ivrlint_formats.twiml.platform import Platform

        return Platform()

    def read(self, source: Source, reading: Reading) -> Document:
        """The file by itself: the call that it answers, or the messages that it sends."""
        del reading
        from ivrlint_formats.twiml.reading import read

        return read(source, self._platform)
