"""A contact flow as both syntaxes say it: actions with parameters and ways out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats import data
from ivrlint_formats.data import Array, Node, Object, Scalar, String

Path = tuple[str, ...]
"""Where a parameter stands: its name, and the names within it."""

_JSON_PATH: Final = re.compile(r"\$\.[\w.\-\[\]'\"]+")
_PLACEHOLDER: Final = re.compile(r"\{\{|\$\{|\{%|<%|%\w+%|<[A-Za-z][\w .:-]*>")
_MACHINE_NAME: Final = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_ACCOUNT: Final = re.compile(r"(?<!\d)\d{12}(?!\d)")


def masked(text: str) -> str:
    """A text for a message: account numbers do not show in it, and it is not too long."""
    shown = _ACCOUNT.sub("************", text)
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def is_placeholder(text: str) -> bool:
    """Whether something in a text is filled in before the flow is deployed."""
    return _PLACEHOLDER.search(text) is not None


def is_machine_name(name: str) -> bool:
    """Whether the console made up a name; people give others."""
    return _MACHINE_NAME.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a parameter: its text, and where that stands.

    `string` is the string of the file, where it is one. `path` is the
    JSONPath of a value that is looked up during the call.
    """

    text: str
    place: Place = field(compare=False, repr=False)
    string: String | None = field(default=None, compare=False, repr=False)
    path: str | None = None

    @property
    def known(self) -> str | None:
        """The text, where it is the same in every call."""
        return None if self.path is not None or is_placeholder(self.text) else self.text

    @property
    def number(self) -> int | None:
        """The whole number that it says in every call."""
        text = self.known
        return int(text) if text and len(text) < 10 and text.isdecimal() else None

    @property
    def is_true(self) -> bool:
        """Whether it says true."""
        return self.text.lower() == "true"


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: the name of the next action, and where it is written."""

    target: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """A way out that is taken where a comparison holds."""

    operator: str
    operand: Value
    way: Way


@dataclass(frozen=True, slots=True)
class Failure:
    """A way out that is taken after an error."""

    error: str
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One block of a flow, in the terms of the flow language.

    `written` is its type as the file says it; `is_old` for a module of the older
    export. `place` is that of its name, `whole` that of all of it. `shown` are names
    for people that the file has for parameters that are ids (a queue, a flow, a
    prompt).
    """

    name: str
    type: str
    written: str
    place: Place = field(compare=False, repr=False)
    whole: Place = field(compare=False, repr=False)
    type_place: Place = field(compare=False, repr=False)
    is_old: bool = False
    title: str | None = None
    values: Mapping[Path, Value] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    next: Way | None = None
    conditions: tuple[Condition, ...] = ()
    failures: tuple[Failure, ...] = ()

    def value(self, *path: str) -> Value | None:
        """The value of a parameter, None where it is not set."""
        return self.values.get(path)

    def text(self, *path: str) -> str | None:
        """What a parameter says in every call, None where that is not known."""
        value = self.values.get(path)
        return None if value is None else value.known

    def under(self, *path: str) -> Iterator[tuple[Path, Value]]:
        """The values within a parameter, with what is left of their paths."""
        for key, value in self.values.items():
            if len(key) > len(path) and key[: len(path)] == path:
                yield key[len(path) :], value

    def has(self, name: str) -> bool:
        """Whether a parameter is set at all."""
        return any(key[0] == name for key in self.values)

    def failure(self, error: str) -> Way | None:
        """The way that is taken after an error of this type."""
        return next((one.way for one in self.failures if one.error == error), None)

    @property
    def ways(self) -> Iterator[Way]:
        """Every way out that is written down."""
        for condition in self.conditions:
            yield condition.way
        for failure in self.failures:
            yield failure.way
        if self.next is not None:
            yield self.next


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A flow as it is written. `type` is its flow type where the file says it."""

    node: Object
    name: str | None
    type: str | None
    start: Way | None
    actions: tuple[Action, ...]
    is_module: bool = False


class Labels(data.Labels):
    """The labels of an action, and the values within it."""

    __slots__ = ()

    def value(self, node: Node, path: str | None = None) -> Value | None:
        """The value that a node says; None for objects, arrays and null."""
        if isinstance(node, String):
            string = self.string(node)
            if path is None and _JSON_PATH.fullmatch(node.value.strip()):
                path = node.value.strip()
            return Value(node.value, string.place, string, path)
        if isinstance(node, Scalar) and node.value is not None:
            return Value(str(node.value), self.place(node.place))
        return None

    def values(self, node: Node) -> dict[Path, Value]:
        """Every value within a node, by its path."""
        found: dict[Path, Value] = {}
        todo: list[tuple[Path, Node]] = [((), node)]
        while todo:
            path, here = todo.pop()
            if isinstance(here, Object):
                todo += [((*path, one.key.value), one.value) for one in reversed(here.members)]
            elif isinstance(here, Array):
                items = list(enumerate(here.items))
                todo += [((*path, str(number)), item) for number, item in reversed(items)]
            elif path and (value := self.value(here)) is not None:
                found[path] = value
        return found
