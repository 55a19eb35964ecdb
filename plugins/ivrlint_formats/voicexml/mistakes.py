"""Silence and wrong answers: what is said, how often is asked again, and how it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from itertools import islice
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Cause, Maybe, Prompt, Turn
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.markup import Content, Element
from ivrlint_formats.voicexml.drafts import Goal, Way
from ivrlint_formats.voicexml.execution import Dialog, Execution, Site
from ivrlint_formats.voicexml.scopes import Handler
from ivrlint_formats.voicexml.speech import prompts_of

_MOST_PROMPTS: Final = 50
_MOST_TURNS: Final = 10
"""How many times of silence are told apart."""
_LEAVING: Final = frozenset({"goto", "submit", "exit", "disconnect", "return", "throw", "data"})
"""What a handler may do that changes where the call goes; `clear` of single items does, too."""

_CAUSES: Final = (
    ("noinput", Cause.NOINPUT, Turn.NOINPUT),
    ("nomatch", Cause.NOMATCH, Turn.NOMATCH),
)


@dataclass(slots=True)
class Mistakes:
    """The ways out and the prompts after silence and wrong answers.

    `presentations` is how often is asked; None where nothing limits it.
    """

    ways: list[Way] = field(default_factory=list)
    prompts: list[Prompt] = field(default_factory=list)
    presentations: Maybe[int] = None


def mistakes_at(
    execution: Execution, dialog: Dialog, item: int, site: Site, itself: Goal, place: Place
) -> Mistakes:
    """What happens at a question when nothing is said, and when something else is said.

    A handler that only speaks becomes prompts: the interpreter asks again. The
    first one that leads elsewhere is the way out, and ends the presentations.
    Where silence leads out and a wrong answer never does (or the other way
    round), that one leads back to the question itself. What a root document
    that is not at hand may say is not known.
    """
    found = Mistakes()
    ends: dict[Cause, int] = {}
    for event, cause, turn in _CAUSES:
        for count, handlers in _until_left(execution, dialog, item, event):
            leaving = [one for one in handlers if not stays(execution, one, dialog)]
            if not leaving:
                found.prompts += _prompts(execution, dialog, item, handlers, turn, count)
                continue
            times = count[0]
            ends[cause] = times
            state = dialog.again(item)
            goal = execution.caught(handlers, event, state, site)
            found.ways.append(Way(cause, goal, leaving[0].element.place))
    lacks_root = execution.ground.lacks_root
    if lacks_root:
        found.presentations = UNKNOWN
    if ends:
        found.presentations = max(ends.values())
    if ends and not lacks_root:
        found.ways += (Way(cause, itself, place) for _, cause, _ in _CAUSES if cause not in ends)
    found.prompts = found.prompts[:_MOST_PROMPTS]
    return found


def _until_left(
    execution: Execution, dialog: Dialog, item: int, event: str
) -> Iterator[tuple[range, list[Handler]]]:
    """What catches an event the first time, the second …, up to the first that leads elsewhere."""
    turns = dialog.scopes(item).turns(event)[:_MOST_TURNS]
    for number, (count, handlers) in enumerate(turns):
        for handler in handlers:
            execution.ground.attach(handler)
        until = turns[number + 1][0] if number + 1 < len(turns) else count + 1
        yield range(count, min(until, count + _MOST_TURNS)), handlers
        if any(not stays(execution, one, dialog) for one in handlers):
            return


def stays(execution: Execution, handler: Handler, dialog: Dialog) -> bool:
    """Whether a handler only speaks and counts: the same question is asked again."""
    remembered, key = execution.ground.remembered, ("stays", id(handler.element))
    if key not in remembered:
        remembered[key] = _what_it_does(handler.element)
    leads, assigned = remembered[key]
    return not leads and all(dialog.number_of(name) is None for name in assigned)


def _what_it_does(handler: Element) -> tuple[bool, frozenset[str]]:
    """Whether a handler may lead elsewhere, and the variables that it sets."""
    assigned: set[str] = set()
    for element in _inside(handler.children):
        if element.local in _LEAVING or (
            element.local == "clear" and element.get("namelist") is not None
        ):
            return True, frozenset()
        if element.local == "assign":
            assigned.add(element.get("name") or "")
    return False, frozenset(assigned)


def _inside(content: Iterable[Content]) -> Iterator[Element]:
    """The statements of some content, those in conditions too, what is spoken not opened."""
    waiting = [part for part in content if isinstance(part, Element)]
    while waiting:
        element = waiting.pop()
        yield element
        if element.local in ("if", "elseif", "else", "foreach"):
            waiting += element.elements()


def _prompts(
    execution: Execution,
    dialog: Dialog,
    item: int,
    handlers: Iterable[Handler],
    turn: Turn,
    counts: range,
) -> list[Prompt]:
    """What handlers say, for each time that they are the ones."""
    found: list[Prompt] = []
    for handler in handlers:
        said = _said_by(execution, dialog, item, handler.element)
        if handler.holds is not True:
            condition = (handler.element.get("cond") or "").strip()
            said = [replace(one, condition=one.condition or condition) for one in said]
        only = counts.start == 1 and len(counts) == 1 and not _has_turns(dialog, item, turn)
        for count in counts:
            times = 0 if only else count
            found += (replace(prompt, turn=turn, count=times) for prompt in said)
    return found


def _said_by(execution: Execution, dialog: Dialog, item: int, element: Element) -> list[Prompt]:
    """What a handler says; the same for all questions that are heard alike."""
    hearing = dialog.hearing(item)
    key = ("said", id(element), hearing.interruptible, hearing.language, id(hearing.choices))
    remembered = execution.ground.remembered
    if key not in remembered:
        said = islice(_said(execution, dialog, item, element, ""), _MOST_PROMPTS)
        remembered[key] = (list(said), hearing.choices)
    found: list[Prompt] = remembered[key][0]
    return found


def _has_turns(dialog: Dialog, item: int, turn: Turn) -> bool:
    return len(dialog.scopes(item).turns(turn.value)) > 1


def _said(
    execution: Execution, dialog: Dialog, item: int, element: Element, condition: str
) -> Iterator[Prompt]:
    """The prompts of a handler; those in an `if` under its condition."""
    for arm, content in (
        execution.arms(element) if element.local == "if" else ((element, element.children),)
    ):
        held = condition or (arm.get("cond") or "").strip() if element.local == "if" else condition
        if arm.local == "else":
            held = condition or "otherwise"
        loose: list[Content] = []
        for part in content:
            if isinstance(part, Element) and part.local == "if":
                yield from _under(prompts_of(loose, dialog.hearing(item)), held)
                loose = []
                yield from _said(execution, dialog, item, part, held)
            elif isinstance(part, Element | String):
                loose.append(part)
        yield from _under(prompts_of(loose, dialog.hearing(item)), held)


def _under(prompts: Iterable[Prompt], condition: str) -> Iterator[Prompt]:
    for prompt in prompts:
        yield replace(prompt, condition=prompt.condition or condition) if condition else prompt
