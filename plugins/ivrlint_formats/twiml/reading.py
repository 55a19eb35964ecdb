"""A file of TwiML as a document: its syntax, what is wrong with it, what callers meet."""

from __future__ import annotations

from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Document, Flow, Role
from ivrlint.places import Source
from ivrlint_formats.markup import Element
from ivrlint_formats.twiml.messages import answers, is_answer
from ivrlint_formats.twiml.platform import Platform
from ivrlint_formats.twiml.shape import shape_problems
from ivrlint_formats.twiml.verbs import Maker
from ivrlint_formats.verbs import Links, Lowered, chain, lowered
from ivrlint_formats.verbs.response import Markup, read_markup

KNOWS: Final = frozenset(
    {
        "menu.noinput",
        "menu.timeout",
        "menu.interruptible",
        "collect.noinput",
        "collect.digits",
        "queue.error",
        "queue.full",
        "transfer.error",
        "transfer.noanswer",
        "record.waiting",
    }
)


@dataclass(frozen=True, slots=True)
class TwimlScript:
    """A file as it is written."""

    markup: Markup
    platform: Platform

    def lower(self, links: Links) -> Lowered:
        """What callers meet, or what is sent in answer to a message."""
        root = self.markup.root
        if root is None or is_answer(root):
            return Lowered(None, () if root is None else answers(root, links.name))
        verbs = list(root.elements())
        steps = chain(
            [(verb.local.lower(), verb.place, verb) for verb in verbs],
            Maker(verbs, self.platform),
            end=self.markup.end,
            links=links,
        )
        return Lowered(
            Flow(
                name=links.name,
                role=_role(root),
                place=root.place,
                start=steps[0].name,
                steps=steps,
            )
        )


def read(source: Source, platform: Platform) -> Document:
    """The document of a file by itself."""
    markup = read_markup(source)
    document = Document(
        source=source,
        format="twiml",
        problems=(*markup.problems, *shape_problems(markup, platform)),
        comments=markup.comments,
        statements=markup.statements,
        knows=KNOWS,
    )
    return lowered(document, TwimlScript(markup, platform))


def _role(root: Element) -> Role:
    """What the file is for, where it says so itself.

    Who takes callers out of a queue is a person at work, and what presses keys talks to a
    machine; only people who wait can leave a queue.
    """
    for verb in root.elements():
        if verb.local == "Leave":
            return Role.WAITING
        if verb.local == "Dial" and verb.first("Queue"):
            return Role.INTERNAL
        if verb.local == "Play" and verb.get("digits"):
            return Role.INTERNAL
    return Role.ENTRY
