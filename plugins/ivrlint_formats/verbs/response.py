"""A file of XML whose root is `<Response>`: its verbs, its texts, its comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Audio, Comment, Maybe, Problem, Prompt, Turn
from ivrlint.places import Place, Source
from ivrlint.text import Pause, Piece, Text
from ivrlint_formats.data import String
from ivrlint_formats.markup import Element, Tree, as_data, parse_xml
from ivrlint_formats.spoken import PLACEHOLDER, collapsed, joined, pieces_of

VARIABLES: Final = PLACEHOLDER + r"|\$!?[A-Za-z_][\w.]{0,60}"
"""What is filled in before or during the call: `{{name}}`, `${name}`, `$name`."""

MOST: Final = 1_000_000
"""Seconds, digits or callers beyond which a number means nothing."""
_NUMBER: Final = re.compile(r"\d{1,9}(?:\.\d{1,6})?")
_WIDEST: Final = 200
"""How much space may stand before a comment that is alone on its line."""
_END_TAG: Final = re.compile(r"</[^<>]*>\Z")


@dataclass(frozen=True, slots=True)
class Markup:
    """The file: its root, None where there is none, and all that stands in it."""

    source: Source
    root: Element | None
    tree: Tree

    @property
    def place(self) -> Place:
        """The start tag of the root."""
        return self.source.place(0, 0) if self.root is None else self.root.place

    @property
    def end(self) -> Place:
        """The end tag of the root; its start tag where it has none."""
        if self.root is None:
            return self.place
        whole = self.root.whole
        closing = _END_TAG.search(whole.text)
        return whole.source.place(whole.start + closing.start(), whole.end) if closing else whole

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The mistakes in the syntax."""
        return tuple(Problem("syntax-error", one.place, one.message) for one in self.tree.mistakes)

    @property
    def statements(self) -> tuple[Place, ...]:
        """Every element, in the order of the file."""
        return tuple(element.whole for root in self.tree.roots for element in root.walk())

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments, for those that leave out findings."""
        return tuple(
            Comment(remark.text, remark.place, _is_alone(remark.place))
            for remark in self.tree.comments
        )


def read_markup(source: Source) -> Markup:
    """The file as it is written. Never raises."""
    tree = parse_xml(source)
    root = next((one for one in tree.roots if one.local == "Response"), tree.root)
    return Markup(source, root, tree)


def as_plain(source: Source) -> Any:
    """The elements of a file with their places, as plain JSON data; None where it has none."""
    root = read_markup(source).root
    return None if root is None else as_data(root)


def number_in(text: str) -> Maybe[float]:
    """The number that a text says; UNKNOWN for others, and for what no service would take."""
    found = _NUMBER.fullmatch(text.strip())
    number = float(found[0]) if found else None
    return number if number is not None and number <= MOST else UNKNOWN


def number_of(element: Element, name: str, default: Maybe[float] = None) -> Maybe[float]:
    """The number that an attribute says: the default without one."""
    written = element.get(name)
    return default if written is None else number_in(written)


def set_at(element: Element, **settings: str) -> tuple[tuple[str, Place], ...]:
    """Where an element sets fields of the model: by the field, in the attribute of this name."""
    found = ((field, element.string(name)) for field, name in settings.items())
    return tuple((field, string.inside) for field, string in found if string is not None)


def whole_of(element: Element, name: str, default: Maybe[int] = None) -> Maybe[int]:
    """The same for a whole number."""
    found = number_of(element, name, default)
    return int(found) if isinstance(found, float) else found


def is_true(element: Element, name: str, *, default: bool = False) -> bool:
    """Whether an attribute says true."""
    written = element.get(name)
    return default if written is None else written.strip().lower() == "true"


def address_in(element: Element) -> str:
    """The address or the number that stands in an element, without the space around it."""
    return element.text().strip()


def spoken_in(
    element: Element,
    *,
    language: str | None,
    turn: Turn = Turn.FIRST,
    interruptible: Maybe[bool] = UNKNOWN,
) -> Iterator[Prompt]:
    """What an element says: one prompt, none where it is empty."""
    pieces = collapsed(joined(pieces_of(element.children, variables=VARIABLES)))
    if any(not isinstance(piece, Pause) for piece in pieces):
        yield Prompt(
            content=Text.of(pieces),
            place=_place_of(pieces),
            language=language,
            turn=turn,
            interruptible=interruptible,
        )


def played_in(
    element: Element, *, turn: Turn = Turn.FIRST, interruptible: Maybe[bool] = UNKNOWN
) -> Iterator[Prompt]:
    """What an element plays: the recording that it names, by the name of its file."""
    address = address_in(element)
    string = next((one for one in element.strings() if one.value.strip()), None)
    if string is not None:
        yield Prompt(
            content=audio_of(address),
            place=inner_place(string),
            turn=turn,
            interruptible=interruptible,
        )


def audio_of(address: str) -> Audio:
    """A recording by its address: the name of the file."""
    return Audio(
        re.split(r"[?#]", address, maxsplit=1)[0].rstrip("/").rpartition("/")[2] or address
    )


def silence(place: Place, seconds: float, turn: Turn = Turn.FIRST) -> Prompt:
    """Silence that is part of what is heard."""
    return Prompt(content=Text((Pause(seconds, place),)), place=place, turn=turn)


def inner_place(string: String) -> Place:
    """Where a text stands, without the space around it."""
    text = string.value
    start = len(text) - len(text.lstrip())
    return string.part(start, max(start + 1, len(text.rstrip()))).place


def language_of(written: str | None) -> str | None:
    """The language that an attribute names: `en_US` as `en-US`."""
    if written is None or not re.fullmatch(r"\s*[A-Za-z]{2,3}(?:[_-][\w-]{1,20})?\s*", written):
        return None
    return written.strip().replace("_", "-")


def _place_of(pieces: Iterable[Piece]) -> Place:
    return Text.of(pieces).place


def _is_alone(place: Place) -> bool:
    """Whether nothing else stands on the lines of a comment."""
    text = place.source.text
    before = text[max(0, place.start - _WIDEST) : place.start].rstrip(" \t")
    after = text[place.end : place.end + _WIDEST].lstrip(" \t")
    begins = before.endswith(("\n", "\r")) if before else place.start <= _WIDEST
    return begins and (not after or after.startswith(("\n", "\r")))
