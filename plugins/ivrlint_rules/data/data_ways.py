"""Where collected data goes: which steps use it, and which people it should have reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Final

from ivrlint.graph import Edge, Graph
from ivrlint.lean import dataclass
from ivrlint.model import (
    UNKNOWN,
    Agent,
    Bot,
    Branch,
    Call,
    Cause,
    Collect,
    Lookup,
    Menu,
    Opaque,
    Party,
    Project,
    Queue,
    Return,
    Say,
    Send,
    Set,
    Step,
    Transfer,
    Unresolved,
)
from ivrlint.regex import pattern
from ivrlint.text import Text, Variable
from ivrlint_rules.data_names import asked_by, normal
from ivrlint_rules.hearing import prompts_of
from ivrlint_rules.judgement import MISTAKES

_NOT_ENTERED: Final = MISTAKES | {Cause.TIMEOUT, Cause.ERROR}
_NAME: Final = pattern(r"[^\W\d][\w.\-]*")


def used_at(step: Step) -> Iterator[str]:
    """The names of the data that a step uses or hands on, as they are compared."""
    for datum in step.reads:
        yield normal(datum.name)
    for prompt in prompts_of(step):
        if prompt.text is not None:
            yield from _filled_into(prompt.text)
        if prompt.condition is not None:
            yield from _named_in(prompt.condition)
    for exit_ in step.exits:
        if exit_.condition is not None:
            yield from _named_in(exit_.condition)
    match step:
        case Branch(subject=str(said)) | Transfer(to=str(said)) | Set(value_set=str(said)):
            yield from _named_in(said)
        case Send(reply=str(said)):
            yield from _used_in_reply(step, said)
    if isinstance(step, Queue | Transfer) and isinstance(step.hands_on, tuple):
        yield from (normal(datum.name) for datum in step.hands_on)


def decided_by(step: Step) -> Iterator[str]:
    """The names of the data that decide at a step, or that it passes to another system."""
    if not isinstance(step, Say | Menu | Collect | Bot):
        yield from used_at(step)
        return
    for exit_ in step.exits:
        if exit_.condition is not None:
            yield from _named_in(exit_.condition)


def may_use_anything(step: Step) -> bool:
    """Whether it is not known which data a step uses."""
    match step:
        case Opaque() | Return():
            return True
        case Lookup():
            return not step.reads
        case Call():
            return isinstance(step.callee, Unresolved)
        case Queue() | Transfer():
            return step.hands_on is UNKNOWN
        case Send():
            return step.reply is not None and step.reply not in _replies(step)
    return False


def _replies(step: Step) -> Iterable[str]:
    return step.flow.document.project.reply_names


def _used_in_reply(step: Step, name: str) -> Iterator[str]:
    for reply in step.flow.document.project.replies:
        if reply.name == name:
            if isinstance(reply.variables, frozenset):
                yield from map(normal, reply.variables)
            for body in reply.bodies:
                yield from _filled_into(body.text)
            if isinstance(reply.subject, Text):
                yield from _filled_into(reply.subject)


def _filled_into(text: Text) -> Iterator[str]:
    return (normal(piece.name) for piece in text.pieces if isinstance(piece, Variable))


def _named_in(text: str) -> Iterator[str]:
    """Whatever may be a name in a text that decides something."""
    yield normal(text)
    yield from map(normal, _NAME.findall(text))


@dataclass(slots=True)
class DataWays:
    """What becomes of the data that questions learn. Each question is a bit of an integer.

    `carried` are the questions that were answered on some way to a step on which no person was
    met, by the step's id. `used`
    are those that a later step needs to decide, to look something up or to send something,
    `told` those that some later step says or hands on, `open` those that it is not known of.
    """

    questions: Sequence[Step]
    carried: dict[int, int] = field(default_factory=dict)
    used: int = 0
    told: int = 0
    open: int = 0


def data_ways(project: Project) -> DataWays:
    """What becomes of the data that is asked for in a project; found out once."""
    remembered = project.remembered
    if ("data ways",) not in remembered:
        remembered[("data ways",)] = _data_ways(project.graph)
    found: DataWays = remembered[("data ways",)]
    return found


def learned_at(step: Step) -> Iterator[str]:
    """The names of what a question or a bot learns, as they are written."""
    if isinstance(step, Collect):
        yield from asked_by(step)
    elif isinstance(step, Bot):
        yield from (datum.name for datum in step.writes)


def is_handed_over(step: Step) -> bool:
    """Whether a person takes over here, or the caller waits for one."""
    return isinstance(step, Agent | Queue) or (
        isinstance(step, Transfer) and step.party in (Party.PERSON, Party.DEPARTMENT)
    )


def _data_ways(graph: Graph) -> DataWays:
    questions = [step for step in graph.steps_of(Collect, Bot) if any(learned_at(step))]
    found = DataWays(questions)
    named: dict[str, int] = {}
    seeds: list[tuple[Step, int]] = []
    for number, step in enumerate(questions):
        for name in {normal(name) for name in learned_at(step)}:
            named[name] = named.get(name, 0) | 1 << number
        for edge in graph.edges(step):
            if _is_answered(edge):
                if edge.step is not None:
                    seeds.append((edge.step, 1 << number))
                elif isinstance(edge.target, Unresolved):
                    found.open |= 1 << number
    found.carried = _spread(graph, seeds, _is_before_people)
    anywhere = _spread(graph, seeds, _is_passed)
    for step in graph.steps if seeds else ():
        carried = anywhere.get(id(step), 0)
        if not carried:
            continue
        if may_use_anything(step) or any(
            isinstance(edge.target, Unresolved) for edge in graph.edges(step)
        ):
            found.open |= carried
        if is_handed_over(step) and not isinstance(step, Agent):
            found.told |= carried & _bits(named, used_at(step))
        else:
            found.used |= carried & _bits(named, decided_by(step))
            found.told |= carried & _bits(named, used_at(step))
    return found


def _bits(named: Mapping[str, int], names: Iterable[str]) -> int:
    bits = 0
    for name in names:
        bits |= named.get(name, 0)
    return bits


def _is_answered(edge: Edge) -> bool:
    exit_ = edge.exit
    if exit_ is None or (isinstance(edge.source, Bot) and exit_.cause is Cause.EXHAUSTED):
        return True
    return not (exit_.is_input and isinstance(edge.source, Collect)) and (
        exit_.cause not in _NOT_ENTERED
    )


def _is_passed(edge: Edge) -> bool:
    return edge.step is not None


def _is_before_people(edge: Edge) -> bool:
    """Whether nobody has taken the call yet, nor was to take it."""
    return not is_handed_over(edge.source)


def _spread(
    graph: Graph, seeds: Iterable[tuple[Step, int]], follow: Callable[[Edge], bool]
) -> dict[int, int]:
    """The bits of the seeds, and of all that they lead to: each component of the graph once."""
    bits: dict[int, int] = {}
    within: dict[int, Step] = {}
    reached = list(graph.reachable((step for step, _ in seeds), follow))
    for circle in graph.cycles(follow):
        within.update((id(step), circle[0]) for step in circle)
    entered: dict[int, int] = {}
    onward: dict[int, list[Step]] = {}
    for step in reached:
        own = within.get(id(step), step)
        entered.setdefault(id(own), 0)
        for edge in graph.edges(step, follow):
            if edge.step is not None:
                head = within.get(id(edge.step), edge.step)
                if head is not own:
                    onward.setdefault(id(own), []).append(head)
                    entered[id(head)] = entered.get(id(head), 0) + 1
    for step, mark in seeds:
        own = within.get(id(step), step)
        bits[id(own)] = bits.get(id(own), 0) | mark
    ready = [key for key, count in entered.items() if count == 0]
    while ready:
        key = ready.pop()
        for head in onward.get(key, ()):
            bits[id(head)] = bits.get(id(head), 0) | bits.get(key, 0)
            entered[id(head)] -= 1
            if entered[id(head)] == 0:
                ready.append(id(head))
    return {id(step): bits.get(id(within.get(id(step), step)), 0) for step in reached}
