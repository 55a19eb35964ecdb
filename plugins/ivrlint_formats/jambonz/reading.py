"""A list of jambonz verbs as a document: its syntax, its shape, what callers meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Document, Flow, Role
from ivrlint.places import Source
from ivrlint_formats.data import Object
from ivrlint_formats.data.schema import Schema
from ivrlint_formats.jambonz.steps import make
from ivrlint_formats.jambonz.verb import Verb, language_in
from ivrlint_formats.verbs import Links, Lowered, chain, lowered
from ivrlint_formats.verbs.actions import Action, Listing, action_at, read_listing
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
        "record.waiting",
    }
)


@dataclass(frozen=True, slots=True)
class JambonzScript:
    """A file as it is written."""

    listing: Listing

    def lower(self, links: Links) -> Lowered:
        """What callers meet."""
        if self.listing.tree.root is None:
            return Lowered(None)
        verbs = [(verb.action.name[:60], verb.action.place, verb) for verb in self._verbs()]
        steps = chain(verbs, make, end=self.listing.end, links=links)
        flow = Flow(
            name=links.name,
            role=_role(self.listing),
            place=self.listing.place,
            start=steps[0].name,
            steps=steps,
        )
        return Lowered(flow)

    def _verbs(self) -> Iterator[Verb]:
        """The verbs, each with the language that `config` has set before it."""
        language: str | None = None
        before: Action | None = None
        for action in self.listing.actions:
            if action.name == "config":
                language = language_in(action.node) or language
            yield Verb(action, language, before)
            before = action


def read(source: Source, schema: Schema) -> Document:
    """The document of a file by itself."""
    listing = read_listing(source, _action_of, wrapped="data")
    document = Document(
        source=source,
        format="jambonz",
        problems=(*listing.problems, *shape_problems(listing, schema, "jambonz")),
        statements=listing.statements,
        knows=KNOWS,
    )
    return lowered(document, JambonzScript(listing))


def _action_of(node: Object) -> Action | None:
    """A verb under `verb`, or as the only key of its object."""
    name = node.string("verb")
    if name is not None:
        return action_at(name, node)
    if len(node.members) == 1 and isinstance(node.members[0].value, Object):
        return action_at(node.members[0].key, node.members[0].value)
    return None


def _role(listing: Listing) -> Role:
    """Only people who wait can leave a queue; who takes callers out of one is at work."""
    names = {action.name for action in listing.actions}
    if "leave" in names:
        return Role.WAITING
    return Role.INTERNAL if "dequeue" in names else Role.ENTRY
