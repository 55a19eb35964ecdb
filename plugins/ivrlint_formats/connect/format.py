"""The format `connect`: recognising and reading contact flows of Amazon Connect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar, Final

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Comment, Document, Problem, Queue
from ivrlint.places import Source

if TYPE_CHECKING:
    from ivrlint_formats.connect.actions import Draft
    from ivrlint_formats.connect.drafts import Found
    from ivrlint_formats.connect.platform import Platform
    from ivrlint_formats.data.schema import Schema

_KNOWS: Final = frozenset(
    {
        "menu.noinput",
        "menu.nomatch",
        "menu.timeout",
        "menu.presentations",
        "collect.noinput",
        "collect.digits",
        "lookup.error",
        "queue.announcements",
        "queue.error",
        "queue.full",
        "transfer.error",
        "transfer.noanswer",
        "flow.entries",
    }
)
_ONLY_OF_QUEUES: Final = frozenset({"queue.error", "queue.full"})
_BEGINS: Final = r"[\ufeff\s]*[{\[]"
_NEW: Final = r'"StartAction"\s*:|"Version"\s*:\s*"2019-10-30"'
_OLD: Final = r'"modules"\s*:\s*\['
_OLD_PARTS: Final = r'"(?:branches|transition|conditionMetadata|entryPointPosition)"\s*:'
_PERHAPS: Final = r'"(?:Actions|ActionMetadata|Identifier|Transitions|entryPointPosition)"\s*:'
_DATA_SUFFIXES: Final = frozenset({".json", ".txt", ".jsonc", ".tpl", ".tmpl", ".tftpl"})


class ConnectFormat(Format):
    """Contact flows of Amazon Connect, as the console exports them or people write them.

    They may stand in templates of CloudFormation, SAM and Terraform.
    """

    name: ClassVar[str] = "connect"
    description: ClassVar[str] = "Amazon Connect flows: flow language 2019-10-30 and older exports"

    @cached_property
    def _platform(self) -> Platform:
        from ivrlint_formats.connect.platform import Platform

        return Platform()

    @cached_property
    def _schema(self) -> Schema:
        from ivrlint_formats.data.schema import Schema

        return Schema("ivrlint_formats.connect", "flow.schema.json")

    def claim(self, candidate: Candidate) -> Claim:
        """Certain where the keys of a flow are there, whatever the file is called."""
        from ivrlint_formats.connect.kinds import holds_flows

        head = candidate.head
        if not re.match(_BEGINS, head):
            return Claim.CERTAIN if holds_flows(candidate) else Claim.NO
        if re.search(_NEW, head) or (re.search(_OLD, head) and re.search(_OLD_PARTS, head)):
            return Claim.CERTAIN
        if holds_flows(candidate):
            return Claim.CERTAIN
        if not re.search(_PERHAPS, head):
            return Claim.NO
        text = candidate.read()
        found = re.search(_NEW, text) or (re.search(_OLD, text) and re.search(_OLD_PARTS, text))
        return Claim.CERTAIN if found else Claim.NO

    def read(self, source: Source, reading: Reading) -> Document:
        """Every flow that the file holds, and what is wrong with its syntax and its shape."""
        del reading
        from ivrlint_formats.connect.drafts import drafts_of
        from ivrlint_formats.connect.lower import lower
        from ivrlint_formats.connect.shape import shape_problems
        from ivrlint_formats.connect.templates import is_alone, tree_of

        platform = self._platform
        tree = tree_of(source)
        found = list(drafts_of(tree.root, platform)) if tree.root is not None else []
        drafts = [one.draft for one in found]
        mistakes = [*tree.mistakes, *(fault for one in found for fault in one.mistakes)]
        problems = [Problem("syntax-error", one.place, one.message) for one in mistakes]
        problems += shape_problems(tree.root, drafts, platform, self._schema)
        problems.sort(key=lambda one: one.place.start)
        statements = [action.whole for draft in drafts for action in draft.actions]
        flows = tuple(lower(draft, name, platform) for name, draft in _named(source, found))
        knows = _KNOWS
        # In the flow that waiting callers hear there is no queue that could be full.
        if any(isinstance(step, Queue) and step.waiting is None for f in flows for step in f.steps):
            knows -= _ONLY_OF_QUEUES
        return Document(
            source=source,
            format=self.name,
            flows=flows,
            problems=tuple(problems),
            comments=tuple(
                Comment(one.text, one.place, is_alone(one.place)) for one in tree.comments
            ),
            statements=tuple(
                sorted(
                    [*statements, *(one.whole for one in found if one.whole)],
                    key=lambda one: one.start,
                )
            ),
            knows=knows,
        )

    def syntax(self, source: Source) -> Any:
        """The values of the file, each with its place."""
        from ivrlint_formats.connect.templates import tree_of
        from ivrlint_formats.data import as_data

        tree = tree_of(source)
        return None if tree.root is None else as_data(tree.root)


def _named(source: Source, found: list[Found]) -> Iterator[tuple[str, Draft]]:
    """Each flow with its name: its own, else its key in the file, else the file's name.

    A flow that is the whole of a file has the name of the file; one in a template that of its
    resource.
    """
    path = PurePosixPath(source.path)
    stem = path.stem if path.suffix.lower() in _DATA_SUFFIXES else path.name
    for number, one in enumerate(found, 1):
        alone = len(found) == 1 and not one.in_template
        fallback = stem if alone else one.key or f"{stem} {number}"
        yield one.draft.name or fallback, one.draft
