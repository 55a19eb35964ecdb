"""The rule `key-gap`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related, Skipped
from ivrlint.model import Menu
from ivrlint.rule import Findings, rule
from ivrlint_rules.announcements import announced_at
from ivrlint_rules.fixes.numbering import are_told_once, key_at, told_at
from ivrlint_rules.judgement import is_tagged, listed
from ivrlint_rules.keys import bound
from ivrlint_rules.offers import Offer, offers_of

_FIXED: Final[Mapping[str, str]] = MappingProxyType({"0": "human", "9": "repeat"})


@rule("warning", since="0.1", fix="unsafe")
def key_gap(menu: Menu, *, fixed_keys: Mapping[str, str] = _FIXED) -> Findings:
    """The keys of a menu jump, or are told out of their order.

    Callers count along: after one, two and three comes four. At a jump they
    wonder what they missed, listen to everything again, or press the key that
    they expected.

    The rule looks at the digits from 1 to 9 in the order in which callers hear
    them, and expects 1, 2, 3 and so on. Keys with a fixed meaning may stand
    anywhere. It is silent where a prompt or an option depends on a condition,
    where not all words are known, where a missing key is named in words that
    it does not understand (another language), and about menus tagged `expert`.

    Source: a customer who listens "to one, two, three or eight"; Avaya's help
    on menus (numerical order, no numbers left out).

    Options:

        fixed-keys: Keys that may stand outside the row, each with what it means.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            menu main {
                say "For sales, press 1. For delivery, press 2."
                say "For a complaint, press 8."  //! the keys jump from 2 to 8
                key 1 -> agents
                key 2 -> agents
                key 8 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            menu main {
                say "For sales, press 1. For delivery, press 2. For a complaint, press 3."
                say "To hear this again, press 9. For an adviser, press 0."
                key 1-3 -> agents
                key 9 -> main
                key 0 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad (twiml):

        <Response>
          <Gather numDigits="1" action="/choice" timeout="8">
            <Say language="en-GB">For sales, press 1.</Say>
            <Say language="en-GB">For repairs, press 3.</Say>  <!--! from 1 to 3 -->
          </Gather>
        </Response>
    """
    offers = offers_of(menu)
    row = [
        offer for offer in offers.told if offer.key in "123456789" and offer.key not in fixed_keys
    ]
    if len(row) < 2 or is_tagged(menu, "expert"):
        return
    at = next((at for at, offer in enumerate(row) if offer.key != str(at + 1)), None)
    if at is None:
        return
    if not offers.known or not offers.fixed:
        yield Skipped(menu, "it is not known in what order all of its keys are told")
        return
    if _is_named_elsewhere(menu, row):
        return
    yield Finding(
        row[at].clause,
        _message(row, at),
        related=[Related(menu, "the menu that callers are in")],
        fix=_fix(menu, row, fixed_keys),
    )


def _fix(menu: Menu, row: Sequence[Offer], fixed_keys: Mapping[str, str]) -> Fix | None:
    """The fix that numbers the keys in the order in which they are told, in text and menu alike.

    None where a key is told twice, or otherwise than by its digit, where an option
    takes several keys, and where a new number is taken.
    """
    if menu.flow.document.format != "ivr":
        return None
    new = {offer.key: str(at) for at, offer in enumerate(row, start=1) if offer.key != str(at)}
    own = [option for option in menu.options if option.key in new]
    others = [option.key for option in (*menu.options, *menu.flow.options) if option not in own]
    if len(own) != len(new) or not bound(others).isdisjoint([*new, *new.values()]):
        return None
    if not fixed_keys.keys().isdisjoint(new.values()) or not are_told_once(menu, new):
        return None
    places = {option.key: key_at(option) for option in own}
    told = {offer.key: told_at(offer) for offer in row if offer.key in new}
    edits = []
    for key, digit in new.items():
        for place in (places.get(key), told.get(key)):
            if place is None:
                return None
            edits.append(Edit(place, digit))
    return Fix(f"number the keys from 1 to {len(row)}", tuple(edits))


def _is_named_elsewhere(menu: Menu, row: Sequence[Offer]) -> bool:
    """Whether a key that is missing stands in the words that are heard all the same."""
    keys = {offer.key for offer in row}
    missing = {str(key) for key in range(1, int(max(keys)))} - keys
    return not missing.isdisjoint(announced_at(menu).named)


def _message(row: Sequence[Offer], at: int) -> str:
    keys = [offer.key for offer in row]
    if sorted(keys) == [str(number + 1) for number in range(len(keys))]:
        return f"the keys are told in the order {listed(keys)}; tell them from 1 to {len(keys)}"
    found = (
        f"the keys jump from {keys[at - 1]} to {keys[at]}" if at else f"the first key is {keys[0]}"
    )
    wanted = "1 and 2" if len(keys) == 2 else f"1 to {len(keys)}"
    return f"{found}; callers expect {wanted}, in this order"
