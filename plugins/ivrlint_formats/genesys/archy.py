"""The syntax of Archy YAML: from nested actions to blocks that lead to one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivrlint.places import Place
from ivrlint_formats.data import Array, Member, Node, Object, String
from ivrlint_formats.genesys.drafts import Block, Choice, Draft, Ref, Way
from ivrlint_formats.genesys.platform import Platform
from ivrlint_formats.genesys.values import object_in, switches_in

_REFERENCE: Final = re.compile(r"(?:.*/)?(?P<kind>\w+)\[(?P<name>[^\]]*)\]\s*")
_HOLDERS: Final = (("menus", "menu"), ("tasks", "task"), ("states", "state"))
_JUMPS: Final = {
    "jumpToMenu": "targetMenuRef",
    "jumpToTask": "targetTaskRef",
    "changeState": "targetStateRef",
    "menuJumpToMenu": "targetMenuRef",
    "menuJumpToTask": "targetTaskRef",
}


def drafts_of(root: Node | None, platform: Platform) -> Iterator[Draft]:
    """The flows of a file, of all its documents."""
    for document in root.items if isinstance(root, Array) else (root,):
        if isinstance(document, Object):
            for member in document.members:
                if member.key.value in platform.flow_kinds and isinstance(member.value, Object):
                    yield _Reader(member, member.value, platform).draft


class _Reader:
    """Reads one flow. Trees of data files are shallow, so it may recurse."""

    def __init__(self, member: Member, body: Object, platform: Platform) -> None:
        self.platform = platform
        name = body.string("name")
        self.draft = Draft(member.key.value, name, name.place if name else member.key.place, body)
        self.number = 0
        self.targets: dict[tuple[str, str], int] = {}
        self.holders: list[tuple[int, str, Object, Member]] = []
        self.jumps: list[tuple[int, str]] = []
        self.calls: list[tuple[Block, str]] = []
        self.ends: dict[int, int] = {}
        self.on_error: int | None = None
        self._collect_holders(body)
        for label, kind, holder, at in list(self.holders):
            self._holder(label, kind, holder, at)
        self._start(body)
        self._resolve()

    def _new(self) -> int:
        self.number += 1
        return self.number

    def _collect_holders(self, body: Object) -> None:
        """Give every reusable menu, task and state its number before anything refers to it."""
        for plural, kind in _HOLDERS:
            for item in body.objects(plural):
                for member in item.members:
                    if isinstance(member.value, Object):
                        self._named(kind, member.value, member)

    def _named(self, kind: str, holder: Object, member: Member) -> int:
        label = self._new()
        self.holders.append((label, kind, holder, member))
        self.draft.statements.append(member.key.place.to(holder.place))
        for name in (holder.text("name"), holder.text("refId")):
            if name:
                self.targets[kind, name] = label
        return label

    def _start(self, body: Object) -> None:
        draft = self.draft
        start: Ref | None = None
        reference = body.string("startUpRef")
        if reference is not None:
            start = self._refer(reference.value)
        elif isinstance(body.get("startUpTaskActions"), Array):
            start = self._startup_task(body)
        elif isinstance(body.get("startUpTask"), Object):
            startup = next(member for member in body.members if member.key.value == "startUpTask")
            label = self._named("task", body.object("startUpTask") or body, startup)
            self._holder(*self.holders[-1])
            start = label
        elif self.holders:
            start = self.holders[0][0]
        greeting = next((one for one in body.members if one.key.value == "initialGreeting"), None)
        if greeting is not None and start is not None and isinstance(greeting.value, Object):
            label = self._new()
            audio = Member(String("audio", greeting.key.place, greeting.key.place), greeting.value)
            block = Block(
                "initialGreeting",
                "Initial Greeting",
                greeting.key.place,
                greeting.key.place.to(greeting.value.place),
                Object((audio,), greeting.value.place),
                next=start,
            )
            draft.blocks[label] = block
            start = label
        draft.start = start

    def _startup_task(self, body: Object) -> int:
        member = next(one for one in body.members if one.key.value == "startUpTaskActions")
        label, end = self._new(), self._new()
        loops = self.draft.kind in self.platform.looping_kinds
        if loops:
            self.draft.same[end] = label
        else:
            self._end(end, member.key.place, member.value, "")
        self.draft.same[label] = self._sequence(body.items("startUpTaskActions"), end, "")
        return label

    def _holder(self, label: int, kind: str, holder: Object, member: Member) -> None:
        if kind == "menu":
            self._menu(label, "menu", holder, member, None)
            return
        title = holder.text("name") or member.key.value
        end = self._new()
        self._end(end, (holder.string("name") or member.key).place, holder, title)
        self.ends[label] = end
        self.draft.same[label] = self._sequence(holder.items("actions"), end, title)

    def _end(self, label: int, place: Place, holder: Node, part: str) -> None:
        title = f"end of {part}" if part else "end"
        empty = Object((), place)
        self.draft.blocks[label] = Block("end", title, place, holder.place, empty, part=part)

    def _sequence(self, actions: tuple[Node, ...], after: Ref, part: str) -> Ref:
        """Read actions that come one after another; gives where they begin."""
        following = after
        for item in reversed(actions):
            members = item.members if isinstance(item, Object) else ()
            for member in reversed(members):
                body = member.value
                if not isinstance(body, Object):
                    body = Object((), body.place)
                following = self._action(member, body, following, part)
        return following

    def _action(self, member: Member, body: Object, after: Ref, part: str) -> Ref:
        label, kind = self._new(), member.key.value
        if kind in _JUMPS:
            self._jump(label, kind, body)
            return label
        name = body.string("name")
        block = Block(
            kind,
            name.value if name and name.value.strip() else self.platform.title(kind),
            (name or member.key).place,
            member.key.place.to(body.place),
            body,
            part=part,
            next=after,
        )
        self.draft.blocks[label] = block
        again = label if kind.startswith("loop") and kind not in ("loopExit", "loopNext") else None
        for key, actions, place in _outputs(block, body):
            back = again if key == "loop" and again is not None else after
            entry = self._sequence(actions, back, part)
            if key == "loop" and again is not None:
                self._inside_loop(actions, again, after)
            block.outputs[key] = Way(entry, place)
        target = body.string("targetTaskRef")
        if kind == "callTask" and target is not None:
            self.calls.append((block, target.value))
        return label

    def _inside_loop(self, actions: tuple[Node, ...], again: int, after: Ref) -> None:
        """Lead the exits of a loop to where the loop goes on, of all actions in it."""
        spans = [(item.place.start, item.place.end) for item in actions]
        if not spans:
            return
        start, end = spans[0][0], spans[-1][1]
        for number in range(again + 1, self.number + 1):
            block = self.draft.blocks.get(number)
            if block is None or not start <= block.place.start < end:
                continue
            if block.kind in ("loopExit", "loopNext") and number not in self.draft.same:
                self.draft.same[number] = after if block.kind == "loopExit" else again

    def _jump(self, label: int, kind: str, body: Object) -> None:
        key = _JUMPS[kind]
        reference = body.string(key) or next(
            (one.value for one in body.members if one.key.value.endswith("Ref")
             and isinstance(one.value, String)),
            None,
        )  # fmt: skip
        self.jumps.append((label, reference.value if reference else ""))

    def _refer(self, reference: str) -> Ref:
        match = _REFERENCE.fullmatch(reference)
        kinds = (match["kind"],) if match else ("menu", "task", "state")
        name = match["name"] if match else reference
        for kind in kinds:
            if (kind, name) in self.targets:
                return self.targets[kind, name]
        return name or reference

    def _resolve(self) -> None:
        for label, reference in self.jumps:
            self.draft.same[label] = self._refer(reference)
        for block, reference in self.calls:
            target = self._refer(reference)
            block.outputs["callee"] = Way(target, block.place)
            if isinstance(target, int) and target in self.ends:
                self.draft.called.add(self.ends[target])

    def _menu(
        self, label: int, kind: str, body: Object, member: Member, parent: int | None
    ) -> None:
        name = body.string("name")
        title = name.value if name and name.value.strip() else self.platform.title(kind)
        place = (name or member.key).place
        whole = member.key.place.to(body.place)
        block = Block("menu", title, place, whole, body, part=title, next=self._on_error())
        self.draft.blocks[label] = block
        choices: list[Choice] = []
        default = body.text("defaultChildMenuRef") or ""
        match = _REFERENCE.fullmatch(default)
        wanted = match["name"] if match else default
        for item in body.objects("choices"):
            for one in item.members:
                if not isinstance(one.value, Object):
                    continue
                choice = self._choice(one, one.value, label, parent, title)
                choices.append(choice)
                names = {one.value.text("refId"), one.value.text("name")} - {None}
                if wanted and wanted in names and (block.default is None or wanted in names):
                    block.default = choice.way
        block.choices = tuple(choices)

    def _on_error(self) -> int:
        """What the flow does when nothing else is left to do."""
        if self.on_error is not None:
            return self.on_error
        label = self.on_error = self._new()
        body = self.draft.body
        handling = object_in(body, "settingsErrorHandling", "errorHandling")
        member = handling.members[0] if handling and handling.members else None
        inside = member.value if member and isinstance(member.value, Object) else None
        place = member.key.place if member else self.draft.place
        if inside is not None and inside.get("targetQueue") is not None:
            kind = "transferToAcd"
        else:
            kind = "disconnect"
            for one in inside.members if inside else ():
                if one.key.value.endswith("Ref") and isinstance(one.value, String):
                    self.jumps.append((label, one.value.value))
                    return label
        empty = Object((), place)
        self.draft.blocks[label] = Block(
            kind, "error handling", place, place, inside or empty, next=None
        )
        return label

    def _choice(
        self, member: Member, body: Object, menu: int, parent: int | None, part: str
    ) -> Choice:
        kind, name = member.key.value, body.string("name")
        self.draft.statements.append(member.key.place.to(body.place))
        place = (body.string("dtmf") or name or member.key).place
        if kind in _JUMPS:
            label = self._new()
            self._jump(label, kind, body)
        elif kind == "menuRepeatMenu":
            label = menu
        elif kind == "menuPreviousMenu":
            label = menu if parent is None else parent
        elif kind == "menuSubMenu":
            label = self._new()
            self._menu(label, kind, body, member, menu)
        elif kind == "menuTask":
            label = self._new()
            task = body.object("task") or Object((), body.place)
            title = (name.value if name else None) or task.text("name") or part
            end = self._new()
            self._end(end, (name or member.key).place, body, title)
            reference = task.text("refId")
            if reference:
                self.targets.setdefault(("task", reference), label)
            self.draft.same[label] = self._sequence(task.items("actions"), end, title)
        else:
            # What a transfer of a menu cannot do is done by the menu: it is heard again.
            action = Member(self.platform.action_of(member.key), body)
            label = _number(self._action(action, body, menu, part))
        return Choice(
            name,
            Way(label, place),
            self.platform.key_of(body.text("dtmf")),
            tuple(_terms(body.object("speechRecTerms"))),
            _is_true(body.get("globalDtmf")),
        )


def _number(ref: Ref) -> int:
    """The number of a block that has just been made."""
    return ref if isinstance(ref, int) else 0


def _is_true(node: Node | None) -> bool:
    return node is not None and not isinstance(node, Object | Array) and node.value is True


def _terms(languages: Object | None) -> Iterator[String]:
    for member in languages.members if languages else ():
        if isinstance(member.value, Object):
            for term in member.value.items("terms"):
                if isinstance(term, String):
                    yield term


def _outputs(block: Block, body: Object) -> Iterator[tuple[str, tuple[Node, ...], Place]]:
    """The outputs of an action that hold actions, with their names."""
    outputs = body.object("outputs")
    for member in outputs.members if outputs else ():
        if isinstance(member.value, Object):
            yield member.key.value, member.value.items("actions"), member.key.place
    number = 0
    for table in switches_in(body) if block.kind == "switch" else ():
        default = table.object("default")
        if default is not None:
            yield "default", default.items("actions"), default.place
        for item in table.objects("cases"):
            case = item.object("case")
            if case is not None:
                at = case.object("value") or case
                yield f"case {number}", case.items("actions"), at.place
                number += 1
