"""What becomes of silence and of words that are not understood: event handlers by repetition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Cause
from ivrlint_formats.data import Object

_EVENT: Final = re.compile(r"sys\.no-(?P<what>input|match)-(?P<which>default|[1-6])")


@dataclass(frozen=True, slots=True)
class Handler:
    """A handler for the n-th silence or misunderstanding; `count` 0 for every later one."""

    cause: Cause
    count: int
    node: Object


def handlers_of(levels: Iterable[Iterable[Object]]) -> list[Handler]:
    """The handlers that count, of those of a parameter, a page and a flow, the nearest first.

    For one repetition the nearest handler counts. A numbered handler goes before the default
    one, wherever it stands.
    """
    found: dict[tuple[Cause, int], Handler] = {}
    for level in levels:
        for handler in _known(level):
            found.setdefault((handler.cause, handler.count), handler)
    return sorted(found.values(), key=lambda one: (one.cause, one.count or 99))


def _known(level: Iterable[Object]) -> Iterator[Handler]:
    for node in level:
        match = _EVENT.fullmatch(node.text("event") or "")
        if match is not None:
            cause = Cause.NOINPUT if match["what"] == "input" else Cause.NOMATCH
            which = match["which"]
            yield Handler(cause, 0 if which == "default" else int(which), node)


def webhook_handler(levels: Iterable[Iterable[Object]]) -> Object | None:
    """The handler that is nearest for a webhook that fails."""
    for level in levels:
        for node in level:
            if (node.text("event") or "").startswith("webhook.error"):
                return node
    return None
