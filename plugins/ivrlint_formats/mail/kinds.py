"""Telling automatic replies from mails that people wrote, and from all other files."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.formats import Candidate, Claim

MAIL_SUFFIXES: Final = frozenset({".eml", ".email", ".mail", ".rfc822"})

_HEADER: Final = r"[!-9;-~]+[ \t]*:"
_BLOCK_END: Final = r"\r?\n[ \t]*\r?\n"
_KNOWN: Final = (
    r"(?im)^(?:from|to|subject|date|message-id|received|return-path|mime-version|content-type|"
    r"reply-to|auto-submitted|in-reply-to)[ \t]*:"
)
_SOME_MARK: Final = (
    r"(?im)^(?:auto-submitted|x-auto-?(?:response-suppress|re(?:ply|spond)[\w-]*|generated)|"
    r"x-mail-autoreply|precedence|x-failed-recipients|content-type|subject)[ \t]*:"
)
_NAMED: Final = (
    r"(?i)auto[-_. ]?(?:re(?:ply|spon)|antwo)|out[-_. ]?of[-_. ]?office|vacation|absence|afwezig|"
    r"abwesen|acknowledg|ontvangstbevest|eingangsbest|accuse|acuse|canned|"
    r"(?:ticket|case)[-_. ]?(?:new|creat|open|clos|resol)"
)


def claim(candidate: Candidate) -> Claim:
    """Certain for a mail that says of itself that a machine sent it; no mail else."""
    named = candidate.path.suffix.lower() in MAIL_SUFFIXES
    head = candidate.head.lstrip("\ufeff")
    if not named and ":" not in head[:200]:
        return Claim.NO
    begun = re.match(rf"(?:>?From [^\n]*\n)?{_HEADER}", head)
    if begun is None:
        return Claim.NO
    ended = re.search(_BLOCK_END, head)
    block = head[: ended.start() + 1] if ended else head
    if not named and len({found.lower() for found in re.findall(_KNOWN, block)}) < 3:
        return Claim.NO
    if ended is None and len(candidate.head) >= 4096:
        text = candidate.read()
        ended = re.search(_BLOCK_END, text)
        block = text[: ended.start() + 1] if ended else text
        if len(block) > 1 << 20:
            return Claim.NO
    if not re.search(_SOME_MARK, block):
        return Claim.NO
    from ivrlint_formats.mail.marks import is_automatic, is_received
    from ivrlint_formats.mail.reading import entity_of_text

    entity = entity_of_text(block)
    if is_automatic(entity):
        return Claim.CERTAIN
    if not named or is_received(entity) or not entity.text("subject"):
        return Claim.NO
    said = f"{candidate.path.name}\n{entity.text('subject')}"
    return Claim.BY_NAME if re.search(_NAMED, said) else Claim.NO
