"""The rule `missing-queue-progress`."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.model import UNKNOWN, Project, Prompt, Queue
from ivrlint.rule import Findings, rule
from ivrlint.words import clauses
from ivrlint_rules.fixes.retargeting import saying_in_block
from ivrlint_rules.judgement import is_tagged
from ivrlint_rules.soundness import is_whole
from ivrlint_rules.waiting import Wait, expected_wait, shown_seconds, tells_progress, waits

_SHORT = 30.0
"""Seconds: nobody needs to be told of a wait that is over by then."""


@rule("warning", since="0.1", fix="unsafe")
def missing_queue_progress(
    project: Project, *, interval_min: int = 20, interval_max: int = 90
) -> Findings:
    """Waiting callers hear neither their place in line nor how long it will take.

    "A few callers are before you" may be three or thirty. Whoever does not know how
    long it will take cannot decide whether to wait, and hangs up more often than
    one who hears the place in line.

    The rule looks at what the queue announces by itself, at its prompts, and at
    the flow that runs meanwhile. It speaks where none of them tells the place
    in line or the time, by a number or a placeholder; and where they are told
    too often to be bearable, or too seldom to be of use. It is silent where the
    files do not say what callers hear, where what is heard is chosen or filled in
    during the call, about queues that nobody waits in for longer than thirty
    seconds, and about those of internal extensions. A recording that is the
    same for everybody tells no place in line.

    Source: a customer in whose queue there were "some callers"; another who
    hung around as a number on a counter; the GetHuman standard (1-2); an
    experiment of Munichor and Rafaeli (2007), in which 36 % hung up who heard
    their place in line, and 67 to almost 70 % of those who heard apologies or
    music alone; § 115 of the German telecommunications act asks for the
    expected length at the beginning. A sample configuration of Asterisk
    announces every 30 seconds.

    Options:

        interval-min (seconds): The least time between two announcements of it.
        interval-max (seconds): The most time between two announcements of it.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "Please hold. There are a few callers before you." every 45s  //! 'agents'
            }
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "You are number {position} in the queue." every 5m  //! every 5 minutes
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "You are number {position} in the queue." every 45s
            }
        }

    Bad (asterisk; files extensions.conf, queues.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Queue(sales,t,,,300)  ;! neither their place in line nor how long it will take
         same => n,VoiceMail(1@office,u)
        --- queues.conf
        [sales]
        member => PJSIP/100

    Good (asterisk; files extensions.conf, queues.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Queue(sales,t,,,300)
         same => n,VoiceMail(1@office,u)
        --- queues.conf
        [sales]
        announce-frequency = 60
        announce-position = yes
        member => PJSIP/100
    """
    for wait in waits(project):
        if not all(map(is_whole, wait.steps)) or _is_short(wait):
            continue
        told = tells_progress(wait)
        if told is UNKNOWN:
            yield Skipped(wait.at, "it is not known what waiting callers hear")
        elif told is False:
            yield _missing(wait)
        else:
            yield from _badly_timed(wait, interval_min, interval_max)


def _is_short(wait: Wait) -> bool:
    return bool(wait.queues) and all(_is_soon_over(queue) for queue in wait.queues)


def _is_soon_over(queue: Queue) -> bool:
    times = [expected_wait(queue), queue.longest]
    return any(isinstance(time, int | float) and time <= _SHORT for time in times)


def _missing(wait: Wait) -> Finding:
    others = [queue for queue in wait.queues if queue is not wait.at]
    related = [Related(queue, "and these callers wait there too") for queue in others]
    fix = saying_in_block(wait.at, "position") if isinstance(wait.at, Queue) else None
    vague = [
        clause
        for prompt, clause in wait.clauses
        if "busy-wait" in clause.families and not is_tagged(prompt.step, "mandatory")
    ]
    if vague:
        # "Busier than usual" is another matter, if something else is said.
        plain = [clause for clause in vague if "unusually-busy" not in clause.families]
        return Finding(
            (plain or vague)[0],
            f"this tells callers of {wait.name!r} nothing of their wait;"
            " tell the place in line, or how long it will take",
            related=related,
            fix=fix,
        )
    return Finding(
        wait.at,
        f"callers of {wait.name!r} hear neither their place in line nor how long it will take;"
        " announce one of them",
        related=related,
        fix=fix,
        witness=wait.at.flow.graph.whole.witness(wait.at),
    )


def _badly_timed(wait: Wait, least: int, most: int) -> Iterator[Finding]:
    """A finding where no announcement comes at a good interval."""
    found: list[tuple[float, Prompt | Queue]] = [
        (prompt.every, prompt)
        for prompt in wait.prompts
        if prompt.every and any("queue-progress" in one.families for one in clauses(prompt))
    ]
    for queue in wait.queues:
        every = queue.announce_every
        if isinstance(every, int | float) and every and True in (queue.position, queue.wait):
            own = (prompt for prompt in queue.prompts if prompt.every == every)
            found.append((every, next(own, queue)))
    if not found or any(least <= every <= most for every, _ in found):
        return
    every, at = min(found, key=lambda one: one[0])
    if every < least:
        said = f"callers are told how far they are every {shown_seconds(every)}, without a pause"
        advice = f"once in {shown_seconds(least)} to {shown_seconds(most)} is enough"
    else:
        said = f"callers are told how far they are only every {shown_seconds(every)}"
        advice = f"tell it at least every {shown_seconds(most)}"
    yield Finding(at, f"{said}; {advice}")
