"""Grammars written as text: JSGF and ABNF, as far as they are plain lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivrlint_formats.data import String
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.srgs import Phrase

_MOST: Final = 100
_RULE: Final = re.compile(r"(?:public\s+)?[<$]([\w.-]+)>?\s*=\s*([^;]*);")
_ROOT: Final = re.compile(r"\broot\s+\$([\w.-]+)")
_ALTERNATIVE: Final = re.compile(r"(?:[^|{}\"]|\{[^{}]*\}|\"[^\"]*\")+")
_TAG: Final = re.compile(r"\{!?\s*([^{}]*?)\s*!?\}")
_WEIGHT: Final = re.compile(r"/[\d.]+/")
_NOT_PLAIN: Final = re.compile(r"[<>$()\[\]+*]")
_LISTED: Final = ("jsgf", "srgs", "grammar-choice", "abnf")


def phrases_of(grammar: Element) -> list[Phrase] | None:
    """The phrases of a plain list such as `1 {sales} | 2 {service}`.

    None for what refers to other rules, repeats, or is in another notation.
    """
    string = next((one for one in grammar.strings() if one.value.strip()), None)
    if string is None or len(string.value) > 20_000 or not _is_list(grammar, string.value):
        return None
    start, end = _body(string.value)
    found: list[Phrase] = []
    for phrase in _alternatives(string, start, end):
        if phrase is None or len(found) == _MOST:
            return None
        found.append(phrase)
    return found or None


def _is_list(grammar: Element, text: str) -> bool:
    kind = (grammar.get("type") or "").lower()
    if kind:
        return any(name in kind for name in _LISTED)
    return text.lstrip().startswith(("#JSGF", "#ABNF")) or (
        grammar.local == "dtmf" or (grammar.get("mode") or "").lower() == "dtmf"
    )


def _body(text: str) -> tuple[int, int]:
    """Where the alternatives stand: the whole text, or those of the root rule."""
    rules = list(_RULE.finditer(text))
    if not rules:
        return 0, len(text)
    root = _ROOT.search(text)
    public = (rule for rule in rules if rule[0].startswith("public"))
    chosen = next((rule for rule in rules if root and rule[1] == root[1]), None)
    rule = chosen or next(public, rules[0])
    return rule.start(2), rule.end(2)


def _alternatives(string: String, start: int, end: int) -> Iterator[Phrase | None]:
    for match in _ALTERNATIVE.finditer(string.value, start, end):
        text = _WEIGHT.sub(" ", match[0])
        tag = _TAG.search(text)
        words = _TAG.sub(" ", text).replace('"', " ")
        spaceless = "".join(words.split())
        if not spaceless:
            continue
        if _NOT_PLAIN.search(words) and not re.fullmatch(r"[0-9*#]", spaceless):
            yield None
            return
        left = match.start() + len(match[0]) - len(match[0].lstrip())
        right = match.start() + len(match[0].rstrip())
        yield Phrase(tuple(words.split()), tag[1] if tag else None, string.part(left, right).place)
