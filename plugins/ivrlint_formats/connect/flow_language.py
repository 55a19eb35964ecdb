"""The flow language 2019-10-30: `Version`, `StartAction`, `Actions`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.places import Place
from ivrlint_formats.connect.actions import (
    Action,
    Condition,
    Draft,
    Failure,
    Labels,
    Value,
    Way,
    is_machine_name,
)
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.data import Object

_SHOWN_BY: Final = {
    "queue": "QueueId",
    "ContactFlow": "ContactFlowId",
    "contactFlow": "EventHooks",
    "contactFlowModuleName": "FlowModuleId",
    "promptName": "PromptId",
    "Hours": "HoursOfOperationId",
}
"""Older keys of `ActionMetadata` that hold the name of what a parameter's id means."""


def is_flow(node: Object) -> bool:
    """Whether an object is a flow of the flow language."""
    return node.get("Actions") is not None and (
        node.get("StartAction") is not None or node.get("Version") is not None
    )


def read_flow(node: Object, platform: Platform) -> Draft:
    """The flow that an object says."""
    metadata = node.object("Metadata")
    about = metadata.object("ActionMetadata") if metadata else None
    start = node.string("StartAction")
    settings = node.object("Settings")
    return Draft(
        node=node,
        name=(metadata.text("name") if metadata else None) or None,
        type=(metadata.text("type") if metadata else None) or None,
        start=Way(start.value, start.place) if start else None,
        actions=tuple(_read_actions(node, about, platform)),
        is_module=settings is not None and bool(settings.items("Transitions")),
    )


def labels_of(action: Object, about: Object | None) -> Labels:
    """The pointers of an action: with the name that a person gave it, else with its type."""
    name = friendly_name(action, about)
    shown = f'"{name}"' if name else action.text("Type") or ""
    return Labels(action, shown)


def friendly_name(action: Object, about: Object | None) -> str | None:
    """The name that a person gave to an action; None where it has only a machine's."""
    identifier = action.text("Identifier")
    entry = about.object(identifier) if about and identifier else None
    if entry is not None:
        friendly = entry.text("friendlyName")
        if friendly:
            return friendly
    if identifier and not is_machine_name(identifier):
        return identifier
    return None


def _read_actions(node: Object, about: Object | None, platform: Platform) -> Iterator[Action]:
    for action in node.objects("Actions"):
        identifier = action.string("Identifier")
        if identifier is None:
            continue
        labels = labels_of(action, about)
        entry = about.object(identifier.value) if about else None
        parameters = action.object("Parameters")
        transitions = action.object("Transitions")
        kind = action.get("Type")
        action_type = action.text("Type") or ""
        yield Action(
            name=identifier.value,
            type=action_type,
            written=action_type,
            place=_place_of(identifier.place, labels),
            whole=action.place,
            type_place=labels.place(kind.place if kind else identifier.place),
            title=_title(action, about, platform),
            values=labels.values(parameters) if parameters else {},
            shown=dict(_shown(entry)) if entry else {},
            next=_way(transitions, labels) if transitions else None,
            conditions=tuple(_conditions(transitions, labels)) if transitions else (),
            failures=tuple(_failures(transitions, labels)) if transitions else (),
        )


def _place_of(place: Place, labels: Labels) -> Place:
    return Place(place.source, place.start, place.end, labels.label)


def _title(action: Object, about: Object | None, platform: Platform) -> str | None:
    """What people call an action that has only a machine's name: its block, and how it begins."""
    identifier = action.text("Identifier") or ""
    friendly = friendly_name(action, about)
    if friendly is not None:
        return friendly if friendly != identifier else None
    return f"{platform.block(action.text('Type') or '')} {identifier[:8]}"


def _shown(entry: Object) -> Iterator[tuple[str, str]]:
    for key, parameter in _SHOWN_BY.items():
        value = entry.get(key)
        name = value.text("text") if isinstance(value, Object) else entry.text(key)
        if name:
            yield parameter, name
    parameters = entry.object("parameters")
    for member in parameters.members if parameters else ():
        if isinstance(member.value, Object):
            yield from _display_names(member.key.value, member.value)


def _display_names(parameter: str, value: Object) -> Iterator[tuple[str, str]]:
    name = value.text("displayName")
    if name:
        yield parameter, name
    for member in value.members:
        if isinstance(member.value, Object) and (name := member.value.text("displayName")):
            yield f"{parameter}.{member.key.value}", name


def _way(node: Object, labels: Labels) -> Way | None:
    target = node.string("NextAction")
    return None if target is None else Way(target.value, labels.place(target.place))


def _conditions(transitions: Object, labels: Labels) -> Iterator[Condition]:
    for one in transitions.objects("Conditions"):
        way, condition = _way(one, labels), one.object("Condition")
        if way is None or condition is None:
            continue
        operands = condition.items("Operands")
        operand = labels.value(operands[0]) if operands else None
        yield Condition(
            condition.text("Operator") or "Equals",
            operand or Value("", labels.place(condition.place)),
            way,
        )


def _failures(transitions: Object, labels: Labels) -> Iterator[Failure]:
    for one in transitions.objects("Errors"):
        way = _way(one, labels)
        if way is not None:
            yield Failure(one.text("ErrorType") or "", way)
