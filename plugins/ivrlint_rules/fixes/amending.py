"""Edits of one value of a file, as it stands there: a length of time, a yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isclose
from types import MappingProxyType
from typing import Final

from ivrlint.finding import Edit
from ivrlint.places import Place
from ivrlint.regex import pattern

_LONGEST: Final = 200
"""Code points of a value: what is longer is no single number."""

_NUMBER: Final = pattern(r"\d+(?:\.\d+)?")

_UNITS: Final = (1.0, 1000.0, 1 / 60)
"""How many of a unit are a second: seconds, milliseconds, minutes."""

_YES: Final[Mapping[str, str]] = MappingProxyType({"no": "yes", "false": "true", "off": "on"})


def lasting(place: Place, seconds: float, wanted: float) -> Edit | None:
    """The edit that makes the `seconds` that are written at a place `wanted` seconds.

    None where something else stands there than this one number, in seconds, milliseconds or
    minutes, with its unit or without.
    """
    written = place.text
    numbers = list(_NUMBER.finditer(written)) if len(written) <= _LONGEST else []
    if len(numbers) != 1:
        return None
    number = numbers[0]
    unit = next((one for one in _UNITS if isclose(float(number[0]), seconds * one)), None)
    if unit is None:
        return None
    value = wanted * unit
    if not isclose(value, round(value)):
        return None
    at = Place(place.source, place.start + number.start(), place.start + number.end())
    return Edit(at, str(round(value)))


def allowing(place: Place) -> Edit | None:
    """The edit that makes a yes of the no that is written at a place; None for another value."""
    found = re.fullmatch(r"\W*(\w+)\W*", place.text[:_LONGEST])
    yes = _YES.get(found[1].lower()) if found else None
    if found is None or yes is None:
        return None
    at = Place(place.source, place.start + found.start(1), place.start + found.end(1))
    return Edit(at, yes.upper() if found[1].isupper() else yes)


def written(number: float) -> str:
    """A number of seconds as people write it: `8`, `1.5`."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
