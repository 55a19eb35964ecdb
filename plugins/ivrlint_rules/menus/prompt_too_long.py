"""The rule `prompt-too-long`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.lean import dataclass
from ivrlint.model import Channel, Menu, Prompt, Role
from ivrlint.rule import Findings, rule
from ivrlint.speech import clause_ends, pause_after, prompt_seconds
from ivrlint.text import Text
from ivrlint.words import Clause, clauses
from ivrlint_rules.fixes.amending import written
from ivrlint_rules.judgement import is_tagged
from ivrlint_rules.offers import is_filled_in, offers_of

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING})
_NOTICES: Final = frozenset({"cost-notice", "recording-notice", "emergency"})
_SENTENCE_END: Final = r"[.!?…]\s*$"
_LONGEST_NOTICE: Final = 8.0
"""Seconds of a notice that do not count: what is longer is wordy."""


@rule("warning", since="0.1")
def prompt_too_long(
    step: Menu, *, intro: float = 10, menu: float = 30, option: float = 8
) -> Findings:
    """Callers listen too long before or while they choose.

    What stands before the first option is heard by everybody on every call.
    Long options push the others out of memory.

    The rule measures from the last question, or the start of the call, to the
    first option, each option, and the whole menu: by the length of recordings
    where it is known, else estimated from the words. Notices of costs,
    recording and emergencies, and texts tagged `mandatory`, do not count, up to
    8 seconds each, nor does what only some callers hear, nor what is filled in
    during the call (an answer, a place in line), nor what comes before a menu
    that tells a single key: it is an answer, not an introduction. The rule is
    silent about recordings of unknown length, about menus tagged `expert`, and about calls that the
    company makes, which begin with what they are for.

    Source: the GetHuman standard (1-6); Clarke's listening tests, in which most
    menus put introductions and advertising between callers and their options;
    a customer who listens "in suspense" for his number. A vendor's advice of 8
    seconds is weak, and the limits here are estimates.

    Options:

        intro (seconds): The longest time before the first option.
        menu (seconds): The longest time of a whole menu.
        option (seconds): The longest time of one option.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> welcome
            say welcome {
                "Thank you for calling the cycling centre of the north, for all your bicycles."
                "We have sold bicycles and all that belongs to them since 1921."  //! seconds go by
                next -> main
            }
            menu main {
                say "For sales, press 1. For repairs, press 2."
                key 1 -> agents
                key 2 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> welcome
            say welcome {
                "Thank you for calling the cycling centre. Calls are recorded to train our staff."
                next -> main
            }
            menu main {
                say "For sales, press 1. For repairs, press 2."
                key 1 -> agents
                key 2 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad (twiml):

        <Response>
          <Gather numDigits="1" action="/choice" timeout="8">
            <Say language="en-GB">
              For sales, press 1.
              If you want to tell us what you think of our service in the past twelve months,
              so that we can make it better for everybody, press 2.  <!--! this option takes -->
            </Say>
          </Gather>
        </Response>
    """
    flow = step.flow
    if flow.channel is not Channel.PHONE or flow.role not in _ROLES or not step.waits:
        return
    if step.timeout == 0 or is_tagged(step, "expert"):
        return
    offers = offers_of(step)
    first = offers.told[0].clause if offers.told else None
    is_own = first is None or any(first is clause for p in offers.own for clause in clauses(p))
    # What an announcement leads to with one key is no menu that it introduces.
    before = list(_heard(offers.before)) if len(offers.told) > 1 or not is_own else []
    own = list(_heard(offers.own))
    heard = [*before, *own]
    at = next((at for at, part in enumerate(heard) if part.clause is first), 0) if first else 0
    until = sum(part.seconds for part in heard[:at])
    if until > intro:
        yield Finding(
            max(heard[:at], key=lambda part: part.seconds).prompt,
            f"{_shown(until)} seconds go by before the first option is told, more than"
            f" {written(intro)}; leave out what callers need not know to choose",
            related=[Related(heard[at].prompt, "the first option is told here")],
        )
    told = Counter(id(offer.clause) for offer in offers.told)
    yield from _long_options(heard[at:], told, option)
    skipped = len(before) if is_own else 0
    inside = sum(part.seconds for part in heard[skipped:at])
    whole = sum(part.seconds for part in heard[skipped:]) - max(0.0, inside - intro)
    if whole > menu:
        yield Finding(
            step,
            f"{step.shown_name!r} takes {_shown(whole)} seconds to hear, more than"
            f" {written(menu)}; say less, most important things first",
        )


def _long_options(
    heard: Sequence[_Part], told: Mapping[int, int], most: float
) -> Iterator[Finding]:
    """Options that take long, each with all of its sentence; `told` is how many a clause tells."""
    passed = 0.0
    for part in heard:
        passed += part.seconds
        if part.clause is None:
            passed = 0.0
        elif told.get(id(part.clause)):
            passed /= told[id(part.clause)]
            if passed > most:
                yield Finding(
                    part.clause,
                    f"this option takes {_shown(passed)} seconds, more than {written(most)};"
                    " name it in a few words",
                )
            passed = 0.0
        elif re.search(_SENTENCE_END, part.clause.text):
            passed = 0.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause of a prompt, or all of one without known words; `seconds` are those that count."""

    prompt: Prompt
    clause: Clause | None
    seconds: float


def _heard(prompts: Iterable[Prompt]) -> Iterator[_Part]:
    """What every caller hears, as long as it is known to take."""
    for prompt in prompts:
        length = None if prompt.condition is not None else prompt_seconds(prompt)
        if length is None:
            continue
        length += pause_after(prompt)
        text = prompt.text
        found = clauses(prompt) if text is not None else ()
        if text is None or not found:
            yield _Part(prompt, None, 0.0 if _is_mandatory(prompt) else length)
            continue
        begins = _shares(text, [clause.start for clause in found], prompt.spoken_language)
        notice = False
        for clause, begin, end in zip(found, begins, (*begins[1:], 1.0), strict=True):
            took = length * (end - begin)
            # "If you smell gas, hang up and call …" are two clauses of one notice.
            goes_on = notice and "dial-another-number" in clause.families
            notice = goes_on or not _NOTICES.isdisjoint(clause.families)
            if _is_mandatory(prompt) or notice:
                took = max(0.0, took - _LONGEST_NOTICE)
            yield _Part(prompt, clause, 0.0 if is_filled_in(clause) else took)


def _is_mandatory(prompt: Prompt) -> bool:
    return "mandatory" in prompt.step.tags


def _shares(text: Text, offsets: Sequence[int], language: str | None) -> list[float]:
    """How much of a text, from 0 to 1, has been said at each of these rising offsets."""
    marks = [(0, 0.0), *clause_ends(text, language)]
    whole = marks[-1][1]
    if not whole:
        return [0.0 for _ in offsets]
    found: list[float] = []
    at = 0
    for offset in offsets:
        while at + 1 < len(marks) - 1 and marks[at + 1][0] <= offset:
            at += 1
        (begin, passed), (end, later) = marks[at], marks[at + 1]
        within = (offset - begin) / (end - begin) if end > begin else 0.0
        found.append(min(1.0, (passed + (later - passed) * min(1.0, within)) / whole))
    return found


def _shown(length: float) -> str:
    return f"{length:.1f}"
