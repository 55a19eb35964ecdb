"""The rule `asked-twice`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import (
    Agent,
    Bot,
    Branch,
    Cause,
    Collect,
    Input,
    Lookup,
    Menu,
    Project,
    Queue,
    Step,
    Transfer,
)
from ivrlint.rule import Findings, rule
from ivrlint.text import Variable
from ivrlint_rules.data.asking_again import Answered, Since
from ivrlint_rules.data_names import normal
from ivrlint_rules.judgement import MISTAKES
from ivrlint_rules.ways import Way, circles_in

_NO_ALIASES: Final[Mapping[str, str]] = MappingProxyType({})
MOST_WALKS: Final = 200
"""Names whose ways are looked for one by one; of more the findings have no witness."""

_OTHERS: Final = (Agent, Bot, Queue, Transfer)
_NOT_ENTERED: Final = MISTAKES | {Cause.TIMEOUT, Cause.ERROR}


@rule("error", since="0.1")
def asked_twice(project: Project, *, aliases: Mapping[str, str] = _NO_ALIASES) -> Findings:
    """The same thing is asked again.

    The caller has typed fifteen digits, and is asked for them by the next
    machine, or by the person. Nothing says more clearly that nobody listens.

    The rule compares the names of what collected inputs ask for, and of what a
    person asks for (`writes` of an agent), along the ways that callers can take.
    What a bot has learned (`writes` of a bot) was asked before, too. Names count as
    the same whatever their case and hyphens. It is silent where the second question
    only follows a check of the first entry that failed, the entry being read back,
    where both are tasks of one menu that callers come back to (another number each
    time), after silence or wrong keys, and about secret entries (a PIN, again for a
    payment).

    Source: customers ("I said that I had just typed it", a booking number four
    times); the GetHuman standard (1-3); the contents of ISO 9241-154 list
    "non-duplication of information input" (6.3).

    Options:

        aliases: Names that mean the same as another name, such as postcode = "zip-code".

    Bad:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {
                say "Enter your parcel code."
                as parcel-code
                noinput -> agent
                nomatch -> agent
                next -> agent
            }
            agent agent {
                writes parcel-code  //! 'parcel-code' is asked again
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {
                say "Enter your parcel code."
                as parcel-code
                noinput -> agent
                nomatch -> agent
                next -> agent
            }
            agent agent {
                writes birth-date
            }
        }
    """
    same = {normal(name): normal(other) for name, other in aliases.items()}
    graph = project.graph
    questions = {name: steps for name, steps in _questions(project, same).items() if len(steps) > 1}
    if not questions:
        return
    answered = Answered(
        graph, questions, is_answered=_is_answered, after=_after, read_back=_read_back
    )
    for number, name in enumerate(answered.names()):
        steps = questions[name]
        if number < MOST_WALKS:
            yield from _repeated(graph, name, steps)
        else:
            yield from _told_alone(graph, name, answered.again(name, steps))


def _questions(project: Project, same: Mapping[str, str]) -> dict[str, list[Step]]:
    """The steps that learn each datum, in the order of the files."""
    found: dict[str, list[Step]] = {}
    for step in project.graph.steps_of(Agent, Bot, Collect):
        for name in dict.fromkeys(_asked(step)):
            own = normal(name)
            found.setdefault(same.get(own, own), []).append(step)
    return found


def _asked(step: Step) -> Iterator[str]:
    if isinstance(step, Agent | Bot) or (isinstance(step, Collect) and not step.secret):
        yield from (datum.name for datum in step.writes)
    if isinstance(step, Collect) and step.data and not step.secret:
        yield step.data


def _repeated(graph: Graph, name: str, steps: Sequence[Step]) -> Iterator[Finding]:
    """The questions that come after the same question was answered; the nearest comes first."""
    asking, told = StepSet(steps), StepSet()
    circles = circles_in(graph)
    passed: dict[tuple[int, Since], list[Step]] = {}
    ahead = [
        (Way(step, edge), Since.NOTHING)
        for step in steps
        for edge in graph.edges(step)
        if _is_answered(edge)
    ]
    while ahead:
        beyond: list[tuple[Way, Since]] = []
        for way, since in ahead:
            step = way.edge.step
            if step is None:
                continue
            if step in asking:
                again = _is_again(step, way.first, since) and not _is_task(way, circles)
                if again and told.add(step):
                    yield _finding(name, step, way.first, way.witness(graph))
                continue
            # Two first questions are enough: one of them is not what comes next.
            firsts = passed.setdefault((id(step), since), [])
            if len(firsts) < 2 and way.first not in StepSet(firsts):
                firsts.append(way.first)
                after = _after(step, since)
                if name in _read_back(step):
                    after = since.checked
                beyond += [(way.on(edge), after) for edge in graph.edges(step)]
        ahead = beyond


def _is_task(way: Way, circles: Mapping[int, int]) -> bool:
    """Whether two questions are tasks of one menu, which the caller has come back to between."""
    circle = circles.get(id(way.first))
    if circle is None or not isinstance(way.first, Collect):
        return False
    last: Way | None = way
    chosen = False
    while last is not None:
        step, exit_ = last.edge.step, last.edge.exit
        if step is None or circles.get(id(step)) != circle or isinstance(step, _OTHERS):
            return False
        chosen = chosen or (
            isinstance(last.edge.source, Menu) and exit_ is not None and exit_.is_input
        )
        last = last.before
    return chosen


def _is_again(step: Step, first: Step, since: Since) -> bool:
    """Whether a question asks for what was given before; a bot may have kept it."""
    return step is not first and not isinstance(step, Bot) and since is not Since.CHECK


def _is_answered(edge: Edge) -> bool:
    """Whether a question is left this way because it was answered.

    Whoever a bot has not understood has told it all the same.
    """
    exit_ = edge.exit
    if exit_ is None or (isinstance(edge.source, Bot) and exit_.cause is Cause.EXHAUSTED):
        return True
    return not (exit_.is_input or exit_.cause in _NOT_ENTERED)


def _after(step: Step, since: Since) -> Since:
    """A failed check leads to a second try."""
    if isinstance(step, Branch | Lookup):
        return since.checked
    if isinstance(step, Collect) and step.secret:
        return since  # an account and its password are checked together
    return Since.MORE if isinstance(step, Input | Queue | Agent | Transfer | Bot) else since


def _read_back(step: Step) -> list[str]:
    """The names of what a menu reads back: who says that it is wrong enters it again."""
    if not isinstance(step, Menu):
        return []
    return [
        normal(piece.name)
        for prompt in step.prompts
        for piece in (prompt.text.pieces if prompt.text else ())
        if isinstance(piece, Variable)
    ]


def _told_alone(graph: Graph, name: str, again: Iterable[tuple[Step, Step]]) -> Iterator[Finding]:
    """Questions that are asked again, without the way to them."""
    circles = circles_in(graph)
    for step, first in again:
        circle = circles.get(id(step))
        if circle is None or circle != circles.get(id(first)):
            yield _finding(name, step, first, ())


def _finding(name: str, again: Step, first: Step, witness: Sequence[str]) -> Finding:
    at = next((datum.place for datum in again.writes if normal(datum.name) == name), again.place)
    shown = next((datum.name for datum in again.writes if normal(datum.name) == name), name)
    return Finding(
        at,
        f"{shown!r} is asked again: callers have already given it in {first.shown_name!r}",
        related=[Related(first, "it is asked here first")],
        witness=witness,
    )
