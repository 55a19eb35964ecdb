"""Recognising VoiceXML by its root element, and the templates that can be read like it."""

from __future__ import annotations

import codecs
import re
from typing import Final

from ivrlint.formats import Candidate, Claim

_ROOT: Final = re.compile(r"<(?:\w+:)?vxml(?=[\s>/])")
_BEFORE: Final = re.compile(
    r"(?:[\ufeff\s]|<\?xml\b[^>]*>|<\?xml-[^>]*>|<!--.*?-->|<!DOCTYPE\b[^>\[]*(?:\[.*?\]\s*)?>"
    r"|<%@[^%]*%>|<%--.*?--%>)*+",
    re.DOTALL,
)
_PROGRAM: Final = re.compile(r"<%(?![=@-])|<\?(?!xml\b|xml-|=)|\{%|<c:|<jsp:|<xsl:|<s:(?!ub\b)")
"""Marks of a program that writes parts of the file: what a caller meets is decided elsewhere."""
_FILLED_IN: Final = re.compile(
    r"(?P<value><%=(?:[^%]|%(?!>)){0,200}+%>|<\?=(?:[^?]|\?(?!>)){0,200}+\?>)"
    r"|<%--(?:[^-]|-(?!-%>)){0,1000}+--%>|<%@(?:[^%]|%(?!>)){0,200}+%>"
)
_HEAD: Final = 4096
"""Code points of a candidate's head: there is more of the file when it is as long."""
_ENCODING: Final = re.compile(
    rb"<\?xml\b[^<>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']"
)
_SAFE: Final = re.compile(
    r"(?:us-ascii|utf-?8|iso[-_]?8859[-_]?\d{1,2}|latin-?1|windows-?125\d|cp125\d|koi8-[ru]"
    r"|shift_jis|euc-(?:jp|kr)|gb2312|gbk|gb18030|big5)",
    re.IGNORECASE,
)


def claim(candidate: Candidate) -> Claim:
    """Whether a file is VoiceXML.

    Pages of PHP, JSP or EJS count where they only fill in values: where they
    decide what is in the file, reading it as it stands would be a guess.
    """
    head = candidate.head
    match = _ROOT.search(head)
    if match is None:
        return Claim.NO
    if _BEFORE.fullmatch(head, 0, match.start()) is None and not _faulty(head[: match.start()]):
        return Claim.NO
    perhaps = any(mark in head for mark in ("<%", "{%", "<c:", "<jsp:", "<xsl:", "<s:"))
    perhaps = perhaps or "<?" in head[match.start() :] or len(head) >= _HEAD
    return Claim.NO if perhaps and _PROGRAM.search(candidate.read()) else Claim.CERTAIN


def _faulty(before: str) -> bool:
    """Whether what stands before the root is only a broken declaration or loose text."""
    return len(before) < 400 and "<" not in re.sub(r"<[?!][^<>]*>?", "", before)


def without_template(text: str) -> str | None:
    """The text without the marks of a template that fills in values; None where it has none.

    It is as long as before: values are letters, what writes nothing is space.
    """
    if "<%" not in text and "<?=" not in text:
        return None
    return _FILLED_IN.sub(_stand_in, text)


def _stand_in(match: re.Match[str]) -> str:
    return ("x" if match["value"] else " ") * len(match[0])


def declared_encoding(head: bytes) -> str | None:
    """The encoding that an XML declaration at the beginning names; None for none, or a strange one.

    Of encodings in which the declaration itself could not be read as it stands,
    the byte-order mark tells.
    """
    match = _ENCODING.search(head[:1000])
    name = match[1].decode("ascii") if match is not None else ""
    if not _SAFE.fullmatch(name):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
