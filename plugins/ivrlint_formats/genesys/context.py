"""What is known of a flow while its blocks become steps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ivrlint.model import (
    UNKNOWN,
    Cause,
    Datum,
    Exit,
    Maybe,
    Prompt,
    Role,
    Scope,
    Target,
    Unresolved,
)
from ivrlint.places import Place
from ivrlint_formats.data import Node, Object, String
from ivrlint_formats.genesys.drafts import Block, Choice, Draft, Ref, Way
from ivrlint_formats.genesys.expressions import names_in
from ivrlint_formats.genesys.platform import Platform
from ivrlint_formats.genesys.speech import prompts_of
from ivrlint_formats.genesys.values import expression, name_in, object_in, variable_in
from ivrlint_formats.spoken import PLACEHOLDER

_MOST_DATA: Final = 40
"""Pieces of data that one action is told to read or write."""


@dataclass(slots=True, frozen=True)
class Context:
    """A flow, the names of its steps, and what its settings say."""

    draft: Draft
    platform: Platform
    names: dict[int, str]
    flow_name: str
    everywhere: tuple[Choice, ...]
    """The choices whose keys hold in every menu of the flow."""
    called_parts: frozenset[str]
    """The tasks that others call, which come back."""

    @property
    def role(self) -> Role:
        """What the flow is for."""
        return self.platform.role(self.draft.kind)

    @property
    def language(self) -> str | None:
        """The language of the flow; the only one where that is filled in later."""
        language = self.draft.body.text("defaultLanguage")
        if language and "{" not in language:
            return language
        supported = self.draft.body.object("supportedLanguages")
        if supported is not None and len(supported.members) == 1:
            only = supported.members[0].key.value
            return None if "{" in only else only
        return None

    @property
    def settings(self) -> Object:
        """The body of the flow, with its settings."""
        return self.draft.body

    def setting(self, action: str, name: str) -> Node | None:
        """What the flow sets for all actions of a kind."""
        found = object_in(self.settings, "settingsActionDefaults", action)
        return found.get(name) if found else None

    def target(self, ref: Ref | None) -> Target | Unresolved:
        """The step that a reference leads to."""
        final = None if ref is None else self.draft.final(ref)
        if final is None:
            return Unresolved("the jumps go in a circle", Scope.FLOW)
        return Target(self.names.get(final, "") if isinstance(final, int) else final)

    def way_out(self, way: Way | None, block: Block, cause: Cause, **more: Any) -> Exit:
        """An exit: by the output that holds actions, else on to the next action."""
        if way is None:
            return Exit(cause=cause, target=self.target(block.next), place=block.place, **more)
        return Exit(cause=cause, target=self.target(way.to), place=way.place, **more)

    def output(self, block: Block, output: str, cause: Cause, **more: Any) -> Exit:
        """The exit for one output of an action."""
        return self.way_out(block.outputs.get(output), block, cause, **more)

    def common(self, block: Block, number: int) -> dict[str, Any]:
        """What every step has, as keyword arguments."""
        return {
            "name": self.names[number],
            "place": block.place,
            "part": block.part,
            "reads": tuple(self.reads(block)),
            "writes": tuple(self.writes(block)),
        }

    def prompts(
        self, node: Node | None, place: Place, *, interruptible: Maybe[bool] = UNKNOWN
    ) -> tuple[Prompt, ...]:
        """What is heard of an audio value."""
        return tuple(prompts_of(node, place, interruptible=interruptible))

    def failure(self, block: Block, cause: Cause = Cause.ERROR) -> Exit:
        """The exit of a transfer that fails, with what is heard then."""
        said = self.prompts(block.body.get("failureTransferAudio"), block.place)
        return self.output(block, "failure", cause, prompts=said)

    def reads(self, block: Block) -> Iterator[Datum]:
        """The variables that an action looks at."""
        found: dict[str, Place] = {}
        todo: list[Node] = [
            member.value
            for member in block.body.members
            if member.key.value not in ("outputs", "choices", "settingsMenu", "task")
        ]
        while todo and len(found) < _MOST_DATA:
            node = todo.pop(0) if len(todo) < _MOST_DATA else todo.pop()
            if not isinstance(node, Object):
                continue
            written = expression(node)
            if written is not None:
                for name, place in names_in(written):
                    if not name.startswith(("Prompt.", "PromptSystem.")):
                        found.setdefault(name, place)
                continue
            todo += [
                one.value
                for one in node.members
                if one.key.value not in ("actions", "cases", "default", "task")
            ]
        for name, place in found.items():
            yield Datum(name, place)

    def writes(self, block: Block) -> Iterator[Datum]:
        """The variables and attributes that an action sets."""
        body = block.body
        for item in body.objects("statements"):
            for statement in item.members:
                if isinstance(statement.value, Object):
                    variable = variable_in(statement.value.get("variable"))
                    if variable is not None:
                        yield Datum(variable.value, variable.place)
        for item in body.objects("attributes"):
            attribute = item.object("attribute")
            if attribute is None:
                continue
            variable = attribute.string("variable") or name_in(attribute.get("name"))
            if variable is not None:
                yield Datum(variable.value, variable.place)
        for key in ("findResult", "externalResult", "inputData", "intent", "extensionVariable"):
            variable = variable_in(body.get(key)) if isinstance(body.get(key), Object) else None
            if variable is not None:
                yield Datum(variable.value, variable.place)

    def flow_target(self, node: Node | None) -> Target | Unresolved:
        """Another flow, by its name. Flows live in the organisation: one that no file of the
        project defines is not missing, it is only not at hand."""
        name = name_in(node)
        if name is None:
            reason = "which flow it is, is decided during the call"
            return Unresolved(reason, Scope.STARTS)
        if is_placeholder(name):
            return Unresolved(
                f"which flow it is, is filled in when it is deployed ({name.value})", Scope.STARTS
            )
        elsewhere = Unresolved(
            f"no file of the project defines the flow {name.value!r}", Scope.STARTS
        )
        return Target(None, flow=name.value, elsewhere=elsewhere)


def is_placeholder(string: String) -> bool:
    """Whether a text holds something that is filled in when the flow is deployed."""
    return re.search(PLACEHOLDER, string.value) is not None
