"""What a menu announces: in its own prompts, and in what is heard just before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from itertools import islice
from typing import Final

from ivrlint.graph import Edge, StepSet
from ivrlint.lean import dataclass
from ivrlint.model import Call, Menu, Opaque, Prompt, Say, Step, Turn
from ivrlint.regex import pattern
from ivrlint.words import Clause, clauses
from ivrlint_rules.hearing import is_known, prompts_of
from ivrlint_rules.judgement import MISTAKES, speaks

_DIGIT: Final = pattern(r"(?<![\w.,])\d(?![\w]|[.,]\d)")

_NOT_KNOWN: Final = (Call, Opaque)
"""What is said in them is told elsewhere, or nowhere."""

_FARTHEST: Final = 20
"""Steps between a menu and what is said before it."""


@dataclass(slots=True)
class Announced:
    """The keys that callers of a menu are told, with the clauses that tell them.

    `named` are single digits that stand in the words at all. `words` are the
    clauses that tell words to say, in the language of the flow. `earlier` are
    the keys and digits told by a menu with the same options, if silence or a
    wrong key leads from there to here. `known` says whether the words are known
    that are heard at the menu and, if it announces nothing itself, just before it.
    """

    keys: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    clauses: list[tuple[Clause, tuple[str, ...]]] = field(default_factory=list)
    words: list[Clause] = field(default_factory=list)
    earlier: set[str] = field(default_factory=set)
    known: bool = True
    silent: bool = True

    @property
    def last(self) -> list[Clause]:
        """The last clause that tells a key, if there is one."""
        return [clause for clause, _ in self.clauses[-1:]]


def announced_at(menu: Menu) -> Announced:
    """What the prompts of a menu tell, and the prompts that lead into it and nowhere else."""
    remembered = menu.flow.document.project.remembered
    key = ("announced", id(menu))
    if key not in remembered:
        remembered[key] = _announced(menu)
    found: Announced = remembered[key]
    return found


def _announced(menu: Menu) -> Announced:
    found = Announced()
    _hear(found, prompts_of(menu))
    complete = found.known and bool(found.keys)
    _hear(found, _just_before(menu, found))
    # A greeting that is not known hardly announces what the menu itself leaves out.
    found.known = found.known or complete
    return found


def _hear(found: Announced, prompts: Iterable[Prompt]) -> None:
    for prompt in prompts:
        found.silent = False
        found.known = found.known and is_known(prompt)
        if prompt.text is None:
            continue
        found.named.update(_DIGIT.findall(prompt.text.plain))
        for clause in clauses(prompt):
            keys = tuple(key for announced in clause.keys for key in announced.keys)
            if keys:
                found.keys.update(keys)
                found.clauses.append((clause, keys))
            if clause.words and prompt.spoken_language == prompt.step.flow.spoken_language:
                found.words.append(clause)


def _just_before(menu: Menu, found: Announced) -> Iterator[Prompt]:
    """What is said on the ways into a menu, since the last question.

    What a flow says that was called meanwhile, or something opaque, is not known.
    """
    graph = menu.flow.graph.whole
    seen = StepSet([menu])
    todo: list[Step] = [menu]
    while todo and len(seen) < _FARTHEST:
        for edge in graph.edges_to(todo.pop()):
            if edge.exit is not None:
                yield from edge.exit.prompts if edge.source is not menu else ()
            if isinstance(edge.source, _NOT_KNOWN):
                found.known = False
            elif _leads_only_here(edge) and seen.add(edge.source):
                yield from edge.source.prompts
                todo.append(edge.source)
            elif len(seen) < _FARTHEST and _asks_the_same(edge, menu) and seen.add(edge.source):
                earlier = Announced()
                _hear(earlier, prompts_of(edge.source))
                found.earlier |= earlier.keys | earlier.named
                found.known = found.known and earlier.known


def _asks_the_same(edge: Edge, menu: Menu) -> bool:
    """Whether a mistake leads on from another menu with the same options.

    Who comes back to the wait for a key, past the announcements, has heard them.
    """
    if edge.exit is None or edge.exit.cause not in MISTAKES or not isinstance(edge.source, Menu):
        return False
    return edge.source is not menu and _options(edge.source) == _options(menu)


def _options(menu: Menu) -> set[tuple[str | None, int]]:
    graph = menu.flow.graph.whole
    return {
        (edge.exit.key, id(edge.step))
        for edge in graph.edges(menu)
        if edge.is_input and edge.exit is not None
    }


def said_before(menu: Menu) -> list[Prompt]:
    """What every customer hears just before a menu, since the last question, in its order."""
    graph = menu.flow.graph.whole
    parts: list[list[Prompt]] = []
    here: Step = menu
    for before in islice(graph.dominators(menu), 1, _FARTHEST):
        edge = next((edge for edge in graph.edges_to(here) if edge.source is before), None)
        if edge is None or not _leads_only_here(edge):
            break
        parts.append([*before.prompts, *(edge.exit.prompts if edge.exit is not None else ())])
        here = before
    return [prompt for part in reversed(parts) for prompt in part if prompt.turn is Turn.FIRST]


def _leads_only_here(edge: Edge) -> bool:
    """Whether the step before says something, or nothing at all, and just goes on.

    A menu that does not wait for keys is only heard by callers who press none.
    """
    step = edge.source
    is_said = isinstance(step, Say) or (isinstance(step, Menu) and step.timeout == 0)
    return not edge.is_input and (is_said or not speaks(step))
