"""Taking the arguments of an application apart, as the engine does.

Offsets count from the beginning of the text of the arguments. Texts are cut
before variables are filled in; what a variable might bring is not known here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from ivrlint_formats.asterisk.language.platform import had_pipes
from ivrlint_formats.asterisk.language.units import outside, unit_end


class Argument(NamedTuple):
    """One argument: its text as the application gets it, and where it is written.

    Quotes and backslashes that the engine takes away are not in the text, so
    it may be shorter than the stretch.
    """

    text: str
    start: int
    end: int


class Option(NamedTuple):
    """A letter among the options of an application, with what stands in its parentheses."""

    letter: str
    argument: Argument | None


_AMPERSAND: Final = re.compile("&")
_PIPE: Final = re.compile(r"\|")
_SPECIAL: Final = re.compile(r'[()\[\]"\\$]')


def split_arguments(
    text: str, separator: str = ",", *, limit: int = 0, raw: bool = False
) -> tuple[Argument, ...]:
    """The arguments of a text; of an empty text there are none.

    Parentheses, brackets and quotes protect separators, a backslash the next
    character. `limit` is how many arguments the application declares: the last
    takes what is left. `raw` leaves quotes and backslashes in the texts.
    (`__ast_app_separate_args` in `main/app.c`)
    """
    if not text:
        return ()
    if not _SPECIAL.search(text):
        if separator not in text:
            return (Argument(text, 0, len(text)),)
        return _plain(text, separator, limit)
    return _split(text, separator, limit, raw)


@lru_cache(maxsize=2048)
def _split(text: str, separator: str, limit: int, raw: bool) -> tuple[Argument, ...]:
    cuts = _cuts(text, separator, limit)
    ends = (*cuts, len(text))
    starts = (0, *(cut + 1 for cut in cuts))
    last = limit - 1 if limit else len(ends)
    return tuple(
        Argument(text[start:end] if raw or index == last else unquoted(text[start:end]), start, end)
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
    )


def _plain(text: str, separator: str, limit: int) -> tuple[Argument, ...]:
    found: list[Argument] = []
    at = 0
    for part in text.split(separator, limit - 1 if limit else -1):
        end = at + len(part)
        found.append(Argument(part, at, end))
        at = end + 1
    return tuple(found)


def _cuts(text: str, separator: str, limit: int) -> list[int]:
    cuts: list[int] = []
    marks = re.compile(rf'[()\[\]"\\$]|{re.escape(separator)}')
    parentheses = brackets = 0
    quoted = False
    found = marks.search(text)
    while found and len(cuts) != limit - 1:
        at = found.start()
        after = at + 1
        match found.group():
            case "$":
                if text.startswith(("{", "["), after):
                    after = unit_end(text, at)
            case "(":
                parentheses += 1
            case ")":
                parentheses = max(0, parentheses - 1)
            case "[":
                brackets += 1
            case "]":
                brackets = max(0, brackets - 1)
            case '"':
                quoted = not quoted
            case "\\":
                after += 1
            case _ if not (parentheses or brackets or quoted):
                cuts.append(at)
        found = marks.search(text, after)
    return cuts


def unquoted(text: str) -> str:
    """The text without the quotes and backslashes that the engine takes away."""
    if '"' not in text and "\\" not in text:
        return text
    parts: list[str] = []
    start = at = 0
    marks = re.compile(r'["\\$]')
    while found := marks.search(text, at):
        at = found.end()
        if found.group() == "$":
            if text.startswith(("{", "["), at):
                at = unit_end(text, at - 1)
            continue
        parts.append(text[start : at - 1])
        start = at
        if found.group() == "\\":
            at += 1
    return "".join((*parts, text[start:]))


def split_files(text: str, start: int = 0) -> tuple[Argument, ...]:
    """The names of a list `a&b&c`, without empty ones. `start` is where the text begins."""
    if "&" not in text:
        return (Argument(text, start, start + len(text)),) if text else ()
    cuts = [*outside(text, _AMPERSAND), len(text)]
    files, begin = [], 0
    for cut in cuts:
        if cut > begin:
            files.append(Argument(text[begin:cut], start + begin, start + cut))
        begin = cut + 1
    return tuple(files)


def split_old(text: str) -> tuple[Argument, ...]:
    """The arguments of a dialplan from the time when `|` separated them."""
    return split_arguments(text, "|")


def separates_with_pipe(application: str, text: str) -> bool:
    """Whether `|` is meant to separate these arguments.

    So it was until Asterisk 1.4. It is taken for that where no comma
    separates anything and the application was there at that time.
    """
    if "|" not in text or next(outside(text, _PIPE), None) is None:
        return False
    return not _cuts(text, ",", 2) and had_pipes(application)


def options(text: str, start: int = 0) -> tuple[Option, ...]:
    """The letters of an option string in their order. `start` is where the text begins.

    After a missing closing parenthesis nothing counts. Variables are passed
    over. (`ast_app_parse_options` in `main/app.c`)
    """
    found: list[Option] = []
    at = 0
    while at < len(text):
        letter = text[at]
        if letter == "$" and text.startswith(("{", "["), at + 1):
            at = unit_end(text, at)
            continue
        at += 1
        if not text.startswith("(", at):
            found.append(Option(letter, None))
            continue
        end = _closing(text, at)
        if end < 0:
            break
        inner = text[at + 1 : end]
        if inner.startswith('"') or "\\" in inner:
            inner = _option_unquoted(inner)
        found.append(Option(letter, Argument(inner, start + at + 1, start + end)))
        at = end + 1
    return tuple(found)


def parse_options(text: str, start: int = 0) -> dict[str, str | None]:
    """The letters of an option string, each with its argument or None; the last of equals counts.

    `options` tells where they stand.
    """
    return {o.letter: o.argument.text if o.argument else None for o in options(text, start)}


_OPTION_MARKS: Final = re.compile(r'[()"\\$]')


def _closing(text: str, opening: int) -> int:
    """The parenthesis that closes the argument of an option, or -1."""
    with_quotes = text.startswith('"', opening + 1)
    depth, quoted = 1, False
    found = _OPTION_MARKS.search(text, opening + 1)
    while found:
        at = found.start()
        after = at + 1
        match found.group():
            case "$":
                if text.startswith(("{", "["), after):
                    after = unit_end(text, at)
            case '"':
                quoted ^= with_quotes
            case "\\":
                after += 1
            case "(" if not quoted:
                depth += 1
            case ")" if not quoted:
                depth -= 1
                if not depth:
                    return at
        found = _OPTION_MARKS.search(text, after)
    return -1


def _option_unquoted(text: str) -> str:
    """The argument of an option without its backslashes, and without quotes if it begins so."""
    with_quotes = text.startswith('"')
    parts: list[str] = []
    quoted = False
    start = at = 0
    while found := _OPTION_MARKS.search(text, at):
        at = found.end()
        match found.group():
            case "$":
                if text.startswith(("{", "["), at):
                    at = unit_end(text, at - 1)
            case '"' if with_quotes:
                quoted = not quoted
                parts.append(text[start : at - 1])
                start = at
            case "\\":
                if not quoted or text.startswith('"', at):
                    parts.append(text[start : at - 1])
                    start = at
                at += 1
    return "".join((*parts, text[start:]))
