"""The rule `message-flood`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.model import Channel, Medium, Project, Reply, Send, Step
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint_rules.journey.picture import picture_of, texts_of
from ivrlint_rules.judgement import asks, is_person, listed

_COUNTED: Final = frozenset({Medium.SMS, Medium.MAIL, Medium.LETTER})
_WORD: Final = pattern(r"\w+")
_MOST_COMPARED: Final = 50
"""Messages about one matter that are compared with each other."""
_FARTHEST: Final = 200
"""Steps between messages that are sent in one go."""


@rule("info", since="0.1")
def message_flood(
    project: Project, *, per_case: int = 5, per_day: int = 2, similarity: float = 0.8
) -> Findings:
    """Too many automatic messages come for one matter.

    The fourth message says nothing that the first three did not, and the one
    that matters is not read any more.

    The rule counts the automatic messages that are declared to be about one matter
    (fact `about`), and those of them that are sent on one day (fact `sent-on`: the
    first day of the matter is 1); it tells of two of them that say nearly the same.
    It also counts the texts, mails and letters that a call sends one after the
    other without asking anything. It is silent about messages of which no file says
    what they are about: they may be for different customers. What the customer has
    asked for is no flood: leave out `about` there.

    Source: two customers ("I got a fourth mail", "and after that, mail again
    each time").

    Options:

        per-case (messages): The most messages for one matter.
        per-day (messages): The most messages for one matter on one day, or in one call.
        similarity (share): The words that two messages share, from 0 to 1, to say the same.

    Bad (options per-case=2):

        reply ordered {  //! info: 3 automatic messages come for 'an order'
            fact about "an order"
            subject "We have your order"
            body "Thank you. We start right away."
        }
        reply packed {
            fact about "an order"
            subject "Your order is packed"
            body "It waits for the driver now."
        }
        reply sent {
            fact about "an order"
            subject "Your order is on its way"
            body "It comes tomorrow between nine and noon."
        }

    Good (options per-case=2):

        reply sent {
            fact about "an order"
            subject "Your order comes tomorrow"
            body "It comes between nine and noon."
        }
        reply refunded {
            fact about "a return"
            subject "Your money is on its way"
            body "It is on your account within three days."
        }

    Bad:

        phone "+44 20 7946 0100" {
            start -> first
            send first {
                by sms
                say "Thank you for calling."
                next -> second
            }
            send second {
                by mail
                say "A report of your call."
                next -> third
            }
            send third {  //! info: 3 messages are sent in one call
                by sms
                say "How was it?"
            }
        }
    """
    matters: dict[str, list[Reply]] = {}
    for reply in picture_of(project).replies:
        about = reply.value("about")
        if about is not None and reply.audience != "internal":
            matters.setdefault(about, []).append(reply)
    for about, replies in matters.items():
        yield from _of_matter(about, replies, per_case, per_day, similarity)
    yield from _in_calls(project, per_day)


def _of_matter(
    about: str, replies: Sequence[Reply], per_case: int, per_day: int, similarity: float
) -> Findings:
    if len(replies) > per_case:
        yield _finding(
            replies, f"{len(replies)} automatic messages come for {about!r}", per_case, "matter"
        )
    days = Counter(reply.value("sent-on") for reply in replies)
    for day, count in days.items():
        if day is not None and count > per_day:
            same = [reply for reply in replies if reply.value("sent-on") == day]
            yield _finding(
                same, f"{count} automatic messages come on day {day} of {about!r}", per_day, "day"
            )
    for one, other in _alike(replies[:_MOST_COMPARED], similarity):
        yield Finding(
            other,
            f"this message says nearly the same as {one.name!r}, for the same matter;"
            " send one of them",
            related=[Related(one, "the other message")],
        )


def _finding(replies: Sequence[Reply], found: str, most: int, unit: str) -> Finding:
    return Finding(
        replies[0],
        f"{found}, at most {most} for one {unit} are read; put them together",
        related=[Related(reply, "one of them") for reply in replies[1:]],
    )


def _alike(replies: Sequence[Reply], similarity: float) -> Iterator[tuple[Reply, Reply]]:
    words = [_words(reply) for reply in replies]
    for at, other in enumerate(replies):
        for before in range(at):
            both = words[at] | words[before]
            if both and len(words[at] & words[before]) >= similarity * len(both):
                yield replies[before], other
                break


def _words(reply: Reply) -> set[str]:
    return {word for text in texts_of(reply) for word in _WORD.findall(text.plain.casefold())}


def _in_calls(project: Project, per_day: int) -> Findings:
    """Messages that are sent one after the other, in one go."""
    graph = project.graph
    sends = [step for step in graph.steps_of(Send) if _counts(step)]
    if len(sends) <= per_day:
        return
    for send in sends:
        before = list(islice(_sent_before(graph.dominators(send)), per_day + 2))
        if len(before) == per_day + 1:
            names = listed(repr(step.shown_name) for step in before[::-1])
            yield Finding(
                send,
                f"{len(before)} messages are sent in one call, one after the other ({names});"
                f" send at most {per_day}",
                related=[Related(step, "sent before") for step in before[1:]],
                witness=graph.witness(send),
            )


def _counts(step: Send) -> bool:
    return step.medium in _COUNTED and step.flow.channel is Channel.PHONE


def _sent_before(passed: Iterator[Step]) -> Iterator[Step]:
    """The messages that every way has sent when it comes to a step, since the last question."""
    for step in islice(passed, _FARTHEST):
        if isinstance(step, Send):
            if _counts(step):
                yield step
        elif asks(step) or is_person(step) is not False:
            return
