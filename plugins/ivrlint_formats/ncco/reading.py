"""A call control object as a document: its syntax, its shape, what callers meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Document, Flow
from ivrlint.places import Source
from ivrlint_formats.data.schema import Schema
from ivrlint_formats.ncco.steps import Talk, make
from ivrlint_formats.verbs import Links, Lowered, chain, lowered
from ivrlint_formats.verbs.actions import Action, Listing, named_by, read_listing, truth_of
from ivrlint_formats.verbs.shape import shape_problems

KNOWS: Final = frozenset(
    {
        "menu.noinput",
        "menu.timeout",
        "menu.interruptible",
        "collect.noinput",
        "collect.digits",
        "transfer.error",
        "transfer.noanswer",
    }
)
_HEARD: Final = frozenset({"talk", "stream"})


@dataclass(frozen=True, slots=True)
class NccoScript:
    """A file as it is written."""

    listing: Listing

    def lower(self, links: Links) -> Lowered:
        """What callers meet."""
        if self.listing.tree.root is None:
            return Lowered(None)
        verbs = [(talk.action.name[:60], talk.action.place, talk) for talk in self._talks()]
        steps = chain(verbs, make, end=self.listing.end, links=links)
        flow = Flow(name=links.name, place=self.listing.place, start=steps[0].name, steps=steps)
        return Lowered(flow)

    def _talks(self) -> Iterator[Talk]:
        """The actions; what may be interrupted just before an input is said while it listens."""
        waiting: list[Action] = []
        before: Action | None = None
        for action in self.listing.actions:
            if action.name in _HEARD and truth_of(action.node, "bargeIn", default=False):
                waiting.append(action)
                continue
            if action.name == "input":
                yield Talk(action, tuple(waiting), before)
            else:
                yield from map(Talk, waiting)
                yield Talk(action)
            waiting.clear()
            before = action
        yield from map(Talk, waiting)


def read(source: Source, schema: Schema) -> Document:
    """The document of a file by itself."""
    listing = read_listing(source, named_by("action"), wrapped="ncco")
    document = Document(
        source=source,
        format="ncco",
        problems=(*listing.problems, *shape_problems(listing, schema, "NCCO")),
        statements=listing.statements,
        knows=KNOWS,
    )
    return lowered(document, NccoScript(listing))
