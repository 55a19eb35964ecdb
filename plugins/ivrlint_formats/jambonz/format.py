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
    from ivrlint_formats.data.schema import Schema

_NAMED: Final = (
    r"[\ufeff\s]*+\[?\s*+\{(?:(?!\}\s*,\s*\{).){0,3000}?\"verb\"\s*+:\s*+\"([\w:]{1,30})\""
)
_NEEDS: Final = {
    "say": r'"text"\s*:',
    "play": r'"url"\s*:',
    "gather": r'"(?:actionHook|input|say|play|numDigits|maxDigits|recognizer)"\s*:',
    "dial": r'"target"\s*:\s*\[',
    "enqueue": r'"(?:actionHook|waitHook)"\s*:',
    "dequeue": r'"(?:actionHook|beep|name)"\s*:',
    "redirect": r'"actionHook"\s*:',
    "pause": r'"length"\s*:',
    "tag": r'"data"\s*:',
    "config": r'"(?:synthesizer|recognizer|bargeIn|record|listen|stream|amd|ttsStream)"\s*:',
    "conference": r'"name"\s*:',
    "listen": r'"url"\s*:',
    "stream": r'"url"\s*:',
    "transcribe": r'"(?:transcriptionHook|recognizer)"\s*:',
    "message": r'"(?:to|text)"\s*:',
    "dialogflow": r'"(?:project|credentials)"\s*:',
    "lex": r'"botId"\s*:',
    "rasa": r'"url"\s*:',
    "llm": r'"(?:vendor|llmOptions)"\s*:',
    "pipeline": r'"(?:stt|llm|tts)"\s*:',
    "dub": r'"track"\s*:',
    "dtmf": r'"dtmf"\s*:',
    "hangup": r'"verb"\s*:\s*"hangup"\s*(?:\}|,\s*"(?:id|headers)")',
    "answer": r'"verb"\s*:\s*"answer"\s*(?:\}|,\s*"id")',
    "leave": r'"verb"\s*:\s*"leave"\s*(?:\}|,\s*"id")',
    "sip:decline": r'"status"\s*:',
    "sip:request": r'"method"\s*:',
    "sip:refer": r'"referTo"\s*:',
}
"""What a verb does not do without: games and grammars have verbs of these names too."""
_KEYED: Final = (
    r"[\ufeff\s]*+\[\s*+\{\s*+\"(?:say|play|gather|dial|enqueue|config|pause|conference)\"\s*+:\s*+"
    r"\{[^{}]{0,1000}?\"(?:text|url|input|actionHook|target|name|length|synthesizer|verb)\""
)


class JambonzFormat(Format):
    """Lists of verbs in JSON, with the verb under `verb` or as the only key."""

    name: ClassVar[str] = "jambonz"
    description: ClassVar[str] = "jambonz: lists of verbs for calls"

    @cached_property
    def _schema(self) -> Schema:
        from ivrlint_formats.data.schema import Schema

        return Schema("ivrlint_formats.jambonz", "verbs.schema.json")

    def claim(self, candidate: Candidate) -> Claim:
        """By the first verb."""
        head = candidate.head
        first = re.match(_NAMED, head, re.DOTALL) if '"verb"' in head else None
        if first is not None:
            needed = _NEEDS.get(first[1])
            found = needed is not None and re.search(needed, candidate.read())
            return Claim.CERTAIN if found else Claim.NO
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
