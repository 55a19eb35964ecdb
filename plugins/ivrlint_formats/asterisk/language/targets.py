"""Where jumps lead and what conditions choose between, as far as the arguments say it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from ivrlint_formats.asterisk.language.arguments import Argument, split_arguments
from ivrlint_formats.asterisk.language.units import outside

_PARENTHESES: Final = re.compile(r"[()]")
_COMMA: Final = re.compile(",")
_PIPE: Final = re.compile(r"\|")
_QUESTION: Final = re.compile(r"\?")
_COLON: Final = re.compile(":")
_MOST_REMEMBERED: Final = 32_768
"""Texts whose parts are remembered: every line is read twice, before and in the lowering."""

_NUMBER: Final = re.compile(r"\s*[+-]?[0-9]+\s*")


class GotoTarget(NamedTuple):
    """`[[context,]exten,]priority`; a part that is missing or empty stays as it is in the call.

    `arguments` are those of a Gosub: `context,exten,priority(argument,…)`.
    """

    context: Argument | None
    exten: Argument | None
    priority: Argument
    arguments: tuple[Argument, ...] = ()

    @property
    def number(self) -> int | None:
        """The priority, where it is a number (not relative)."""
        text = self.priority.text
        if text.startswith(("+", "-")) or not _NUMBER.fullmatch(text):
            return None
        return _integer(text)

    @property
    def relative(self) -> int | None:
        """How far `+2` or `-1` goes from the present priority; None where it is not relative."""
        text = self.priority.text
        if not text.startswith(("+", "-")) or not _NUMBER.fullmatch(text[1:]):
            return None
        steps = _integer(text[1:])
        return -steps if text.startswith("-") else steps

    @property
    def label(self) -> str | None:
        """The label, where the priority is neither a number nor relative."""
        if self.number is None and self.relative is None:
            return self.priority.text
        return None


class Branches(NamedTuple):
    """What a condition chooses between; None where a branch is missing or empty."""

    condition: Argument
    true: Argument | None
    false: Argument | None


class Application(NamedTuple):
    """`Name(arguments)`: the name without blanks around it, and where both are written.

    Without parentheses `arguments` is empty and `arguments_start` -1.
    """

    name: str
    arguments: str
    start: int
    end: int
    arguments_start: int
    arguments_end: int


def _integer(text: str) -> int:
    """Its first 30 characters count, as for the engine."""
    return int(text.strip()[:30])


@lru_cache(maxsize=_MOST_REMEMBERED)
def parse_goto(text: str, start: int = 0) -> GotoTarget | None:
    """The target that the text names; None for an empty text. `start` is where it begins.

    `|` separates where no comma does.
    """
    path, inner = _before_parenthesis(text)
    parts, begin = [], start
    for part in _path(path):
        parts.append(Argument(part, begin, begin + len(part)))
        begin += len(part) + 1
    if not parts[-1].text:
        return None
    *path_parts, priority = parts
    context = path_parts[0] if len(path_parts) == 2 and path_parts[0].text else None
    exten = path_parts[-1] if path_parts and path_parts[-1].text else None
    arguments: tuple[Argument, ...] = ()
    if inner is not None:
        base = start + inner.start
        arguments = tuple(
            Argument(a.text, base + a.start, base + a.end)
            for a in split_arguments(inner.text, raw=True)
        )
    return GotoTarget(context, exten, priority, arguments)


def _path(text: str) -> list[str]:
    """The first three parts of a target."""
    if "$" not in text:
        return text.split("," if "," in text else "|")[:3]
    cuts = list(outside(text, _COMMA)) or list(outside(text, _PIPE))
    begins = (0, *(cut + 1 for cut in cuts))
    ends = (*cuts, len(text))
    return [text[begin:end] for begin, end in zip(begins, ends, strict=True)][:3]


def _before_parenthesis(text: str) -> tuple[str, Argument | None]:
    """What stands before the first parenthesis, and what between it and the last closing one."""
    opening = next(outside(text, _PARENTHESES), None) if "(" in text else None
    if opening is None or text[opening] != "(":
        return text, None
    end = text.rfind(")")
    if end < opening:
        end = len(text)
    return text[:opening], Argument(text[opening + 1 : end], opening + 1, end)


@lru_cache(maxsize=_MOST_REMEMBERED)
def parse_branches(text: str, start: int = 0, *, nested: bool = True) -> Branches:
    """Takes `condition?true:false` apart. `start` is where the text begins.

    `nested`: parentheses, brackets and quotes protect `?` and `:`, as for
    ExecIf and GosubIf; for GotoIf, GotoIfTime, ExecIfTime and MacroIf the
    first of each counts.
    """
    if nested:
        question = _first_protected(text, "?")
        colon = None if question is None else _first_protected(text[question + 1 :], ":")
        colon = None if colon is None or question is None else question + 1 + colon
    else:
        question = next(outside(text, _QUESTION), None)
        colon = None
        if question is not None:
            colon = next((at for at in outside(text, _COLON) if at > question), None)
    if question is None:
        return Branches(Argument(text, start, start + len(text)), None, None)
    end = len(text) if colon is None else colon
    return Branches(
        Argument(text[:question], start, start + question),
        _branch(text, question + 1, end, start),
        None if colon is None else _branch(text, colon + 1, len(text), start),
    )


def _first_protected(text: str, separator: str) -> int | None:
    parts = split_arguments(text, separator, limit=2, raw=True)
    return parts[0].end if len(parts) > 1 else None


def _branch(text: str, begin: int, end: int, start: int) -> Argument | None:
    return Argument(text[begin:end], start + begin, start + end) if begin < end else None


@lru_cache(maxsize=_MOST_REMEMBERED)
def parse_application(text: str, start: int = 0) -> Application | None:
    """The call of an application that stands in a text; None where there is none.

    Arguments end at the last closing parenthesis. Blanks around the name are
    no part of it.
    """
    before, inner = _before_parenthesis(text)
    name = before.strip()
    if not name:
        return None
    at = start + text.index(name)
    if inner is None:
        return Application(name, "", at, at + len(name), -1, -1)
    return Application(name, inner.text, at, at + len(name), start + inner.start, start + inner.end)
