"""Values of attributes and parameters, as the engine takes them."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(r"\s*([+-]?\d{1,9})")
_PLACEHOLDER: Final = re.compile(r"\$\$?\{|\{\{|\{%|<%|@@|%\(")


def integer(text: str | None) -> int:
    """A number as C reads it: up to the first letter, 0 where there is none."""
    match = _NUMBER.match(text or "")
    return int(match[1]) if match else 0


def is_number(text: str) -> bool:
    """Whether a text is a whole number and nothing else."""
    match = _NUMBER.match(text)
    return match is not None and not text[match.end() :].strip()


def is_template(text: str | None) -> bool:
    """Whether something is filled in before or while the engine reads it."""
    return text is not None and _PLACEHOLDER.search(text) is not None


def is_true(text: str | None) -> bool:
    """Whether a value is `true` to the engine (`switch_true`)."""
    lowered = (text or "").strip().lower()
    return lowered in {"yes", "on", "true", "t", "enabled", "active", "allow"} or (
        lowered.isdigit() and int(lowered[:9]) != 0
    )
