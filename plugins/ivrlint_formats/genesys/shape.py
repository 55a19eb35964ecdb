"""What is wrong with the values of a flow: what Architect does not accept.

The shape is held by `flow.schema.json`; names that have to exist or to be
unique are checked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.display import visible
from ivrlint.model import Problem
from ivrlint_formats.data import Object, plain
from ivrlint_formats.data.schema import Schema, spot
from ivrlint_formats.genesys.drafts import Choice, Draft

_MOST: Final = 50
"""How many faults of one flow are told."""

_WANTED: Final = {
    "dtmf": "a key: digit_0 to digit_9, digit_* or digit_#",
    "terminatingDtmf": "a key: digit_0 to digit_9, digit_* or digit_#",
    "repeatCount": "a whole number from 0 to 10",
    "verificationType": "none, individualDigits or numeric",
    "replyMode": "replyToSender or replyToAll",
    "choices": "a list of choices",
}
_WANTED_IN: Final = frozenset(
    {"settingsMenu", "choices", "verificationType", "digits", "replyMode"}
)
"""The properties that the schema says anything about."""


def shape_problems(draft: Draft, schema: Schema | None) -> list[Problem]:
    """What Architect does not accept in a flow, in the order of the file.

    What the console has written needs no schema.
    """
    found: dict[int, Problem] = {}
    for problem in _problems(draft, schema):
        found.setdefault(problem.place.start, problem)
        if len(found) >= _MOST:
            break
    return [found[start] for start in sorted(found)]


def _problems(draft: Draft, schema: Schema | None) -> Iterator[Problem]:
    if isinstance(draft.start, str):
        at = draft.body.string("startUpRef") or draft.body.string("initialSequence")
        shown = visible(draft.start[:60])
        message = f"this flow has no menu, task or state {shown!r} to begin with"
        yield Problem("invalid-value", at.place if at else draft.place, message)
    for block in draft.blocks.values():
        yield from _keys_twice(block.choices)
    if schema is None:
        return
    head = tuple(one for one in draft.body.members if one.key.value == "settingsMenu")
    yield from _against(schema, "flow", Object(head, draft.body.place))
    for block in draft.blocks.values():
        if block.kind in ("menu", "collectInput", "sendAutoReply"):
            own = tuple(one for one in block.body.members if one.key.value in _WANTED_IN)
            yield from _against(schema, block.kind, Object(own, block.body.place))


def _keys_twice(choices: Sequence[Choice]) -> Iterator[Problem]:
    seen: set[str] = set()
    for choice in choices:
        if choice.key is None:
            continue
        if choice.key in seen:
            message = f"key {choice.key} stands twice in this menu: the first choice has it"
            yield Problem("invalid-value", choice.way.place, message)
        seen.add(choice.key)


def _against(schema: Schema, kind: str, body: Object) -> Iterator[Problem]:
    if not body.members:
        return
    for fault in schema.faults(plain(body), kind):
        place = spot(body, fault.path).node.place
        named = next((one for one in reversed(fault.path) if one in _WANTED), None)
        wanted = _WANTED.get(str(named), f"{fault.error.validator_value}")
        found = visible(" ".join(place.text.split())[:60])
        yield Problem("invalid-value", place, f"expected {wanted}, found '{found}'")
