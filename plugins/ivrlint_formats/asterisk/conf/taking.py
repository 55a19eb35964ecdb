"""Where an `#include` leads: the files it stands for, within the engine's limits and ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename, dirname, join, normpath
from typing import Final

from ivrlint.formats import Reading
from ivrlint.places import Place, Source
from ivrlint_formats.asterisk.conf.nodes import NotTaken

DEEPEST: Final = 11
"""Files within each other that the engine reads, the first included."""

MOST: Final = 1_000
"""Files taken in all: includes that include twice double with every level."""

LARGEST: Final = 1 << 25
"""Code points taken in all."""


class Taker:
    """Takes what files include, in the order in which the engine reads it.

    The engine looks for names in its configuration folder alone, which is that
    of the root file. Projects are often laid out in another way, so the folder
    of the including file is tried first. Of an absolute name only what follows
    the engine's folder counts.
    """

    def __init__(self, root: Source, reading: Reading) -> None:
        self.root = root
        self.reading = reading
        self.taken: list[Source] = []
        self.not_taken: list[NotTaken] = []
        self.open = [root]
        self.paths = [normpath(root.path)]
        self.left = LARGEST
        self.times = 0
        self.known: dict[tuple[str, str], Source | None] = {}

    def take(self, name: str, place: Place, *, optional: bool) -> Iterator[Source]:
        """The files that a name stands for. Call `leave` after each has been read."""
        found = False
        if len(self.open) < DEEPEST:
            pattern = re.search(r"[*?\[]", name) is not None
            for source in self._all(name) if pattern else self._one(name):
                found = True
                if normpath(source.path) in self.paths:
                    continue
                self.times += 1
                self.left -= len(source.text)
                if self.times > MOST or self.left < 0:
                    found = False
                    break
                if all(source is not one for one in self.taken[-MOST:]):
                    self.taken.append(source)
                self.open.append(source)
                self.paths.append(normpath(source.path))
                yield source
        if not found:
            self.not_taken.append(NotTaken(name, place, optional))

    def leave(self) -> None:
        """The file that was taken last has been read."""
        self.open.pop()
        self.paths.pop()

    def _one(self, name: str) -> list[Source]:
        for base, tail in self._candidates(name):
            path = normpath(join(dirname(base.path), tail))
            for above in self.open:
                if normpath(above.path) == path:
                    return [above]
            key = (base.path, tail)
            if key not in self.known:
                self.known[key] = self.reading.include(base, tail)
            source = self.known[key]
            if source is not None:
                return [source]
        return []

    def _all(self, name: str) -> list[Source]:
        for base, tail in self._candidates(name):
            found = list(self.reading.include_all(base, tail))
            if found:
                return found
        return []

    def _candidates(self, name: str) -> list[tuple[Source, str]]:
        """The names to ask for, each with the file whose folder it is relative to."""
        here = self.open[-1]
        bases = [here] if here is self.root else [here, self.root]
        if not name.startswith("/"):
            return [(base, name) for base in bases]
        tails = [name[at + 10 :] for at in (name.rfind("/asterisk/"),) if at >= 0]
        tails.append(basename(name))
        return [(base, tail) for tail in dict.fromkeys(tails) if tail for base in bases[::-1]]
