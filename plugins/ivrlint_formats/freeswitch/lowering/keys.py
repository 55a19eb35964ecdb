"""The digits of a menu's entries as keys: `1`, `12`, `/^(10[01][0-9])$/`."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = "0123456789"
_PIECE: Final = re.compile(
    r"(?P<set>\[(?P<members>[0-9*#-]+)\]|\\d|\.|\\[*#+]|[0-9*#])"
    r"(?:\{(?P<least>\d{1,2})(?P<comma>,)?(?P<most>\d{1,2})?\}|(?P<many>[*+?]))?"
)
_ANCHORED: Final = re.compile(r"\^?(?:\((?:\?:)?(?P<all>[^()]*)\)|(?P<plain>[^()]*?))(?P<end>\$?)")
_LONGEST: Final = 20
_MOST: Final = 12


def keys_of(digits: str) -> tuple[str, ...]:
    """What has to be pressed; nothing where that cannot be told.

    Several keys for a choice between them. Patterns are written as in `ivrlint_rules.keys`.
    """
    if not digits.startswith("/"):
        return (digits,)
    pattern = digits.strip("/")
    match = _ANCHORED.fullmatch(pattern)
    if match is None:
        return ()
    inner = match["all"] if match["all"] is not None else match["plain"]
    ends = bool(match["end"]) or inner.endswith("$")
    found = []
    for alternative in inner.split("|")[: _MOST + 1]:
        key = _key(alternative.removeprefix("^").removesuffix("$"), ends=ends)
        if key is None:
            return ()
        found.append(key)
    return tuple(dict.fromkeys(found)) if len(found) <= _MOST else ()


def _key(pattern: str, *, ends: bool) -> str | None:
    """One alternative as a key or a pattern; None where it is neither."""
    parts: list[str] = []
    open_end = not ends
    at = 0
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        if piece is None or len(parts) > _LONGEST:
            return None
        at = piece.end()
        one = _one(piece)
        if one is None:
            return None
        least = int(piece["least"]) if piece["least"] else 1
        if piece["many"] in ("*", "?"):
            least = 0
        more = piece["many"] is not None or piece["comma"] is not None
        parts += [one] * min(least, _LONGEST)
        if more:
            if at < len(pattern):
                return None
            open_end = True
    if not parts:
        return "_!" if open_end else None
    if open_end:
        return "_" + "".join(parts) + "!"
    plain = "".join(parts)
    if all(len(one) == 1 and one not in "XZN" for one in parts):
        return plain
    if len(parts) == 1:
        return _range(parts[0]) or "_" + plain
    return "_" + plain


def _one(piece: re.Match[str]) -> str | None:
    """What stands for one key: a key, `X`, or a set."""
    written = piece["set"]
    if written in ("\\d", "."):
        return "X"
    if written.startswith("\\"):
        return written[1] if written[1] in "*#" else None
    if piece["members"] is None:
        return written
    members = _members(piece["members"])
    if members is None:
        return None
    return "X" if members == _DIGITS else f"[{members}]" if len(members) > 1 else members


def _members(written: str) -> str | None:
    found: set[str] = set()
    at = 0
    while at < len(written):
        if written[at + 1 : at + 2] == "-" and at + 2 < len(written):
            first, last = written[at], written[at + 2]
            if not (first.isdigit() and last.isdigit() and first <= last):
                return None
            found.update(_DIGITS[int(first) : int(last) + 1])
            at += 3
        else:
            found.add(written[at])
            at += 1
    return "".join(sorted(found)) if found <= set(_DIGITS + "*#") else None


def _range(one: str) -> str | None:
    """A single place as a range of keys: `0-9`, `2-4`."""
    members = _DIGITS if one == "X" else one.strip("[]")
    if members and members in _DIGITS:
        return f"{members[0]}-{members[-1]}"
    return None
