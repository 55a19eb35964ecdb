"""The format `jambonz`: recognising and reading lists of verbs of jambonz."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source

if TYPE_CHECKING:
    from ivrlint_formats.verbs.shape import ActionSchema

_VERBS: Final = (
    "say|play|gather|dial|enqueue|dequeue|leave|hangup|redirect|pause|tag|config|conference"
    "|listen|stream|transcribe|dialogflow|lex|rasa|llm|pipeline|agent|message|dtmf|dub|answer"
    r"|alert|room|transfer|s2s|\w{1,20}_s2s|sip:(?:decline|request|refer)"
)
_NAMED: Final = (
    r"[\ufeff\s]*+\[?\s*+\{(?:(?!\}\s*,\s*\{).){0,3000}?\"verb\"\s*+:\s*+\"(?:" + _VERBS + r")\""
)
_KEYED: Final = (
    r"[\ufeff\s]*+\[\s*+\{\s*+\"(?:say|play|gather|dial|enqueue|config|pause|conference)\"\s*+:\s*+"
    r"\{[^{}]{0,1000}?\"(?:text|url|input|actionHook|target|name|length|synthesizer|verb)\""
)


class JambonzFormat(Format):
    """Lists of verbs in JSON, with the verb under `verb` or as the only key."""

    name: ClassVar[str] = "jambonz"
    description: ClassVar[str] = "jambonz: lists of verbs for calls"

    @cached_property
    def _schema(self) -> ActionSchema:
        from ivrlint_formats.verbs.shape import ActionSchema

        return ActionSchema("ivrlint_formats.jambonz", "verbs.schema.json")

    def claim(self, candidate: Candidate) -> Claim:
        """By the first verb."""
        head = candidate.head
        if '"verb"' in head and re.match(_NAMED, head, re.DOTALL):
            return Claim.CERTAIN
        is_list = head.lstrip("\ufeff \t\r\n").startswith("[")
        return Claim.BY_CONTENT if is_list and re.match(_KEYED, head) else Claim.NO

    def read(self, source: Source, reading: Reading) -> Document:
        """The file by itself: the call that it answers."""
        del reading
        from ivrlint_formats.jambonz.reading import read

        return read(source, self._schema)

    def link(self, documents: Sequence[Document]) -> Sequence[Document]:
        """The files of one project, each leading to those that its hooks name."""
        from ivrlint_formats.verbs import link

        return link(documents)

    def syntax(self, source: Source) -> Any:
        """The JSON of the file, every value with its place."""
        from ivrlint_formats.verbs.actions import as_plain

        return as_plain(source)
