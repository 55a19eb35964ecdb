"""The rule `paid-waiting`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Related, Severity
from ivrlint.model import Flow, Queue
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint_rules.legal.law import Law, Laws, Tariff, is_service_line, named, tariff
from ivrlint_rules.waiting import Wait, tells_progress, waits

_LAWS: Final[Laws] = {
    "de": Law("§ 115 of the German TKG", "in force since 1 December 2021"),
    "fr": Law("the French loi Chatel", "of 3 January 2008"),
}

_FREE_OF_SURCHARGE: Final = frozenset({Tariff.PLAIN, Tariff.UNKNOWN})
_FIXED: Final = pattern(r"(?:\+49|0)180[246]")
"""German 0180 numbers that cost a fixed price for a call, which the numbering plan at hand does
not tell apart from those that are charged by the minute."""


@rule("error", since="0.1", default=False)
def paid_waiting(flow: Flow, *, country: Sequence[str] = ()) -> Findings:
    """Waiting costs money, or is not announced as the law wants.

    The company earns while its customers wait, and has no reason to hurry.

    The rule looks at queues behind a number with a surcharge. In Germany
    waiting is allowed there at a fixed price or free of charge, and callers
    are to be told how long it will take. It is silent until a country is named,
    about free, ordinary and mobile numbers, and where the tariff is declared:
    `fact tariff "fixed"` or `"free-while-waiting"` (then only the announced
    length is looked at). The French law speaks about telecom providers only, so
    for France it warns. The regulator has made some numbers equal to local
    ones; declare those free.

    Source: § 115 of the German telecommunications act (TKG) of 2021, paragraphs 1
    and 2. That the French loi Chatel makes waiting free on the lines of telecom
    providers is common knowledge.

    Options:

        country: The countries whose law is meant: de, fr.

    Bad (options country=de):

        phone "+49 180 5 123456" {
            start -> desk
            queue desk { }  //! waiting on +49 180 5 123456 costs callers money
        }

    Bad (options country=de):

        phone "+49 180 6 123456" {
            language en
            start -> desk
            queue desk {  //! callers are not told how long they will wait
                say "Please hold the line." every 30s
            }
        }

    Good (options country=de):

        phone "+49 30 123456" {
            start -> desk
            queue desk { }
        }

    Good (options country=de):

        phone "+49 180 6 123456" {
            language en
            start -> desk
            queue desk { say "You will wait about {minutes} minutes." every 30s }
        }
    """
    if not (country and flow.numbers and is_service_line(flow)):
        return
    for number in flow.numbers:
        for code, law in named(country, _LAWS):
            if tariff(number, code) not in _FREE_OF_SURCHARGE:
                yield from _judge(flow, number, code, law)
                return


def _judge(flow: Flow, number: str, code: str, law: Law) -> Findings:
    graph = flow.graph.whole
    charged = flow.value("tariff") or ("fixed" if _is_fixed(number) else None)
    reached = graph.reachable(graph.starts_of(flow))
    for wait in waits(flow.document.project):
        met = [queue for queue in wait.queues if queue in reached]
        if not met:
            continue
        severity = None if code == "de" else Severity.WARNING
        if charged is None:
            what = f"waiting on {number} costs callers money; it may conflict with {law}"
            if code != "de":
                what += ", if a telecom provider answers there"
        elif code == "de" and _is_silent(wait):
            what = f"callers are not told how long they will wait; it may conflict with {law}"
        else:
            continue
        yield Finding(
            met[0],
            what,
            severity=severity,
            related=[Related(flow, f"{number} is not an ordinary number")],
            witness=graph.witness(met[0]),
        )


def _is_silent(wait: Wait) -> bool:
    return tells_progress(wait) is False or (
        tells_progress(wait) is not True and all(_knows(queue) for queue in wait.queues)
    )


def _knows(queue: Queue) -> bool:
    return "queue.announcements" in queue.flow.document.knows and queue.waiting is None


def _is_fixed(number: str) -> bool:
    return _FIXED.match(re.sub(r"[\s()./-]", "", number)) is not None
