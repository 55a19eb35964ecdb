"""Which settings there are in which block: the table that reading and printing share.

`absent` is what a field is when a file does not say it: a value that is not
said is absent, a yes or no that is not said is unknown. But what the waiting
caller is told by the system (`position`, `wait`) is absent when it is not said.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ivrlint.model import UNKNOWN, Medium, PageKind, ReplyKind, Role
from ivrlint_formats.ivr.addresses import AddressValue, Excluded
from ivrlint_formats.ivr.values import (
    DATA,
    DURATION,
    NAME_SET,
    NAMES,
    YES_NO,
    Choice,
    Key,
    Name,
    Plain,
    Setting,
    SpokenText,
    Whole,
)


class Audience(StrEnum):
    """Whom a reply goes to."""

    INTERNAL = "internal"
    EXTERNAL = "external"


Settings = tuple[Setting, ...]

EVERY_STEP: Final[Settings] = (
    Setting("title", "title", Plain(), maybe=False),
    Setting("part", "part", Plain(), absent="", maybe=False),
    Setting("reads", "reads", DATA, absent=(), maybe=False),
    Setting("writes", "writes", DATA, absent=(), maybe=False),
)

_INPUT: Final[Settings] = (
    Setting("timeout", "timeout", DURATION),
    Setting("digit-timeout", "digit_timeout", DURATION),
    Setting("presentations", "presentations", Whole(1)),
    Setting("interruptible", "interruptible", YES_NO, absent=UNKNOWN),
    Setting("speech", "speech", YES_NO, absent=UNKNOWN),
    Setting("keys", "keys", YES_NO, absent=UNKNOWN),
    Setting("terminator", "terminator", Key()),
)

_HANDS_ON: Final = Setting("hands on", "hands_on", DATA)
_LONGEST: Final = Setting("longest", "longest", DURATION)

STEP_SETTINGS: Final[dict[str, Settings]] = {
    "say": (),
    "menu": (
        *_INPUT,
        Setting("most", "longest", Whole(1)),
        Setting("complete", "complete", YES_NO, absent=True, maybe=False),
        Setting("waits", "waits", YES_NO, absent=True, maybe=False),
    ),
    "collect": (
        *_INPUT,
        Setting("least", "least", Whole()),
        Setting("most", "most", Whole()),
        Setting("secret", "secret", YES_NO, absent=False, maybe=False),
    ),
    "branch": (Setting("limit", "limit", Whole()),),
    "queue": (
        Setting("queue", "queue", Plain(), maybe=False),
        Setting("position", "position", YES_NO),
        Setting("wait", "wait", YES_NO),
        Setting("announce every", "announce_every", DURATION),
        Setting("expected", "expected", DURATION),
        _LONGEST,
        Setting("capacity", "capacity", Whole()),
        Setting("staffed", "staffed", YES_NO, absent=UNKNOWN),
        Setting("defined", "defined", YES_NO, absent=UNKNOWN),
        _HANDS_ON,
    ),
    "transfer": (
        _LONGEST,
        Setting("blind", "blind", YES_NO, absent=UNKNOWN),
        _HANDS_ON,
    ),
    "agent": (Setting("group", "group", Plain(), maybe=False),),
    "bot": (
        Setting("persona", "persona", Plain(), maybe=False),
        Setting("tries", "tries", Whole()),
    ),
    "voicemail": (
        Setting("box", "box", Plain(), maybe=False),
        Setting("promise", "promise", DURATION),
    ),
    "callback": (Setting("promise", "promise", DURATION),),
    "survey": (Setting("cap", "cap", DURATION),),
    "send": (
        Setting("by", "medium", Choice(Medium, "a medium"), absent=Medium.UNKNOWN, maybe=False),
        Setting("reply", "reply", Name(), maybe=False),
    ),
    "record": (Setting("recording", "on", YES_NO, absent=True),),
    "lookup": (Setting("system", "system", Plain(), maybe=False),),
    "set": (Setting("value", "value_set", Plain(), maybe=False),),
    "call": (),
    "return": (),
    "hangup": (Setting("implicit", "implicit", YES_NO, absent=False, maybe=False),),
    "visit": (),
    "opaque": (
        Setting("what", "what", Plain(), absent="", maybe=False),
        Setting("continues", "continues", YES_NO, absent=UNKNOWN),
    ),
}
"""The settings of each kind of step, by its word."""

FLOW: Final[Settings] = (
    Setting("title", "title", Plain(), maybe=False),
    Setting("language", "language", Name("a language such as nl-NL"), maybe=False),
    Setting("role", "role", Choice(Role, "a role"), absent=Role.ENTRY, maybe=False),
)

REPLY: Final[Settings] = (
    Setting("kind", "kind", Choice(ReplyKind, "a kind"), absent=ReplyKind.UNKNOWN, maybe=False),
    Setting("from", "sender", AddressValue()),
    Setting("reply-to", "reply_to", AddressValue()),
    Setting("envelope", "envelope", AddressValue()),
    Setting("language", "language", Name("a language such as nl-NL"), maybe=False),
    Setting("subject", "subject", SpokenText()),
    Setting("trigger", "trigger", Plain(), maybe=False),
    Setting("excludes", "excludes", Excluded()),
    Setting("interval", "least_interval", DURATION),
    Setting("audience", "audience", Choice(Audience, "an audience"), maybe=False),
    Setting("variables", "variables", NAME_SET),
    Setting("consent", "consent", YES_NO, absent=UNKNOWN),
)

PAGE: Final[Settings] = (
    Setting("kind", "kind", Choice(PageKind, "a kind"), absent=PageKind.PAGE, maybe=False),
    Setting("address", "address", Plain(), maybe=False),
    Setting("title", "title", Plain(), maybe=False),
    Setting("language", "language", Name("a language such as nl-NL"), maybe=False),
    Setting("free-text", "free_text", YES_NO, absent=UNKNOWN),
    Setting("needs", "needs", NAMES, absent=(), maybe=False),
)
