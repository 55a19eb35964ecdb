"""The rule `frequent-option-late`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.model import Menu
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint_rules.offers import Offer, offers_of

_SHARE: Final = pattern(r"\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*%?\s*")
_ANYWHERE: Final = ("emergency", "other-option", "human-offer")


@rule("info", since="0.1")
def frequent_option_late(menu: Menu, *, tolerance: float = 5) -> Findings:
    """The option that most callers want comes late.

    Most callers then sit through choices that are not theirs, on every call.

    The rule needs the share of callers who choose each option, declared by the
    fact `share` of the option or of the step that it leads to, and is silent
    without it. It compares these shares with the
    order in which the options are told. Options for an emergency may come
    first, those for a person or for everything else last, whatever their share.

    Source: Avaya's help on menus; the Irish toolkit for public services (order
    of importance).

    Options:

        tolerance (points): How many per cent of the callers an option may have more than an
            earlier one.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            menu main {
                say "For jobs, press 1. For repairs, press 2."  //! 70 % of the callers want key 2
                key 1 -> agents { fact share "4" }
                key 2 -> agents { fact share "70" }
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            menu main {
                say "For repairs, press 1. For jobs, press 2. For anything else, press 3."
                key 1 -> agents { fact share "70" }
                key 2 -> agents { fact share "4" }
                key 3 -> agents { fact share "26" }
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }
    """
    declared = _declared(menu)
    if not declared:
        return
    shares = [
        (offer, declared[offer.key])
        for offer in offers_of(menu).told
        if offer.key in declared and not offer.belongs(menu, *_ANYWHERE)
    ]
    least: tuple[Offer, float] | None = None
    worst: tuple[float, Offer, float, Offer, float] | None = None
    for offer, share in shares:
        if least is not None and share - least[1] > max(tolerance, worst[0] if worst else 0):
            worst = (share - least[1], offer, share, *least)
        if least is None or share < least[1]:
            least = (offer, share)
    if worst is not None:
        _, late, share, early, less = worst
        yield Finding(
            late.clause,
            f"{share:g} % of the callers want key {late.key}, which is told after key {early.key}"
            f" ({less:g} %); tell it first, and number the keys in the new order",
            related=[Related(early.clause, f"{less:g} % of the callers want it")],
        )


def _declared(menu: Menu) -> dict[str, float]:
    """The share of the callers who choose a key, declared for it or for the step it leads to."""
    found: dict[str, float] = {}
    for edge in menu.flow.graph.whole.edges(menu):
        option, step = edge.exit, edge.step
        if option is None or option.key is None or "emergency" in option.tags:
            continue
        values = (*option.values, *(step.values if step is not None else ()))
        share = next((value for name, value in values if name == "share"), None)
        match = _SHARE.fullmatch(share) if share is not None else None
        if match is not None:
            found.setdefault(option.key, float(match[1].replace(",", ".")))
    return found
