"""Values of replies: addresses, and what is not answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ivrlint.model import Address
from ivrlint_formats.ivr import quoting
from ivrlint_formats.ivr.nodes import Argument
from ivrlint_formats.ivr.quoting import name_node
from ivrlint_formats.ivr.reading import Arguments

EXCLUDED: Final = ("automatic", "null-sender", "list", "daemon", "not-addressed")
"""What RFC 3834 says should not be answered."""


class AddressValue:
    """A mail address, and the name before it: `"info@example.org" "The office"`."""

    def read(self, arguments: Arguments) -> Address:
        """Take an address and perhaps a name."""
        argument = arguments.take("an address in quotation marks")
        file = arguments.file
        place = file.place(argument.start, argument.end)
        address = file.plain(argument)
        name = file.plain(arguments.take("a name")) if arguments.is_text else None
        return Address(address, place, name)

    def write(self, value: Address) -> list[Argument]:
        """The address, then the name."""
        texts = [value.address] if value.name is None else [value.address, value.name]
        return [quoting.string_of(text) for text in texts]


class Excluded:
    """Names of what a reply does not answer."""

    def read(self, arguments: Arguments) -> frozenset[object]:
        """Take all that is left."""
        known: dict[str, object] = {name: name for name in EXCLUDED}
        found = set()
        while not arguments.ended:
            found.add(arguments.choice(known, "what is not answered"))
        return frozenset(found)

    def write(self, value: Iterable[str]) -> list[Argument]:
        """As names, in order."""
        return [name_node(name) for name in sorted(value)]
