"""Where callers wait for a person, and everything that they hear meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.graph import Edge, Graph, StepSet, Via
from ivrlint.lean import dataclass
from ivrlint.model import (
    UNKNOWN,
    Audio,
    Branch,
    Channel,
    Decides,
    Flow,
    Lookup,
    Maybe,
    Opaque,
    Project,
    Prompt,
    Queue,
    Role,
    Say,
    Step,
    Unresolved,
)
from ivrlint.words import Clause, clauses
from ivrlint_rules.hearing import is_known
from ivrlint_rules.judgement import answers, asks, by_itself, ends, is_waited_in, onwards, outsiders

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})
_WHILE: Final = frozenset({Role.WAITING, Role.MODULE})
_OF_THE_WAIT: Final = frozenset({Decides.QUEUE, Decides.STAFF, Decides.DATA, Decides.UNKNOWN})
_FILLED_IN: Final = r"[${}%<>]"
"""Marks of a name that is filled in during the call."""

_PARKED: Final = r"call[ _-]?park|parked|\borbit\b|park[ _-]?hold"
"""What systems call the place where calls are parked."""

_SECONDS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DURATION: Final = r"(\d+(?:\.\d+)?)([smhd])"


@dataclass(frozen=True, slots=True)
class Wait:
    """One place where callers wait.

    `at` is the queue, or what is first heard in the flow that runs meanwhile. `queues` are the
    queues whose callers wait there; none where that flow is all there is. `steps` are those at
    which they hear something; `known` says whether these are all of them.
    """

    at: Step
    queues: tuple[Queue, ...]
    steps: tuple[Step, ...]
    known: bool

    @property
    def name(self) -> str:
        """The name that the user knows it by."""
        return self.at.flow.shown_name if is_waited_in(self.at.flow) else self.at.shown_name

    @property
    def prompts(self) -> Iterator[Prompt]:
        """Everything that is heard there."""
        for step in self.steps:
            yield from step.prompts

    @property
    def clauses(self) -> Iterator[tuple[Prompt, Clause]]:
        """Every clause that is heard there, with its prompt."""
        for prompt in self.prompts:
            for clause in clauses(prompt):
                yield prompt, clause


def waits(project: Project) -> Sequence[Wait]:
    """Every place where customers wait on the phone, each once: many queues may share a flow."""
    if ("waits",) not in project.remembered:
        project.remembered[("waits",)] = list(_waits(project))
    found: Sequence[Wait] = project.remembered[("waits",)]
    return found


def expected_wait(queue: Queue) -> float | None:
    """The usual wait in seconds, as the file or a declared fact says; None where nothing does."""
    if isinstance(queue.expected, int | float):
        return float(queue.expected)
    declared = queue.value("expected-wait") or queue.flow.value("expected-wait") or ""
    match = re.fullmatch(_DURATION, declared.strip())
    return float(match[1]) * _SECONDS[match[2]] if match else None


def shown_seconds(seconds: float) -> str:
    """A length of time in words: `45 seconds`, `4 minutes`."""
    if seconds >= 120 and seconds % 60 == 0:
        return f"{seconds / 60:g} minutes"
    return f"{seconds:g} seconds"


def tells_progress(wait: Wait) -> Maybe[bool]:
    """Whether callers hear their place in line, or how long it will take.

    A recording that is played to everybody tells neither; one that is chosen may.
    """
    if any(queue.position is True or queue.wait is True for queue in wait.queues):
        return True
    told = [clause for _, clause in wait.clauses]
    if any("queue-progress" in clause.families for clause in told):
        return True
    if not wait.known or any(clause.durations for clause in told):
        return UNKNOWN
    chosen = any(
        isinstance(step, Lookup) or (isinstance(step, Branch) and step.decides in _OF_THE_WAIT)
        for step in wait.steps
    )
    return UNKNOWN if any(_may_tell(prompt, chosen=chosen) for prompt in wait.prompts) else False


def is_on_the_line(step: Step) -> bool:
    """Whether somebody is on the line here: flows that hand on tasks say and ask nothing at all."""
    if not isinstance(step, Queue) or not isinstance(step.waiting, Unresolved):
        return True
    return any(each.prompts or asks(each) for each in step.flow.steps)


def is_heard_waiting(step: Step) -> bool:
    """Whether what this step says is heard by people who wait."""
    return isinstance(step, Queue) or (is_waited_in(step.flow) and isinstance(step, Say))


def is_repeated(prompt: Prompt) -> bool:
    """Whether callers hear it more than once: at intervals, or in a waiting flow's circle."""
    if prompt.every is not None:
        return True
    step = prompt.step
    if not is_waited_in(step.flow):
        return False
    if isinstance(step, Queue):
        return True  # what a wait plays goes round until somebody answers
    graph = step.flow.graph.whole
    after = [edge.step for edge in graph.edges(step) if by_itself(edge) and edge.step is not None]
    return graph.path(after, lambda other: other is step, by_itself) is not None


def is_on_the_way(graph: Graph, step: Step) -> bool:
    """Whether a person surely follows, and no caller gets there without hearing this step."""
    if not isinstance(step, Say) or step.flow.role not in _ROLES:
        return False
    if graph.leads_to(answers, _to_a_person)(step) is not True:
        return False
    if graph.leads_to(_goes_elsewhere, _to_a_person)(step) is not False:
        return False
    people = [one for one in graph.reachable([step], _to_a_person) if answers(one) is not False]
    around = graph.reachable(_last_inputs(graph, step), lambda edge: _around(edge, step))
    return not any(one in around for one in people)


def _to_a_person(edge: Edge) -> bool:
    return onwards(edge) and answers(edge.source) is False


def _goes_elsewhere(step: Step) -> Maybe[bool]:
    return asks(step) or ends(step)


def _around(edge: Edge, step: Step) -> bool:
    return by_itself(edge) and edge.source is not step and not asks(edge.source)


def _last_inputs(graph: Graph, step: Step) -> Iterator[Step]:
    """Where callers come from the last question, or from outside, on their way to a step."""
    seen = StepSet([step])
    todo = [step]
    while todo:
        here = todo.pop()
        ways = graph.edges_to(here)
        before = [edge for edge in ways if edge.via is Via.EXIT and not asks(edge.source)]
        if len(before) < len(ways) or not ways:
            yield here
        todo += [edge.source for edge in before if seen.add(edge.source)]


def _waits(project: Project) -> Iterator[Wait]:
    graph = project.graph
    queues = [queue for queue in graph.steps_of(Queue) if _is_met(queue)]
    if any(queue.flow.open for queue in queues):
        customers = outsiders(graph)
        queues = [queue for queue in queues if not queue.flow.open or queue in customers]
    alone: dict[object, list[Queue]] = {}
    sharing: dict[int, list[Queue]] = {}
    flows = {id(flow): flow for flow in project.flows if flow.role is Role.WAITING}
    for queue in queues:
        edge = next((edge for edge in graph.edges(queue) if edge.via is Via.WAITING), None)
        if edge is None or edge.step is None:
            alone.setdefault(_same(queue), []).append(queue)
        else:
            flows[id(edge.step.flow)] = edge.step.flow
            sharing.setdefault(id(edge.step.flow), []).append(queue)
    for same in alone.values():
        first = same[0]
        yield Wait(first, tuple(same), (first,), known=_is_told(first))
    for key, flow in flows.items():
        wait = _in_flow(graph, flow, sharing.get(key, []))
        if wait is not None:
            yield wait


def _is_met(queue: Queue) -> bool:
    flow = queue.flow
    return flow.role in _ROLES and flow.channel is Channel.PHONE


def _same(queue: Queue) -> object:
    """What queues of a file share that are one in the system, waited in from several places."""
    if queue.queue is None:
        return id(queue)
    said = tuple((id(prompt.place.source), prompt.place.start) for prompt in queue.prompts)
    return (id(queue.flow.document), queue.queue, said)


def _is_told(queue: Queue) -> bool:
    """Whether the files say what its callers hear."""
    return queue.waiting is None and queue.position is not UNKNOWN and queue.wait is not UNKNOWN


def _in_flow(graph: Graph, flow: Flow, queues: Sequence[Queue]) -> Wait | None:
    steps = list(graph.reachable(graph.starts_of(flow), _goes_on_waiting))
    heard = [step for step in steps if step.prompts]
    if not heard or _is_for_parked_calls(flow):
        return None
    at = next((step for step in heard if isinstance(step, Queue)), heard[0])
    known = not any(
        isinstance(step, Opaque) or any(e.step is None for e in graph.edges(step, by_itself))
        for step in steps
    )
    return Wait(at, tuple(queues), (*queues, *steps), known)


def _is_for_parked_calls(flow: Flow) -> bool:
    """Whether parked calls are held here: a colleague fetches them, they stand in no line."""
    file = flow.document.source.path.rpartition("/")[2]
    return any(re.search(_PARKED, name, re.IGNORECASE) for name in (flow.shown_name, file))


def _goes_on_waiting(edge: Edge) -> bool:
    return by_itself(edge) and (edge.step is None or edge.step.flow.role in _WHILE)


def _may_tell(prompt: Prompt, *, chosen: bool) -> bool:
    """Whether a prompt may tell the place in line, or the time, in words that are not known."""
    content = prompt.content
    if prompt.text is None and isinstance(content, Audio):
        named = re.search(_FILLED_IN, content.name) is not None
        return named or chosen or prompt.condition is not None
    return not is_known(prompt)
