"""A file of JSON that is a list of actions: its actions, its texts, its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Maybe, Problem, Prompt, Turn
from ivrlint.places import Place, Source
from ivrlint_formats.data import (
    Array,
    Labels,
    Node,
    Object,
    Scalar,
    String,
    Tree,
    as_data,
    parse_json,
)
from ivrlint_formats.spoken import PLACEHOLDER, text_of
from ivrlint_formats.verbs.response import MOST, audio_of, number_in

VARIABLES: Final = PLACEHOLDER + r"|\$!?[A-Za-z_][\w.]{0,60}"


@dataclass(frozen=True, slots=True)
class Action:
    """One action: its name as written, where that stands, and its object."""

    name: str
    node: Object
    place: Place
    labels: Labels

    @property
    def whole(self) -> Place:
        """From its name to the end of its object."""
        return self.place.source.place(self.place.start, self.node.place.end)

    def strings(self, node: Node | None) -> tuple[String, ...]:
        """A text of the action, or the texts of a list."""
        if isinstance(node, String):
            return (self.labels.string(node),)
        items = node.items if isinstance(node, Array) else ()
        return tuple([self.labels.string(one) for one in items if isinstance(one, String)])

    def string(self, key: str) -> String | None:
        """The text under a key, or the first one of a list."""
        return next(iter(self.strings(self.node.get(key))), None)

    def text(self, key: str) -> str | None:
        """What that text says, without the space around it; None where it says nothing."""
        string = self.string(key)
        return (string.value.strip() or None) if string is not None else None


@dataclass(frozen=True, slots=True)
class Listing:
    """The file: its actions in their order, and all that stands in it."""

    source: Source
    actions: tuple[Action, ...]
    tree: Tree

    @property
    def place(self) -> Place:
        """Where the list begins."""
        root = self.tree.root
        if root is None:
            return self.source.place(0, 0)
        return self.source.place(root.place.start, root.place.start + 1)

    @property
    def end(self) -> Place:
        """Where the list ends."""
        root = self.tree.root
        return self.place if root is None else self.source.place(root.place.end - 1, root.place.end)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The mistakes in the syntax."""
        return tuple(Problem("syntax-error", one.place, one.message) for one in self.tree.mistakes)

    @property
    def statements(self) -> tuple[Place, ...]:
        """Every action, from its name on."""
        return tuple(action.whole for action in self.actions)


def read_listing(
    source: Source, action_of: Callable[[Object], Action | None], *, wrapped: str
) -> Listing:
    """The file as it is written. Never raises.

    A single action needs no list around it; a list may stand in an object that names it.
    """
    tree = parse_json(source)
    found: list[Action] = []
    for node in _items(tree.root, wrapped):
        action = action_of(node) if isinstance(node, Object) else None
        if action is not None:
            found.append(action)
    return Listing(source, tuple(found), tree)


def _items(root: Node | None, wrapped: str) -> Iterator[Node]:
    if isinstance(root, Array):
        yield from root.items
    elif isinstance(root, Object):
        inner = root.items(wrapped)
        yield from inner or (root,)


def named_by(key: str) -> Callable[[Object], Action | None]:
    """Actions that are named by the value of a key."""

    def action_of(node: Object) -> Action | None:
        name = node.string(key)
        return None if name is None else action_at(name, node)

    return action_of


def action_at(name: String, node: Object) -> Action:
    """An action with the name that stands in it, or just before it."""
    labels = Labels(node, name.value[:60])
    return Action(name.value, node, replace(name.place, pointer=labels.label), labels)


def as_plain(source: Source) -> Any:
    """The values of a file with their places, as plain JSON data; None where it has none."""
    root = parse_json(source).root
    return None if root is None else as_data(root)


def number_of(node: Object | None, key: str, default: Maybe[float] = None) -> Maybe[float]:
    """The number under a key: the default without one, UNKNOWN for what no service would take."""
    value = None if node is None else node.get(key)
    if value is None:
        return default
    if isinstance(value, String):
        return number_in(value.value)
    number = value.value if isinstance(value, Scalar) else None
    if isinstance(number, bool) or not isinstance(number, int | float):
        return UNKNOWN
    return float(number) if 0 <= number <= MOST else UNKNOWN


def set_at(node: Object | None, **settings: str) -> tuple[tuple[str, Place], ...]:
    """Where an object sets fields of the model: by the field, under the key of this name."""
    found = ((field, node.get(key) if node else None) for field, key in settings.items())
    return tuple((field, value.place) for field, value in found if value is not None)


def whole_of(node: Object | None, key: str, default: Maybe[int] = None) -> Maybe[int]:
    """The same for a whole number."""
    found = number_of(node, key, default)
    return int(found) if isinstance(found, float) else found


def truth_of(node: Object | None, key: str, *, default: bool) -> bool:
    """Whether the value under a key is true; a text that says so counts too."""
    value = None if node is None else node.get(key)
    if isinstance(value, Scalar) and isinstance(value.value, bool):
        return value.value
    if isinstance(value, String):
        return value.value.strip().lower() == "true"
    return default


def spoken(
    string: String,
    *,
    language: str | None,
    turn: Turn = Turn.FIRST,
    interruptible: Maybe[bool] = UNKNOWN,
) -> Iterator[Prompt]:
    """What a text says: one prompt, none where it is empty."""
    text = text_of(string, variables=VARIABLES)
    if text.plain.strip():
        yield Prompt(
            content=text,
            place=string.place,
            language=language,
            turn=turn,
            interruptible=interruptible,
        )


def played(
    string: String, *, turn: Turn = Turn.FIRST, interruptible: Maybe[bool] = UNKNOWN
) -> Iterator[Prompt]:
    """What a recording plays, by the name of its file."""
    if string.value.strip():
        yield Prompt(
            content=audio_of(string.value.strip()),
            place=string.place,
            turn=turn,
            interruptible=interruptible,
        )
