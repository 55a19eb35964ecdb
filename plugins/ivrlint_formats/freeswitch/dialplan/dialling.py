"""Dial strings: who is called by what `bridge` is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Party

_PAIRS: Final = {"{": "}", "[": "]", "<": ">", "(": ")"}
_NUMBER: Final = re.compile(r"[+*#]?[\d().-]*\d[\d().*#-]*")
_WITH_PERSONS: Final = frozenset(
    {"user", "skinny", "verto.rtc", "verto", "portaudio", "alsa", "unicall", "rtmp", "dingaling"}
)
"""Endpoints that reach a device of one person."""

_OF_LINES: Final = frozenset(
    {"freetdm", "openzap", "dahdi", "khomp", "gsmopen", "celliax", "h323", "opal", "woomera"}
    | {"dongle"}
)
"""Endpoints that call outside over lines."""

_GROUPS: Final = ("group/", "${group_call(", "${group(")


@dataclass(frozen=True, slots=True)
class Leg:
    """One of those called: an endpoint and what it is to reach, with its own variables.

    `endpoint` is in lower case, empty where a variable holds it.
    """

    endpoint: str
    resource: str
    written: str
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dialled:
    """A dial string: those called one after the other, each time some at once.

    `variables` are those for all of them.
    """

    rounds: tuple[tuple[Leg, ...], ...]
    variables: Mapping[str, str]

    @property
    def legs(self) -> Sequence[Leg]:
        """All those called."""
        return [leg for one in self.rounds for leg in one]


def parse_dialled(text: str) -> Dialled:
    """What a dial string says."""
    rest, variables = _variables(text.strip(), "{<")
    rounds = tuple(
        tuple(_leg(leg) for leg in _split(one, ",") if leg.strip())
        for part in rest.split(":_:")
        for one in _split(part, "|")
        if one.strip()
    )
    return Dialled(tuple(one for one in rounds if one), variables)


def _variables(text: str, opening: str) -> tuple[str, dict[str, str]]:
    """A text without the blocks of variables in front of it, and these variables."""
    found: dict[str, str] = {}
    while text[:1] and text[0] in opening:
        end = _closing(text)
        if end < 0:
            break
        for one in _split(text[1:end], ","):
            name, equals, value = one.partition("=")
            if equals:
                found[name.strip().lower()] = value.strip().strip("'")
        text = text[end + 1 :].lstrip()
    return text, found


def _closing(text: str) -> int:
    """Where the bracket closes that a text begins with; -1 where it does not."""
    opened, closed, depth = text[0], _PAIRS[text[0]], 0
    for at, character in enumerate(text):
        depth += (character == opened) - (character == closed)
        if depth == 0:
            return at
    return -1


def _split(text: str, separator: str) -> Iterator[str]:
    """The stretches between separators that stand in no brackets and no quotes."""
    start, quoted = 0, False
    waiting: list[str] = []
    for at, character in enumerate(text):
        if character == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif character in _PAIRS:
            waiting.append(_PAIRS[character])
        elif waiting and character == waiting[-1]:
            waiting.pop()
        elif character == separator and not waiting:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _leg(text: str) -> Leg:
    rest, variables = _variables(text.strip(), "[{<")
    endpoint, slash, resource = rest.partition("/")
    if not slash or "$" in endpoint:
        return Leg("", rest, rest, variables)
    return Leg(endpoint.strip().lower(), resource.strip(), rest, variables)


def party_of(leg: Leg) -> Party:
    """Who answers a leg."""
    written = leg.written.lower()
    if written.startswith(_GROUPS):
        return Party.DEPARTMENT
    if written.startswith("${sofia_contact("):
        return Party.PERSON
    if leg.endpoint == "loopback":
        return Party.FLOW
    if leg.endpoint in _WITH_PERSONS or leg.endpoint.startswith("sofia_contact"):
        return Party.PERSON
    if leg.endpoint in _OF_LINES:
        return Party.NUMBER
    if leg.endpoint == "sofia":
        return _over_sip(leg.resource)
    return Party.UNKNOWN


def _over_sip(resource: str) -> Party:
    """`gateway/name/number`, `profile/number@host`, `profile/user%domain`."""
    profile, _, rest = resource.partition("/")
    if profile.lower() == "gateway":
        return Party.NUMBER
    if "%" in rest:
        return Party.PERSON
    name, at, _ = rest.removeprefix("sip:").partition("@")
    if at and ("$" in name or _NUMBER.fullmatch(name)):
        return Party.NUMBER
    return Party.PERSON if name else Party.UNKNOWN


def together(parties: Sequence[Party]) -> Party:
    """Who answers where all of these are called."""
    different = set(parties)
    if len(different) == 1:
        return parties[0]
    if different & {Party.PERSON, Party.NUMBER, Party.DEPARTMENT}:
        return Party.PERSON
    return Party.UNKNOWN
