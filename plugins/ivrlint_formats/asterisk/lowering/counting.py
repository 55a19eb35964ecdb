"""Counters: tests that limit how often something is tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, floor
from typing import TYPE_CHECKING, Final, NamedTuple

from ivrlint.model import UNKNOWN, Maybe
from ivrlint_formats.asterisk.language.conditions import comparison, increment
from ivrlint_formats.asterisk.lowering.parts import Part

if TYPE_CHECKING:
    from ivrlint_formats.asterisk.lowering.walk import Walk


class Limit(NamedTuple):
    """A counter is tested: its name, the outcome of the test when the tries are used up, and
    how many times it lets through."""

    name: str
    when: bool
    times: Maybe[int]


def limit_of(walk: Walk, part: Part, index: int, condition: str) -> Limit | None:
    """The limit that a condition is; None where it tests nothing that is counted."""
    compared = comparison(condition)
    if compared is None:
        return None
    counter = walk.counters(part.context).get(compared.name)
    if counter is None:
        return None
    bound = _number(compared.values[0])
    if bound is None:
        return None
    operator, begin, by = compared.operator, counter.begin, counter.by
    if by < 0:
        operator, bound, by = _MIRRORED.get(operator, operator), -bound, -by
        begin = None if begin is None else -begin
    when = operator in {">", ">=", "="}
    if begin is None:
        return Limit(compared.name, when, UNKNOWN)
    first = begin + by if counter.is_before(part, index) else begin
    passed = (bound - first) / by
    times = floor(passed) + 1 if operator in {">", "<="} else ceil(passed)
    return Limit(compared.name, when, max(0, times) if times < _MOST_TIMES else UNKNOWN)


_MIRRORED: Final = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
_MOST_TIMES: Final = 1_000_000
_START: Final = "s"
_SETTING: Final = frozenset({"set", "mset"})
"""AEL sets with `MSet`, one variable at a time."""


class Counter(NamedTuple):
    """A variable that is counted in a context: from where, by how much.

    `first` is the first line that counts it, by the identity of the part;
    `at_start`: whether it is counted where calls come in, and nowhere else.
    """

    begin: float | None
    by: int
    first: Mapping[int, int]
    at_start: bool

    def is_before(self, part: Part, index: int) -> bool:
        """Whether it is counted on the way to a line of a part: in that part, or in `s`."""
        if self.at_start and part.extension.exten != _START:
            return True
        return self.first.get(id(part), index) < index


def counters_of(parts: Iterable[Part]) -> dict[str, Counter]:
    """The counters of a context, by their names."""
    counted: dict[str, list[tuple[int, int, int]]] = {}
    elsewhere: set[str] = set()
    begins: dict[str, set[float | None]] = {}
    for part in parts:
        for index, application in enumerate(part.applications):
            if application not in _SETTING:
                continue
            text = part.lines[index].arguments
            found = increment(text) if "$" in text else None
            if found is not None:
                counter = found.name.lstrip("_")
                counted.setdefault(counter, []).append((id(part), index, found.by))
                if part.extension.exten != _START:
                    elsewhere.add(counter)
                continue
            name, _, value = text.partition("=")
            begins.setdefault(name.strip().lstrip("_"), set()).add(_number(value))
    return {
        name: Counter(
            begin=_only(begins.get(name, {0.0})),
            by=lines[0][2],
            first={part: index for part, index, _ in reversed(lines)},
            at_start=name not in elsewhere,
        )
        for name, lines in counted.items()
        if len({by for _, _, by in lines}) == 1 and lines[0][2]
    }


def _only(values: set[float | None]) -> float | None:
    return next(iter(values)) if len(values) == 1 else None


def _number(text: str) -> float | None:
    try:
        number = float(text.removeprefix("$[").removesuffix("]").strip().strip('"'))
    except ValueError:
        return None
    return number if abs(number) < _MOST_TIMES else None
