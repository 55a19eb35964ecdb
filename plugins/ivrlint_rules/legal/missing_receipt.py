"""The rule `missing-receipt`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding
from ivrlint.model import Reply
from ivrlint.rule import Findings, rule
from ivrlint.text import Text
from ivrlint.words import clauses_of
from ivrlint_rules.legal.law import Law, Laws, named
from ivrlint_rules.replying import ACKNOWLEDGING

_LAWS: Final[Laws] = {
    "es": Law(
        "Spain's Ley 10/2025",
        "in force since 28 December 2025, with time for companies until 28 December 2026",
    ),
    "br": Law("Brazil's Decreto 11.034/2022", "of 5 April 2022"),
    "be": Law("the Belgian charter for customer friendliness", "of 2011"),
}

_DAYS: Final = {"es": 15, "br": 7, "be": 5}
"""Days within which an answer is due."""

_IN_WORKING_DAYS: Final = frozenset({"es", "be"})

_OF_A_WEEK: Final = 5 / 7
"""Working days among the days of a week."""

_DAY: Final = 86_400


@rule("error", since="0.1", default=False)
def missing_receipt(reply: Reply, *, country: Sequence[str] = ()) -> Findings:
    """An answer to a complaint is promised later than the law of a country allows.

    Whoever complains needs a date to hold the company to.

    The rule looks at acknowledgements and tickets that promise an answer within
    a time: in Spain fifteen working days, in Brazil seven days, in Belgium (a
    charter that companies signed) five working days. Where a promise is in other
    days than the law counts, five of seven are working days. It is silent until a
    country is named and about texts without a promise; that a number is missing
    is told by `missing-reference`, that a time is by `missing-deadline`.

    Source: Spain's Ley 10/2025, as lawyers' summaries tell it; Brazil's Decreto
    11.034/2022; the Belgian charter, as the press told it.

    Options:

        country: The countries whose law is meant: es, br, be.

    Bad (options country=es):

        reply complaint-received {
            kind ticket
            language en
            body "We have received your complaint {case}. Expect an answer within 30 days."  //! 21
        }

    Good (options country=es):

        reply received {
            kind ticket
            language en
            body "We have received your complaint {case}. Expect an answer within 18 days."
        }

    Good (options country=es):

        reply complaint-received {
            kind ticket
            language en
            body "We have received your complaint {case}. We answer within 10 working days."
        }
    """
    if not country or reply.kind not in ACKNOWLEDGING:
        return
    for code, law in named(country, _LAWS):
        for body in reply.bodies:
            language = body.language or reply.spoken_language
            yield from _judge(reply, body.text, language, code, law)


def _judge(reply: Reply, text: Text, language: str | None, code: str, law: Law) -> Findings:
    in_working_days = code in _IN_WORKING_DAYS
    unit = "working days" if in_working_days else "days"
    for clause in clauses_of(text, language, reply.document.project):
        counted_so = ("working-days" in clause.families) is in_working_days
        factor = 1.0 if counted_so else _OF_A_WEEK if in_working_days else 1 / _OF_A_WEEK
        for duration in clause.durations:
            days = (duration.most or 0) / _DAY * factor
            if duration.least == 0 and days > _DAYS[code]:
                yield Finding(
                    duration.place,
                    f"an answer is promised within {round(days)} {unit};"
                    f" more than {_DAYS[code]} may conflict with {law}",
                )
                return
