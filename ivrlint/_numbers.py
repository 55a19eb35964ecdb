"""Which flow answers at a phone number, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ivrlint.model.flows import Flow

_SHORTEST: Final = 7
"""Digits of a number that means the same everywhere in a project; shorter ones are extensions."""

_PHONE: Final = re.compile(
    r"(?:tel:)?\s*(?P<plus>\+|00)?(?P<digits>[\d\s().\-/\u00a0]+)", re.IGNORECASE
)


class PhoneBook:
    """The flows of a project by the numbers and addresses at which they answer."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        self._by_end: dict[str, list[tuple[str, Flow]]] = {}
        self._by_address: dict[str, list[Flow]] = {}
        for flow in flows:
            for written in flow.numbers:
                number = _number(written)
                if number is not None:
                    self._by_end.setdefault(number[-_SHORTEST:], []).append((number, flow))
                elif "@" in written:
                    self._by_address.setdefault(_address(written), []).append(flow)

    def answering(self, written: str) -> tuple[Flow, ...]:
        """The flows that answer at a number or at a SIP or mail address; none where nobody does."""
        if not self._by_end and not self._by_address:
            return ()
        if "@" in written:
            return tuple(self._by_address.get(_address(written), ()))
        number = _number(written)
        if number is None:
            return ()
        known = self._by_end.get(number[-_SHORTEST:], ())
        exact = tuple(flow for other, flow in known if other == number)
        return exact or tuple(flow for other, flow in known if _same(number, other))


def _number(written: str) -> str | None:
    """A phone number as digits, with `+` before a country's; None for anything else."""
    match = _PHONE.fullmatch(written.strip())
    if match is None:
        return None
    digits = re.sub(r"\D", "", match["digits"])
    if len(digits) < _SHORTEST or not digits.isascii():
        return None
    return ("+" if match["plus"] else "") + digits


def _address(written: str) -> str:
    address = re.sub(r"^(?:sips?|mailto|tel):", "", written.strip().casefold())
    return re.split(r"[;?]", address, maxsplit=1)[0]


def _same(one: str, other: str) -> bool:
    """Whether a number with its country's code and one without are the same."""
    if one.startswith("+") == other.startswith("+"):
        return False
    from phonenumbers import MatchType, is_number_match

    return is_number_match(one, other) in (MatchType.EXACT_MATCH, MatchType.NSN_MATCH)
