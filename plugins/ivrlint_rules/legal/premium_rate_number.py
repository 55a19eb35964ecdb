"""The rule `premium-rate-number`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding
from ivrlint.model import Flow
from ivrlint.rule import Findings, rule
from ivrlint_rules.legal.law import Law, Laws, Tariff, is_service_line, named, tariff

_DIRECTIVE: Final = "article 21 of Directive 2011/83/EU"

_LAWS: Final[Laws] = {
    "eu": Law(f"{_DIRECTIVE} as the Court of Justice reads it in case C-568/15", "of 2 March 2017"),
    "nl": Law("article 6:230k(2) of the Dutch Civil Code", "in force since 13 June 2014"),
    "es": Law("Spain's Ley 10/2025", "in force since 28 December 2025"),
    "fr": Law("article L121-16 of the French Code de la consommation", "since 1 July 2016"),
    "pt": Law(f"{_DIRECTIVE}, which holds in Portugal too", "since 13 June 2014"),
    "uk": Law(
        "regulation 41 of the Consumer Contracts Regulations 2013", "in force since 13 June 2014"
    ),
}

_SURCHARGED: Final = frozenset({Tariff.PREMIUM, Tariff.SHARED})


@rule("error", since="0.1", default=False)
def premium_rate_number(
    flow: Flow, *, country: Sequence[str] = (), customer_line: bool = True
) -> Findings:
    """A customer-service number that is dearer than a normal call.

    Whoever has a contract and a question about it pays for asking, and pays
    more the longer the company lets them wait.

    The rule looks at the numbers at which a phone line answers, by the
    numbering plan of the country. It is silent until a country is named, about
    numbers of other countries, about lines that only inform (tag `info-only`),
    and about numbers whose plan does not tell what they cost. What it says may
    conflict with a law; it is no advice.

    Source: Directive 2011/83/EU, article 21, and the Court of Justice in case
    C-568/15: the line for a contract may cost no more than a call to an ordinary
    number; the Dutch Civil Code (6:230k), the French consumer code (L121-16), and
    laws of Spain and Portugal, as lawyers' summaries tell them. That the British
    regulations of 2013 (regulation 41) say the same is common knowledge.

    Options:

        country: The countries whose law is meant: eu, nl, es, fr, pt, uk.
        customer-line: Whether the lines are for customers about their contracts.

    Bad (options country=nl):

        phone "0900-1234" {  //! may conflict with article 6:230k(2) of the Dutch Civil Code
            name "Customer service"
            start -> desk
            queue desk { }
        }

    Bad (options country=uk):

        phone "+44 871 234 5678" {  //! costs more than a call to an ordinary number
            start -> desk
            queue desk { }
        }

    Good (options country=nl):

        phone "+31 88 555 0100" {
            start -> desk
            queue desk { }
        }
    """
    if not (country and customer_line and flow.numbers and is_service_line(flow)):
        return
    for number in flow.numbers:
        for code, law in named(country, _LAWS):
            if tariff(number, code) in _SURCHARGED:
                yield Finding(
                    flow,
                    f"{number} costs more than a call to an ordinary number;"
                    f" for customers with a contract this may conflict with {law}",
                )
                break
