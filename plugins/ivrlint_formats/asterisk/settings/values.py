"""Values of settings as the engine's C code takes them."""

from __future__ import annotations

import re
from typing import Final

from ivrlint_formats.asterisk.conf.nodes import Setting

TRUE: Final = frozenset({"yes", "true", "y", "t", "1", "on"})
FALSE: Final = frozenset({"no", "false", "n", "f", "0", "off"})
_MOST: Final = 2**31 - 1
_FEW_DIGITS: Final = 10


def is_true(text: str) -> bool:
    """Whether a switch is on: any word but the six of `TRUE` turns it off."""
    return text.lower() in TRUE


def is_boolean(text: str) -> bool:
    """Whether it is a word that turns a switch on or off."""
    return text.lower() in TRUE or text.lower() in FALSE


def integer(text: str) -> int:
    """The whole number that a text begins with, 0 where it begins with none (`atoi`)."""
    if text.isascii() and text.isdigit() and len(text) < _FEW_DIGITS:
        return int(text)
    found = re.match(r"[ \t]*([+-]?)0*([0-9]{1,20})", text)
    if not found:
        return 0
    number = min(int(found[2]), _MOST)
    return -number if found[1] == "-" else number


def is_integer(text: str) -> bool:
    """Whether the engine finds a whole number in it."""
    return (text.isascii() and text.isdigit()) or re.match(r"[ \t]*[+-]?[0-9]", text) is not None


def is_plain(setting: Setting) -> bool:
    """Whether its value is written out; a template's placeholder may become anything."""
    return bool(setting.value) and not re.search(r"[$<%{@]", setting.value)
