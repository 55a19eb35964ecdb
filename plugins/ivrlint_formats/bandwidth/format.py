"""The format `bandwidth`: recognising and reading the markup of Bandwidth."""

from __future__ import annotations

from typing import ClassVar

from ivrlint.formats import Reading
from ivrlint.model import Document
from ivrlint.places import Source
from ivrlint_formats.response_format import ResponseFormat


class BandwidthFormat(ResponseFormat):
    """Files of BXML, in the verbs of both versions of the service."""

    name: ClassVar[str] = "bandwidth"
    description: ClassVar[str] = "BXML of Bandwidth: verbs for calls"
    names: ClassVar[tuple[str, ...]] = ("*.bxml",)

    def read(self, source: Source, reading: Reading) -> Document:
        """The file by itself: the call that it answers."""
        del reading
        from ivrlint_formats.bandwidth.reading import read

        return read(source)
