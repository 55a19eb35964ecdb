"""Where the keys lead that are pressed in a context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Branch, Cause, Decides, Exit, Maybe

if TYPE_CHECKING:
    from ivrlint_formats.asterisk.lowering.parts import Part
    from ivrlint_formats.asterisk.lowering.walk import Walk
    from ivrlint_formats.asterisk.system.options import Option

HUB: Final = "any extension"
"""The name of the step that stands for all longer extensions of a context."""

ANY_LONGER: Final = "_X."
"""The key of the option that stands for all extensions of more than one key."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The options of a menu in a context.

    `complete`: whether there are no others; `longest` the most keys of one.
    """

    exits: tuple[Exit, ...]
    complete: bool
    longest: Maybe[int]


def choices_of(walk: Walk, origin: Part, context: str) -> Choices:
    """What can be pressed in a context, seen from a part (whose context may be another)."""
    options = walk.system.options(context)
    listed = options.short if options.hub else (*options.short, *options.long)
    exits = [_exit(walk, origin, option) for option in listed]
    if options.hub:
        exits.append(
            Exit(
                cause=Cause.KEY,
                key=ANY_LONGER,
                target=walk.hub(context, origin.context),
                place=walk.place_of(context),
            )
        )
    longest: Maybe[int] = max((_length(exit_.key or "") for exit_ in exits), default=1)
    if any("." in (e.key or "") or "!" in (e.key or "") for e in exits):
        longest = UNKNOWN
    complete = options.incomplete is None or options.incomplete == walk.system.not_at_hand
    return Choices(tuple(exits), complete, longest)


def _exit(walk: Walk, origin: Part, option: Option) -> Exit:
    return Exit(
        cause=Cause.KEY,
        key=option.key,
        target=walk.way(origin, walk.position(option.found), refers=len(option.key) == 1),
        place=option.found.entry.place,
        condition=_condition(option),
    )


def _condition(option: Option) -> str | None:
    """What has to hold for an option: who calls, what time it is."""
    found = option.found
    if found.extension.cid is not None:
        return f"caller = {found.extension.cid}"
    return "at certain times" if found.timed else None


def _length(key: str) -> int:
    """How many keys an option takes at most."""
    if not key.startswith("_"):
        return 1 if len(key) == 3 and key[1] == "-" else len(key)
    length, at = 0, 1
    while at < len(key):
        if key[at] == "[":
            at = max(at, key.find("]", at))
        at += 1
        length += 1
    return length


def hub_step(walk: Walk, context: str) -> Branch:
    """The step that stands for all extensions of more than one key of a context."""
    options = walk.system.options(context)
    place = walk.place_of(context)
    origin = walk.parts_of(context)
    exits = []
    for option in options.long:
        part = origin[0] if origin else walk.position(option.found)[0]
        exit_ = _exit(walk, part, option)
        exits.append(
            Exit(
                cause=Cause.CONDITION,
                condition=f"EXTEN = {option.key}",
                target=exit_.target,
                place=exit_.place,
            )
        )
    exits += [
        Exit(cause=Cause.OTHERWISE, target=walk.hub(below, context), place=place)
        for below in options.below
    ]
    return Branch(
        name=HUB, place=place, exits=tuple(exits), decides=Decides.UNKNOWN, subject="EXTEN"
    )
