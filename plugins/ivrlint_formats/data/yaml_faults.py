"""What is wrong where YAML cannot be read, and where to go on reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ivrlint.display import visible

if TYPE_CHECKING:
    import yaml

_INDENT: Final = re.compile(r"[ \t]*+")
_TO_LINE_END: Final = re.compile(r"[^\r\n]*+")
_EXPECTED: Final = (
    ("could not find expected ':'", "expected ':' after this key"),
    (
        "mapping values are not allowed",
        "':' is not expected here: a text with ': ' in it needs quotes, a key its own line",
    ),
    ("block sequence entries are not allowed", "'-' cannot begin a list item here"),
    ("alphabetic or numeric character", "a text that begins with '{first}' needs quotes"),
    ("chomping or indentation", "expected a new line after '{first}', the text stands below it"),
    ("expected comment or line break", "expected a new line after '{first}'"),
    ("undefined tag handle", "the tag that begins here is not declared"),
    ("tab character", "a tab stands where YAML wants spaces"),
    ("document start", "what begins here belongs to nothing before it"),
)


class Fault(NamedTuple):
    """A fault: from where to where it stands (offsets), what is wrong, and on which offset's
    line the text begins that cannot be read."""

    start: int
    end: int
    message: str
    culprit: int


def fault_of(error: yaml.YAMLError, text: str, quoted: tuple[int, int] | None) -> Fault | None:
    """The fault that a parser of YAML stumbled over; None where it does not say where.

    `quoted` is the last text in quotes before it: offsets of its start and end.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return None
    at = min(mark.index, len(text))
    opener = getattr(error, "context_mark", None)
    begin = min(opener.index, at) if opener else at
    context, problem = str(getattr(error, "context", "")), str(getattr(error, "problem", ""))
    if "quoted" in context and ("end of stream" in problem or "document separator" in problem):
        return _fault(text, begin, "the text in quotes that begins here is never closed")
    if "escape" in problem or "hexadecimal" in problem:
        at = max(begin, text.rfind("\\", begin, at + 1))
        shown = visible(text[at : at + 2])
        return _fault(text, at, f"'{shown}' is no escape that YAML knows", at + 2)
    if quoted and _runs_on(text, *quoted, at):
        return _fault(
            text,
            quoted[0],
            "the text in quotes that begins here ends on a later line: a quote is missing",
        )
    return _expected(text, at, begin, context, problem)


def without(text: str, culprit: int) -> str | None:
    """The text without the line that holds the culprit and all that stands further in below it.

    Its length stays. None where nothing is left to take away.
    """
    start = max(text.rfind("\n", 0, culprit), text.rfind("\r", 0, culprit)) + 1
    margin = _INDENT.match(text, start).end() - start  # type: ignore[union-attr]
    end = _line_end(text, start)
    if not text[start:end].strip():
        return None
    kept = end
    while end < len(text):
        following = end + 1
        end = _line_end(text, following)
        if text[following:end].strip():
            inner = _INDENT.match(text, following).end() - following  # type: ignore[union-attr]
            if inner <= margin:
                break
            kept = end
    blank = re.sub(r"[^\r\n]", " ", text[start:kept])
    return text[:start] + blank + text[kept:]


def _expected(text: str, at: int, begin: int, context: str, problem: str) -> Fault:
    line = text.count("\n", 0, begin) + 1
    if "flow" in context and ("',' or" in problem or "node content" in problem):
        mark = text[begin : begin + 1] if text[begin : begin + 1] in ("[", "{") else ""
        closer = {"[": "]", "{": "}"}.get(mark)
        if closer:
            message = (
                f"expected ',' or '{closer}' for the '{mark}' of line {line}, {_found(text, at)}"
            )
            return _fault(text, at, message, culprit=begin)
    if "start any token" in problem:
        if text[at : at + 1] == "\t":
            return _fault(text, at, "a tab stands where YAML wants spaces", at + 1)
        shown = visible(text[at : at + 1])
        return _fault(text, at, f"a text that begins with '{shown}' needs quotes")
    for words, message in _EXPECTED:
        if words in problem:
            where = begin if "find expected ':'" in problem or "scanning a" in context else at
            return _fault(text, where, message.format(first=visible(text[where : where + 1])))
    if "node content" in problem:
        return _fault(text, at, f"expected a value, {_found(text, at)}")
    if "block" in context:
        what = "a key" if "mapping" in context else "'-'"
        column = begin - max(text.rfind("\n", 0, begin), text.rfind("\r", 0, begin))
        message = f"expected {what} at column {column}, as from line {line} on"
        return _fault(text, at, f"{message}, {_found(text, at)}")
    return _fault(text, at, f"no YAML that can be read: {visible(problem[:80])}")


def _found(text: str, at: int) -> str:
    found = text[at : min(_line_end(text, at), at + 40)].strip()
    return f"found '{visible(found)}'" if found else "found the end of the line"


def _fault(
    text: str, start: int, message: str, end: int | None = None, culprit: int | None = None
) -> Fault:
    """A fault at `start`; one behind the last word of the file stands at that word's end."""
    if start >= len(text.rstrip()):
        start = max(0, len(text.rstrip()) - 1)
    if end is None:
        end = start + max(1, len(text[start : _line_end(text, start)].rstrip()))
    return Fault(start, min(end, len(text)), message, start if culprit is None else culprit)


def _runs_on(text: str, start: int, end: int, at: int) -> bool:
    """Whether a text in quotes ends on a later line than it begins, the line of `at`."""
    return _line_end(text, start) < end <= at <= _line_end(text, end)


def _line_end(text: str, at: int) -> int:
    return _TO_LINE_END.match(text, at).end()  # type: ignore[union-attr]
