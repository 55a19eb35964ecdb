"""A flow of Twilio Studio as its JSON says it: widgets with properties and transitions."""

from __future__ import annotations

from dataclasses import field

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.data import Labels, Node, Object, Scalar, String


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to hold for a transition `match`: `argument` compared with `value`."""

    type: str
    argument: String | None
    value: String | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Transition:
    """A way out of a widget: the event, and the widget that comes next (None: the flow ends)."""

    event: str
    next: str | None
    place: Place = field(compare=False, repr=False)
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """One state of a flow.

    `place` is that of its name, `whole` that of all of it, `type_place` that of its type.
    `subject` is the data that a split looks at, as its path.
    """

    name: str
    type: str
    place: Place = field(compare=False, repr=False)
    whole: Place = field(compare=False, repr=False)
    type_place: Place = field(compare=False, repr=False)
    node: Object = field(compare=False, repr=False)
    labels: Labels = field(compare=False, repr=False)
    transitions: tuple[Transition, ...] = ()
    subject: str | None = None

    @property
    def properties(self) -> Object | None:
        """What is set in it."""
        return self.node.object("properties")

    def property(self, *names: str) -> Node | None:
        """The value of the first of these properties that is set."""
        properties = self.properties
        for name in names if properties else ():
            value = properties.get(name) if properties else None
            if value is not None and not (isinstance(value, Scalar) and value.value is None):
                return value
        return None

    def string(self, *names: str) -> String | None:
        """A property that is a text, with something in it."""
        value = self.property(*names)
        if not isinstance(value, String) or not value.value.strip():
            return None
        return self.labels.string(value)

    def text(self, *names: str) -> str | None:
        """What a property says, where it is the same in every call."""
        value = self.property(*names)
        if isinstance(value, Scalar):
            return str(value.value).lower() if isinstance(value.value, bool) else str(value.value)
        if isinstance(value, String) and not is_filled(value.value):
            return value.value
        return None

    def number(self, *names: str) -> float | None:
        """A property that is a number, written as one or as a text."""
        text = self.text(*names)
        return float(text) if text and len(text) < 10 and text.isdecimal() else None

    def transition(self, event: str) -> Transition | None:
        """The first way out for an event; None where the widget does not name it."""
        return next((one for one in self.transitions if one.event == event), None)

    def next(self, event: str) -> str | None:
        """The widget that comes after an event; None where the flow ends there."""
        return next((one.next for one in self.transitions if one.event == event and one.next), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A flow as it is written.

    `name` and `sid` are those of the resource that it is wrapped in, where there is one.
    """

    node: Object
    name: str | None
    sid: str | None
    description: str | None
    start: String | None
    widgets: tuple[Widget, ...]


def is_filled(text: str) -> bool:
    """Whether something in a text is filled in during the call, or before the flow is deployed."""
    return "{{" in text or "{%" in text or "${" in text
