"""Elements with included files in the place of their includes, and variables expanded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import is_
from typing import Final, NamedTuple

from ivrlint_formats.data import Remark, String
from ivrlint_formats.freeswitch.nodes.system import NotTaken
from ivrlint_formats.freeswitch.xml.directives import references
from ivrlint_formats.freeswitch.xml.files import File
from ivrlint_formats.markup import Attribute, Content, Element

_DEEPEST: Final = 120
"""How deep elements may nest over all files that take in one another."""
_MOST_FILES: Final = 20_000
"""How often files are taken in by one another, each as often as it is."""
_LONGEST: Final = 8192
"""Code points that variables may add to one value; the engine's own limit for a line."""
_DIRECTIVE: Final = "x-pre-process"
_WRAPPER: Final = "include"


def _speaks(file: File) -> bool:
    return file.speaks_of_callers


class Piece(NamedTuple):
    """An element as it stands in its file; what it takes in is not in its place yet."""

    element: Element
    file: File


class Splicing:
    """What stands where, once the preprocessor has run. `not_taken` collects what was missing."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._left = _MOST_FILES
        self.not_taken: list[NotTaken] = []

    def roots(self, file: File) -> Iterator[Piece]:
        """The elements of a file, without the `<include>` around them."""
        if file.speaks_of_callers:
            yield from self._pieces(file.tree.roots, file, 0)

    def children(self, piece: Piece, wants: Callable[[File], bool] = _speaks) -> Iterator[Piece]:
        """The elements in an element, with those of files that are taken in there.

        Files that are not wanted are left out, unparsed: those that say nothing about callers.
        """
        return self._pieces(piece.element.children, piece.file, 0, wants)

    def get(self, piece: Piece, name: str) -> str | None:
        """What an attribute says, variables expanded; None where it is not there."""
        found = piece.element.string(name)
        return None if found is None else self._string(found).value

    def whole(self, piece: Piece, *, depth: int = 0) -> Element:
        """The element with everything in it: includes in their place, variables expanded."""
        element = piece.element
        attributes = element.attributes
        if any("$${" in one.value.value for one in attributes):
            attributes = tuple(
                Attribute(one.name, self._string(one.value), one.place) for one in attributes
            )
        children = tuple(self._content(element.children, piece.file, depth + 1))
        same = len(children) == len(element.children) and all(map(is_, children, element.children))
        if same and attributes is element.attributes:
            return element
        return Element(element.name, attributes, children, element.place, element.whole)

    def _content(self, children: Iterable[Content], file: File, depth: int) -> Iterator[Content]:
        for child in children:
            if isinstance(child, String):
                yield self._string(child)
            elif isinstance(child, Remark):
                for piece in self._taken(child.place.start, file, depth):
                    yield self.whole(piece, depth=depth)
            elif depth < _DEEPEST:
                for piece in self._pieces((child,), file, depth):
                    yield self.whole(piece, depth=depth)

    def _pieces(
        self,
        children: Iterable[Content],
        file: File,
        depth: int,
        wants: Callable[[File], bool] = _speaks,
    ) -> Iterator[Piece]:
        for child in children if depth < _DEEPEST else ():
            if isinstance(child, String):
                continue
            if isinstance(child, Remark) or child.name.lower() == _DIRECTIVE:
                yield from self._taken(child.place.start, file, depth, wants)
            elif child.name == _WRAPPER:
                yield from self._pieces(child.children, file, depth + 1, wants)
            else:
                yield Piece(child, file)

    def _taken(
        self, offset: int, file: File, depth: int, wants: Callable[[File], bool] = _speaks
    ) -> Iterator[Piece]:
        if offset in file.not_taken:
            self.not_taken.append(file.not_taken[offset])
        if depth < _DEEPEST:
            for taken in filter(wants, file.included.get(offset, ())):
                self._left -= 1
                if self._left < 0:
                    return
                yield from self._pieces(taken.tree.roots, taken, depth + 1, wants)

    def _string(self, string: String) -> String:
        """A value with known variables; the words around them keep their places."""
        if "$${" not in string.value:
            return string
        parts: list[str] = []
        anchors: list[tuple[int, int]] = []
        length = at = added = 0
        for start, end, value in references(string.value, self._variables):
            added += len(value)
            if added > _LONGEST:
                break
            anchors += self._anchors(string, at, start, length)
            parts += (string.value[at:start], value)
            length += start - at
            anchors.append((length, string.part(start, end).place.start))
            length += len(value)
            at = end
        if not parts:
            return string
        anchors += self._anchors(string, at, len(string.value), length)
        parts.append(string.value[at:])
        return String("".join(parts), string.place, string.inside, tuple(anchors))

    @staticmethod
    def _anchors(string: String, start: int, end: int, length: int) -> list[tuple[int, int]]:
        """How a stretch of a value leads to the source, once it stands at `length`."""
        if start >= end:
            return []
        words = string.words()
        inner = [(at, source) for at, source in string.anchors if start < at < end]
        return [
            (length, words.source_offset(start)),
            *((length + at - start, source) for at, source in inner),
        ]
