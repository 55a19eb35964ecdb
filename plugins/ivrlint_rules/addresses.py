"""Addresses: whether somebody reads what is sent there."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pkgutil import get_data
from typing import Final

from ivrlint.model import UNKNOWN, Address, Maybe, Reply

_IGNORED: Final = r"[.\-_+]"
_MARKED: Final = (
    r"(?:^|[-_.+])(?:no|not|dont|do[-_.]?not)[-_.]?"
    r"(?:reply|replies|respond|response|answer)(?:$|[-_.+])"
)


def is_answered(reply: Reply) -> Maybe[bool]:
    """Whether somebody reads what is sent in answer, as far as the addresses tell."""
    sender, back = reply.sender, reply.reply_to
    if isinstance(back, Address):
        return not is_unread(back)
    if not isinstance(sender, Address):
        return UNKNOWN
    if not is_unread(sender):
        return True
    if back is UNKNOWN and "reply.reply-to" not in reply.document.knows:
        return UNKNOWN
    return False


def is_unread(address: Address) -> bool:
    """Whether the address says of itself that nobody reads what is sent to it."""
    local = unicodedata.normalize("NFC", address.local_part).casefold()
    plain = re.sub(_IGNORED, "", local).rstrip("0123456789")
    return plain in _unread_names() or re.search(_MARKED, local) is not None


@cache
def _unread_names() -> frozenset[str]:
    """Local parts that mean "no reply", without separators, from a data file."""
    data = get_data("ivrlint_rules.mail", "no_reply.json")
    assert data is not None
    names: frozenset[str] = frozenset(
        name for language in json.loads(data)["names"].values() for name in language
    )
    return names
