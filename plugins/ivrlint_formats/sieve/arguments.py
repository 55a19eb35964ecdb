"""The arguments of a command, told apart: what stands after its tags, and what stands by itself."""

from __future__ import annotations

from collections.abc import Mapping

from ivrlint.lean import dataclass
from ivrlint_formats.data import String
from ivrlint_formats.sieve.commands import Form
from ivrlint_formats.sieve.nodes import Argument, Command, Number, Placeholder, Strings, Tag


@dataclass(frozen=True, slots=True)
class Given:
    """The tags of a command with what stands after each, and the arguments without one.

    A tag that takes nothing is there with None.
    """

    tags: Mapping[str, Argument | None]
    rest: tuple[Argument, ...]

    def string(self, tag: str) -> String | None:
        """The text after a tag."""
        value = self.tags.get(tag)
        return value if isinstance(value, String) else None

    def number(self, tag: str) -> int | None:
        """The number after a tag."""
        value = self.tags.get(tag)
        return value.value if isinstance(value, Number) else None

    def filled(self, tag: str) -> bool:
        """Whether a template fills in what stands after a tag."""
        return isinstance(self.tags.get(tag), Placeholder)

    def texts(self, index: int) -> tuple[str, ...]:
        """What the texts of an argument without a tag say; `-1` is the last."""
        try:
            argument = self.rest[index]
        except IndexError:
            return ()
        if isinstance(argument, String):
            return (argument.value,)
        if isinstance(argument, Strings):
            return tuple(one.value for one in argument.items if isinstance(one, String))
        return ()


def given(command: Command, form: Form | None) -> Given:
    """The arguments of a command; of a tag that stands twice the first counts."""
    tags: dict[str, Argument | None] = {}
    rest: list[Argument] = []
    arguments = iter(command.arguments)
    for argument in arguments:
        if not isinstance(argument, Tag):
            rest.append(argument)
            continue
        known = form.tags.get(argument.name) if form is not None else None
        value = next(arguments, None) if known is not None and known.takes else None
        tags.setdefault(argument.name, value)
    return Given(tags, tuple(rest))
