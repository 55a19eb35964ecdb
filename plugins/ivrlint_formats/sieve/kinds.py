"""Telling a Sieve script from other files, by its name and by how it begins."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.formats import Candidate, Claim

SUFFIXES: Final = frozenset({".sieve", ".siv", ".svtest"})

_SKIP: Final = re.compile(
    r"(?:[\s\ufeff]+|#[^\n]*(?:\n|\Z)|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|\{%[^{}\n]*%\}|\{#[^{}\n]*#\})*"
)
_CAPABILITY: Final = (
    r"fileinto|e?reject|vacation(?:-seconds)?|envelope|encoded-character|variables|relational|"
    r"subaddress|regex|copy|body|date|index|e?notify|imap4?flags|include|mailbox(?:id)?|mime|"
    r"editheader|environment|duplicate|ihave|spamtest(?:plus)?|virustest|special-use|fcc|"
    r"foreverypart|extracttext|enclose|replace|extlists|m?boxmetadata|mboxmetadata|servermetadata|"
    r"redirect-d(?:sn|eliverby)|imapsieve|convert|snooze|comparator-[\w;.-]+|vnd\.[\w.-]+"
)
_REQUIRE: Final = re.compile(
    rf'require\s*\[?\s*(?:(?:\#[^\n]*\n|/\*[^*]*\*+/)\s*)*"(?:{_CAPABILITY})"', re.IGNORECASE
)
_TEST: Final = (
    r"header|address|envelope|exists|size|true|false|body|currentdate|date|string|hasflag|"
    r"spamtest|virustest|duplicate|mailboxexists|environment|ihave|valid_notify_method"
)
_FIRST: Final = re.compile(
    rf"(?:if|elsif)\s+(?:(?:not|(?:anyof|allof)\s*\()\s*(?:[#][^\n]*\n\s*)*)*(?:{_TEST})\b"
    r"(?:\s*(?::[a-z]+|[\"\[{]|[#]|,)|\s*\))"
    r"|(?:vacation|e?reject|fileinto|redirect)\s+(?::[a-z]+\s|text:|\"[^\"]*\"\s*;)"
    r"|(?:keep|discard|stop)\s*;"
    r"|set\s+(?::[a-z]+\s+)*\"\w+\"\s+(?:\"|text:)"
    r"|include\s+(?::[a-z]+\s+)*\"[^\"\n]+\"\s*;"
    r"|test_set\s+\"message\"",
    re.IGNORECASE,
)
_NEVER: Final = re.compile(r"#!(?!.*sieve)|<\?|<!|\s*[{\[<]|%!")


def claim(candidate: Candidate) -> Claim:
    """By the name, where the content begins as a script does; else by the content alone."""
    named = candidate.path.suffix.lower() in SUFFIXES
    head = candidate.head
    if _NEVER.match(head) and not re.match(r"\s*\{[{%#]", head):
        return Claim.NO
    skipped = _SKIP.match(head)
    at = skipped.end() if skipped else 0
    if at >= len(head) and len(head) >= 4096:
        head = candidate.read()
        skipped = _SKIP.match(head)
        at = skipped.end() if skipped else 0
    begins = _REQUIRE.match(head, at) or _FIRST.match(head, at)
    if named:
        return Claim.CERTAIN if begins else Claim.BY_NAME
    return Claim.BY_CONTENT if begins else Claim.NO
