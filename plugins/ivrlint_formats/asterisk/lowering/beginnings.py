"""Where customers begin: which extensions are called from outside, as far as can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ivrlint_formats.asterisk.lowering.parts import Part

_SPECIAL: Final = frozenset({"s", "i", "t", "T", "e", "h", "a", "o", "fax", "failed", "hang"})

_OF_STAFF: Final = r"^app-|^vm-callme\b|out-?(bound|going|call|side|rt|route)|dial-?out"
"""Names of contexts for the company's own phones: FreePBX's features, and ways outside."""

_NUMBER: Final = r"_?\+?[0-9XZN\[][0-9XZN\[\].!-]*"
_SHORTEST_NUMBER: Final = 7
"""Digits: shorter names are internal extensions."""


def is_number(name: str) -> bool:
    """Whether an extension is a number or a pattern of numbers, and no feature code."""
    return re.fullmatch(_NUMBER, name) is not None


def is_phone_number(name: str) -> bool:
    """Whether an extension is as long as a phone number."""
    return len(name) >= _SHORTEST_NUMBER and name.lstrip("+").isdigit()


def is_of_staff(context: str) -> bool:
    """Whether a context is made for the company's own phones, by its name."""
    return re.search(_OF_STAFF, context, re.IGNORECASE) is not None


def beginnings(parts: Sequence[Part]) -> set[int]:
    """The ids of the parts `s` where customers begin.

    Those that nothing leads to from elsewhere; of menus that lead to one
    another in a circle (`*` for the main menu), with no way in, the first.
    """
    led: dict[int, list[Part]] = {}
    ways_in: list[Part] = []
    firsts = [part for part in parts if part.name == "s"]
    with_menus = {part.context for part in firsts}
    for part in parts:
        leading = [origin for origin in part.referrers if _leads(origin, part)]
        for origin in leading:
            led.setdefault(id(origin), []).append(part)
        if not leading and _is_way_in(part, with_menus):
            ways_in.append(part)
    found = {id(part) for part in ways_in if part.name == "s"}
    seen: set[int] = set()
    _follow(ways_in, led, seen)
    for part in firsts:
        if id(part) not in seen:
            found.add(id(part))
            _follow([part], led, seen)
    return found


def _leads(origin: Part, part: Part) -> bool:
    """Whether calls come in over another part: not where it only leads back to the first menu."""
    if part.name != "s" or origin.context != part.context:
        return True
    name = origin.extension.exten
    return _is_feature(name) or is_phone_number(name) or name.endswith((".", "!"))


def _is_feature(name: str) -> bool:
    return len(name.lstrip("_")) > 1 and name.lstrip("_")[0] in "*#"


def _is_way_in(part: Part, with_menus: set[str]) -> bool:
    """Whether calls may come in at a part that nothing leads to: it is no option of a menu."""
    name = part.extension.exten
    if name == "s" or is_phone_number(name):
        return True
    if name in _SPECIAL or len(name) == 1 or name.lstrip("_").startswith("sw_"):
        return False
    return not (is_number(name) and part.context in with_menus)


def _follow(starts: Iterable[Part], led: Mapping[int, Sequence[Part]], seen: set[int]) -> None:
    todo = [id(part) for part in starts]
    while todo:
        at = todo.pop()
        if at not in seen:
            seen.add(at)
            todo += [id(part) for part in led.get(at, ())]
