"""The rule `filler-phrase`."""

from __future__ import annotations

import datetime
from itertools import islice
from typing import Final

from ivrlint.finding import Finding
from ivrlint.model import Channel, Hangup, Input, Prompt, Role, Say, Step
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause, clauses
from ivrlint_rules.fixes.leaving_out import without
from ivrlint_rules.judgement import ends, is_tagged, speaks

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING, Role.HOLD, Role.OUTBOUND})
_NEEDED: Final = frozenset({"apology", "recording-notice", "cost-notice", "emergency"})
_POLITE: Final = frozenset({"filler", "menu-changed", "thanks", "courtesy"})
_GREETING: Final = 6
"""Words of a short greeting."""
_FAREWELL: Final = 10
"""Words of a short farewell: nobody waits for what comes after it."""
_FARTHEST: Final = 20
"""Steps before a greeting that may have spoken."""
_MOST_LEFT_OUT: Final = 8
"""Words that say something, in a sentence that says nothing else: a longer one may tell more."""


@rule("info", since="0.1", fix="safe")
def filler_phrase(prompt: Prompt, *, max_age: int = 30) -> Findings:
    """Empty courtesy that costs seconds: "your call is important to us".

    Callers hear it a thousand times, believe it no longer, and have to wait
    until it is over before they learn what they can do. The advice to listen
    because the menu has changed is heard for years.

    The rule looks at what is said on the phone. That a menu has changed may be
    said for some time after the date that is declared by the fact
    `changed-on`. It is silent about greetings and farewells of a few words, about
    an apology for something that went wrong, about notices of costs, recording
    and emergencies, and about texts tagged `mandatory`. The fix leaves the
    sentence out, where it says nothing else and nothing is asked in it.

    Source: the GetHuman project's first draft names these very phrases; the
    W3C's accessibility notes on voice systems (remove unnecessary words).

    Options:

        max-age (days): How long callers may be told that a menu has changed.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "Welcome. Your call is important to us. For sales, press 1."  //! empty
                say "Please listen, our menu options have changed."  //! fact `changed-on`
                key 1 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "Welcome to the bicycle shop. For sales, press 1."
                key 1 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad (twiml):

        <Response>
          <Say language="en-GB">You will be put through. We value your call.</Say>  <!--! empty -->
          <Dial>+442079460100</Dial>
        </Response>
    """
    flow = prompt.step.flow
    if flow.channel is not Channel.PHONE or flow.role not in _ROLES:
        return
    found = clauses(prompt)
    for at, clause in enumerate(found):
        changed = "menu-changed" in clause.families
        if not (changed or "filler" in clause.families) or is_tagged(prompt.step, "mandatory"):
            continue
        if not _NEEDED.isdisjoint(clause.families) or _is_purpose(clause, found):
            continue
        if changed and _has_changed(prompt.step, max_age):
            continue
        words = len(clause.text.split())
        if not changed and (
            (words <= _GREETING and _is_greeting(prompt, at))
            or (words <= _FAREWELL and _is_farewell(prompt.step))
        ):
            continue
        yield Finding(
            clause,
            f"that the menu has changed is worth hearing for {max_age} days; say since when"
            " it has (fact `changed-on`), or leave it out"
            if changed
            else "empty courtesy: it says nothing that the caller needs; leave it out",
            fix=without(prompt, clause) if _says_nothing_else(prompt, clause) else None,
        )


def _is_purpose(clause: Clause, said: tuple[Clause, ...]) -> bool:
    """Whether it tells what a recording is for that is announced beside it."""
    return "recording-purpose" in clause.families and any(
        "recording-notice" in other.families for other in said
    )


def _says_nothing_else(prompt: Prompt, clause: Clause) -> bool:
    """Whether a clause tells nothing besides, and asks for nothing."""
    if clause.keys or clause.words or clause.durations or clause.has_hours or clause.has_days:
        return False
    asked = isinstance(prompt.step, Input) and not any(
        other.keys or other.words for other in clauses(prompt) if other is not clause
    )
    return not asked and clause.families.keys() <= _POLITE and len(clause.topic) <= _MOST_LEFT_OUT


def _is_greeting(prompt: Prompt, at: int) -> bool:
    """Whether a clause is the first that callers hear."""
    step = prompt.step
    if at or prompt is not step.prompts[0]:
        return False
    before = islice(step.flow.graph.whole.dominators(step), 1, _FARTHEST)
    return not any(map(speaks, before))


def _is_farewell(step: Step) -> bool:
    """Whether the call ends after a step."""
    return isinstance(step, Say | Hangup) and all(
        edge.step is not None and ends(edge.step) for edge in step.flow.graph.whole.edges(step)
    )


def _has_changed(step: Step, max_age: int) -> bool:
    """Whether a menu is declared to have changed that lately: here, in the flow, or just after."""
    following = (edge.step for edge in step.flow.graph.whole.edges(step))
    declared = [step.value("changed-on"), step.flow.value("changed-on")]
    declared += [next_.value("changed-on") for next_ in following if next_ is not None]
    today = step.flow.document.project.today
    return any(
        (day := _day(value)) is not None and today - day <= datetime.timedelta(days=max_age)
        for value in declared
        if value is not None
    )


def _day(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value.strip())
    except ValueError:
        return None
