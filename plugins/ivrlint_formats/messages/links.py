"""Where the words of a text lead: addresses of pages that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivrlint.model import Link
from ivrlint.text import Text

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"'{}|\\^`]{1,2000}", re.IGNORECASE)
_TRAILING: Final = ".,;:!?)]*_"


def links_in(text: Text) -> Iterator[Link]:
    """The addresses that stand in a text, each once."""
    seen: set[str] = set()
    for found in _ADDRESS.finditer(text.plain):
        address = found[0].rstrip(_TRAILING)
        if address.lower() not in seen and len(address) > len("https://"):
            seen.add(address.lower())
            yield Link(text.part(found.start(), found.start() + len(address)), None, None, address)
