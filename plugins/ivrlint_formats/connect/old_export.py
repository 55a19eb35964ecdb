"""The older export: `modules`, `start`, `type`, `metadata`.

Its modules are told in the terms of the flow language, by the table in
`platform.json`, so that both are lowered in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ivrlint.places import Place
from ivrlint_formats.connect.actions import (
    Action,
    Condition,
    Draft,
    Failure,
    Labels,
    Path,
    Value,
    Way,
    is_machine_name,
)
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.data import Object, String

_NAMESPACES = {
    "External": "External.",
    "User Defined": "Attributes.",
    "System": "",
    "Lex": "Lex.",
    "Metrics": "Metrics.",
    "MediaStreams": "MediaStreams.",
}


def is_old_export(node: Object) -> bool:
    """Whether an object is a flow of the older export."""
    return node.get("modules") is not None and (
        node.get("start") is not None or node.object("metadata") is not None
    )


def read_old_export(node: Object, platform: Platform) -> Draft:
    """The flow that an object says."""
    metadata = node.object("metadata")
    start = node.string("start")
    return Draft(
        node=node,
        name=(metadata.text("name") if metadata else None) or None,
        type=node.text("type") or (metadata.text("type") if metadata else None) or None,
        start=Way(start.value, start.place) if start else None,
        actions=tuple(_read_modules(node, platform)),
    )


def _read_modules(node: Object, platform: Platform) -> Iterator[Action]:
    for module in node.objects("modules"):
        identifier = module.string("id")
        if identifier is None:
            continue
        written = module.text("type") or ""
        labels = Labels(module, written)
        facts = _facts_of(module, platform)
        ways = _Ways(module, labels, facts.get("branches", {}), platform)
        kind = str(facts.get("type", written))
        place = identifier.place
        yield Action(
            name=identifier.value,
            type=kind,
            written=written,
            place=Place(place.source, place.start, place.end, labels.label),
            whole=module.place,
            type_place=place,
            is_old=True,
            title=(
                f"{platform.block(kind)} {identifier.value[:8]}"
                if is_machine_name(identifier.value)
                else None
            ),
            values=dict(_values(module, labels, facts, platform)),
            shown=dict(_shown(module, facts)),
            next=ways.next,
            conditions=tuple(ways.conditions),
            failures=tuple(ways.failures),
        )


def _facts_of(module: Object, platform: Platform) -> Mapping[str, Any]:
    facts = platform.old_modules.get(module.text("type") or "", {})
    if "targets" in facts:
        found: Mapping[str, Any] = facts["targets"].get(module.text("target") or "", {})
        return found
    return facts


class _Ways:
    """The branches of a module, sorted as the flow language has them."""

    def __init__(
        self, module: Object, labels: Labels, branches: Mapping[str, str], platform: Platform
    ) -> None:
        self.next: Way | None = None
        self.conditions: list[Condition] = []
        self.failures: list[Failure] = []
        for branch in module.objects("branches"):
            target = branch.string("transition")
            if target is None:
                continue
            way = Way(target.value, labels.place(target.place))
            name = branch.text("condition") or ""
            what, _, which = branches.get(name, f"condition {name}").partition(" ")
            if what == "next":
                self.next = way
            elif what == "error":
                self.failures.append(Failure(which, way))
            else:
                self.conditions.append(self._condition(branch, which, way, labels, platform))

    def _condition(
        self, branch: Object, which: str, way: Way, labels: Labels, platform: Platform
    ) -> Condition:
        operator = platform.new_operator(branch.text("conditionType") or "Equals")
        node = branch.get("conditionValue")
        value = labels.value(node) if node is not None else None
        if value is None or which:
            value = Value(which, labels.place(branch.place))
        return Condition(operator, value, way)


def _values(
    module: Object, labels: Labels, facts: Mapping[str, Any], platform: Platform
) -> Iterator[tuple[Path, Value]]:
    """The parameters of a module, by their names in the flow language."""
    names: Mapping[str, str] = facts.get("parameters", {})
    place = labels.place(module.place)
    for name, text in facts.get("constants", {}).items():
        yield (name,), Value(str(text), place)
    given: dict[str, Value] = {}
    messages = 0
    is_ssml = any(
        one.text("name") == "TextToSpeechType" and one.text("value") == "ssml"
        for one in module.objects("parameters")
    )
    for parameter in module.objects("parameters"):
        name = parameter.text("name") or ""
        value = _value(parameter, labels, platform)
        if value is None:
            continue
        given[name] = value
        key = parameter.text("key")
        if name in ("Text", "AudioPrompt"):
            ssml = is_ssml or key == "ssml"
            kind = "PromptId" if name == "AudioPrompt" else "SSML" if ssml else "Text"
            if module.text("type") == "LoopPrompts":
                yield ("Messages", str(messages), kind), value
                messages += 1
            else:
                yield (kind,), value
        elif name in names:
            path = tuple(names[name].split("."))
            yield ((*path, key) if key else path), value
    if "Attribute" in given and "Namespace" in given:
        yield ("ComparisonValue",), _attribute(given["Attribute"], given["Namespace"], platform)
    if "Type" in given and "ContactFlowId" in given:
        yield ("EventHooks", given["Type"].text), given["ContactFlowId"]
    if "EncryptEntry" in given and given["EncryptEntry"].is_true:
        yield ("InputEncryption", "Entry"), given["EncryptEntry"]


def _value(parameter: Object, labels: Labels, platform: Platform) -> Value | None:
    node = parameter.get("value")
    namespace = parameter.text("namespace")
    path = None
    if namespace and isinstance(node, String):
        name = platform.system_name(node.value) if namespace == "System" else node.value
        path = f"$.{_NAMESPACES.get(namespace, f'{namespace}.')}{name}"
    return None if node is None else labels.value(node, path)


def _attribute(name: Value, namespace: Value, platform: Platform) -> Value:
    text = platform.system_name(name.text) if namespace.text == "System" else name.text
    path = f"$.{_NAMESPACES.get(namespace.text, f'{namespace.text}.')}{text}"
    return Value(path, name.place, name.string, path)


def _shown(module: Object, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names of queues, flows and prompts that stand beside their ids."""
    names: Mapping[str, str] = facts.get("parameters", {})
    messages = -1
    for parameter in module.objects("parameters"):
        shown = parameter.text("resourceName")
        name = parameter.text("name") or ""
        messages += name in ("Text", "AudioPrompt")
        if not shown:
            continue
        if name == "ContactFlowId" and facts.get("type") == "UpdateContactEventHooks":
            yield "EventHooks", shown
        elif name == "AudioPrompt":
            yield "PromptId", shown
            yield f"Messages.{messages}.PromptId", shown
        elif name in names:
            yield names[name], shown
