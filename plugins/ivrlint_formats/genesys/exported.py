"""The flow that an export holds, as the blocks that Archy YAML would give.

An export names actions by their ids; an action without a next one goes on
after the action in whose output it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.places import Place
from ivrlint_formats.data import Array, Labels, Member, Node, Object, Scalar, String
from ivrlint_formats.genesys.drafts import Block, Choice, Draft, Ref, Way
from ivrlint_formats.genesys.platform import Platform

_OUTPUTS: Final = {
    "__SUCCESS__": "success",
    "__FAILURE__": "failure",
    "__TIMEOUT__": "timeout",
    "__YES__": "yes",
    "__NO__": "no",
    "__FOUND__": "found",
    "__NOT_FOUND__": "notFound",
    "__DEFAULT__": "default",
    "__LOOP__": "loop",
    "__OPEN__": "open",
    "__CLOSED__": "closed",
    "__HOLIDAY__": "holiday",
    "__EMERGENCY__": "emergency",
    "__ACTIVE__": "active",
    "__INACTIVE__": "inactive",
}
_RENAMED: Final = {
    "expression": "condition",
    "flowName": "targetFlow",
    "prompts": "audio",
    "promptRepeatCount": "repeatCount",
    "promptRepeatDelay": "menuSelectionTimeout",
    "extensionDialingDelay": "extensionDialingMaxDelay",
    "inQueueFlowName": "overrideInQueueFlow",
    "connTimeout": "connectTimeout",
    "user": "targetUser",
    "group": "targetGroup",
    "number": "targetNumber",
    "flow": "targetFlow",
    "resultData": "inputData",
    "digitTimeout": "interDigitTimeout",
}
_HEARD: Final = frozenset({"prompts", "preTransferAudio", "failureTransferAudio", "audio"})


def draft_of(root: Node | None, platform: Platform) -> Draft | None:
    """The flow of an export, None where the file holds none."""
    if not isinstance(root, Object):
        return None
    kind = platform.kind_of_export(root.text("type") or "")
    if kind is None:
        kind = "inboundCall"
    return _Exported(root, kind, platform).draft


class _Exported:
    """Reads one export."""

    def __init__(self, root: Object, kind: str, platform: Platform) -> None:
        self.platform = platform
        self.root = root
        name = root.string("name")
        self.draft = Draft(kind, name, (name or root).place, _settings(root))
        self.number = 0
        self.tasks: dict[str, int] = {}
        self.ends: dict[str, int] = {}
        items = list(root.objects("flowSequenceItemList"))
        for item in items:
            identity = item.text("id")
            if identity:
                self.tasks[identity] = self._new()
        for item in items:
            identity = item.text("id") or ""
            if item.text("__type") == "Menu" and identity:
                self._menu(self.tasks[identity], item)
            elif identity:
                self._task(self.tasks[identity], item)
        start = root.text("initialSequence")
        self.draft.start = self.tasks.get(start or "", start)
        self._greeting()

    def _new(self) -> int:
        self.number += 1
        return self.number

    def _greeting(self) -> None:
        prompts = self.root.object("initialPrompts")
        audio = _audio(prompts)
        if prompts is None or audio is None or self.draft.start is None:
            return
        label = self._new()
        body = Object((_member("audio", audio),), prompts.place)
        title = "Initial Greeting"
        self.draft.blocks[label] = Block(
            "initialGreeting", title, prompts.place, prompts.place, body, next=self.draft.start
        )
        self.draft.start = label

    def _task(self, label: int, task: Object) -> None:
        title = task.text("name") or "Task"
        place = (task.string("name") or task).place
        end = self._new()
        self.draft.blocks[end] = Block(
            "end", f"end of {title}", place, task.place, Object((), place), part=title
        )
        actions = {one.text("id") or "": one for one in task.objects("actionList")}
        numbers = {identity: self._new() for identity in actions}
        first = task.text("startAction")
        self.draft.same[label] = numbers.get(first or "", first or end)
        todo: list[tuple[str, Ref]] = [(first or "", end)]
        # What nothing leads to comes last: it is in the file, and no caller hears it.
        todo[:0] = [(identity, end) for identity in reversed(actions)]
        seen: set[str] = set()
        while todo:
            identity, after = todo.pop()
            if identity in seen or identity not in actions:
                continue
            seen.add(identity)
            action = actions[identity]
            following = action.text("nextAction")
            onward: Ref = numbers.get(following, following) if following else after
            outputs: dict[str, Way] = {}
            if following:
                todo.append((following, after))
            for path in action.objects("paths"):
                to = path.text("nextActionId")
                if to:
                    named = path.text("outputId") or ""
                    output = _OUTPUTS.get(named, path.text("label") or named)
                    outputs[output] = Way(numbers.get(to, to), path.place)
                    todo.append((to, onward))
            self._action(numbers[identity], action, onward, outputs, title)

    def _action(
        self, label: int, action: Object, onward: Ref, outputs: dict[str, Way], part: str
    ) -> None:
        written = action.text("__type") or "an action without a type"
        kind = self.platform.export_action(written) or written
        jump = action.text("taskReference") or action.text("menuReference")
        if kind in ("jumpToTask", "jumpToMenu") and jump is not None:
            self.draft.same[label] = self.tasks.get(jump, jump)
            return
        labels = Labels(action, f'"{action.text("name") or written}"')
        name = action.string("name")
        self.draft.blocks[label] = Block(
            kind,
            name.value if name and name.value.strip() else self.platform.title(kind),
            labels.place((name or action).place),
            labels.place(action.place),
            Object(tuple(_translated(action)), action.place),
            part=part,
            outputs=outputs,
            next=onward,
        )

    def _menu(self, label: int, menu: Object) -> None:
        title = menu.text("name") or "Menu"
        labels = Labels(menu, f'"{title}"')
        choices: list[Choice] = []
        default: Way | None = None
        wanted = menu.text("defaultMenuChoice")
        for item in menu.objects("menuChoiceList"):
            action = item.object("action")
            if action is None:
                continue
            number = self._new()
            self._action(number, action, label, {}, title)
            digit = item.get("digit")
            key = str(digit.value) if isinstance(digit, Scalar | String) else None
            way = Way(number, labels.place((item.string("name") or item).place))
            choice = Choice(
                item.string("name"),
                way,
                self.platform.key_of(key),
                tuple(_terms(item.object("speechRecTerms"))),
                _is_true(item.get("globalDtmf")),
            )
            choices.append(choice)
            if wanted and wanted == item.text("id"):
                default = way
        place = labels.place((menu.string("name") or menu).place)
        body = Object(tuple(_translated(menu)), menu.place)
        self.draft.blocks[label] = Block(
            "menu",
            title,
            place,
            labels.place(menu.place),
            body,
            part=title,
            next=self._on_error(),
            choices=tuple(choices),
            default=default,
        )

    def _on_error(self) -> int:
        label = self._new()
        handling = self.root.object("errorHandling")
        place = (handling or self.root).place
        queue = handling.get("queue") if handling else None
        to_queue = handling is not None and handling.text("handlingType") == "Queue"
        members = (_member("targetQueue", _value(queue)),) if queue is not None else ()
        self.draft.blocks[label] = Block(
            "transferToAcd" if to_queue else "disconnect",
            "error handling",
            place,
            place,
            Object(members, place),
        )
        return label


def _is_true(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.value is True


def _terms(languages: Object | None) -> Iterator[String]:
    for member in languages.members if languages else ():
        if isinstance(member.value, Array):
            for term in member.value.items:
                if isinstance(term, String):
                    yield term


def _member(key: str, value: Node) -> Member:
    place = Place(value.place.source, value.place.start, value.place.start)
    return Member(String(key, place, place), value)


def _value(node: Node) -> Node:
    """A value of an export in Archy's form: literal, expression, or nothing."""
    if not isinstance(node, Object):
        return node
    text = node.string("text")
    config = node.object("config")
    if text is None or not text.value.strip() or (config and config.get("emp") is not None):
        return Object((_member("noValue", Scalar(value=True, place=node.place)),), node.place)
    is_literal = config is not None and config.get("lit") is not None
    return Object((_member("lit" if is_literal else "exp", text),), node.place)


def _audio(node: Node | None) -> Node | None:
    """What is heard: the audio for all languages, else the first of one language."""
    if not isinstance(node, Object):
        return None
    audio = node.get("defaultAudio")
    if audio is None:
        audio = next((one.get("audio") for one in node.objects("cases")), None)
    return None if audio is None else _value(audio)


def _translated(action: Object) -> Iterator[Member]:
    """The properties of an action under the names that Archy has for them."""
    for member in action.members:
        key, value = member.key.value, member.value
        if key in _HEARD:
            audio = _audio(value)
            if audio is not None:
                yield _member(_RENAMED.get(key, key), audio)
        elif key == "queues" and isinstance(value, Array) and value.items:
            yield _member("targetQueue", _value(value.items[0]))
        elif key in ("actionName", "datatableName") and isinstance(value, String):
            yield from _asked(key, value)
        elif key == "variables" and isinstance(value, Array):
            yield _member("statements", Array(tuple(_statements(value)), value.place))
        elif isinstance(value, Object):
            yield _member(_RENAMED.get(key, key), _value(value))
        elif key in _RENAMED:
            yield _member(_RENAMED[key], value)
    digits = [
        _member(name, _value(found))
        for name, key in (("min", "numberOfDigitsMin"), ("max", "numberOfDigitsMax"))
        if (found := action.get(key)) is not None
    ]
    if digits:
        within = Object(tuple(digits), action.place)
        yield _member("digits", Object((_member("range", within),), action.place))


def _asked(key: str, name: String) -> Iterator[Member]:
    empty = Object((), name.place)
    named = Object((Member(name, empty),), name.place)
    if key == "datatableName":
        yield _member("dataTable", named)
    else:
        holder = Object((_member("dataAction", named),), name.place)
        yield _member("category", Object((_member("", holder),), name.place))


def _statements(variables: Array) -> Iterator[Node]:
    for item in variables.items:
        if isinstance(item, Object):
            variable, value = item.object("variable"), item.get("expression")
            named = variable.string("text") if variable else None
            if named is not None:
                members = [_member("variable", named)]
                if value is not None:
                    members.append(_member("value", _value(value)))
                inner = Object(tuple(members), item.place)
                yield Object((_member("string", inner),), item.place)


def _settings(root: Object) -> Object:
    """The settings of the flow under the names that Archy has for them."""
    members = [
        one
        for one in root.members
        if one.key.value in ("name", "defaultLanguage", "initialSequence")
    ]
    defaults = root.object("defaultSettings")
    menu = defaults.object("Menu") if defaults else None
    if menu is not None:
        members.append(_member("settingsMenu", Object(tuple(_translated(menu)), menu.place)))
    handling = root.object("errorHandling")
    audio = _audio(handling.get("audio")) if handling else None
    if handling is not None and audio is not None:
        said = Object((_member("preHandlingAudio", audio),), handling.place)
        members.append(_member("settingsErrorHandling", said))
    return Object(tuple(members), root.place)
