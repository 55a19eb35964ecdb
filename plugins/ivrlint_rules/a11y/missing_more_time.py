"""The rule `missing-more-time`."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.finding import Finding, Fix, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import UNKNOWN, Cause, Channel, Collect, Input, Menu, Project, Role
from ivrlint.rule import Findings, rule
from ivrlint_rules.announcements import said_before
from ivrlint_rules.fixes.announcing import announcing
from ivrlint_rules.fixes.stating import is_plain, stated_too
from ivrlint_rules.hearing import may_hang_up, prompts_of, saying
from ivrlint_rules.judgement import asks, is_tagged, onwards, outsiders, serves
from ivrlint_rules.keys import first_keys
from ivrlint_rules.soundness import is_whole

_ROLES = frozenset({Role.ENTRY, Role.MODULE})
_SILENCE = frozenset({Cause.NOINPUT, Cause.EXHAUSTED})
_MORE = "*"


@rule("info", since="0.1", fix="unsafe")
def missing_more_time(project: Project, *, seconds: float = 20, presentations: int = 3) -> Findings:
    """The time to answer is short, and nothing stretches it.

    People who have to find a card, who read with a magnifying glass, or whose
    hands are slow need longer than others. When the time is over, the call
    goes on without their answer.

    The rule speaks about a menu or a collected input with a known time limit that
    is played so seldom that the caller is asked fewer than three times in all, and
    whose silence leads neither back to it nor to a person, a voicemail or a
    callback. It is silent about long limits, where a key gives more time or plays
    the question again, where callers are told that they may hang up or take their
    time, where silence is an answer (it does what a key does), where nothing is
    said (keys pressed before are thrown away there), about steps tagged
    `screening` or `yes-no`, about what in a dialplan only the company's own phones
    call, and where it is not known what comes after silence.

    Source: the American section 508 as it stood in 2000 (1194.23 (d): alert
    the user, and give time to indicate that more is needed); the W3C's
    accessibility notes on voice systems; that time limits can be stretched is
    common practice on the web, too.

    Options:

        seconds (seconds): A limit of this length or more is long enough.
        presentations (times): Callers who are asked so often have had time.

    Bad:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {  //! 'code' gives 5 seconds, and is asked once
                say "Enter your meter number."
                timeout 5s
                presentations 1
                noinput -> unknown
                nomatch -> agents
                next -> agents
            }
            say unknown { "We do not know your meter." }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {
                say "Enter your meter number. If you need more time, press star."
                timeout 5s
                presentations 1
                key * -> code
                noinput -> unknown
                nomatch -> agents
                next -> agents
            }
            say unknown { "We do not know your meter." }
            queue agents { }
        }

    Good (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Read(METER,enter-meter,8,,1,5)
         same => n,GotoIf($["${METER}" = ""]?1)
         same => n,Queue(service)
    """
    graph = project.graph
    asking = [
        step
        for step in graph.steps_of(Menu, Collect)
        if isinstance(step, Input) and _is_short(step, seconds, presentations)
    ]
    if not asking:
        return
    met = outsiders(graph)
    asking = [step for step in asking if (step in met or not step.flow.open) and _is_told(step)]
    circles = StepSet(step for circle in graph.cycles(onwards) for step in circle)
    leads = graph.leads_to(serves, onwards)
    for step in asking:
        lost = list(_after_silence(graph, step))
        if not lost or step in circles or _is_answer(graph, step, lost) or _is_stretched(step):
            continue
        found = [leads(edge.step) if edge.step is not None else UNKNOWN for edge in lost]
        if True in found:
            continue
        if UNKNOWN in found:
            yield Skipped(step, "it is not known what comes after silence")
            continue
        often = {1: "once", 2: "twice"}.get(_presentations(step), f"{_presentations(step)} times")
        yield Finding(
            step,
            f"{step.shown_name!r} gives {step.timeout:g} seconds, and is asked {often};"
            " ask again, or let a key give more time",
            witness=graph.witness(step),
            fix=_fix(step),
        )


def _is_short(step: Input, seconds: float, presentations: int) -> bool:
    """Whether the time is known, short, and given less often than it should be."""
    if not isinstance(step.timeout, int | float) or not 0 < step.timeout < seconds:
        return False
    if step.flow.channel is not Channel.PHONE or step.flow.role not in _ROLES:
        return False
    if not 0 < _presentations(step) < presentations or not asks(step):
        return False
    return not is_tagged(step, "screening", "yes-no", "done") and is_whole(step)


def _is_told(step: Input) -> bool:
    """Whether callers hear that they are asked: some menus only swallow keys pressed before."""
    return bool(step.prompts) or not isinstance(step, Menu) or bool(said_before(step))


def _presentations(step: Input) -> int:
    return step.presentations if isinstance(step.presentations, int) else 0


def _after_silence(graph: Graph, step: Input) -> Iterator[Edge]:
    """The ways that are taken after the last silence."""
    for edge in graph.edges(step):
        exit_ = edge.exit
        if exit_ is not None and exit_.cause in _SILENCE and exit_.count == 0:
            yield edge


def _is_answer(graph: Graph, step: Input, lost: list[Edge]) -> bool:
    """Whether silence does what an option or an entry does."""
    chosen = StepSet(
        edge.step
        for edge in graph.edges(step)
        if edge.step is not None
        and edge.exit is not None
        and (edge.is_input or edge.exit.cause is Cause.NEXT)
    )
    return all(edge.step is not None and edge.step in chosen for edge in lost)


def _is_stretched(step: Input) -> bool:
    """Whether callers can get more time, or need none."""
    graph = step.flow.graph.whole
    again = any(edge.is_input and edge.step is step for edge in graph.edges(step))
    told = any(True for _ in saying(prompts_of(step), "more-time"))
    return again or told or may_hang_up(step)


def _fix(step: Input) -> Fix | None:
    """The fix that plays the question again after `*`, where nothing else takes that key."""
    flow = step.flow
    asking = [other for other in flow.steps if isinstance(other, Menu | Collect)]
    keys = [exit_.key for other in asking for exit_ in other.exits]
    keys += [option.key for option in flow.options]
    keys += [other.terminator for other in asking if isinstance(other.terminator, str)]
    if any(key is not None and _MORE in first_keys(key) for key in keys):
        return None
    if not is_plain(step.name):
        return None
    said, way = announcing(step, "more-time"), stated_too(step, f"key {_MORE} -> {step.name}")
    if said is None or way is None:
        return None
    return Fix(f"let {_MORE} give more time", (said, way))
