"""Which files belong to a FreeSWITCH configuration: by their first elements.

Nearly every file of one is a fragment of XML that another takes in, under any name. So what
counts is the element that it begins with, and something in it that only FreeSWITCH has.
"""

from __future__ import annotations

import re
from typing import Final

from ivrlint.formats import Candidate, Claim

_HEAD: Final = 4096
"""A head of this many code points may be the beginning of a longer text."""
_BEFORE: Final = re.compile(
    r"(?:[\ufeff\s]++|<\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE[^>\[]*+>)*+"
)
_OPENS: Final = re.compile(r"<([A-Za-z][\w-]*+)([^<>]*+)")
_DIRECTIVE: Final = re.compile(r"<X-PRE-PROCESS\s[^<>]*\bcmd\s*=", re.IGNORECASE)
_SECTION: Final = (
    r"<section\s+name=[\"'](?:configuration|dialplan|chatplan|directory|languages|phrases)[\"']"
)
_OWN: Final = {
    "document": r"freeswitch/xml|" + _SECTION,
    "section": _SECTION,
    "context": r"<extension\b|<condition\b|<X-PRE-PROCESS\b",
    "extension": r"<condition\b|<(?:anti-)?action\s",
    "configuration": r"<configuration\s[^<>]*\bname\s*=\s*[\"'][\w.-]+\.conf[\"']",
    "menus": r"<menu\s",
    "menu": r"\bgreet-(?:long|short)\s*=|\baction\s*=\s*[\"']menu-",
    "language": r"<(?:phrases|macros|macro)\b|\bsay-module\s*=|<prompt\s[^<>]*\bfilename\s*=",
    "phrases": r"<macros?\b",
    "macros": r"<macro\s",
    "macro": r"<input\s[^<>]*\bpattern\s*=|<action\s[^<>]*\bfunction\s*=",
    "domain": r"<(?:params?|variables?|users?|groups?)\b[^<>]*>",
    "user": r"<params?\b|<variables?\b",
    "gateway": r"<param\s",
    "profile": r"<(?:settings|gateways|params?)\b",
}
"""What a file has that begins with an element of this name."""
_INSIDE: Final = (
    r"<(?:action|anti-action|condition|context|domain|entry|extension|gateway|language|macro|menu"
    r"|param|profile|user|variable)\b|<!--#(?:set|include)\b"
)
"""What stands in `<include>`, which is around the fragments of FreeSWITCH and little else."""
_NAMESPACE: Final = r"(?i)<(?:x|xi|ui|mx):|\bxmlns\b"
_MAIL: Final = r"\$\{voicemail_[a-z_]+\}"
_HEADER: Final = r"[\ufeff\s]*(?:From|To|Date|Subject|Reply-To|X-[\w-]+):"


def claim(candidate: Candidate) -> Claim:
    """How sure it is that a file belongs to a FreeSWITCH configuration."""
    head = candidate.head
    if is_mail(head):
        return Claim.CERTAIN
    opens = _first(head)
    if opens is None and len(head) >= _HEAD and head.lstrip("\ufeff \t\r\n").startswith("<"):
        head = candidate.read()
        opens = _first(head)
    if opens is None:
        return Claim.NO
    name, attributes = opens[1], opens[2]
    if name.lower() == "x-pre-process":
        return Claim.CERTAIN
    if name == "include":
        if attributes.strip(" \t\r\n/"):
            return Claim.NO
        inside = re.search(_INSIDE, head) or _DIRECTIVE.search(head)
        if inside is None and len(head) >= _HEAD:
            inside = re.search(_INSIDE, candidate.read())
        return Claim.CERTAIN if inside else Claim.BY_CONTENT
    pattern = _OWN.get(name)
    if pattern is None or re.search(_NAMESPACE, attributes):
        return Claim.NO
    if re.search(pattern, head) or _DIRECTIVE.search(head):
        return Claim.CERTAIN
    if len(head) < _HEAD:
        return Claim.NO
    return Claim.CERTAIN if re.search(pattern, candidate.read()) else Claim.NO


def is_mail(text: str) -> bool:
    """Whether a text is the template of a mail about a voice message."""
    return re.match(_HEADER, text) is not None and re.search(_MAIL, text) is not None


def _first(text: str) -> re.Match[str] | None:
    before = _BEFORE.match(text)
    return _OPENS.match(text, before.end() if before else 0)
