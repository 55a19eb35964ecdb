"""Where customers begin: which extensions are called from outside, as far as can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ivrlint_formats.asterisk.lowering.parts import Part

_SPECIAL: Final = frozenset({"s", "i", "t", "T", "e", "h", "a", "o", "fax", "failed", "hang"})

_OF_STAFF: Final = r"^app-|^vm-callme\b|out-?(bound|going|call|side|rt|route)|dial-?out"
"""Names of contexts for the company's own phones: FreePBX's features, and ways outside."""

_OF_STAFF_ALONE: Final = frozenset(
    {"addqueuemember", "removequeuemember", "pausequeuemember", "unpausequeuemember"}
    | {"agentlogin", "agentcallbacklogin", "chanspy", "extenspy", "zapbarge", "dahdibarge"}
)
_OF_PHONES: Final = _OF_STAFF_ALONE | {"pickup", "park", "parkedcall", "voicemailmain"}
"""What extensions for the company's own phones do."""

_NUMBER: Final = r"_?\+?[0-9XZN\[][0-9XZN\[\].!-]*"
_FIRST_OF_NUMBER: Final = frozenset("_+0123456789XZN[")
_POSITION: Final = r"\[[^\]]*\]|[0-9XZN.!]"
_SHORTEST_NUMBER: Final = 7
"""Digits: shorter names are internal extensions."""


def is_number(name: str) -> bool:
    """Whether an extension is a number or a pattern of numbers, and no feature code."""
    if name.isascii() and name.isdigit():
        return True
    if name[:1] not in _FIRST_OF_NUMBER:
        return False
    return re.fullmatch(_NUMBER, name) is not None


def is_phone_number(name: str) -> bool:
    """Whether an extension is as long as a phone number, with no more than one to call."""
    if len(name) < _SHORTEST_NUMBER:
        return False
    number = name.removeprefix("_").lstrip("+")
    return len(number) >= _SHORTEST_NUMBER and number.isdigit()


class Beginnings:
    """Where customers begin in one configuration."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._of_staff: Final = re.compile(_OF_STAFF, re.IGNORECASE)
        self._own: Final = {part.context for part in parts if _is_of_own_phones(part)}
        self._serving: Final = {part.context for part in parts if _serves_staff(part)}
        self._starts: Final = self._find(parts)

    def is_of_staff(self, context: str) -> bool:
        """Whether a context is made for the company's own people.

        By its name, or as a menu that does what only they do.
        """
        return context in self._serving or self._of_staff.search(context) is not None

    def is_start(self, part: Part) -> bool:
        """Whether customers begin at a part `s`.

        Nothing leads to it from elsewhere; of menus that lead to one another in
        a circle (`*` for the main menu), with no way in, it is the first.
        """
        return id(part) in self._starts

    def is_called(self, part: Part) -> bool:
        """Whether an extension is called and not led to by another.

        What the company's own phones may dial too is called from elsewhere.
        """
        return not any(self._leads(origin, part) for origin in part.referrers)

    def is_shortcut(self, part: Part) -> bool:
        """Whether an extension is a short number beside those of the company's own phones."""
        name = part.extension.exten
        if part.context not in self._own or not is_number(name):
            return False
        return len(re.findall(_POSITION, name)) < _SHORTEST_NUMBER

    def _find(self, parts: Sequence[Part]) -> set[int]:
        led: dict[int, list[Part]] = {}
        ways_in: list[Part] = []
        firsts = [part for part in parts if part.name == "s"]
        with_menus = {part.context for part in firsts}
        for part in parts:
            leading = part.referrers
            if leading:
                leading = [origin for origin in leading if self._leads(origin, part)]
                for origin in leading:
                    led.setdefault(id(origin), []).append(part)
            if not leading and not self.is_shortcut(part) and _is_way_in(part, with_menus):
                ways_in.append(part)
        found = {id(part) for part in ways_in if part.name == "s"}
        seen: set[int] = set()
        _follow(ways_in, led, seen)
        for part in firsts:
            if id(part) not in seen:
                found.add(id(part))
                _follow([part], led, seen)
        return found

    def _leads(self, origin: Part, part: Part) -> bool:
        """Whether calls come in over another part, and not only back to the first menu."""
        if origin.context != part.context:
            return not self.is_shortcut(origin)
        name = origin.extension.exten
        if part.name != "s" or _is_feature(name):
            return True
        return is_phone_number(name) or name.endswith((".", "!"))


def _is_feature(name: str) -> bool:
    """Whether an extension is a feature code: `*97`, `_*8.`."""
    code = name.lstrip("_")
    return len(code) > 1 and code[0] in "*#"


def _is_of_own_phones(part: Part) -> bool:
    """Whether an extension is made for the company's own phones."""
    if _is_feature(part.extension.exten):
        return True
    return not _OF_PHONES.isdisjoint(part.applications)


def _serves_staff(part: Part) -> bool:
    """Whether one key does what only the company's own people do."""
    if len(part.extension.exten) != 1:
        return False
    if not _OF_STAFF_ALONE.isdisjoint(part.applications):
        return True
    return "voicemailmain" in part.applications and any(
        application == "voicemailmain" and "CALLERID(" in line.arguments
        for application, line in zip(part.applications, part.lines, strict=True)
    )


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
