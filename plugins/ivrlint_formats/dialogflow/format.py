"""The format `dialogflow`: recognising and reading exported agents of Dialogflow CX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document, Problem
from ivrlint.places import Source

if TYPE_CHECKING:
    from ivrlint_formats.data.schema import Schema

_KNOWS: Final = frozenset(
    {
        "menu.noinput",
        "menu.nomatch",
        "menu.timeout",
        "menu.presentations",
        "collect.noinput",
        "collect.nomatch",
        "collect.presentations",
        "flow.entries",
    }
)
_BEGINS: Final = r"[\ufeff\s]*[{\[]"
_NAMED: Final = r'"displayName"\s*:'
_PART: Final = (
    r'"(?:transitionRoutes|transitionRouteGroups|entryFulfillment|triggerFulfillment|fillBehavior'
    r'|eventHandlers)"\s*:'
)
_AGENT: Final = r'"defaultLanguageCode"\s*:'
_OF_AGENTS: Final = r'"(?:startFlow|supportedLanguageCodes|timeZone|speechToTextSettings)"\s*:'
_PERHAPS: Final = r'"(?:name|displayName|description|nluSettings|form|flow|pages)"\s*:'


class DialogflowFormat(Format):
    """Agents of Dialogflow CX, as they are exported: a folder of flows and pages."""

    name: ClassVar[str] = "dialogflow"
    description: ClassVar[str] = "Dialogflow CX agents: exported flows, pages and route groups"

    @cached_property
    def _schema(self) -> Schema:
        from ivrlint_formats.data.schema import Schema

        return Schema("ivrlint_formats.dialogflow", "part.schema.json")

    def claim(self, candidate: Candidate) -> Claim:
        """Certain where the keys of a page, a flow or an agent are there."""
        head = candidate.head
        if not re.match(_BEGINS, head) or not re.search(_PERHAPS, head):
            return Claim.NO
        text = head if _is_part(head) else candidate.read()
        return Claim.CERTAIN if _is_part(text) else Claim.NO

    def read(self, source: Source, reading: Reading) -> Document:
        """The parts that the file holds; what they mean together is known once all are linked."""
        del reading
        from ivrlint_formats.data import parse_json
        from ivrlint_formats.dialogflow.parts import parts_of
        from ivrlint_formats.dialogflow.shape import shape_problems

        tree = parse_json(source)
        parts = parts_of(tree.root, source.path) if tree.root is not None else []
        problems = [Problem("syntax-error", one.place, one.message) for one in tree.mistakes]
        problems += shape_problems(parts, self._schema)
        return Document(
            source=source,
            format=self.name,
            problems=tuple(sorted(problems, key=lambda one: one.place.start)),
            statements=tuple(part.node.place for part in parts),
            knows=_KNOWS,
            syntax=tuple(parts),
        )

    def link(self, documents: Sequence[Document]) -> Sequence[Document]:
        """The documents with the flows of each agent, their pages taken together."""
        from ivrlint_formats.dialogflow.linking import linked

        return linked(documents)

    def syntax(self, source: Source) -> Any:
        """The JSON of the file, every value with its place."""
        from ivrlint_formats.data import as_data, parse_json

        tree = parse_json(source)
        return None if tree.root is None else as_data(tree.root)


def _is_part(text: str) -> bool:
    if not re.search(_NAMED, text):
        return False
    if re.search(_PART, text):
        return True
    return re.search(_AGENT, text) is not None and re.search(_OF_AGENTS, text) is not None
