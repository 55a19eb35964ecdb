"""Where a `;` is missing: the command that stands after it is one of its own.

The grammar takes it for a test of the command before, as Pigeonhole's does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ivrlint_formats.data import Mistake
from ivrlint_formats.sieve.commands import Commands
from ivrlint_formats.sieve.nodes import Command


def split(
    commands: Iterable[Command], known: Commands, capabilities: frozenset[str]
) -> tuple[tuple[Command, ...], list[Mistake]]:
    """The commands, each by itself, and where a `;` is missing."""
    mistakes: list[Mistake] = []
    found: list[Command] = []
    for command in commands:
        rest: Command | None = command
        while rest is not None:
            first, rest, missing = _first(rest, known, capabilities)
            if missing is not None:
                message = _told(missing, rest, is_test=missing.place != first.place)
                mistakes.append(Mistake(missing.place, message))
            if first.block is not None:
                block, more = split(first.block, known, capabilities)
                mistakes += more
                first = replace(first, block=block)
            found.append(first)
    return tuple(found), mistakes


def _first(
    command: Command, known: Commands, capabilities: frozenset[str]
) -> tuple[Command, Command | None, Command | None]:
    """The command up to the missing `;`, what follows it, and what it is missing after."""
    chain = [command]
    while True:
        last = chain[-1]
        if last.listed or len(last.tests) != 1 or last.broken:
            return command, None, None
        form = known.form(last.name, capabilities, test=len(chain) > 1)
        following = last.tests[0]
        if form is None:
            return command, None, None
        if form.tests is None and not known.is_test(following.name):
            break
        chain.append(following)
    cut = replace(last, tests=(), block=None)
    for outer in reversed(chain[:-1]):
        cut = replace(outer, tests=(cut,), block=None)
    rest = replace(following, block=command.block)
    form = known.form(command.name, capabilities, test=False)
    if form is not None and form.block:
        # Its block is missing, too: that is one mistake.
        cut = replace(cut, broken=True)
    return cut, rest, last


def _told(missing: Command, rest: Command | None, *, is_test: bool) -> str:
    if missing.name == "else" and rest is not None and rest.name == "if":
        return "`else if` is written `elsif`"
    if is_test:
        return f"a block between `{{` and `}}` is missing after the test `{missing.name}`"
    return f"`;` is missing after `{missing.name}`"
