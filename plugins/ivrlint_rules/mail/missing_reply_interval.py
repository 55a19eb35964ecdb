"""The rule `missing-reply-interval`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Severity
from ivrlint.model import Reply, ReplyKind
from ivrlint.rule import Findings, rule
from ivrlint_rules.replying import is_to_customers, variables_in

_DAY: Final = 86_400.0


@rule("warning", since="0.1", fix="safe")
def missing_reply_interval(
    reply: Reply, *, least_days: float = 1.0, advised_days: float = 7.0
) -> Findings:
    """The same person gets the same absence notice again and again.

    Whoever writes three mails on one day knows after the first that nobody is
    there. The second and the third notice only fill the mailbox, and a discussion
    by mail turns into a row of notices.

    The rule looks at the least time between two absence notices to the same person.
    Less than `least-days`, or none at all, is a warning; less than `advised-days`
    is information only. An acknowledgement without an interval is a warning if it
    is the same each time, with no placeholder in it. The rule is silent where the
    system sets the time and the file cannot say it. In Sieve, the engine's seven
    days hold where a script says nothing.

    Source: RFC 3834, section 2, recommends seven days as the default; the Sieve
    engine Pigeonhole allows no less than one day unless told otherwise.

    Options:

        least-days (days): Less than this between two absence notices is a warning.
        advised-days (days): Less than this between two absence notices is information only.

    Bad:

        reply away {  //! after 1 hour
            kind absence
            subject "Out of office"
            interval 1h
        }

    Bad:

        reply away {  //! each mail
            kind absence
            subject "Out of office"
        }

    Bad (sieve):

        require "vacation";
        vacation :days 3 "I am away until 1 June."; #! info: after 3 days

    Good (sieve):

        require "vacation";
        vacation "I am away until 1 June.";

    Good:

        reply received {
            kind acknowledgement
            subject "We have received your message ({case})"
            interval 0s
        }
    """
    seconds = reply.least_interval
    if seconds is None:
        if reply.kind is ReplyKind.ABSENCE and "reply.interval" in reply.document.knows:
            yield Finding(
                reply,
                "the same person gets this notice for each mail:"
                f" name a least interval, such as {advised_days:g} days",
            )
        return
    if not isinstance(seconds, float) or not is_to_customers(reply):
        return
    if reply.kind is ReplyKind.ABSENCE and seconds < max(least_days, advised_days) * _DAY:
        yield Finding(
            reply,
            f"the same person gets this notice again after {_told(seconds)}:"
            f" {advised_days:g} days are recommended",
            severity=None if seconds < least_days * _DAY else Severity.INFO,
            fix=_raised(reply, advised_days),
        )
    elif reply.kind is ReplyKind.ACKNOWLEDGEMENT and seconds == 0 and not any(variables_in(reply)):
        yield Finding(
            reply,
            "the same person gets the same words for each mail:"
            " name a least interval, or say something new each time, such as a case number",
        )


def _told(seconds: float) -> str:
    for size, unit in ((_DAY, "day"), (3600.0, "hour"), (60.0, "minute")):
        if seconds >= size:
            count = seconds / size
            return f"{count:.3g} {unit}{'' if count == 1 else 's'}"
    return f"{seconds:g} seconds"


def _raised(reply: Reply, days: float) -> Fix | None:
    place = reply.interval_place
    if place is None or not place.text.isdecimal() or not days.is_integer():
        return None
    return Fix(f"wait {days:g} days", (Edit(place, f"{days:g}"),), safe=True)
