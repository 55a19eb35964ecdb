"""A file with those that it takes in, as the preprocessor puts them together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ivrlint.formats import Reading
from ivrlint.lean import dataclass
from ivrlint.places import Source
from ivrlint_formats.freeswitch.nodes.system import NotTaken
from ivrlint_formats.freeswitch.xml.directives import Directive, Does, directives_of, expanded

if TYPE_CHECKING:
    from ivrlint_formats.markup import Tree

_MOST_FILES: Final = 10_000
_MOST_TEXT: Final = 64 << 20
"""Code points of all files that are taken in, each as often as it is."""
_DEEPEST: Final = 20
"""How many files may take in one another; the engine's limit is 100, real ones stay below five."""
_PATTERN: Final = re.compile(r"[*?\[]")
_OF_CALLERS: Final = re.compile(
    r"<(?:action|anti-action|entry|extension|fifo|menu|queue|macro|prompt|tier)\b"
)
_MOST_FITTING: Final = 1000
"""Files that a pattern may stand for; beyond so many, `Reading.include_all` gives no more."""
_MORE: Final = "stands for more files than are read"
_ABSENT: Final = "is not at hand"
_OUTSIDE: Final = "lies outside the project"


@dataclass
class File:
    """One file, read once: its directives, and the files that each include stands for.

    `not_taken` are the includes of which nothing is at hand, by the offset of their directive.
    """

    source: Source
    directives: tuple[Directive, ...]
    included: dict[int, tuple[File, ...]] = field(default_factory=dict)
    not_taken: dict[int, NotTaken] = field(default_factory=dict)

    @cached_property
    def tree(self) -> Tree:
        """Its elements; parsed when they are first asked for."""
        from ivrlint_formats.markup import parse_xml

        return parse_xml(self.source, fragments=True)

    @property
    def is_parsed(self) -> bool:
        """Whether its elements have been asked for."""
        return "tree" in self.__dict__

    @cached_property
    def is_sound(self) -> bool:
        """Whether it is well-formed; found out without asking for its elements."""
        from ivrlint_formats.markup import is_well_formed

        return is_well_formed(self.source.text, fragments=True)

    def all(self) -> Iterator[File]:
        """Itself and all files that it takes in, in their order, each once."""
        seen = {id(self)}
        waiting = [self]
        while waiting:
            file = waiting.pop()
            yield file
            taken = [one for offset in sorted(file.included) for one in file.included[offset]]
            new = list({id(one): one for one in taken if id(one) not in seen}.values())
            seen.update(map(id, new))
            waiting.extend(reversed(new))

    @property
    def all_not_taken(self) -> tuple[NotTaken, ...]:
        """Every include, here or in a file that is taken in, of which nothing is at hand."""
        return tuple(one for file in self.all() for one in file.not_taken.values())

    @cached_property
    def speaks_of_callers(self) -> bool:
        """Whether something in it, or in what it takes in, may be for a caller to meet."""
        return any(_OF_CALLERS.search(file.source.text) for file in self.all())


@dataclass(frozen=True, slots=True)
class Read:
    """A file that nothing has taken in yet, with all it takes in and the variables it sets."""

    file: File
    variables: Mapping[str, str]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the files that it takes in."""
        return tuple(file.source for file in self.file.all() if file is not self.file)


def read_files(source: Source, reading: Reading) -> Read:
    """A file, and whatever its includes name inside the project. Nothing is parsed, nothing run."""
    return _Taking(reading).read(source)


class _Taking:
    """Follows includes, each where it stands, so that variables are known in the engine's order.

    A file that is taken in again is the one that has been read.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._variables: dict[str, str] = {}
        self._known: dict[str, File] = {}
        self._taken = 0
        self._size = 0

    def read(self, source: Source) -> Read:
        file = self._file(source, 0)
        return Read(file, self._variables)

    def _file(self, source: Source, depth: int) -> File:
        file = File(source, tuple(directives_of(source.text)))
        for directive in file.directives:
            if directive.does is Does.SET:
                if directive.value is not None:
                    value = expanded(directive.value, self._variables)
                    self._variables[expanded(directive.name, self._variables)] = value
            elif directive.does is Does.RUN:
                self._variables.pop(directive.name, None)
            elif not directive.commented:
                self._include(file, directive, depth)
        return file

    def _once(self, source: Source, depth: int) -> File:
        if source.path not in self._known:
            # Includes nest no deeper than _DEEPEST.
            self._known[source.path] = self._file(source, depth)
        return self._known[source.path]

    def _include(self, file: File, directive: Directive, depth: int) -> None:
        place = file.source.place(directive.start, directive.end)
        if directive.does is Does.EXEC:
            reason = "a command writes what stands here; commands are not run"
            file.not_taken[directive.start] = NotTaken(directive.data, reason, place)
            return
        name = expanded(directive.data, self._variables)
        sources: tuple[Source, ...] = ()
        is_full = self._taken >= _MOST_FILES or self._size >= _MOST_TEXT
        if depth < _DEEPEST and not is_full and not name.startswith("/"):
            sources = self._sources(file.source, name)
        if sources:
            self._taken += len(sources)
            self._size += sum(len(one.text) for one in sources)
            file.included[directive.start] = tuple(self._once(one, depth + 1) for one in sources)
            if len(sources) >= _MOST_FITTING:
                file.not_taken[directive.start] = NotTaken(name, _MORE, place)
        else:
            reason = _OUTSIDE if name.startswith("/") or "$${" in name else _ABSENT
            file.not_taken[directive.start] = NotTaken(name, reason, place)

    def _sources(self, source: Source, name: str) -> tuple[Source, ...]:
        if _is_pattern(name):
            return tuple(self._reading.include_all(source, name))
        taken = self._reading.include(source, name)
        return () if taken is None else (taken,)


def _is_pattern(name: str) -> bool:
    return _PATTERN.search(name) is not None
