"""Finding the flows in a file: alone, in a list, wrapped in other data, or as texts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.places import Place
from ivrlint_formats.connect.actions import Draft
from ivrlint_formats.connect.flow_language import is_flow, read_flow
from ivrlint_formats.connect.old_export import is_old_export, read_old_export
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.data import Array, Mistake, Node, Object, String, parse_json_within

_A_FLOW: Final = re.compile(r'"StartAction"\s*:|"modules"\s*:\s*\[')
_A_WHOLE: Final = re.compile(r"\s*\{[\s\S]*\}\s*")
_WRAPPING: Final = frozenset({"Properties", "Content", "Fn::Sub", "content", "ContactFlow"})
"""Keys that say nothing about what stands under them."""


@dataclass(frozen=True, slots=True)
class Found:
    """A flow of a file, and the key that it stands under.

    `in_template`: whether it is the content of a resource. `whole` is the text that holds it,
    where it is a text in another file; `mistakes` are those in that text.
    """

    key: str
    draft: Draft
    in_template: bool = False
    whole: Place | None = None
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True, slots=True)
class _Todo:
    """A value that may hold flows; `around` is the object that says what they are called."""

    key: str
    node: Node
    around: Object | None = None
    whole: Place | None = None
    mistakes: tuple[Mistake, ...] = ()


def drafts_of(root: Node, platform: Platform) -> Iterator[Found]:
    """The flows in a file, in their order."""
    todo = [_Todo("", root)]
    while todo:
        here = todo.pop()
        node = here.node
        if isinstance(node, Object):
            draft = _draft(node, platform)
            if draft is not None:
                named = _named(draft, here.around)
                yield Found(here.key, named, here.around is not None, here.whole, here.mistakes)
            else:
                todo += reversed(list(_members(node, here)))
        elif isinstance(node, Array):
            todo += [replace(here, node=item) for item in reversed(node.items)]
        elif isinstance(node, String) and _A_FLOW.search(node.value):
            # The pieces of a joined text are no flows.
            tree = parse_json_within(node) if _A_WHOLE.fullmatch(node.value) else None
            if tree is not None and isinstance(tree.root, Object):
                todo.append(replace(here, node=tree.root, whole=node.place, mistakes=tree.mistakes))


def _draft(node: Object, platform: Platform) -> Draft | None:
    if is_flow(node):
        return read_flow(node, platform)
    return read_old_export(node, platform) if is_old_export(node) else None


def _members(node: Object, here: _Todo) -> Iterator[_Todo]:
    is_resource = any(one.key.value in ("Content", "content") for one in node.members)
    around = node if is_resource else here.around
    for one in node.members:
        key = here.key if one.key.value in _WRAPPING else one.key.value
        yield replace(here, key=key, node=one.value, around=around)


def _named(draft: Draft, around: Object | None) -> Draft:
    """A flow with the name and the type of the resource that it is the content of."""
    if around is None:
        return draft
    name = around.text("Name") or around.text("name")
    kind = around.text("Type") or around.text("type")
    return replace(
        draft,
        name=draft.name or (name if name and "${" not in name else None),
        type=draft.type or (kind if kind and kind.isupper() else None),
    )
