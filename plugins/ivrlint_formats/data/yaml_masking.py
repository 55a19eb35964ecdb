"""Making a YAML text parse where a template has yet to fill it in."""

from __future__ import annotations

import re
from typing import Final

_PLACEHOLDER: Final = re.compile(
    r"""(?P<alone>^[ \t]*+(?:\{%[^%\r\n]{0,300}+%\}|<%(?!=)[^%\r\n]{0,300}+%>)[ \t]*+$)
    |\{\{[^{}\r\n]{0,200}+\}\}
    |[$%]\{[^{}\r\n]{0,200}+\}
    |\{%[^%\r\n]{0,300}+%\}
    |<%[^%\r\n]{0,300}+%>
    |(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})""",
    re.VERBOSE | re.MULTILINE,
)
_FOREIGN: Final = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff"
)


def masked(text: str) -> tuple[str, int | None]:
    """The text with all that YAML could stumble over replaced, length kept.

    A placeholder (`{{x}}`, `${x}`, `%{x}`, `{% … %}`, `<% … %>`) becomes letters,
    a template statement alone on its line becomes spaces. The second value is the
    offset of the first code point that may not stand in a YAML file, if any.
    """
    foreign = _FOREIGN.search(text)
    if foreign:
        text = _FOREIGN.sub("?", text)
    if any(mark in text for mark in ("{{", "${", "%{", "{%", "<%", "\\u")):
        text = _PLACEHOLDER.sub(_stand_in, text)
    return text, foreign.start() if foreign else None


def _stand_in(match: re.Match[str]) -> str:
    if match["alone"] is not None:
        return " " * len(match[0])
    if match["pair"] is not None:
        return "\\u2588\\u2588"
    return "P" * len(match[0])
