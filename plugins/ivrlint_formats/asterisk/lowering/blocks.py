"""Blocks of lines: `While` to `EndWhile`, `If` to `EndIf`."""

from __future__ import annotations

from typing import Final

from ivrlint.lean import dataclass
from ivrlint_formats.asterisk.lowering.parts import Part

_OPENS: Final = {"while": "endwhile", "if": "endif"}
_CLOSES: Final = frozenset(_OPENS.values())
_LEAVE: Final = frozenset({"exitwhile", "continuewhile", "execif"})
_OF_TESTS: Final = frozenset({"elseif", "else"})


@dataclass(slots=True)
class Blocks:
    """The lines that belong together, by their indexes.

    `opening` leads from the end of a loop to its `While`; `closing` from a
    `While`, an `If`, an `ElseIf` or an `Else` to the end; `otherwise` from a
    test that fails to the next branch; `around` from what may leave a loop to
    the `While` of the innermost loop around it.
    """

    opening: dict[int, int]
    closing: dict[int, int]
    otherwise: dict[int, int]
    around: dict[int, int]


def blocks_of(part: Part) -> Blocks:
    """The blocks of a part; an opening without its end is none."""
    if part.blocks is None:
        part.blocks = _found(part)
    return part.blocks


def _found(part: Part) -> Blocks:
    found = Blocks({}, {}, {}, {})
    open_blocks: list[tuple[str, int, list[int]]] = []
    loops: list[int] = []
    for index, application in enumerate(part.applications):
        if application in _OPENS:
            open_blocks.append((application, index, []))
            if application == "while":
                loops.append(index)
        elif application in _LEAVE and loops:
            found.around[index] = loops[-1]
        elif application in _OF_TESTS or application == "exitif":
            if open_blocks and open_blocks[-1][0] == "if":
                open_blocks[-1][2].append(index)
        elif application in _CLOSES and open_blocks and _OPENS[open_blocks[-1][0]] == application:
            kind, opening, branches = open_blocks.pop()
            found.closing[opening] = index
            if kind == "while":
                loops.pop()
                found.opening[index] = opening
                continue
            tests = [opening, *(b for b in branches if part.applications[b] != "exitif")]
            for test, following in zip(tests, [*tests[1:], index], strict=True):
                found.otherwise[test] = following
            for branch in branches:
                found.closing[branch] = index
    return found
