"""The parts of an agent as its files say them: agent, flows, pages, groups of routes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.data import Array, Node, Object, String

SAYING: Final = (
    "entryFulfillment",
    "transitionRoutes",
    "transitionRouteGroups",
    "eventHandlers",
    "form",
)
"""Keys that only flows, pages and groups of routes have."""


class Kind(StrEnum):
    """What a part is."""

    AGENT = "agent"
    FLOW = "flow"
    PAGE = "page"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One object of an export.

    `flow` is the name of the flow that a page or a group belongs to; `agent` the folder of the
    agent, by which the parts of one agent find each other.
    """

    kind: Kind
    name: str
    id: str | None
    flow: str
    agent: str
    place: Place = field(compare=False, repr=False)
    node: Object = field(compare=False, repr=False)


def parts_of(root: Node, path: str) -> list[Part]:
    """The parts in a file: mostly one, whose place in the agent the path tells."""
    folders = PurePosixPath(path).parts
    if isinstance(root, Object) and _is_agent(root):
        return [_part(Kind.AGENT, root, "", "/".join(folders[:-1]))]
    flow, agent, kind = _from_path(folders)
    found: list[Part] = []
    todo: list[tuple[Node, str | None, str, Kind]] = [(root, None, flow, kind)]
    while todo:
        node, key, flow, kind = todo.pop()
        if isinstance(node, Array):
            todo += [(item, key, flow, kind) for item in reversed(node.items)]
        elif isinstance(node, Object):
            kind = _by_key(key) or kind
            if kind is not Kind.AGENT and _says(node):
                own = _name(node) if kind is Kind.FLOW else flow
                found.append(_part(kind, node, own, agent))
                continue
            inside = node.object("flow")
            flow = _name(inside) if inside else flow
            todo += [
                (one.value, one.key.value, flow, kind)
                for one in reversed(node.members)
                if isinstance(one.value, Object | Array)
            ]
    return found


def _is_agent(node: Object) -> bool:
    return node.get("defaultLanguageCode") is not None and node.get("displayName") is not None


def _says(node: Object) -> bool:
    if node.string("displayName") is None:
        return False
    return any(node.get(key) is not None for key in SAYING)


def _from_path(folders: tuple[str, ...]) -> tuple[str, str, Kind]:
    """The flow, the agent's folder and the kind of what stands in a file, by its path."""
    for at in range(len(folders) - 2, 0, -1):
        if folders[at - 1] == "flows":
            rest = folders[at + 1 : -1]
            kind = _by_key(rest[0]) if rest else Kind.FLOW
            return folders[at], "/".join(folders[: at - 1]), kind or Kind.PAGE
    kind = next((found for one in folders[:-1] if (found := _by_key(one))), Kind.PAGE)
    return "", "/".join(folders[:-1]), kind


def _by_key(key: str | None) -> Kind | None:
    """What stands under a key, or in a folder of this name."""
    match key:
        case "pages" | "page":
            return Kind.PAGE
        case "flow" | "flows":
            return Kind.FLOW
        case "transitionRouteGroups":
            return Kind.GROUP
    return None


def _part(kind: Kind, node: Object, flow: str, agent: str) -> Part:
    name = node.string("displayName")
    place = name.place if name else node.place
    return Part(
        kind=kind,
        name=_name(node),
        id=node.text("name"),
        flow=flow,
        agent=agent,
        place=Place(place.source, place.start, place.end, f'"{_name(node)}"'),
        node=node,
    )


def _name(node: Object) -> str:
    return node.text("displayName") or node.text("name") or "unnamed"


def strings_in(node: Node) -> Iterator[str]:
    """Every key in a value; values are shallower than `DEEPEST`."""
    todo = [node]
    while todo:
        here = todo.pop()
        if isinstance(here, Object):
            for member in here.members:
                yield member.key.value
                todo.append(member.value)
        elif isinstance(here, Array):
            todo += here.items


def target_of(route: Object) -> tuple[String | None, String | None]:
    """The page and the flow that a route or a handler leads to."""
    return route.string("targetPage"), route.string("targetFlow")
