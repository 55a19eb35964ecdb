"""Values of settings: each kind read from arguments and written as arguments.

Reading and writing stand together, so that what can be said can be printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Protocol

from ivrlint.model import UNKNOWN
from ivrlint_formats.ivr import numbers, strings
from ivrlint_formats.ivr.nodes import Argument, Word
from ivrlint_formats.ivr.reading import Arguments
from ivrlint_formats.ivr.vocabulary import RESERVED


class Value(Protocol):
    """One kind of value."""

    def read(self, arguments: Arguments) -> Any:
        """Take it from the arguments; raises Fault."""

    def write(self, value: Any) -> list[Argument]:
        """The arguments that say it."""


def name_node(name: str) -> Argument:
    """A name as it is written: bare where it can be."""
    if re.fullmatch(r"[^\W\d]\w*(?:-+\w+)*", name) and name not in RESERVED:
        return Word(name)
    return strings.string_of(name)


class Duration:
    """Seconds, written as a duration."""

    wanted = "a time such as 8s, 10m, 2h or 2d"

    def read(self, arguments: Arguments) -> float:
        """Take a duration."""
        return numbers.seconds(arguments.take(self.wanted))

    def write(self, value: float) -> list[Argument]:
        """As a duration."""
        return [Word(numbers.duration_text(value))]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, `least` or more."""

    least: int = 0

    def read(self, arguments: Arguments) -> int:
        """Take a number."""
        return numbers.whole(arguments.take("a whole number"), self.least)

    def write(self, value: int) -> list[Argument]:
        """As digits."""
        return [Word(str(value))]


class YesNo:
    """Yes where nothing or `yes` follows, no where `no` does."""

    def read(self, arguments: Arguments) -> bool:
        """Take yes, no or nothing."""
        if arguments.ended:
            return True
        return bool(arguments.choice({"yes": True, "no": False}, "yes or no"))

    def write(self, value: bool) -> list[Argument]:
        """Nothing for yes."""
        return [] if value else [Word("no")]


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in which no variables are looked for; a single word may go without marks."""

    wanted: str = "a text in quotation marks"

    def read(self, arguments: Arguments) -> str:
        """Take a text."""
        return arguments.file.plain(arguments.take(self.wanted))

    def write(self, value: str) -> list[Argument]:
        """Always in quotation marks."""
        return [strings.string_of(value)]


@dataclass(frozen=True, slots=True)
class Name:
    """A name: bare, or in quotation marks where it has to be."""

    wanted: str = "a name"

    def read(self, arguments: Arguments) -> str:
        """Take a name."""
        return arguments.file.plain(arguments.take(self.wanted))

    def write(self, value: str) -> list[Argument]:
        """Bare where it can be."""
        return [name_node(value)]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the phone."""

    wanted: str = "a key"

    def read(self, arguments: Arguments) -> str:
        """Take a key."""
        return arguments.file.plain(arguments.take(self.wanted))

    def write(self, value: str) -> list[Argument]:
        """Bare where it can be."""
        return [key_node(value)]


def key_node(key: str) -> Argument:
    """A key or a pattern of keys as it is written."""
    return Word(key) if re.fullmatch(r"[0-9*#X]+(?:-[0-9]+)?", key) else strings.string_of(key)


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a list."""

    kind: type[StrEnum]
    wanted: str

    def read(self, arguments: Arguments) -> object:
        """Take one of the words."""
        return arguments.choice({str(each): each for each in self.kind}, self.wanted)

    def write(self, value: StrEnum) -> list[Argument]:
        """As its word."""
        return [Word(str(value))]


@dataclass(frozen=True, slots=True)
class Names:
    """Any number of names; `make` makes the value of them, `names` takes it apart."""

    make: Callable[[Arguments, Sequence[Argument]], Any]
    names: Callable[[Any], Sequence[str]]

    def read(self, arguments: Arguments) -> object:
        """Take all that is left."""
        found = []
        while not arguments.ended:
            found.append(arguments.take("a name"))
        return self.make(arguments, found)

    def write(self, value: object) -> list[Argument]:
        """As names."""
        return [name_node(name) for name in self.names(value)]


class SpokenText:
    """A text with variables and pauses."""

    def read(self, arguments: Arguments) -> object:
        """Take a text."""
        return arguments.file.text(arguments.take("a text in quotation marks"))

    def write(self, value: Any) -> list[Argument]:
        """In quotation marks."""
        return [strings.string_of_text(value)]


DURATION: Final = Duration()
YES_NO: Final = YesNo()
DATA: Final = Names(
    lambda arguments, found: tuple(arguments.file.datum(each) for each in found),
    lambda value: [datum.name for datum in value],
)
NAMES: Final = Names(
    lambda arguments, found: tuple(arguments.file.plain(each) for each in found), list
)
NAME_SET: Final = Names(
    lambda arguments, found: frozenset(arguments.file.plain(each) for each in found), sorted
)


@dataclass(frozen=True, slots=True)
class Setting:
    """A statement that says one field: its words, the field, the kind of value.

    `absent` is what the field is when nothing is said. Where `maybe`, the
    words `none` and `unknown` may stand for the value.
    """

    words: str
    field: str
    value: Value
    absent: object = None
    maybe: bool = True

    def read(self, arguments: Arguments) -> object:
        """The value, from the arguments behind the setting's first word."""
        for word in self.words.split()[1:]:
            if not arguments.accept(word):
                raise arguments.lacking(f"`{word}`")
        if self.maybe and arguments.accept("none"):
            return None
        if self.maybe and arguments.accept("unknown"):
            return UNKNOWN
        return self.value.read(arguments)

    def write(self, value: object) -> list[Argument] | None:
        """The setting's words and the arguments behind them; None where nothing has to be said."""
        if value is self.absent or (value == self.absent and type(value) is type(self.absent)):
            return None
        words: list[Argument] = [Word(word) for word in self.words.split()]
        if value is None:
            return [*words, Word("none")]
        if value is UNKNOWN:
            return [*words, Word("unknown")]
        return [*words, *self.value.write(value)]

