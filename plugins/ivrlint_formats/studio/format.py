"""The format `studio`: recognising and reading flows of Twilio Studio."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Channel, Comment, Document, Problem
from ivrlint.places import Place, Source

if TYPE_CHECKING:
    from ivrlint_formats.data import Tree
    from ivrlint_formats.data.schema import Schema
    from ivrlint_formats.studio.platform import Platform
    from ivrlint_formats.studio.widgets import Draft

_KNOWS: Final = frozenset(
    {
        "menu.nomatch",
        "menu.timeout",
        "menu.presentations",
        "menu.interruptible",
        "collect.digits",
        "collect.presentations",
        "lookup.error",
        "queue.error",
        "transfer.error",
        "transfer.noanswer",
        "flow.entries",
        "record.waiting",
    }
)
_OF_CALLS: Final = frozenset({"menu.noinput", "collect.noinput", "step.reads"})
"""Customers who write may be silent for a day, and begin anew: nobody notices the end. What they
write is kept, whatever the flow does with it."""

_BEGINS: Final = r"[\ufeff\s]*[{\[]"
_PERHAPS: Final = r'\\?"(?:states|initial_state|transitions|definition)\\?"\s*:'
_STATES: Final = r'(?:\\?"states\\?"\s*:|\bstates"?\s*=)\s*\['
_START: Final = r'(?:\\?"initial_state\\?"\s*:|\binitial_state"?\s*=)'
_TRIGGER: Final = r'\\?"event\\?"\s*:\s*\\?"incoming(?:Call|Message|Request|Parent|Conversation)'
_TERRAFORM: Final = frozenset({".tf", ".hcl"})
_SUFFIXES: Final = frozenset({".json", ".txt", ".tpl", ".tmpl", ".tftpl"}) | _TERRAFORM


class StudioFormat(Format):
    """Flows of Twilio Studio, as the editor exports them and the API returns them."""

    name: ClassVar[str] = "studio"
    description: ClassVar[str] = "Twilio Studio flows: the JSON of widgets and transitions"

    @cached_property
    def _platform(self) -> Platform:
        from ivrlint_formats.studio.platform import Platform

        return Platform()

    @cached_property
    def _schema(self) -> Schema:
        from ivrlint_formats.data.schema import Schema

        return Schema("ivrlint_formats.studio", "flow.schema.json")

    def claim(self, candidate: Candidate) -> Claim:
        """Certain where the keys of a flow are there, whatever the file is called."""
        head = candidate.head
        if candidate.path.suffix.lower() in _TERRAFORM:
            return Claim.CERTAIN if _is_flow(candidate.read()) else Claim.NO
        if not re.match(_BEGINS, head) or not re.search(_PERHAPS, head):
            return Claim.NO
        text = head if _is_flow(head) else candidate.read()
        return Claim.CERTAIN if _is_flow(text) else Claim.NO

    def read(self, source: Source, reading: Reading) -> Document:
        """Every flow that the file holds, and what is wrong with its syntax and its shape."""
        del reading
        from ivrlint_formats.studio.drafts import drafts_of
        from ivrlint_formats.studio.lower import lower
        from ivrlint_formats.studio.shape import shape_problems

        tree = _tree_of(source)
        mistakes = list(tree.mistakes)
        drafts: list[tuple[str, Draft]] = []
        if tree.root is not None:
            found = drafts_of(tree.root)
            mistakes += found.mistakes
            drafts += found.drafts
        problems = [Problem("syntax-error", one.place, one.message) for one in mistakes]
        shape = shape_problems([one for _, one in drafts], self._platform, self._schema)
        flows = tuple(
            flow
            for name, draft in _named(source, drafts)
            for flow in lower(draft, name, self._platform)
        )
        calls_only = all(flow.channel is Channel.PHONE for flow in flows)
        return Document(
            source=source,
            format=self.name,
            flows=flows,
            problems=tuple(sorted([*problems, *shape], key=lambda one: one.place.start)),
            comments=tuple(
                Comment(one.text, one.place, _is_alone(one.place)) for one in tree.comments
            ),
            statements=tuple(widget.whole for _, draft in drafts for widget in draft.widgets),
            knows=_KNOWS | _OF_CALLS if calls_only else _KNOWS,
        )

    def link(self, documents: Sequence[Document]) -> Sequence[Document]:
        """The documents, with sub-flows that are named by an id led to the file that has it."""
        from ivrlint_formats.studio.linking import linked

        return linked(documents)

    def syntax(self, source: Source) -> Any:
        """The values of the file, each with its place."""
        from ivrlint_formats.data import as_data

        tree = _tree_of(source)
        return None if tree.root is None else as_data(tree.root)


def _tree_of(source: Source) -> Tree:
    """The values of a file: of JSON, or of Terraform where its name says so."""
    from ivrlint_formats.data import parse_hcl, parse_json

    is_terraform = PurePosixPath(source.path).suffix.lower() in _TERRAFORM
    return parse_hcl(source) if is_terraform else parse_json(source)


def _is_alone(place: Place) -> bool:
    line = place.source.line_text(place.begin.line)
    return not line[: place.begin.column - 1].strip()


def _is_flow(text: str) -> bool:
    if not re.search(_STATES, text):
        return False
    return re.search(_START, text) is not None or re.search(_TRIGGER, text) is not None


def _named(source: Source, drafts: list[tuple[str, Draft]]) -> Iterator[tuple[str, Draft]]:
    """Each flow with its name: its resource's, else its key in the file, else the file's name."""
    path = PurePosixPath(source.path)
    stem = path.name
    while PurePosixPath(stem).suffix.lower() in _SUFFIXES and PurePosixPath(stem).stem:
        stem = PurePosixPath(stem).stem
    for number, (key, draft) in enumerate(drafts, 1):
        fallback = stem if len(drafts) == 1 else key or f"{stem} {number}"
        yield draft.name or fallback, draft
