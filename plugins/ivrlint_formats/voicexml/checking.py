"""What is wrong with the shape of a file: elements where no interpreter looks for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.model import Problem
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.files import VoiceXmlFile
from ivrlint_formats.voicexml.platform import Platform

_MOST: Final = 100
"""Problems of one file: more of them say nothing new."""


def shape_problems(file: VoiceXmlFile, platform: Platform) -> Iterator[Problem]:
    """Elements of VoiceXML that stand in another element of VoiceXML than they may.

    Only what both are of the language is told, so that a vendor's own elements
    are left alone.
    """
    if file.vxml is None:
        return
    found = 0
    waiting: list[Element] = [file.vxml]
    while waiting:
        parent = waiting.pop()
        children = list(parent.elements())
        waiting.extend(reversed(children))
        if parent.local not in platform.elements | platform.spoken:
            continue
        for child in children:
            places = platform.places.get(child.local)
            if places is None or parent.local in places:
                continue
            found += 1
            if found > _MOST:
                return
            yield Problem("invalid-value", child.place, _told(child, parent, places))


def _told(child: Element, parent: Element, places: frozenset[str]) -> str:
    near = [name for name in ("block", "form", "menu", "vxml", "if") if name in places]
    where = near[0] if near else sorted(places)[0]
    return (
        f"<{child.local}> cannot stand in <{parent.local}>: interpreters refuse the file or pass"
        f" over it (expected it in <{where}>)"
    )
