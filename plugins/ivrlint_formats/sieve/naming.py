"""Names of answers: those that the tools for mailboxes keep in comments, else what they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from ivrlint_formats.sieve.nodes import Command, Script
from ivrlint_formats.sieve.walking import Action

_RULE: Final = re.compile(r"\s*rule:\[([^\[\]\r\n]{1,200})\]\s*")
_FILTER: Final = re.compile(r"\s*(?:Filter|Rule|Name)\s*:\s*([^\r\n]{1,200})", re.IGNORECASE)


class Names:
    """Gives every answer of a document a name of its own."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}
        self.scripts: dict[int, Callable[[Command], str | None]] = {}

    def name(self, action: Action) -> str:
        """The name of an answer."""
        script = action.sound.script
        if id(script) not in self.scripts:
            self.scripts[id(script)] = _titles(script)
        title = self.scripts[id(script)](action.outermost)
        if title is None:
            handle = action.arguments.string(":handle")
            title = handle.value.strip()[:100] if handle is not None else ""
        title = " ".join((title or action.command.name).split())
        count = self.used.get(title, 0) + 1
        while count > 1 and f"{title} {count}" in self.used:
            count += 1
        self.used[title] = count
        if count > 1:
            title = f"{title} {count}"
            self.used[title] = 1
        return title


def _titles(script: Script) -> Callable[[Command], str | None]:
    """The title of each outermost command: a comment just before it that names a rule."""
    ends: Sequence[int] = [command.whole.end for command in script.commands]
    titles: dict[int, str] = {}
    for remark in script.remarks:
        found = _RULE.fullmatch(remark.text) or _FILTER.fullmatch(remark.text)
        if found is not None:
            # Its command is the first that begins after it.
            index = bisect_right(ends, remark.place.start)
            if index < len(script.commands):
                titles[script.commands[index].place.start] = found[1].strip()
    return lambda command: titles.get(command.place.start)
