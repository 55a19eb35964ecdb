"""The parts of one agent, found by their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field

from ivrlint.lean import dataclass
from ivrlint.model import Channel, Role
from ivrlint_formats.data import Object
from ivrlint_formats.dialogflow.parts import Kind, Part, strings_in

_OF_CALLS = frozenset({"telephonyTransferCall", "playAudio", "outputAudioText", "dtmfSettings"})
_USUAL_START = "Default Start Flow"


@dataclass(frozen=True, slots=True, kw_only=True)
class CxFlow:
    """A flow with its pages and groups; `part` is None where its own file is not at hand."""

    name: str
    part: Part | None
    pages: tuple[Part, ...]
    groups: dict[str, Object] = field(default_factory=dict)
    role: Role
    channel: Channel
    language: str | None
    whole: bool
    """Whether the agent is here as a whole, so that what it does not define is missing."""

    @property
    def page_names(self) -> dict[str, str]:
        """The names of its pages, by name and by id."""
        found = {one.id: one.name for one in self.pages if one.id}
        found.update((one.name, one.name) for one in self.pages)
        return found


def flows_of(parts: Iterable[Part]) -> list[CxFlow]:
    """The flows of one agent, in the order of its files."""
    parts = list(parts)
    agent = next((one for one in parts if one.kind is Kind.AGENT), None)
    names = list(dict.fromkeys(one.flow for one in parts if one.kind is not Kind.AGENT))
    own = {one.flow: one for one in reversed(parts) if one.kind is Kind.FLOW}
    keys = {key for one in parts for key in strings_in(one.node)}
    channel = Channel.PHONE if keys & _OF_CALLS else Channel.CHAT
    start = _start(agent, list(own.values()), names)
    by_flow: dict[str, list[Part]] = {}
    for one in parts:
        if one.kind is not Kind.AGENT:
            by_flow.setdefault(one.flow, []).append(one)
    return [
        CxFlow(
            name=own[name].name if name in own else name or "pages",
            part=own.get(name),
            pages=_unique(one for one in by_flow[name] if one.kind is Kind.PAGE),
            groups=_groups(by_flow[name]),
            role=Role.ENTRY if name == start else Role.MODULE,
            channel=channel,
            language=agent.node.text("defaultLanguageCode") if agent else None,
            whole=agent is not None,
        )
        for name in names
    ]


def _start(agent: Part | None, own: Sequence[Part], names: Sequence[str]) -> str | None:
    """The flow that customers begin with."""
    named = agent.node.text("startFlow") if agent else None
    for one in own:
        if named is not None and (one.name == named or one.id == named.rpartition("/")[2]):
            return one.flow
    if _USUAL_START in names:
        return _USUAL_START
    return own[0].flow if len(own) == len(names) == 1 else None


def _unique(pages: Iterable[Part]) -> tuple[Part, ...]:
    found: dict[str, Part] = {}
    for one in pages:
        found.setdefault(one.name, one)
    return tuple(found.values())


def _groups(parts: Iterable[Part]) -> dict[str, Object]:
    found: dict[str, Object] = {}
    for one in parts:
        if one.kind is Kind.GROUP:
            for name in filter(None, (one.name, one.id)):
                found.setdefault(name, one.node)
    return found
