"""Finding the flows in a file: alone, in a list, wrapped in other data, or as a text in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.data import (
    Array,
    Labels,
    Mistake,
    Node,
    Object,
    Scalar,
    String,
    parse_json_within,
)
from ivrlint_formats.studio.conditions import subject_of
from ivrlint_formats.studio.widgets import Condition, Draft, Transition, Widget

_A_FLOW: Final = re.compile(r'"states"\s*:\s*\[')
_NAMES: Final = ("friendly_name", "friendlyName", "name")
_SID: Final = re.compile(r"FW[0-9a-fA-F]{32}")


@dataclass(frozen=True, slots=True)
class Found:
    """The flows of a file, each with the key that it stands under, and faults in texts of JSON."""

    drafts: tuple[tuple[str, Draft], ...]
    mistakes: tuple[Mistake, ...]


def is_flow(node: Object) -> bool:
    """Whether an object is a flow."""
    states = node.get("states")
    if not isinstance(states, Array):
        return False
    return node.get("initial_state") is not None or any(
        isinstance(one, Object) and one.get("transitions") is not None for one in states.items
    )


def drafts_of(root: Node) -> Found:
    """The flows in a file, in their order."""
    drafts: list[tuple[str, Draft]] = []
    mistakes: list[Mistake] = []
    todo: list[tuple[str, Node, Object | None]] = [("", root, None)]
    while todo:
        key, node, around = todo.pop()
        if isinstance(node, Object):
            if is_flow(node):
                drafts.append((key, _read(node, around)))
            else:
                about = node if _about(node) else around
                todo += [(one.key.value, one.value, about) for one in reversed(node.members)]
        elif isinstance(node, Array):
            todo += [(key, item, around) for item in reversed(node.items)]
        elif isinstance(node, String) and _A_FLOW.search(node.value):
            tree = parse_json_within(node)
            if isinstance(tree.root, Object):
                mistakes += tree.mistakes
                todo.append((key, tree.root, around))
    return Found(tuple(drafts), tuple(mistakes))


def _about(node: Object) -> bool:
    """Whether an object is the resource of a flow, as the API gives it."""
    return any(node.text(name) for name in (*_NAMES[:2], "sid"))


def _read(node: Object, around: Object | None) -> Draft:
    sid = around.text("sid") if around else None
    return Draft(
        node=node,
        name=next((name for key in _NAMES if around and (name := around.text(key))), None),
        sid=sid if sid and _SID.fullmatch(sid) else None,
        description=node.text("description") or None,
        start=node.string("initial_state"),
        widgets=tuple(_widgets(node)),
    )


def _widgets(node: Object) -> Iterator[Widget]:
    for state in node.objects("states"):
        name = state.string("name")
        if name is None:
            continue
        labels = Labels(state, f'"{name.value}"')
        place = name.place
        kind = state.string("type")
        properties = state.object("properties")
        transitions = tuple(_transitions(state, labels))
        yield Widget(
            name=name.value,
            type=kind.value if kind else "",
            place=Place(place.source, place.start, place.end, labels.label),
            whole=state.place,
            type_place=labels.place(kind.place if kind else place),
            node=state,
            labels=labels,
            transitions=transitions,
            subject=subject_of(properties.string("input") if properties else None, transitions),
        )


def _transitions(state: Object, labels: Labels) -> Iterator[Transition]:
    for one in state.objects("transitions"):
        event, then = one.string("event"), one.string("next")
        place = then.place if then else event.place if event else _first(one.place)
        yield Transition(
            event=event.value if event else "",
            next=then.value if then and then.value else None,
            place=labels.place(place),
            conditions=tuple(_conditions(one, labels)),
        )


def _conditions(transition: Object, labels: Labels) -> Iterator[Condition]:
    for one in transition.objects("conditions"):
        arguments = one.items("arguments")
        argument = arguments[0] if arguments and isinstance(arguments[0], String) else None
        value = one.get("value")
        if isinstance(value, Scalar) and value.value is not None:
            # Written without quotes, the service takes it all the same.
            shown = str(value.value)
            shown = shown.lower() if isinstance(value.value, bool) else shown
            value = String(shown, value.place, value.place)
        yield Condition(
            type=one.text("type") or "",
            argument=labels.string(argument) if argument else None,
            value=labels.string(value) if isinstance(value, String) else None,
            place=labels.place(one.place),
        )


def _first(place: Place) -> Place:
    return replace(place, end=place.start + 1)
