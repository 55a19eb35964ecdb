"""Where the digit of an option stands: in the menu, and in what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from ivrlint.model import Exit, Menu
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint_rules.hearing import prompts_of
from ivrlint_rules.offers import Offer, offers_of

_DIGIT: Final = pattern(r"(?<![\w.,])\d(?![\w]|[.,]\d)")
_KEY: Final = pattern(r"key[ \t]+(\d)(?![\w-])")


def are_told_once(menu: Menu, keys: Iterable[str]) -> bool:
    """Whether the digit of each key stands once in all that is said at a menu and before it."""
    heard = [*prompts_of(menu), *offers_of(menu).before]
    if any(prompt.text is None for prompt in heard):
        return False
    found = Counter(
        match[0] for prompt in heard if prompt.text for match in _DIGIT.finditer(prompt.text.plain)
    )
    return all(found[key] == 1 for key in keys)


def key_at(option: Exit) -> Place | None:
    """Where the digit of an option stands in an `.ivr` file."""
    found = _KEY.match(option.place.text)
    if found is None:
        return None
    start = option.place.start + found.start(1)
    return Place(option.place.source, start, start + 1)


def told_at(offer: Offer) -> Place | None:
    """Where the digit of an offer stands in the text; None where it is told in another way."""
    if len(offer.clause.keys) != 1 or not offer.alone:
        return None
    place = offer.clause.keys[0].place
    return place if place.text == offer.key else None
