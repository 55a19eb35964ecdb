"""The entries of a menu: which of them the engine takes, and which of them count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.model import Problem
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.freeswitch.lowering.sounds import part_of
from ivrlint_formats.freeswitch.lowering.values import is_template
from ivrlint_formats.freeswitch.nodes.ground import Application
from ivrlint_formats.freeswitch.platform import Platform
from ivrlint_formats.markup import Element

EXEC: Final = "menu-exec-app"
_LOST: Final = "the engine builds none of this menu then"


def faults_of(entry: Element, platform: Platform) -> Iterator[Problem]:
    """What costs the whole menu: an action that there is not, an entry without digits."""
    action = entry.attribute("action")
    known = platform.menu_actions
    said = None if action is None else action.value.value
    if said not in known and not is_template(said):
        place = entry.place if action is None else action.value.inside
        found = "no action" if action is None else f"the action {said!r}"
        one_of = ", ".join(known)
        yield _fault(place, f"an entry of a menu has {found}: {_LOST} (one of {one_of})")
    if not entry.get("digits"):
        yield _fault(entry.place, f"an entry of a menu names no digits: {_LOST}")


def running(entries: Sequence[Element]) -> list[Element]:
    """The entries of the same digits that count: of several transfers the engine does the last."""
    last = next((one for one in reversed(entries) if _transfers(one)), None)
    return [one for one in entries if one is last or not _transfers(one)]


def application(told: String, place: Place) -> Application:
    """`transfer 1000 XML default` as an application and its arguments."""
    text = told.value
    start = len(text) - len(text.lstrip())
    space = text.find(" ", start)
    if space < 0:
        return Application(text[start:].strip(), None, place)
    data = part_of(told, space + 1, len(text))
    return Application(text[start:space], data, place)


def _transfers(entry: Element) -> bool:
    name = (entry.get("param") or "").strip().partition(" ")[0]
    return entry.get("action") == EXEC and name == "transfer"


def _fault(place: Place, message: str) -> Problem:
    return Problem("invalid-value", place, message, hides=False)
