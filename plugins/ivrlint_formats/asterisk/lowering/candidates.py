"""The values that a variable may have at a line, where there are several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ivrlint.model import Turn
from ivrlint_formats.asterisk.lowering.parts import Part

MOST_VALUES: Final = 8
"""Values of one variable in one context that are told apart."""

_TURNS: Final = {"i": Turn.NOMATCH, "t": Turn.NOINPUT}


class Candidate(NamedTuple):
    """A value, when it is heard, and what has to hold for it where that is not the turn."""

    value: str
    turn: Turn
    condition: str | None


def candidates(name: str, assigned: Iterable[tuple[Part, str | None]]) -> Sequence[Candidate]:
    """The values of a variable by what the parts of its context assign to it.

    Empty where one of them sets it to something that is not plain text, and
    where there are too many. What the extensions `i` and `t` set is heard
    after a wrong key and after silence.
    """
    found: list[Candidate] = []
    plain = 0
    for part, text in assigned:
        if text is None or "$" in text:
            return ()
        turn = _TURNS.get(part.extension.exten, Turn.FIRST)
        value = text.strip().strip('"')
        if value and all((one.value, one.turn) != (value, turn) for one in found):
            found.append(Candidate(value, turn, None))
            plain += turn is Turn.FIRST
        if len(found) > MOST_VALUES:
            return ()
    found.sort(key=lambda one: one.turn is not Turn.FIRST)
    if plain > 1:
        return [
            one._replace(condition=f"{name} = {one.value}") if one.turn is Turn.FIRST else one
            for one in found
        ]
    return found
