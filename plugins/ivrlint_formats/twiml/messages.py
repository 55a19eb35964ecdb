"""Answers to text messages: a `Response` of messages alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.model import Body, Reply
from ivrlint.text import Text
from ivrlint_formats.markup import Element
from ivrlint_formats.spoken import collapsed, joined, pieces_of
from ivrlint_formats.verbs.response import VARIABLES

_MESSAGING: Final = frozenset({"Message", "Redirect", "Sms", "Body", "Media"})
_SENDING: Final = frozenset({"Message", "Sms", "Body"})


def is_answer(root: Element) -> bool:
    """Whether a file answers a message, and no call.

    `Sms` did so before `Message` came; with a receiver of its own it stands in a call.
    """
    verbs = list(root.elements())
    names = {verb.local for verb in verbs}
    if not names <= _MESSAGING or not names & _SENDING:
        return False
    return names & {"Message", "Body"} != set() or all(
        verb.get("to") is None for verb in verbs if verb.local == "Sms"
    )


def answers(root: Element, name: str) -> tuple[Reply, ...]:
    """The messages that are sent in answer."""
    sending = [verb for verb in root.elements() if verb.local in _SENDING]
    replies = []
    for number, verb in enumerate(sending, 1):
        replies.append(
            Reply(
                name=name if len(sending) == 1 else f"{name}-{number}",
                place=verb.place,
                bodies=tuple(_bodies(verb)),
                trigger="a text message",
            )
        )
    return tuple(replies)


def message_text(verb: Element) -> Text:
    """The words of a message: those of its bodies, else its own."""
    bodies = list(verb.elements("Body"))
    content = [child for body in bodies for child in body.children] or [
        child for child in verb.children if not isinstance(child, Element)
    ]
    return Text.of(collapsed(joined(pieces_of(content, variables=VARIABLES))))


def _bodies(verb: Element) -> Iterator[Body]:
    text = message_text(verb)
    if text:
        yield Body(text=text, place=text.place)
