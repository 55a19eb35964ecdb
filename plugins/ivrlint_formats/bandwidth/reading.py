"""A file of BXML as a document: its syntax, and what callers meet."""

from __future__ import annotations

from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Document, Flow
from ivrlint.places import Source
from ivrlint_formats.bandwidth.verbs import make
from ivrlint_formats.verbs import Links, Lowered, chain, lowered
from ivrlint_formats.verbs.response import Markup, read_markup

KNOWS: Final = frozenset(
    {
        "menu.noinput",
        "menu.timeout",
        "menu.presentations",
        "collect.noinput",
        "collect.digits",
        "collect.presentations",
        "transfer.error",
        "transfer.noanswer",
        "record.waiting",
    }
)


@dataclass(frozen=True, slots=True)
class BandwidthScript:
    """A file as it is written."""

    markup: Markup

    def lower(self, links: Links) -> Lowered:
        """What callers meet."""
        root = self.markup.root
        if root is None:
            return Lowered(None)
        verbs = [(verb.local.lower(), verb.place, verb) for verb in root.elements()]
        steps = chain(verbs, make, end=self.markup.end, links=links)
        flow = Flow(name=links.name, place=root.place, start=steps[0].name, steps=steps)
        return Lowered(flow)


def read(source: Source) -> Document:
    """The document of a file by itself."""
    markup = read_markup(source)
    document = Document(
        source=source,
        format="bandwidth",
        problems=markup.problems,
        comments=markup.comments,
        statements=markup.statements,
        knows=KNOWS,
    )
    return lowered(document, BandwidthScript(markup))
