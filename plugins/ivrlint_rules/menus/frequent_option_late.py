"""The rule `frequent-option-late`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related
from ivrlint.model import Menu
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.numbering import are_told_once, key_at, told_at
from ivrlint_rules.keys import bound
from ivrlint_rules.offers import Offer, offers_of

_SHARE: Final = pattern(r"\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*%?\s*")
_ANYWHERE: Final = ("emergency", "other-option", "human-offer")
_MOST: Final = 9
_SENTENCE: Final = pattern(r"[^.!?;:\n]+\.")
"""A sentence that stands in the file as it is said; abbreviations and colons are no part of it."""


@rule("info", since="0.1", fix="unsafe")
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
            fix=_fix(menu, [(offer.key, share) for offer, share in shares]),
        )


def _fix(menu: Menu, shares: Sequence[tuple[str, float]]) -> Fix | None:
    """The fix that tells these options by their shares, each in the place of another of them,
    and numbers them so.

    None where a key is told otherwise than by its digit in a sentence of its own, where other
    words stand among these sentences, and where the keys are not told from 1 on.
    """
    offers, told = offers_of(menu), offers_of(menu).told
    keys = [str(number) for number in range(1, len(told) + 1)]
    options = [option for option in (*menu.options, *menu.flow.options) if option.is_input]
    exact = menu.flow.document.format == "ivr" and offers.known and offers.fixed
    if not exact or len(told) > _MOST or [offer.key for offer in told] != keys:
        return None
    if sorted(bound(option.key for option in options)) != keys or len(options) > len(keys):
        return None
    if not are_told_once(menu, keys) or not _is_one_row(told):
        return None
    by_key = {offer.key: offer for offer in told}
    order = [key for key, _ in sorted(shares, key=lambda row: -row[1])]
    edits: list[Edit] = []
    for old, (new, _) in zip(order, shares, strict=True):
        if old == new:
            continue
        offer, digit = by_key[old], told_at(by_key[old])
        at = key_at(offer.option) if offer.option in menu.options and offer.option else None
        if digit is None or at is None:
            return None
        said, start = offer.clause.place, digit.start - offer.clause.place.start
        sentence = said.text[:start] + new + said.text[start + 1 :]
        edits += [Edit(by_key[new].clause.place, sentence), Edit(at, new)]
    return Fix("tell the options by their shares", tuple(edits)) if edits else None


def _is_one_row(told: Sequence[Offer]) -> bool:
    """Whether each option is told by one sentence, and one follows the other in one text.

    All begin with the same word ("For"): none is tied to the one before ("Or for").
    """
    places = [offer.clause.place for offer in told]
    for offer, place in zip(told, places, strict=True):
        exact = place.text == offer.clause.text and offer.alone
        if not exact or offer.option is None or _SENTENCE.fullmatch(place.text) is None:
            return False
    if len({place.text.split()[0] for place in places}) > 1:
        return False
    return all(
        place.source.text[place.end : after.start] == " " for place, after in pairwise(places)
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
