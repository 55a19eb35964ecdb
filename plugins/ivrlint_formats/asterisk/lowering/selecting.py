"""Jumps whose extension or context is chosen during the call, among few."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ivrlint.lean import dataclass
from ivrlint.model import Branch, Cause, Exit, Step
from ivrlint_formats.asterisk.language.variables import Literal, pieces
from ivrlint_formats.asterisk.lowering.parts import Part
from ivrlint_formats.asterisk.lowering.subjects import subject_of
from ivrlint_formats.asterisk.system.answers import Found, Perhaps
from ivrlint_formats.asterisk.system.system import fits
from ivrlint_formats.asterisk.system.taking import numbers_of

if TYPE_CHECKING:
    from ivrlint_formats.asterisk.lowering.ground import Position, Way
    from ivrlint_formats.asterisk.lowering.here import Here
    from ivrlint_formats.asterisk.lowering.jumping import Jumping

_MOST: Final = 40
"""Places that a jump may choose among and that are told apart."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A jump that chooses by a text: its options, each with its name and its line, and where
    every other value leads."""

    part: Part
    index: int
    text: str
    options: tuple[tuple[str, Position], ...]
    otherwise: Position | Way | None


def extension_of(
    walk: Jumping, part: Part, index: int, context: str, text: str, priority: int
) -> Selection | Position | None:
    """The extensions that a text may name in a context; None where nobody can list them.

    A single one that takes whatever comes is the line itself.
    """
    pattern = part.extension.pattern
    numbers = numbers_of(text, pattern) if pattern is not None else None
    takes_all = False
    if numbers is not None:
        found, takes_all = walk.system.taking(context, numbers, priority)
    else:
        found = walk.system.candidates(context, _parts(walk, part, index, text), priority)
    if isinstance(found, Perhaps) or not found or len(found) > _MOST:
        return None
    if takes_all and len(found) == 1:
        return walk.position(found[0])
    options = tuple((one.extension.exten, walk.position(one)) for one in found)
    return Selection(
        part, index, text.strip(), options, None if takes_all else walk.missing(context)
    )


def context_of(
    walk: Jumping, part: Part, index: int, text: str, exten: str, priority: int | str
) -> Selection | None:
    """The contexts that a text with a known beginning may name; None where nobody can list them."""
    parts = _parts(walk, part, index, text)
    if not parts or not parts[0] or walk.system.not_at_hand is not None:
        return None
    options: list[tuple[str, Position]] = []
    for name in walk.system.contexts:
        if fits(name, parts):
            found = walk.system.find(name, exten, priority)
            if not isinstance(found, Found) or len(options) == _MOST:
                return None
            options.append((name, walk.position(found)))
    return Selection(part, index, text.strip(), tuple(options), None) if options else None


def _parts(walk: Jumping, part: Part, index: int, text: str) -> list[str | None]:
    """A text in its parts: those that are known, None for each that is not."""
    found: list[str | None] = []
    for piece in pieces(text.strip()):
        whole = piece.text if isinstance(piece, Literal) else text.strip()[piece.start : piece.end]
        value = walk.value(part, index, whole)
        if value is not None and found and found[-1] is not None:
            found[-1] += value
        else:
            found.append(value)
    return found


def selection(here: Here, selected: Selection) -> Step:
    """The step that a jump is where it chooses."""
    decides, subject = subject_of(selected.text)
    return Branch(
        **here.common,
        exits=tuple(_exits(here, selected)),
        decides=decides,
        subject=subject or selected.text,
    )


def _exits(here: Here, selected: Selection) -> Iterator[Exit]:
    for name, position in selected.options:
        condition = f"{selected.text} = {name}"
        yield here.exit(Cause.CONDITION, here.way(position), condition=condition)
    if selected.otherwise is not None:
        yield here.exit(Cause.OTHERWISE, here.way(selected.otherwise))
