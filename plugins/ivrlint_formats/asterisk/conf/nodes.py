"""A configuration file of Asterisk, as the engine's parser takes it: sections and settings."""

from __future__ import annotations

from dataclasses import field

from ivrlint.lean import dataclass
from ivrlint.model import Comment, Problem
from ivrlint.places import Place, Source


@dataclass(frozen=True, slots=True)
class Setting:
    """`name = value` or `name => value` (`arrow`), trimmed, `\\;` unescaped.

    Offsets are code points of `source`: `start` of the name, `value_start` of
    the value, `end` after it. `anchors` maps offsets of `value` to the source
    where the two run apart (as in `ivrlint.text.Words`).
    """

    name: str
    value: str
    arrow: bool
    source: Source
    start: int
    value_start: int
    end: int
    anchors: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> Place:
        """The whole setting."""
        return Place(self.source, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Section:
    """`[name]` with its settings in their order, those of its templates before its own.

    A section that is written again stands here again. What `[name](+)` adds
    stands in the first of that name, as the parser gives it.
    """

    name: str
    source: Source
    start: int
    end: int
    settings: list[Setting]
    templates: tuple[str, ...] = ()
    is_template: bool = False

    @property
    def place(self) -> Place:
        """Its header, brackets included."""
        return Place(self.source, self.start, self.end)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """An `#include` that is not at hand, or an `#exec`, which is never run."""

    name: str
    place: Place = field(compare=False)
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Conf:
    """What a file and all that it includes say.

    `sections` are in the order of the text; templates are among them. `taken`
    are the included sources, `not_taken` what else may hold more sections.
    `refused`: the engine takes nothing of the file, because of the last of its
    `problems`; the sections are those that it would have without it.
    """

    source: Source
    sections: tuple[Section, ...]
    taken: tuple[Source, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: bool = False
