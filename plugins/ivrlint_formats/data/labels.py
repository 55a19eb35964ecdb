"""Names for blocks of a data file, put into the pointers of places within them."""

from __future__ import annotations

from dataclasses import replace

from ivrlint.places import Place
from ivrlint_formats.data.nodes import Object, String


class Labels:
    """Puts the name of a block into the pointers of places within it."""

    __slots__ = ("_label", "_prefix")

    def __init__(self, node: Object, name: str) -> None:
        self._prefix = node.place.pointer or ""
        self._label = f"{self._prefix} {name}".strip()

    @property
    def label(self) -> str:
        """The pointer of the block itself: `Actions[12] "Main menu"`."""
        return self._label

    def place(self, place: Place) -> Place:
        """A place within the block, with the block's name in its pointer."""
        pointer = place.pointer or ""
        if pointer.startswith(self._prefix):
            pointer = self._label + pointer[len(self._prefix) :]
        return replace(place, pointer=pointer)

    def string(self, string: String) -> String:
        """A string within the block, with the block's name in its pointer."""
        return replace(string, place=self.place(string.place), inside=self.place(string.inside))
