"""The rule `endless-loop`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Fix, Related, Severity, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import (
    Agent,
    Bot,
    Branch,
    Call,
    Callback,
    Cause,
    Channel,
    Collect,
    Decides,
    Input,
    Missing,
    Opaque,
    Project,
    Queue,
    Step,
    Transfer,
    Unresolved,
    Voicemail,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.guiding import nearest_help
from ivrlint_rules.fixes.retargeting import leading_to
from ivrlint_rules.fixes.statements import adding
from ivrlint_rules.judgement import (
    MISTAKES,
    asks,
    by_itself,
    contact,
    is_form,
    is_tagged,
    is_waited_in,
    outsiders,
    speaks,
)
from ivrlint_rules.soundness import is_whole

_TAKING_OVER = (Queue, Transfer, Agent, Voicemail, Callback)
_ASKED_AGAIN = frozenset({Cause.NOINPUT, Cause.NOMATCH})
_SETTLED = frozenset({Decides.HOURS, Decides.HOLIDAY, Decides.LANGUAGE, Decides.CALLER})
"""What does not change during a call."""

_WRONG_KEYS: Final = "as long as wrong keys are pressed"
_WHEN: Final = (
    ("when the caller does nothing", frozenset({Cause.NOMATCH, Cause.ERROR})),
    (_WRONG_KEYS, frozenset({Cause.ERROR})),
    ("as long as the error lasts", frozenset[Cause]()),
)
"""When a loop goes on, and the causes without which it then must go round."""


@rule("error", since="0.1", implies=["too-many-retries"], fix="unsafe")
def endless_loop(project: Project) -> Findings:
    """The same prompt starts again for ever when the caller does nothing.

    Whoever cannot press the key that is wanted (no code at hand, hands busy, a
    rotary phone) hears the same sentence until giving up. Lines left open like this
    also cost money.

    A loop is a cycle that silence, wrong keys and the flow's own steps keep
    going, with nothing on it that counts. The rule is silent where attempts
    are counted or used up and lead out, where a decision on data or a target
    that could not be resolved may leave the loop, where callers wait for a
    person, about repeats on a key, about the fields of web forms, and about
    dial tones and the like (tag `screening`). A counter whose ways out all lead
    back limits nothing.

    It is a warning where only words that are not understood keep the loop going,
    and an info where only wrong keys do, where nothing is asked (an announcement
    that is repeated until the caller hangs up, perhaps on purpose), and about entries
    in a dialplan that only the company's own phones make.

    Source: a customer's report of a parcel line ("then the tune began again");
    the W3C's accessibility notes on voice systems ask that fallbacks do not
    end in frustrating loops.

    Bad:

        collect code {  //! 'code' starts again for ever when the caller does nothing
            say "Enter your 15 digit parcel code."
            digits 15
            as parcel-code
            noinput -> code
            nomatch -> agents
            next -> agents
        }
        queue agents { }

    Good:

        collect code {
            say "Enter your 15 digit parcel code."
            digits 15
            as parcel-code
            presentations 2
            noinput -> agents
            nomatch -> agents
            next -> agents
        }
        queue agents { }

    Bad:

        form portal "www.example.com/portal" {
            start -> broken
            say broken {  //! info: starts again for ever until the customer gives up
                "Something went wrong. Please try again."
                next -> broken
            }
        }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1(again),Background(menu)  ;! 's,1' starts again for ever
         same => n,WaitExten(5)
         same => n,Goto(again)
        exten => 1,1,Queue(sales,t,,,300)
        exten => i,1,Goto(s,again)

    Good (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Set(round=0)
         same => n(again),Background(menu)
         same => n,WaitExten(5)
         same => n(failed),Set(round=$[${round} + 1])
         same => n,GotoIf($[${round} < 2]?again)
         same => n,Queue(reception,t,,,300)
        exten => 1,1,Queue(sales,t,,,300)
        exten => i,1,Goto(s,failed)
    """
    graph = project.graph
    for step in graph.steps_of(Input):
        if _is_unlimited(step):
            yield Finding(
                step,
                f"{step.shown_name!r} starts again for ever when the caller does nothing:"
                " nothing limits it, and it has no way out for silence;"
                f" {_limit_for(step)}",
            )
    for cycle in graph.cycles(_goes_round):
        first = _first_heard(cycle)
        if first is None or is_waited_in(first.flow) or not all(map(is_whole, cycle)):
            continue
        if is_tagged(first, "screening"):
            continue
        inside = StepSet(cycle)
        reason = _way_out(graph, cycle, inside)
        if reason is not None:
            if reason:
                yield Skipped(first, reason)
            continue
        counter = next((step for step in cycle if _counts(step)), None)
        when, witness = _round(graph, first, inside)
        yield Finding(
            first,
            f"{first.shown_name!r} starts again for ever {_in_words(when, first)};"
            " count the rounds and lead on after the second"
            if asks(first)
            else f"{first.shown_name!r} starts again for ever {_given_up(first)};"
            f" lead on, or end the {contact(first.flow)}, after a few rounds",
            severity=_severity(graph, first, when),
            related=[Related(counter, "this counts, but all its ways out lead back")]
            if counter
            else [],
            witness=witness,
            fix=_fix(graph, first, cycle),
        )


_TRIES: Final = 3


def _fix(graph: Graph, first: Step, cycle: Sequence[Step]) -> Fix | None:
    """The fix that asks three times, and then leads to the nearest person.

    None where the loop passes other steps, or tries have ways of their own.
    """
    helping = nearest_help(first) if first.flow.document.format == "ivr" else None
    if len(cycle) > 1 or helping is None or helping is first or not isinstance(first, Input):
        return None
    round_ = [edge for edge in graph.edges(first, _goes_round) if edge.step is first]
    if any(exit_.count for exit_ in first.exits) or any(
        edge.exit is None or edge.exit.cause not in _ASKED_AGAIN for edge in round_
    ):
        return None
    led = leading_to(graph, round_, helping)
    if led is None or isinstance(first.presentations, int):
        return led
    told = adding(first, [f"presentations {_TRIES}"])
    return None if told is None else Fix(led.title, (*led.edits, told))


def _is_unlimited(step: Input) -> bool:
    """Whether the system repeats the prompt by itself, with no end."""
    causes = {exit_.cause for exit_ in step.exits}
    knows = step.flow.document.knows
    return (
        step.presentations is None and f"{step.kind}.noinput" not in knows and not causes & MISTAKES
    )


def _limit_for(step: Step) -> str:
    """How the format itself lets silence lead on."""
    if step.flow.document.format == "voicexml":
        return 'add a `<noinput count="3">` that leads on'
    return "let silence lead on after the second time"


def _severity(graph: Graph, first: Step, when: str) -> Severity | None:
    """How bad a loop is; None is the rule's own."""
    if not asks(first):
        return Severity.INFO
    if isinstance(first, Collect) and first.flow.open and first not in outsiders(graph):
        return Severity.INFO
    if when != _WRONG_KEYS:
        return None
    in_words = first.flow.channel is Channel.CHAT or any(
        exit_.cause is Cause.WORD for exit_ in first.exits
    )
    return Severity.WARNING if in_words else Severity.INFO


def _first_heard(cycle: Sequence[Step]) -> Step | None:
    """The step that a loop is told of: the first question on it, else the first that speaks."""
    asked = next((step for step in cycle if asks(step)), None)
    return asked or next((step for step in cycle if speaks(step)), None)


def _goes_round(edge: Edge) -> bool:
    """Whether silence, errors or the flow itself can take this way again and again."""
    if edge.exit is None or edge.exit.count > 0 or isinstance(edge.source, _TAKING_OVER):
        return False
    if not by_itself(edge) or (asks(edge.source) and is_form(edge.source)):
        return False
    if edge.exit.cause in _ASKED_AGAIN:
        # Who fails leaves by the way for used-up tries at last, where there is one.
        return all(exit_.cause is not Cause.EXHAUSTED for exit_ in edge.source.exits)
    return True


def _way_out(graph: Graph, cycle: Sequence[Step], inside: StepSet) -> str | None:
    """Why a loop may end: empty for a known end, None where nothing can end it."""
    for step in cycle:
        if isinstance(step, Call):
            return f"what {step.shown_name!r} runs may end the call"
        for edge in graph.edges(step, by_itself):
            if edge.step is not None and edge.step in inside:
                continue
            if isinstance(edge.target, Unresolved | Missing):
                return f"a way out of {step.shown_name!r} could not be resolved"
            if isinstance(step, Opaque):
                return f"{step.shown_name!r} may lead out"
            if isinstance(step, Branch) and step.decides not in _SETTLED:
                if step.decides is Decides.ATTEMPTS:
                    return ""
                if edge.exit is not None and edge.exit.cause is Cause.ERROR:
                    continue
                return f"the decision {step.shown_name!r} may lead out"
    return None


def _given_up(step: Step) -> str:
    """How long a loop lasts that asks nothing."""
    on_phone = step.flow.channel is Channel.PHONE
    return f"until the {'caller hangs up' if on_phone else 'customer gives up'}"


def _in_words(when: str, step: Step) -> str:
    """The same where answers are given in words, not by keys."""
    if isinstance(step, Bot) or step.flow.channel is Channel.CHAT:
        return when.replace("wrong keys are pressed", "answers are not understood")
    return when


def _counts(step: Step) -> bool:
    return isinstance(step, Branch) and step.decides is Decides.ATTEMPTS


def _round(graph: Graph, first: Step, inside: StepSet) -> tuple[str, tuple[str, ...]]:
    """When a caller goes round, and one round told."""
    for when, causes in _WHEN:

        def within(edge: Edge, causes: frozenset[Cause] = causes) -> bool:
            return (
                _goes_round(edge)
                and edge.step is not None
                and edge.step in inside
                and not (edge.exit is not None and edge.exit.cause in causes)
            )

        for edge in graph.edges(first):
            if within(edge) and edge.step is not None:
                back = graph.path([edge.step], lambda step: step is first, within)
                if back is not None:
                    return when, graph.story([edge, *back])
    return "", ()
