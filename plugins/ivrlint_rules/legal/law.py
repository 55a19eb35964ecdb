"""What the rules of the pack `legal` share: laws by name and date, and what a number costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Channel, Flow, Role


@dataclass(frozen=True, slots=True)
class Law:
    """A law as its article and date name it: `§ 115 TKG (in force since 1 December 2021)`."""

    article: str
    date: str

    def __str__(self) -> str:
        return f"{self.article} ({self.date})"


Laws = Mapping[str, Law]
"""The laws that a rule knows, by country: `nl`, `uk`, or `eu` for all of the Union."""

_REGIONS: Final[Mapping[str, str]] = {"uk": "GB"}
"""Countries whose region has another name in the numbering plans."""

UNION: Final = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    }
)  # fmt: skip
"""The member states of the European Union, by region."""


class Tariff(StrEnum):
    """What a call to a number costs, as its numbering plan tells."""

    PLAIN = "plain"
    """Free, or no dearer than any other call."""
    SHARED = "shared"
    PREMIUM = "premium"
    UNKNOWN = "unknown"


def named(countries: Iterable[str], laws: Laws) -> Iterator[tuple[str, Law]]:
    """The countries that are named and that a rule has a law of, each with it."""
    for country in dict.fromkeys(name.lower() for name in countries):
        if country in laws:
            yield country, laws[country]


def is_service_line(flow: Flow) -> bool:
    """Whether customers call it: a line of the phone that is no mere information service."""
    return (
        flow.role is Role.ENTRY and flow.channel is Channel.PHONE and "info-only" not in flow.tags
    )


def tariff(number: str, country: str) -> Tariff:
    """What a call to a number costs that belongs to a country.

    UNKNOWN where it is another's, and where it is not written as it is dialled
    there: without its 0, or its +, it may be an extension of the company.
    """
    import phonenumbers
    from phonenumbers import PhoneNumberType

    region = None if country == "eu" else _REGIONS.get(country, country.upper())
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return Tariff.UNKNOWN
    plan = phonenumbers.PhoneMetadata.metadata_for_region(region, None) if region else None
    if plan is not None and not _is_dialled(number, plan.national_prefix):
        return Tariff.UNKNOWN
    belongs = phonenumbers.region_code_for_number(parsed)
    if not (belongs == region or (region is None and belongs in UNION)):
        return Tariff.UNKNOWN
    match phonenumbers.number_type(parsed):
        case PhoneNumberType.PREMIUM_RATE:
            return Tariff.PREMIUM
        case PhoneNumberType.SHARED_COST:
            return Tariff.SHARED
        case (
            PhoneNumberType.FIXED_LINE
            | PhoneNumberType.MOBILE
            | PhoneNumberType.FIXED_LINE_OR_MOBILE
            | PhoneNumberType.TOLL_FREE
        ):
            return Tariff.PLAIN
    return Tariff.UNKNOWN


def _is_dialled(number: str, trunk: str | None) -> bool:
    """Whether a number is written as it is dialled, in its country or from another."""
    return not trunk or number.lstrip(" (").startswith(("+", trunk))
