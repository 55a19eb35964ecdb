"""The rule `wait-over-legal-limit`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Skipped
from ivrlint.model import Callback, Queue
from ivrlint.rule import Findings, rule
from ivrlint_rules.legal.law import Law, Laws, named
from ivrlint_rules.waiting import expected_wait, shown_seconds

_LAWS: Final[Laws] = {
    "es": Law(
        "Spain's Ley 10/2025",
        "in force since 28 December 2025, with time for companies until 28 December 2026",
    ),
    "pt": Law("Portugal's Decreto-Lei 134/2009", "of 2 June 2009"),
    "il": Law("amendment 57 of Israel's Consumer Protection Law", "of 2018"),
    "be": Law("the Belgian telecom act", "of 21 December 2021"),
}

_LIMITS: Final = {"es": 180, "pt": 60, "il": 360, "be": 150}
"""Seconds: Spain's for 95 calls of a hundred, Portugal's from when the call is answered,
Israel's from dialling, Belgium's before a call back has to be offered."""


@rule("error", since="0.1", default=False)
def wait_over_legal_limit(queue: Queue, *, country: Sequence[str] = ()) -> Findings:
    """The planned wait is longer than the law of a country allows.

    A wait that is planned too long is no accident of a busy day.

    The rule compares the declared or written wait of a queue (fact
    `expected-wait`) with the limit: Spain 180 seconds, Portugal 60, Israel 360
    from dialling (what is heard before is counted in), Belgium 150 for telecom
    companies unless a call back is offered. It is silent until a country is
    named, and where no wait is declared.

    Source: Spain's Ley 10/2025 and Portugal's Decreto-Lei 134/2009, as lawyers'
    summaries tell them; amendment 57 of Israel's Consumer Protection Law, as a
    law firm tells it; the Belgian telecom act of December 2021, as the press
    told it.

    Options:

        country: The countries whose law is meant: es, pt, il, be.

    Bad (options country=es):

        phone "+34 910 000 000" {
            start -> desk
            queue desk {  //! the wait of 10 minutes is longer than the 3 minutes
                fact expected-wait "10m"
            }
        }

    Good (options country=es):

        phone "+34 910 000 000" {
            start -> desk
            queue desk { fact expected-wait "2m" }
        }
    """
    if not country or queue.staffed is False:
        return
    laws = list(named(country, _LAWS))
    wait = expected_wait(queue)
    if wait is None:
        if laws:
            yield Skipped(queue, "no wait is declared")
        return
    graph = queue.flow.graph.whole
    for code, law in laws:
        limit = _LIMITS[code]
        whole = wait + (graph.least_seconds(queue) or 0.0 if code == "il" else 0.0)
        called_back = any(isinstance(edge.step, Callback) for edge in graph.edges(queue))
        if whole > limit and not (code == "be" and called_back):
            yield Finding(
                queue,
                f"the wait of {shown_seconds(round(whole))} is longer than the"
                f" {shown_seconds(limit)} that {law} allows; this may conflict with it",
            )
