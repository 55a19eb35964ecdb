"""What the rules agree on: who is a person, what helps a caller, how a call goes on by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import field
from typing import Final

from ivrlint.graph import Edge, Graph, StepSet, Via
from ivrlint.lean import dataclass
from ivrlint.model import (
    CALLER_INPUT,
    UNKNOWN,
    Agent,
    Bot,
    Branch,
    Call,
    Callback,
    Cause,
    Channel,
    Collect,
    Decides,
    Exit,
    Flow,
    Hangup,
    Input,
    Lookup,
    Maybe,
    Menu,
    Opaque,
    Party,
    Prompt,
    Queue,
    Record,
    Return,
    Role,
    Say,
    Send,
    Set,
    Step,
    Survey,
    Transfer,
    Visit,
    Voicemail,
)
from ivrlint.text import Pause, Text

FAILURES: Final = frozenset(
    {Cause.ERROR, Cause.TIMEOUT, Cause.FULL, Cause.EMPTY, Cause.BUSY, Cause.NOANSWER}
)
"""Why a queue or a transfer gives the caller back."""

MISTAKES: Final = frozenset({Cause.NOINPUT, Cause.NOMATCH, Cause.EXHAUSTED})
"""What becomes of a caller who stays silent or presses a wrong key."""

_WITHOUT_ANSWER: Final = MISTAKES | {Cause.TIMEOUT, Cause.ERROR}

_WAITING: Final = frozenset({Role.WAITING, Role.HOLD})


_PASSING: Final = frozenset({Say, Set, Branch, Lookup, Record, Hangup, Return, Call, Send, Opaque})
"""What most steps are: nobody answers here, and nothing is asked."""

_PLAIN: Final = _PASSING - {Branch}

_PEOPLE: Final = (Agent, Queue, Transfer)
_TAKING_CARE: Final = (Voicemail, Callback)
ASKING: Final = (Input, Bot, Visit)
"""Steps that may ask something."""

_SILENT: Final = (Set, Branch, Lookup, Record, Hangup)
_OF_USE: Final = (Queue, Collect, Bot, Menu)
_LAST: Final = (Say, Set, Branch, Lookup, Record, Send, Survey)


def is_person(step: Step) -> Maybe[bool]:
    """Whether a person answers here: an agent, a staffed queue, a transfer to people.

    UNKNOWN for a transfer to nobody knows whom.
    """
    if step.__class__ in _PASSING or not isinstance(step, _PEOPLE):
        return False
    match step:
        case Queue():
            return step.staffed is not False
        case Transfer(party=Party.UNKNOWN):
            return UNKNOWN
        case Transfer():
            # At a number of the project's own a machine answers again.
            return (
                step.party is not Party.FLOW and step.flow.document.project.taken_over(step) is None
            )
    return True


def answers(step: Step) -> Maybe[bool]:
    """Whether the caller is taken care of here: by a person, a voicemail, a callback."""
    if step.__class__ in _PASSING:
        return False
    return isinstance(step, _TAKING_CARE) or is_person(step)


def serves(step: Step) -> Maybe[bool]:
    """Whether the caller is taken care of here, or has got what was wanted (tag `done`)."""
    if step.__class__ in _PASSING:
        return "done" in step.tags
    return "done" in step.tags or answers(step)


def asks(step: Step) -> bool:
    """Whether the caller is to press, say or write something here.

    A menu without any option is only a wait.
    """
    if step.__class__ in _PASSING or not isinstance(step, ASKING):
        return False
    if not isinstance(step, Menu) or not step.complete or step.flow.options:
        return True
    return any(exit_.cause in CALLER_INPUT for exit_ in step.exits)


def helps(step: Step) -> Maybe[bool]:
    """Whether the caller is taken care of here, or at least asked again."""
    if step.__class__ in _PASSING:
        return "done" in step.tags
    return asks(step) or serves(step)


def speaks(step: Step) -> bool:
    """Whether the caller hears or reads something here, or may do so."""
    if step.prompts:
        return not all(map(is_pause, step.prompts))
    if isinstance(step, Lookup) and step.flow.channel is Channel.CHAT:
        return True  # the other system may write to the customer by itself
    return not isinstance(step, _SILENT)


def is_pause(prompt: Prompt) -> bool:
    """Whether it is silence and nothing else."""
    text = prompt.content
    return isinstance(text, Text) and all(isinstance(piece, Pause) for piece in text.pieces)


def ends(step: Step) -> bool:
    """Whether the call ends here: a hangup, or a step after which nothing stands."""
    return isinstance(step, Hangup) or (not step.exits and isinstance(step, _LAST))


def by_itself(edge: Edge) -> bool:
    """Whether a call goes this way although the caller answers nothing."""
    if edge.exit is None:
        return edge.via is not Via.VISIT
    cause = edge.exit.cause
    if cause is Cause.NEXT and edge.source.__class__ in _PASSING:
        return True
    return cause in _WITHOUT_ANSWER or not (cause in CALLER_INPUT or asks(edge.source))


def onwards(edge: Edge) -> bool:
    """Whether a call that meets no failure of the system goes this way at last, by itself.

    Where attempts are counted, that is the way after the last one.
    """
    step, exit_ = edge.source, edge.exit
    if exit_ is not None and exit_.cause is Cause.NEXT and step.__class__ in _PLAIN:
        return True
    if not by_itself(edge):
        return False
    if edge.exit is None:
        return True
    if isinstance(step, Branch) and step.decides is Decides.ATTEMPTS:
        causes = {exit_.cause for exit_ in step.exits}
        return edge.exit.cause is Cause.EXHAUSTED or Cause.EXHAUSTED not in causes
    return edge.exit.cause is not Cause.ERROR or all(
        exit_.cause is Cause.ERROR for exit_ in step.exits
    )


def is_tagged(step: Step, *tags: str) -> bool:
    """Whether one of these facts is declared for the step or for its flow."""
    return any(tag in step.tags or tag in step.flow.tags for tag in tags)


def is_form(step: Step) -> bool:
    """Whether it is part of a web form, which waits and can be filled in again."""
    return step.flow.channel is Channel.FORM


def is_waited_in(flow: Flow) -> bool:
    """Whether the flow is what people hear while they wait."""
    return flow.role in _WAITING


def password_gates(graph: Graph) -> StepSet:
    """Where a dialplan asks its own people for a password, itself or in what it runs there."""
    remembered = graph.project.remembered
    if ("password gates",) not in remembered:
        remembered[("password gates",)] = _password_gates(graph)
    found: StepSet = remembered[("password gates",)]
    return found


def _password_gates(graph: Graph) -> StepSet:
    own = [step for step in graph.steps_of(Collect) if step.flow.open and _is_password(step)]
    asking = {id(step.flow) for step in own}
    gates = StepSet(own)
    for step in graph.steps_of(Call) if asking else ():
        if step.flow.open and any(
            edge.via is Via.CALL and edge.step is not None and id(edge.step.flow) in asking
            for edge in graph.edges(step)
        ):
            gates.add(step)
    return gates


def outsiders(graph: Graph) -> StepSet:
    """What customers come to; in a dialplan without a password, and by keys that they may know."""
    remembered = graph.project.remembered
    if ("outsiders",) not in remembered:
        follow = customers_ways(graph)
        remembered[("outsiders",)] = graph.reachable(graph.entry_starts, follow)
    found: StepSet = remembered[("outsiders",)]
    return found


def customers_ways(graph: Graph) -> Callable[[Edge], bool]:
    """Which ways customers may go: not those behind a password, where a dialplan asks for one."""
    gates = password_gates(graph)
    if not gates:
        return is_customers
    return lambda edge: edge.source not in gates and is_customers(edge)


def is_customers(edge: Edge) -> bool:
    """Whether customers may go this way.

    Feature codes and numbers to dial outside are for the company's own phones,
    and so are keys that nothing asks for.
    """
    step, exit_ = edge.source, edge.exit
    if exit_ is None or exit_.key is None or not step.flow.open:
        return True
    if isinstance(step, Opaque):
        return False
    return len(exit_.key) == 1 or re.fullmatch(_DIRECT, exit_.key) is not None


_DIRECT: Final = r"_?(?:[0-9XZN]|\[[^\]*#]*\]){1,6}|\d-\d"
"""The extension of a colleague, in the notation of `Exit.key`."""


def _is_password(step: Collect) -> bool:
    return step.secret and "screening" in step.tags


def has_customers(flow: Flow) -> bool:
    """Whether customers begin here who may want a person.

    An entry of the phone or the chat, with a menu, a question or a queue, that
    is not declared to screen its callers.
    """
    return (
        flow.role is Role.ENTRY
        and flow.channel is not Channel.FORM
        and "screening" not in flow.tags
        and any(_is_of_use(step) and _is_met(step) for step in flow.steps)
    )


def _is_met(step: Step) -> bool:
    """Whether callers may come to it: a menu that was left over in a flow asks nobody anything."""
    return step.flow.graph.whole.is_reached(step) is not False


def _is_of_use(step: Step) -> bool:
    return isinstance(step, _OF_USE) and (not isinstance(step, Menu) or asks(step))


@dataclass(slots=True)
class Onward:
    """How a call goes on by itself: the steps that are met, and the ways into a hangup."""

    steps: list[Step] = field(default_factory=list)
    hangups: list[Edge] = field(default_factory=list)


def onward(graph: Graph, edges: Iterable[Edge], most: int | None = None) -> Onward:
    """Follow a call along these ways, until someone answers, something is asked, or it ends.

    With `most` it goes no further when so many steps are met.
    """
    found = Onward()
    seen = StepSet()
    todo = list(edges)
    while todo and (most is None or len(seen) < most):
        edge = todo.pop()
        step = edge.step
        if step is None:
            continue
        if isinstance(step, Hangup):
            found.hangups.append(edge)
        if seen.add(step):
            found.steps.append(step)
            if helps(step) is False and not isinstance(step, Return):
                todo += graph.edges(step, onwards)
    return found


_CAUSES: Final = {
    Cause.KEY: "a key",
    Cause.WORD: "a word",
    Cause.NOINPUT: "silence",
    Cause.NOMATCH: "a wrong key",
    Cause.EXHAUSTED: "the last try",
    Cause.TIMEOUT: "the longest wait",
    Cause.FULL: "a full queue",
    Cause.EMPTY: "an empty desk",
    Cause.BUSY: "a busy line",
    Cause.NOANSWER: "no answer",
    Cause.ERROR: "an error",
    Cause.OPEN: "the check for open hours",
    Cause.CLOSED: "closing time",
    Cause.HOLIDAY: "the check for holidays",
    Cause.CONDITION: "a condition",
    Cause.OTHERWISE: "all other cases",
    Cause.NEXT: "the way on",
}


_CONTACT: Final = {Channel.PHONE: "call", Channel.CHAT: "chat", Channel.FORM: "form"}


def contact(flow: Flow) -> str:
    """What takes place in a flow, and ends with it: a call, a chat, a form."""
    return _CONTACT[flow.channel]


def told(exit_: Exit, channel: Channel = Channel.PHONE) -> str:
    """An exit in words: `key 1`, `the word 'yes'`, `silence`."""
    if exit_.key is not None:
        return f"key {exit_.key}"
    if exit_.word is not None:
        return f"the word {exit_.word!r}"
    if exit_.cause is Cause.NOMATCH and channel is not Channel.PHONE:
        return "an answer that is not understood"
    return _CAUSES.get(exit_.cause, exit_.cause.value)


def listed(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: `1, 2 and 3`."""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end
