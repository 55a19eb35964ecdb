"""The format `ncco`: recognising and reading call control objects of Vonage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source

if TYPE_CHECKING:
    from ivrlint_formats.data.schema import Schema

_FIRST: Final = (
    r"[\ufeff\s]*+(?:\{[^\[\]]{0,2000}?\"ncco\"\s*+:\s*+)?\[?\s*+\{"
    r"(?:(?!\}\s*,\s*\{).){0,3000}?\"action\"\s*+:\s*+\"(\w+)\""
)
_NEEDS: Final = {
    "talk": r'"text"\s*:',
    "stream": r'"streamUrl"\s*:',
    "connect": r'"endpoint"\s*:\s*[\[{]',
    "conversation": r'"name"\s*:',
    "notify": r'"payload"\s*:',
    "transfer": r'"conversationId"\s*:',
    "input": r'"(?:type"\s*:\s*\[|(?:dtmf|speech|eventUrl|maxDigits|timeOut|submitOnHash)"\s*:)',
    "record": r'"(?:eventUrl|format|split|endOnSilence|endOnKey|beepStart|channels)"\s*:',
    "pay": r'"(?:amount|currency|eventUrl)"\s*:',
    "wait": r'"action"\s*:\s*"(?:talk|stream|connect|input|conversation)"',
}
"""What an action does not do without: other data have actions of these names too."""


class NccoFormat(Format):
    """Call control objects: lists of actions in JSON."""

    name: ClassVar[str] = "ncco"
    description: ClassVar[str] = "NCCO of Vonage: lists of actions for calls"
    names: ClassVar[tuple[str, ...]] = ("*.ncco", "*ncco*.json")

    @cached_property
    def _schema(self) -> Schema:
        from ivrlint_formats.data.schema import Schema

        return Schema("ivrlint_formats.ncco", "actions.schema.json")

    def claim(self, candidate: Candidate) -> Claim:
        """By the first action, with what such an action needs."""
        if '"action"' not in candidate.head:
            return Claim.NO
        first = re.match(_FIRST, candidate.head, re.DOTALL)
        needed = _NEEDS.get(first[1]) if first else None
        if needed is None or not re.search(needed, candidate.read()):
            return Claim.NO
        return Claim.CERTAIN

    def read(self, source: Source, reading: Reading) -> Document:
        """The file by itself: the call that it answers."""
        del reading
        from ivrlint_formats.ncco.reading import read

        return read(source, self._schema)

    def link(self, documents: Sequence[Document]) -> Sequence[Document]:
        """The files of one project, each leading to those that its addresses name."""
        from ivrlint_formats.verbs import link

        return link(documents)

    def syntax(self, source: Source) -> Any:
        """The JSON of the file, every value with its place."""
        from ivrlint_formats.verbs.actions import as_plain

        return as_plain(source)
