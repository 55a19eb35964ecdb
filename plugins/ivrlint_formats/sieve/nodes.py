"""The syntax tree of a Sieve script: commands, tests, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import TypeAlias

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.data import Mistake, Remark, String


@dataclass(frozen=True, slots=True)
class Tag:
    """`:name`; the name is in lower case, with its colon."""

    name: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with K, M and G worked out."""

    value: int
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Strings:
    """A list of texts between brackets."""

    items: tuple[String | Placeholder, ...]
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a template fills in: anything."""

    text: str
    place: Place = field(compare=False, repr=False)


Argument: TypeAlias = Tag | Number | String | Strings | Placeholder


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command or a test: its name in lower case, its arguments, the tests in it.

    `listed` says whether the tests stand between parentheses. `block` is what
    it holds between braces, None where it holds nothing. `place` is its name,
    `whole` all of it. `broken`: something of it could not be read.
    """

    name: str
    place: Place = field(compare=False, repr=False)
    whole: Place = field(compare=False, repr=False)
    arguments: tuple[Argument, ...] = ()
    tests: tuple[Command, ...] = ()
    listed: bool = False
    block: tuple[Command, ...] | None = None
    broken: bool = False

    def walk(self) -> Iterator[Command]:
        """It, the tests in it, and the commands of its block; what lies deeper as well."""
        pending = [self]
        while pending:
            command = pending.pop()
            yield command
            pending.extend(reversed(command.block or ()))
            pending.extend(reversed(command.tests))


@dataclass(frozen=True, slots=True)
class Script:
    """A whole script: its commands, its comments, its mistakes."""

    commands: tuple[Command, ...]
    remarks: tuple[Remark, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    def walk(self) -> Iterator[Command]:
        """Every command and every test, in the order of the script."""
        for command in self.commands:
            yield from command.walk()
