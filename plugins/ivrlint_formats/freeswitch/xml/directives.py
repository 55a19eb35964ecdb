"""What the preprocessor is told: `<X-PRE-PROCESS cmd="…" data="…"/>` and `<!--#set "…"-->`.

After `preprocess` of `switch_xml.c`: it reads lines, not elements, so a directive in a comment
counts too; `<X-NO-PRE-PROCESS …>` and its like are the way to switch one off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

_DIRECTIVE: Final = re.compile(
    r"<X-PRE-PROCESS\b(?P<attributes>[^<>]*+)>|<!--#(?P<word>[A-Za-z_-]+)[ \t]+(?P<rest>[^\r\n]*+)",
    re.IGNORECASE,
)
_CMD: Final = re.compile(r"cmd\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)')", re.IGNORECASE)
_DATA: Final = re.compile(r"data\s*=\s*(?:\"([^\"]*+)\"|'([^']*+)')", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_QUOTED: Final = re.compile(r"\"([^\"]*+)\"")
_VARIABLE: Final = re.compile(r"\$\$\{([^{}$\r\n]{0,200})\}")
_MOST: Final = 8192
"""Code points of an expanded value; the engine's own limit for a line."""


class Does(StrEnum):
    """What a directive does. What an `exec` or a `stun-set` gives is not known: nothing is run."""

    SET = "set"
    RUN = "run"
    INCLUDE = "include"
    EXEC = "exec"


_COMMANDS: Final = {
    "set": Does.SET,
    "env-set": Does.RUN,
    "exec-set": Does.RUN,
    "stun-set": Does.RUN,
    "include": Does.INCLUDE,
    "exec": Does.EXEC,
}


class Directive(NamedTuple):
    """A directive: from where to where in the text (offsets), and what it is told.

    `commented` ones stand in a comment of XML; there only a `set` is of use.
    """

    start: int
    end: int
    does: Does
    data: str
    commented: bool

    @property
    def name(self) -> str:
        """The variable that is set."""
        return self.data.partition("=")[0].strip(" ")

    @property
    def value(self) -> str | None:
        """What it is set to; None where that is not said."""
        _, equals, value = self.data.partition("=")
        return value.lstrip(" ") if equals else None


def directives_of(text: str) -> Iterator[Directive]:
    """The directives of a text, in their order."""
    comments: list[tuple[int, int]] | None = None
    first = text.find("<!--")
    at = 0
    for match in _DIRECTIVE.finditer(text):
        if match["word"] is not None:
            does = _COMMANDS.get(match["word"].lower())
            rest = match["rest"].partition("-->")[0]
            quoted = _QUOTED.search(rest)
            data = quoted[1] if quoted else rest.strip()
        else:
            cmd, told = _CMD.search(match["attributes"]), _DATA.search(match["attributes"])
            does = _COMMANDS.get((cmd[1] or cmd[2] or "").lower()) if cmd else None
            data = (told[1] or told[2] or "") if told else ""
        if does is None or not data:
            continue
        commented = False
        if match["word"] is None and 0 <= first < match.start():
            if comments is None:
                comments = [found.span() for found in _COMMENT.finditer(text)]
            while at < len(comments) and comments[at][1] <= match.start():
                at += 1
            commented = at < len(comments) and comments[at][0] < match.start()
        yield Directive(match.start(), match.end(), does, data, commented)


def expanded(text: str, variables: Mapping[str, str]) -> str:
    """A text with the variables of the preprocessor that are known."""
    if "$${" not in text:
        return text
    return _VARIABLE.sub(lambda match: variables.get(match[1], match[0]), text)[:_MOST]


def references(text: str, variables: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The known variables in a text: from where to where, and what stands there instead."""
    for match in _VARIABLE.finditer(text):
        value = variables.get(match[1])
        if value is not None:
            yield match.start(), match.end(), value
