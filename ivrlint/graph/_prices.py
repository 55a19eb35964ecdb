"""Prices: what a caller presses and hears on taking an edge."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from math import inf
from typing import Final

from ivrlint.graph._net import Net
from ivrlint.graph.edges import Edge, Via
from ivrlint.lean import dataclass
from ivrlint.model import Cause, Collect, Exit, Input, Maybe, Prompt, Step, Turn
from ivrlint.speech import Heard, clause_ends, heard, pause_after

Price = Callable[[Edge], "float | Heard"]
"""What it costs to take an edge, from coming to its step on; never less than 0."""

ENTERED: Final = frozenset({Cause.NEXT, Cause.CONDITION, Cause.OTHERWISE})
"""The causes by which collected input is left when something was entered."""

_TOKEN: Final = re.compile(r"\w+|[*#]")
NOTHING: Final = Heard()
"""What costs nothing."""


def inputs(edge: Edge) -> int:
    """How many inputs of the caller an edge takes: a key, a word, an entry is one."""
    entered = (
        isinstance(edge.source, Collect) and edge.exit is not None and edge.exit.cause in ENTERED
    )
    return int(edge.is_input or entered)


def seconds(edge: Edge) -> Heard:
    """The seconds of speech, and of silence that is waited for, until a step is left by an edge.

    An option is chosen when the clause that mentions its key or word last has
    ended, else after the whole prompt. Time-outs of input count with every
    presentation that they follow; the wait in a queue does not.
    """
    return Ear(edge.source).until(edge)


class Prices:
    """What edges cost; what is heard at a step is found once, when asked for."""

    def __init__(self, net: Net, price: Price) -> None:
        self._net = net
        self._price = price
        self._spoken: dict[int, Heard] = {}
        self._equal: dict[float, Heard] = {}
        self.of: Callable[[Edge], Heard] = self._heard_until if price is seconds else self._priced
        """The price of an edge; `NOTHING` itself where it costs nothing."""

    def _priced(self, edge: Edge) -> Heard:
        price = self._price(edge)
        if not price:
            return NOTHING
        if isinstance(price, Heard):
            return price
        found = self._equal.get(price)
        if found is None:
            found = self._equal[price] = Heard(price)
        return found

    def _heard_until(self, edge: Edge) -> Heard:
        step, exit_ = edge.source, edge.exit
        if (
            not step.prompts
            and (exit_ is None or not exit_.prompts)
            and not isinstance(step, Input)
        ):
            return NOTHING
        found = self._spoken.get(id(edge))
        if found is None:
            ear = Ear(step)
            for way in self._net.out[self._net.numbers[id(step)]]:
                heard = ear.until(way)
                self._spoken[id(way)] = heard if heard != NOTHING else NOTHING
            found = self._spoken[id(edge)]
        return found


@dataclass(frozen=True, slots=True)
class _Said:
    """Up to where a prompt was heard when its clauses end; `ends` are offsets in its text."""

    before: Heard
    ends: tuple[int, ...]
    seconds: tuple[float, ...]

    def until(self, offset: int) -> Heard:
        """What was heard when the clause that holds this offset has ended."""
        index = min(bisect_left(self.ends, offset), len(self.ends) - 1)
        return self.before + Heard(self.seconds[index])


class Ear:
    """What a caller hears at a step before leaving it by one of its ways."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._by_turn: dict[Turn, list[Prompt]] = {}
        for prompt in step.prompts:
            if prompt.every is None:
                self._by_turn.setdefault(prompt.turn, []).append(prompt)
        self._first = heard(self._by_turn.get(Turn.FIRST, ()))
        self._leaving = heard(self._by_turn.get(Turn.LEAVING, ()))
        self._mentions = self._find_mentions() if isinstance(step, Input) else {}

    def until(self, edge: Edge) -> Heard:
        """The seconds of speech from coming to the step until it is left by this edge.

        An option is chosen when the clause that mentions its key or word last
        has ended, else after the whole prompt. Time-outs of input count, the
        wait in a queue does not.
        """
        if edge.via is Via.WAITING:
            return Heard()
        exit_ = edge.exit
        if exit_ is None:
            return self._first + self._leaving
        on_the_way = heard(exit_.prompts) if exit_.prompts else Heard()
        return self._before(exit_) + self._leaving + on_the_way

    def _before(self, exit_: Exit) -> Heard:
        step = self._step
        if exit_.is_input:
            named = exit_.key or exit_.word or ""
            return self._mentions.get(named.casefold(), self._first)
        if not isinstance(step, Input) or exit_.cause not in (
            Cause.NOINPUT,
            Cause.NOMATCH,
            Cause.EXHAUSTED,
        ):
            return self._first
        times = exit_.count or (step.presentations if isinstance(step.presentations, int) else 1)
        total = self._first + self._again(exit_.cause, max(times, 1))
        if exit_.cause is Cause.NOINPUT:
            total += _silence(step.timeout).times(times)
        return total

    def _again(self, cause: Cause, times: int) -> Heard:
        """What is heard after the first presentation, up to the given number of them."""
        if times == 1:
            return Heard()
        turn = Turn.NOINPUT if cause is Cause.NOINPUT else Turn.NOMATCH
        said = self._by_turn.get(turn, ())
        each = heard(prompt for prompt in said if prompt.count == 0)
        counted = heard(prompt for prompt in said if 0 < prompt.count < times)
        again = self._by_turn.get(Turn.AGAIN)
        repeated = heard(again) if again else self._first
        return counted + (each + repeated).times(times - 1)

    def _find_mentions(self) -> dict[str, Heard]:
        """For every word and digit of the prompts, what was heard after its last mention."""
        found: dict[str, Heard] = {}
        before = Heard()
        pause = 0.0
        for prompt in self._by_turn.get(Turn.FIRST, ()):
            text = prompt.text
            if text is not None and prompt.condition is None and not _is_measured(prompt):
                ends, lengths = zip(*clause_ends(text, prompt.spoken_language), strict=True)
                said = _Said(before + Heard(pause), ends, lengths)
                last = {match[0].casefold(): match.end() for match in _TOKEN.finditer(text.plain)}
                found.update((token, said.until(offset)) for token, offset in last.items())
            length = heard([prompt])
            before += length if not length.known else Heard(pause) + length
            pause = pause_after(prompt)
        return found


def _silence(length: Maybe[float]) -> Heard:
    if isinstance(length, int | float) and 0 <= length < inf:
        return Heard(length)
    return Heard(known=False)


def _is_measured(prompt: Prompt) -> bool:
    return prompt.recorded_seconds is not None
