"""The rule `missing-callback`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from ivrlint.finding import Finding, Related
from ivrlint.model import Callback, Input, Maybe, Project, Queue, Step, Voicemail
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import is_tagged
from ivrlint_rules.lost_calls import FARTHEST
from ivrlint_rules.soundness import is_whole
from ivrlint_rules.waiting import Wait, expected_wait, shown_seconds, waits

_OFFERS = (Callback, Voicemail)
_NOT_CALLED = ("emergency", "anonymous", "screening")


@rule("warning", since="0.1")
def missing_callback(project: Project, *, after: int = 150) -> Findings:
    """The wait is long, and nobody offers to call back.

    Callers are kept on the line for what a call of two minutes would settle,
    and those who cannot wait that long get no help at all.

    The rule speaks about queues whose expected wait is declared and longer
    than a caller should have to hold, and about queues of which the files show
    that nothing limits the wait, if neither a callback nor a voicemail can be
    had in them, in the flow that runs meanwhile, or in a menu before them. It is
    silent where no wait is known, where a target that could not be
    resolved may offer one, where the words offer it, and about lines tagged
    `emergency` or `anonymous`.

    Source: the Belgian telecommunications law asks for an offer to call back
    after two and a half minutes; the GetHuman standard (1-4, and an earlier
    draft: every five minutes); Amazon Connect's sample queue flow offers it where the
    wait is longer than five minutes.

    Options:

        after (seconds): The longest wait that needs no offer.

    Bad:

        phone "+44 20 7946 0100" {
            start -> agents
            queue agents {  //! people wait 10 minutes in 'agents'
                expected 10m
                longest 20m -> sorry
            }
            say sorry { "We are sorry." }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> agents
            queue agents {
                expected 10m
                callback key 1 after 2m
                longest 20m -> message
            }
            voicemail message
        }

    Bad (asterisk; files extensions.conf, queues.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Queue(sales)  ;! nothing limits the wait in 's,2'
        --- queues.conf
        [sales]
        member => PJSIP/100

    Good (asterisk; files extensions.conf, queues.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Queue(sales,t,,,120)
         same => n,VoiceMail(1@office,u)
        --- queues.conf
        [sales]
        member => PJSIP/100
    """
    offered = project.graph.leads_to(_is_offer, kinds=_OFFERS)
    for wait in waits(project):
        queues = [queue for queue in wait.queues if not is_tagged(queue, *_NOT_CALLED)]
        if not queues or any("callback-offer" in clause.families for _, clause in wait.clauses):
            continue
        times = [time for time in map(expected_wait, queues) if time is not None]
        long = max(times, default=None)
        if long is None and not all(_is_unlimited(queue, wait) for queue in queues):
            continue
        if long is not None and long <= after:
            continue
        if not all(map(is_whole, queues)) or any(offered(queue) is not False for queue in queues):
            continue
        if any(_in_flow(queue, offered) for queue in queues):
            continue
        if any(offered(menu) is not False for queue in queues for menu in _before(queue)):
            continue
        yield _finding(queues, long, after)


def _finding(queues: list[Queue], long: float | None, after: int) -> Finding:
    at = next((queue for queue in queues if expected_wait(queue) == long), queues[0])
    told = (
        f"nothing limits the wait in {at.shown_name!r}"
        if long is None
        else f"people wait {shown_seconds(long)} in {at.shown_name!r}"
    )
    return Finding(
        at,
        f"{told}, and nobody offers to call them back; offer a callback or a voicemail"
        f" after {shown_seconds(after)}",
        related=[Related(one, "and so it is here") for one in queues if one is not at],
        witness=at.flow.graph.whole.witness(at),
    )


def _is_offer(_: Step) -> Maybe[bool]:
    return True


def _is_unlimited(queue: Queue, wait: Wait) -> bool:
    """Whether the files show that nothing limits the wait, and what else its callers can do."""
    return queue.longest is None and (wait.known or queue.defined is True)


def _before(queue: Queue) -> Iterable[Step]:
    """The questions that all its callers were asked before, the nearest ones."""
    above = islice(queue.flow.graph.whole.dominators(queue), FARTHEST)
    return (step for step in above if isinstance(step, Input))


def _in_flow(queue: Queue, offered: Callable[[Step], Maybe[bool]]) -> bool:
    """Whether a question of its flow may lead to an offer; each flow is looked at once."""
    remembered = queue.flow.document.project.remembered
    key = ("offers a callback", id(queue.flow))
    if key not in remembered:
        questions = (step for step in queue.flow.steps if isinstance(step, Input))
        remembered[key] = any(offered(step) is not False for step in questions)
    found: bool = remembered[key]
    return found
