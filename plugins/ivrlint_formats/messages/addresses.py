"""Mail addresses in headers and settings."""

from __future__ import annotations

import re
from email.utils import parseaddr
from typing import Final

from ivrlint.model import Address
from ivrlint_formats.data import String

LONGEST: Final = 1_000
"""Code points that are searched for an address."""
_MOST_COMMENTS: Final = 20
_BARE: Final = re.compile(r"[^\s<>@,;:\"()\[\]]{1,64}@[^\s<>@,;:\"()]{1,255}")


def address_of(value: String) -> Address | None:
    """The first address of a value with the name before it; None where it holds none."""
    text = value.value
    if len(text) > LONGEST or not text.strip():
        return None
    name = address = ""
    if text.count("(") <= _MOST_COMMENTS:  # the library reads them one inside the other
        try:
            name, address = parseaddr(text)
        except (ValueError, IndexError):
            return None
    if not _BARE.fullmatch(address):
        found = _BARE.search(text)
        if found is None:
            return None
        address = found[0]
    at = text.rfind(address)
    place = value.part(at, at + len(address)).place if at >= 0 else value.inside
    return Address(address, place, name.strip() or None)
