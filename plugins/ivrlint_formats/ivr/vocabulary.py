"""The words that open something: what the parser has to know to close what was left open."""

from __future__ import annotations

from typing import Final

CHANNELS: Final = ("phone", "chat", "form")
"""Words that begin a flow."""

STEPS: Final = (
    "say", "menu", "collect", "branch", "queue", "transfer", "agent", "bot", "voicemail",
    "callback", "survey", "send", "record", "lookup", "set", "call", "return", "hangup", "visit",
    "opaque",
)  # fmt: skip
"""Words that begin a step."""

BESIDE_FLOWS: Final = ("reply", "page", "hours", "transcript", "about")
"""Words that begin something that stands beside the flows."""

CAUSES: Final = (
    "key", "word", "noinput", "nomatch", "exhausted", "timeout", "full", "empty", "busy",
    "noanswer", "error", "open", "closed", "holiday", "when", "otherwise", "next",
)  # fmt: skip
"""Words that begin a way out of a step."""

RESERVED: Final = frozenset(
    {"none", "unknown", "yes", "no", "step", "flow", "page", "or", "within"}
)
"""Words that mean something where a name could stand: as names they are quoted."""
