"""Liquid, the template language of Studio's texts: variables, conditions, alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.text import Piece, Text, Variable
from ivrlint_formats.data import String
from ivrlint_formats.spoken import joined, name_of, text_of

OUTPUT: Final = r"\{\{(?:[^{}]|\}(?!\})|\{(?!\{)){0,2000}\}\}"
VARIABLES: Final = (
    rf"{OUTPUT}|\$\{{[^{{}}\r\n]{{1,200}}\}}|\{{%(?:[^%{{]|%(?!\}})|\{{(?!%)){{0,2000}}%\}}"
)
"""`{{…}}`, the `${…}` of Terraform, and tags that are left over."""

_TAG: Final = re.compile(r"\{%-?\s*(?P<name>\w+)(?P<rest>(?:[^%{]|%(?!\})|\{(?!%)){0,2000})%\}")
_OUTPUT: Final = re.compile(OUTPUT)
_PATH: Final = re.compile(
    r"(?:flow|widgets|trigger|contact)(?:\s*\.\s*[\w-]+|\[\s*(?:\d+|'[^'\]]*'|\"[^\"\]]*\")\s*\])+"
)
_FILLED: Final = re.compile(rf"{OUTPUT}|\{{%(?:[^%{{]|%(?!\}})|\{{(?!%)){{0,2000}}%\}}")
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_OPENS: Final = frozenset({"if", "unless", "case", "for", "capture", "comment", "raw", "tablerow"})
_MOST_CASES: Final = 12
"""Alternatives of one text; beyond, the whole block is one variable."""


def paths_in(text: str) -> Iterator[str]:
    """The data that a text with placeholders looks at: `flow.variables.x`, `widgets.m.Digits`."""
    for filled in _FILLED.finditer(text):
        inside = filled[0]
        for match in _PATH.finditer(inside if "[" in inside else _QUOTED.sub("''", inside)):
            yield re.sub(r"\s+", "", match[0])


def path_of(text: str) -> str | None:
    """The data that a text is, where it is nothing but one placeholder without filters."""
    match = _OUTPUT.fullmatch(text.strip())
    inside = match[0][2:-2].strip().strip("-").strip() if match else text.strip()
    found = _PATH.fullmatch(inside)
    return re.sub(r"\s+", "", found[0]) if found else None


def short(path: str) -> str:
    """The name of a piece of data as people know it: `department`, `menu.Digits`."""
    for prefix in ("flow.variables.", "flow.data.", "widgets."):
        if path.startswith(prefix):
            return path[len(prefix) :]
    return path


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the texts that may be heard; `condition` is when, None for always."""

    condition: str | None
    text: Text


def alternatives(string: String, *, spoken: bool) -> list[Alternative]:
    """The texts that a property may say, one for each case of a plain `if` or `case`.

    A text with blocks within blocks, or with several of them, is one text: each block counts
    as a variable in it. `spoken`: tags of SSML are no words.
    """
    pieces: list[Piece]
    blocks = _blocks(string.value) if "{%" in string.value else []
    if len(blocks) == 1 and blocks[0].cases and len(blocks[0].cases) <= _MOST_CASES:
        (block,) = blocks
        text = string.value
        before = (
            _pieces(string, 0, block.start, spoken=spoken) if text[: block.start].strip() else []
        )
        after = (
            _pieces(string, block.end, len(text), spoken=spoken)
            if text[block.end :].strip()
            else []
        )
        cases = list(block.cases)
        if not block.has_else:
            cases.append(_Case("otherwise", block.end, block.end))
        found = []
        for one in cases:
            start, end = _trimmed(text, one, left=not before, right=not after)
            pieces = [*before, *_pieces(string, start, end, spoken=spoken), *after]
            found.append(Alternative(one.condition, Text.of(joined(pieces))))
        return [one for one in found if one.text.plain.strip()]
    pieces = []
    at = 0
    for block in blocks:
        pieces += _pieces(string, at, block.start, spoken=spoken)
        if not block.silent:
            place = string.part(block.start, block.end).place
            pieces.append(Variable(block.name, place))
        at = block.end
    pieces += _pieces(string, at, len(string.value), spoken=spoken)
    whole = Text.of(joined(pieces))
    return [Alternative(None, whole)] if whole.plain.strip() else []


@dataclass(frozen=True, slots=True)
class _Case:
    condition: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Block:
    """A tag with everything up to its end; `cases` where it is a plain `if` or `case`."""

    name: str
    start: int
    end: int
    cases: tuple[_Case, ...] = ()
    has_else: bool = False
    silent: bool = False


def _blocks(text: str) -> list[_Block]:
    """The outermost blocks of a text; what is not closed ends with the text."""
    found: list[_Block] = []
    open_at: re.Match[str] | None = None
    names: list[str] = []
    parts: list[re.Match[str]] = []
    nested = False
    for tag in _TAG.finditer(text):
        name = tag["name"]
        if not names:
            if name in _OPENS:
                open_at, names, parts, nested = tag, [name], [], False
            elif not name.startswith("end"):
                found.append(_Block(name, tag.start(), tag.end(), silent=True))
        elif name == f"end{names[-1]}":
            names.pop()
            if not names and open_at is not None:
                found.append(_block(open_at, parts, tag, nested=nested))
        elif name in _OPENS:
            names.append(name)
            nested = True
        elif len(names) == 1 and name in ("else", "elsif", "elseif", "when"):
            parts.append(tag)
    if names and open_at is not None:
        found.append(_Block(open_at["name"], open_at.start(), len(text)))
    return found


def _block(
    opened: re.Match[str],
    parts: Sequence[re.Match[str]],
    closed: re.Match[str],
    *,
    nested: bool,
) -> _Block:
    name = opened["name"]
    subject = _words(opened["rest"])
    if name in ("capture", "comment"):
        return _Block(name, opened.start(), closed.end(), silent=True)
    shown = subject.split(" ")[0] or name
    if nested or name not in ("if", "unless", "case"):
        return _Block(shown, opened.start(), closed.end())
    heads = [opened, *parts] if name != "case" else list(parts)
    ends = [*(head.start() for head in heads[1:]), closed.start()]
    cases = []
    for head, end in zip(heads, ends, strict=True):
        cases.append(_Case(_condition(name, subject, head), head.end(), end))
    has_else = any(head["name"] == "else" for head in heads)
    return _Block(shown, opened.start(), closed.end(), tuple(cases), has_else)


def _condition(kind: str, subject: str, head: re.Match[str]) -> str:
    if head["name"] == "else":
        return "otherwise"
    said = _words(head["rest"])
    if kind == "case":
        return f"{subject} = {said}"
    return f"not {said}" if head["name"] == "unless" else said


def _words(rest: str) -> str:
    return (
        re.sub(r"\s+", " ", rest).strip(" -").replace("widgets.", "").replace("flow.variables.", "")
    )


def _trimmed(text: str, case: _Case, *, left: bool, right: bool) -> tuple[int, int]:
    """Where a case begins and ends, without the white space at the ends of the whole text."""
    inside = text[case.start : case.end]
    start = case.start + (len(inside) - len(inside.lstrip()) if left else 0)
    end = case.end - (len(inside) - len(inside.rstrip()) if right else 0)
    return start, max(start, end)


def _pieces(string: String, start: int, end: int, *, spoken: bool) -> list[Piece]:
    """The words and variables of a stretch of a text."""
    if start >= end:
        return []
    words = string.part(start, end)
    part = String(words.text, words.place, words.place, words.anchors)
    text = text_of(part, variables=VARIABLES, ssml=spoken)
    return [_named(piece) for piece in text.pieces]


def _named(piece: Piece) -> Piece:
    """A variable by the name of the data that it shows, without filters and literals."""
    if not isinstance(piece, Variable):
        return piece
    path = next(paths_in("{{" + piece.name + "}}"), None)
    name = short(path) if path else name_of(piece.name).split("|")[0].strip()
    return Variable(name or "value", piece.place)
