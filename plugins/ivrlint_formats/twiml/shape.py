"""What Twilio does not take: names in the wrong case, values of the wrong kind.

What is only not known is no fault: verbs and attributes come with every release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from ivrlint.display import visible
from ivrlint.model import Problem
from ivrlint.places import Place
from ivrlint_formats.markup import Attribute, Element
from ivrlint_formats.twiml.platform import Kind, Platform
from ivrlint_formats.verbs.response import Markup

_MOST_PROBLEMS: Final = 100
_FILLED_IN: Final = re.compile(r"\{\{|\$\{|\{%|<%|\$[A-Za-z_!]|%\w+%")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_WORDS_FOR_NUMBERS: Final = frozenset({"auto", "infinite"})


def shape_problems(markup: Markup, platform: Platform) -> Iterator[Problem]:
    """The first faults of a file, each at the name or the value."""
    root = markup.root
    if root is None or root.local != "Response":
        return
    elements = {name.lower(): name for name in platform.elements}
    found = (problem for verb in root.elements() for problem in _in_verb(verb, platform, elements))
    yield from islice(found, _MOST_PROBLEMS)


def _in_verb(verb: Element, platform: Platform, elements: Mapping[str, str]) -> Iterator[Problem]:
    if verb.local in platform.elements and verb.local not in platform.verbs | {"Queue"}:
        yield _problem(_name(verb), f"TwiML has no verb {verb.local!r}: it stands in another one")
    for element in verb.walk():
        known = platform.elements.get(element.local)
        meant = elements.get(element.local.lower())
        if known is not None:
            for attribute in element.attributes:
                yield from _in_attribute(element, attribute, known)
        elif meant is not None and meant.lower() not in _SSML:
            yield _problem(
                _name(element),
                f"TwiML has no element {visible(element.local)!r}; did you mean {meant!r}?",
            )


_SSML: Final = frozenset({"language"})
"""Names that SSML or a vendor's speech may use too."""


def _in_attribute(
    element: Element, attribute: Attribute, known: Mapping[str, Kind]
) -> Iterator[Problem]:
    kind = known.get(attribute.name)
    if kind is None:
        meant = next((one for one in known if one.lower() == attribute.name.lower()), None)
        if meant is not None:
            yield _problem(
                attribute.place,
                f"{element.local!r} has no attribute {visible(attribute.name)!r};"
                f" did you mean {meant!r}?",
            )
        return
    value = attribute.value.value.strip()
    if not value or _FILLED_IN.search(value):
        return
    shown = f"'{visible(value[:80])}'"
    if kind == "number":
        if not _NUMBER.fullmatch(value) and value.lower() not in _WORDS_FOR_NUMBERS:
            yield _problem(attribute.value.inside, f"expected a number, found {shown}")
    elif kind == "boolean":
        if value.lower() not in ("true", "false"):
            yield _problem(attribute.value.inside, f"expected true or false, found {shown}")
    elif isinstance(kind, list):
        words = value.split() if attribute.name == "input" else [value]
        if any(word.lower() not in {each.lower() for each in kind} for word in words):
            expected = f"{', '.join(kind[:-1])} or {kind[-1]}"
            yield _problem(attribute.value.inside, f"expected {expected}, found {shown}")


def _name(element: Element) -> Place:
    """The name in a start tag."""
    place = element.place
    return place.source.place(place.start + 1, min(place.start + 1 + len(element.name), place.end))


def _problem(place: Place, message: str) -> Problem:
    return Problem("invalid-value", place, message)
