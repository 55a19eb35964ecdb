"""Presets: what a standard asks for, and what the law of a country may.

Only what differs from the rules' own defaults stands here. The rules of the
pack `legal` are silent until a country is named; what a preset switches on
may conflict with its law, and is no advice.
"""

from __future__ import annotations

from typing import Any, Final

from ivrlint.finding import Severity
from ivrlint.presets import Preset, RuleSettings

_WARNING: Final = RuleSettings(Severity.WARNING)
_ERROR: Final = RuleSettings(Severity.ERROR)


def _set(**options: Any) -> RuleSettings:
    return RuleSettings(options={name.replace("_", "-"): value for name, value in options.items()})


def _country(code: str, summary: str, legal: str, **raised: RuleSettings) -> Preset:
    """A country: the legal rules that speak about it, and what it raises besides."""
    law = {name: RuleSettings(options={"country": (code,)}, enabled=True) for name in legal.split()}
    others = {name.replace("_", "-"): settings for name, settings in raised.items()}
    return Preset(code, summary, rules={**law, **others})


PRESETS: Final = (
    Preset(
        "irish-public",
        "what the Irish toolkit for public services asks of phone menus",
        rules={
            "too-many-options": _set(max=4, max_top=4),
            "needless-submenu": _set(flat_max=4),
            "too-many-retries": _set(max=2),
            "missing-queue-progress": _ERROR,
        },
    ),
    Preset(
        "gethuman",
        "what the gethuman standard asked for: a person, soon, whenever one is wanted",
        rules={
            "key-before-option": _WARNING,
            "zero-without-human": _ERROR,
            "filler-phrase": _WARNING,
            "missing-callback": _set(after=300),
            "barge-in-off": _ERROR,
        },
    ),
    Preset(
        "w3c-coga",
        "what the W3C's notes on cognitive accessibility say of voice menus",
        rules={
            "key-before-option": _WARNING,
            "reserved-key-reused": _ERROR,
            "ads-while-waiting": _ERROR,
            "missing-way-back": _WARNING,
            "timeout-too-short": _set(menu=7.5, collect=12, long=15, digit=4.5),
        },
    ),
    Preset(
        "broad",
        "few broad menus rather than many small ones, as studies of phone menus found",
        rules={
            "too-many-options": _set(max=8, max_top=8),
            "needless-submenu": RuleSettings(Severity.WARNING, {"flat-max": 8}),
        },
    ),
    _country("nl", "the Netherlands", "premium-rate-number missing-cost-notice"),
    _country(
        "eu",
        "what holds in all of the European Union",
        "premium-rate-number",
        undisclosed_bot=_ERROR,
    ),
    _country(
        "de",
        "Germany",
        "paid-waiting missing-cost-notice advertising-without-consent",
        unread_mailbox=_ERROR,
        links_only_reply=_ERROR,
    ),
    _country(
        "es",
        "Spain",
        "unlawful-first-menu wait-over-legal-limit missing-receipt premium-rate-number",
    ),
    _country(
        "pt",
        "Portugal",
        "unlawful-first-menu wait-over-legal-limit premium-rate-number advertising-without-consent",
        ads_while_waiting=_ERROR,
    ),
    _country(
        "br",
        "Brazil",
        "unlawful-first-menu missing-receipt advertising-without-consent",
        ads_while_waiting=_ERROR,
    ),
    _country("be", "Belgium", "wait-over-legal-limit missing-receipt"),
    _country("fr", "France", "premium-rate-number paid-waiting"),
    _country("uk", "the United Kingdom", "premium-rate-number"),
    _country("us", "the United States", "", missing_more_time=_WARNING),
    _country("il", "Israel", "wait-over-legal-limit unlawful-first-menu"),
)
