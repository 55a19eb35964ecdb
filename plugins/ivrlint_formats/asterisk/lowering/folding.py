"""The outcomes of an application as exits: where the tests after it lead for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ivrlint.model import Cause, Exit
from ivrlint_formats.asterisk.lowering.ground import NOTHING, Way
from ivrlint_formats.asterisk.lowering.here import Here


def folded(
    here: Here,
    variable: str,
    outcomes: Iterable[tuple[Cause, str]],
    others: Mapping[str, str] = NOTHING,
) -> list[Exit]:
    """An exit for each outcome that is a value of `variable`, to where the call goes with it.

    Of outcomes with the same cause that lead to the same place there is one;
    those that lead to different places tell their values. `others` are
    variables that have one value whatever the outcome.
    """
    same = here.walk.same_way(here.part, here.following, (variable, *others))
    if same is not None:
        return [here.exit(cause, same) for cause in dict.fromkeys([row[0] for row in outcomes])]
    found: dict[tuple[Cause, Way], str] = {}
    for cause, value in outcomes:
        found.setdefault((cause, here.on({**others, variable: value})), value)
    counts = Counter(cause for cause, _ in found)
    exits = []
    for (cause, way), value in found.items():
        exit_ = here.exit(cause, way)
        if counts[cause] > 1:
            exit_ = replace(exit_, condition=f"{variable} = {value}")
        exits.append(exit_)
    return exits


def told_apart(exits: Iterable[Exit], ways: Iterable[Way]) -> list[Exit]:
    """The exits that lead elsewhere than these ways: only they say something of their own."""
    known = set(ways)
    return [exit_ for exit_ in exits if exit_.target not in known]
