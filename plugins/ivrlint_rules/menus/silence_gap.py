"""The rule `silence-gap`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.finding import Finding, Fix
from ivrlint.graph import Edge, Graph
from ivrlint.lean import dataclass
from ivrlint.model import Audio, Channel, Maybe, Project, Role, Say, Step, Turn
from ivrlint.rule import Findings, rule
from ivrlint.text import Pause, Piece, Text, Words
from ivrlint.words import clauses
from ivrlint_rules.fixes.amending import lasting, written
from ivrlint_rules.judgement import helps, onwards, speaks

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})


@rule("warning", since="0.1", fix="safe")
def silence_gap(project: Project, *, max: float = 5) -> Findings:  # noqa: A002
    """Long silence; callers think the line is dead.

    After a few seconds without a sound people say "hello?", press keys, or hang
    up and call again, and are at the end of the queue.

    The rule adds up the pauses that follow one another in what a step says. It is
    silent about menus and collected inputs, where a pause is time to answer,
    about a silence of which callers have been told how long it lasts, about
    waiting before anything was said (the caller hears it ring), about a wait just
    before the end of the call, and about what waiting callers hear, where music
    plays.

    Source: Avaya's help on pace (callers should hear something every seven to ten
    seconds); a wiki of designers of voice systems on the length of pauses.

    Options:

        max (seconds): The longest silence that callers should hear.

    Bad:

        phone "+44 20 7946 0100" {
            start -> hello
            say hello {
                "Welcome. {pause 12s} We connect you."  //! silence of 12 s
                next -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> hello
            say hello {
                "Welcome. {pause 1s} We connect you."
                next -> agents
            }
            queue agents { }
        }

    Bad (twiml):

        <Response>
          <Say>Please wait while we find your order.</Say>
          <Pause length="20"/>  <!--! silence of 20 s -->
          <Say>Your order is on its way.</Say>
        </Response>

    Good (twiml):

        <Response>
          <Pause length="20"/>
          <Say>Your order is on its way.</Say>
        </Response>
    """
    graph = project.graph
    found = [
        gap
        for step in graph.steps_of(Say)
        if step.flow.role in _ROLES and step.flow.channel is Channel.PHONE
        for gap in _gaps(step)
        if gap.seconds > max
    ]
    if not found:
        return
    ringing = graph.reachable(graph.starts, _in_silence)
    is_followed = graph.leads_to(_means_something, onwards)
    for gap in found:
        if gap.is_first and gap.step in ringing:
            continue
        if gap.is_last and all(
            edge.step is not None and is_followed(edge.step) is False
            for edge in graph.edges(gap.step)
            if onwards(edge)
        ):
            continue
        if _is_announced(graph, gap):
            continue
        yield Finding(
            gap.pauses[0].place,
            f"silence of {written(gap.seconds)} s; callers should hear something"
            f" after {written(max)} s at the latest",
            fix=_shorter(gap, max),
        )


@dataclass(frozen=True, slots=True)
class _Gap:
    """Pauses of a step that follow one another; whether nothing is heard before, or after them."""

    step: Step
    pauses: tuple[Pause, ...]
    is_first: bool
    is_last: bool

    @property
    def seconds(self) -> float:
        """How long they last together."""
        return sum(pause.seconds for pause in self.pauses)


def _is_announced(graph: Graph, gap: _Gap) -> bool:
    """Whether callers have just been told of about so long a time: "this takes ten seconds"."""
    before = (edge.source for edge in graph.edges_to(gap.step))
    return any(
        duration.most is not None and gap.seconds / 2 <= duration.most <= gap.seconds * 2
        for step in (gap.step, *before)
        for prompt in step.prompts
        for clause in clauses(prompt)
        for duration in clause.durations
    )


def _gaps(step: Step) -> Iterator[_Gap]:
    found: list[Pause] = []
    is_first = True
    for piece in _pieces(step):
        if isinstance(piece, Pause):
            found.append(piece)
            continue
        if found:
            yield _Gap(step, tuple(found), is_first, is_last=False)
        found, is_first = [], False
    if found:
        yield _Gap(step, tuple(found), is_first, is_last=True)


def _pieces(step: Step) -> Iterator[Piece | Audio]:
    """What is heard the first time, piece by piece."""
    for prompt in step.prompts:
        if prompt.turn is not Turn.FIRST or prompt.condition is not None:
            continue
        content = prompt.content
        for piece in content.pieces if isinstance(content, Text) else (content,):
            if not isinstance(piece, Words) or piece.text.strip():
                yield piece


def _in_silence(edge: Edge) -> bool:
    return not speaks(edge.source)


def _means_something(step: Step) -> Maybe[bool]:
    return speaks(step) or helps(step)


def _shorter(gap: _Gap, seconds: float) -> Fix | None:
    """The fix that makes the one pause shorter; none where there are several."""
    if len(gap.pauses) != 1:
        return None
    pause = gap.pauses[0]
    edit = lasting(pause.place, pause.seconds, seconds)
    return Fix(f"pause for {written(seconds)} s", (edit,), safe=True) if edit else None
