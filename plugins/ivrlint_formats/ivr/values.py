"""Values of settings: each kind read from arguments and written as arguments.

Reading and writing stand together, so that what can be said can be printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple, Protocol

from ivrlint.model import UNKNOWN
from ivrlint_formats.ivr import numbers, quoting
from ivrlint_formats.ivr.nodes import Argument, Word
from ivrlint_formats.ivr.reading import Arguments


class Value(Protocol):
    """One kind of value."""

    def read(self, arguments: Arguments) -> Any:
        """Take it from the arguments; raises Fault."""

    def write(self, value: Any) -> list[Argument]:
        """The arguments that say it."""


class Duration:
    """Seconds, written as a duration."""

    wanted = "a time such as 8s, 10m, 2h or 2d"

    def read(self, arguments: Arguments) -> float:
        """Take a duration."""
        return numbers.seconds(arguments.take(self.wanted))

    def write(self, value: float) -> list[Argument]:
        """As a duration."""
        return [Word(numbers.duration_text(value))]


class Whole:
    """A whole number, `least` or more."""

    def __init__(self, least: int = 0) -> None:
        self.least = least

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


class Plain:
    """A text in which no variables are looked for; a single word may go without marks."""

    def __init__(self, wanted: str = "a text in quotation marks") -> None:
        self.wanted = wanted

    def read(self, arguments: Arguments) -> str:
        """Take a text."""
        return arguments.file.plain(arguments.take(self.wanted))

    def write(self, value: str) -> list[Argument]:
        """Always in quotation marks."""
        return [quoting.string_of(value)]


class Name:
    """A name: bare, or in quotation marks where it has to be."""

    def __init__(self, wanted: str = "a name") -> None:
        self.wanted = wanted

    def read(self, arguments: Arguments) -> str:
        """Take a name."""
        return arguments.file.plain(arguments.take(self.wanted))

    def write(self, value: str) -> list[Argument]:
        """Bare where it can be."""
        return [quoting.name_node(value)]


class Key:
    """A key of the phone."""

    def __init__(self, wanted: str = "a key") -> None:
        self.wanted = wanted

    def read(self, arguments: Arguments) -> str:
        """Take a key."""
        return arguments.file.plain(arguments.take(self.wanted))

    def write(self, value: str) -> list[Argument]:
        """Bare where it can be."""
        return [quoting.key_node(value)]


class Choice:
    """One word of a list."""

    def __init__(self, kind: type[StrEnum], wanted: str) -> None:
        self.kind = kind
        self.wanted = wanted

    def read(self, arguments: Arguments) -> object:
        """Take one of the words."""
        return arguments.choice({str(each): each for each in self.kind}, self.wanted)

    def write(self, value: StrEnum) -> list[Argument]:
        """As its word."""
        return [Word(str(value))]


class Names:
    """Any number of names; `make` makes the value of them, `names` takes it apart."""

    def __init__(
        self,
        make: Callable[[Arguments, Sequence[Argument]], Any],
        names: Callable[[Any], Sequence[str]],
    ) -> None:
        self.make = make
        self.names = names

    def read(self, arguments: Arguments) -> object:
        """Take all that is left."""
        found = []
        while not arguments.ended:
            found.append(arguments.take("a name"))
        return self.make(arguments, found)

    def write(self, value: object) -> list[Argument]:
        """As names."""
        return [quoting.name_node(name) for name in self.names(value)]


class SpokenText:
    """A text with variables and pauses."""

    def read(self, arguments: Arguments) -> object:
        """Take a text."""
        return arguments.file.text(arguments.take("a text in quotation marks"))

    def write(self, value: Any) -> list[Argument]:
        """In quotation marks."""
        return [quoting.string_of_text(value)]


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


class Setting(NamedTuple):
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
