"""What stands in a file of XML: elements, attributes, text and remarks, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any, Final, TypeAlias

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.data import Mistake, Remark, String

DEEPEST: Final = 100
"""How many elements may stand in one another; what lies deeper is not read.

Real files stay below thirty. Everything that walks a tree may rely on it.
"""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its name as written and its value, character references resolved."""

    name: str
    value: String
    place: Place = field(compare=False, repr=False)

    @property
    def local(self) -> str:
        """Its name without a prefix."""
        return self.name.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class Instruction:
    """A processing instruction: `<?name text?>`; the XML declaration too."""

    name: str
    text: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Element:
    """An element. `place` is its start tag, `whole` runs to the end of its end tag.

    `children` are its elements, its text and its remarks, in the order of the file.
    """

    name: str
    attributes: tuple[Attribute, ...]
    children: tuple[Content, ...]
    place: Place = field(compare=False, repr=False)
    whole: Place = field(compare=False, repr=False)

    @property
    def local(self) -> str:
        """Its name without a prefix."""
        return self.name.rpartition(":")[2]

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of this name, as written; the first where it stands twice."""
        return next((one for one in self.attributes if one.name == name), None)

    def get(self, name: str) -> str | None:
        """What an attribute says; None where it is not there."""
        found = self.attribute(name)
        return None if found is None else found.value.value

    def string(self, name: str) -> String | None:
        """The value of an attribute with its place; None where it is not there."""
        found = self.attribute(name)
        return None if found is None else found.value

    def elements(self, *locals_: str) -> Iterator[Element]:
        """Its child elements, all or those of these names (without prefix)."""
        for child in self.children:
            if isinstance(child, Element) and (not locals_ or child.local in locals_):
                yield child

    def first(self, *locals_: str) -> Element | None:
        """Its first child element of one of these names; None where there is none."""
        return next(self.elements(*locals_), None)

    def strings(self) -> Iterator[String]:
        """Its own character data."""
        return (child for child in self.children if isinstance(child, String))

    def text(self) -> str:
        """Its own character data as one string, that of its elements left out."""
        return "".join(string.value for string in self.strings())

    def walk(self) -> Iterator[Element]:
        """Itself and all elements in it, in the order of the file."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(list(element.elements())))


Content: TypeAlias = Element | String | Remark


@dataclass(frozen=True, slots=True)
class Tree:
    """A file of XML. `roots` is one element, more only in fragments and faulty files."""

    roots: tuple[Element, ...]
    comments: tuple[Remark, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def root(self) -> Element | None:
        """The first root element."""
        return self.roots[0] if self.roots else None


def as_data(element: Element) -> dict[str, Any]:
    """An element and all in it, with their places, as plain JSON data.

    Recursion is safe: elements nest no deeper than `DEEPEST`.
    """
    begin, finish = element.whole.begin, element.whole.finish
    content: list[Any] = []
    for child in element.children:
        if isinstance(child, Element):
            content.append(as_data(child))
        elif isinstance(child, String) and child.value.strip():
            content.append(child.value)
    return {
        "element": element.name,
        "path": element.place.source.path,
        "start": {"line": begin.line, "column": begin.column},
        "end": {"line": finish.line, "column": finish.column},
        "attributes": {one.name: one.value.value for one in element.attributes},
        "content": content,
    }
