"""Names of extensions: how the engine keeps them, and which of them are one and the same."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.lean import dataclass

_SETS: Final = {"0123456789": "X", "123456789": "Z", "23456789": "N"}


@dataclass(frozen=True, slots=True)
class Name:
    """An extension with its caller ID (None: any caller) as the engine keeps them.

    Two names with the same `key` are one extension: blanks and hyphens count
    for nothing, and in a pattern `[0-9]` is `X`.
    """

    exten: str
    cid: str | None
    key: tuple[str, str | None]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left of it."""
        return not self.exten and self.cid is None


def name_of(text: str) -> Name:
    """The name that `exten => text,…` gives."""
    exten, slash, cid = text.partition("/")
    exten = without_blanks(exten)
    caller = _shrunk(cid) if slash else None
    return Name(exten, caller, (key_of(exten), None if caller is None else key_of(caller)))


def without_blanks(exten: str) -> str:
    """Without spaces, except those between the brackets of a pattern."""
    if " " not in exten:
        return exten
    if exten[:1] != "_" or "[" not in exten:
        return exten.replace(" ", "")
    return "".join(
        part if part[:1] == "[" else part.replace(" ", "")
        for part in re.split(r"(\[[^\]]*\]?)", exten)
    )


def key_of(exten: str) -> str:
    """What two names have in common that the engine takes for the same."""
    if exten[:1] != "_":
        return exten.replace("-", "")
    if "[" not in exten:
        return "_" + _plain(exten[1:])
    return "_" + "".join(
        _set(part) if part[:1] == "[" else _plain(part)
        for part in re.split(r"(\[[^\]]*\]?)", exten[1:])
    )


def matches(pattern: str, exten: str) -> bool:
    """Whether an extension matches a pattern, both as keys."""
    if exten[:1] == "_":
        return False
    known = {"X": "[0-9]", "Z": "[1-9]", "N": "[2-9]", ".": "(?s:.+)", "!": "(?s:.*)"}
    parts = re.findall(r"\[[^\]]*\]|[^\[]", pattern[1:])
    if any(part in (".", "!") for part in parts[:-1]):
        return False
    return (
        re.fullmatch(
            "".join(
                known.get(part) or (f"[{re.escape(part[1:-1])}]" if part[2:] else re.escape(part))
                for part in parts
            ),
            exten,
        )
        is not None
    )


def _plain(text: str) -> str:
    return text.replace("-", "").replace("x", "X").replace("n", "N").replace("z", "Z")


def _set(text: str) -> str:
    if text[-1] != "]" or len(text) > 1000:
        return text
    inside, at = text[1:-1], 0
    members: set[str] = set()
    while at < len(inside):
        if inside[at + 1 : at + 2] == "-" and at + 2 < len(inside):
            first, last = ord(inside[at]), ord(inside[at + 2])
            members.update(chr(code) for code in range(first, min(last, first + 255) + 1))
            at += 3
        else:
            members.add(inside[at])
            at += 1
    whole = "".join(sorted(members))
    return _SETS.get(whole, whole if len(whole) == 1 and whole not in "XNZ.!" else f"[{whole}]")


def _shrunk(number: str) -> str:
    """A caller's number without blanks, parentheses, hyphens, and dots but the last."""
    kept = []
    bracketed = 0
    for at, char in enumerate(number):
        if char in "[]":
            bracketed += 1 if char == "[" else -1
        elif char in "( )" or (char == "-" and not bracketed) or (char == "." and number[at + 1 :]):
            continue
        kept.append(char)
    return "".join(kept)
