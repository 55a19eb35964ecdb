"""Finding the flows in a file: alone, in a list, or wrapped in other data."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint_formats.connect.actions import Draft
from ivrlint_formats.connect.flow_language import is_flow, read_flow
from ivrlint_formats.connect.old_export import is_old_export, read_old_export
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.data import Array, Node, Object


def drafts_of(root: Node, platform: Platform) -> Iterator[tuple[str, Draft]]:
    """The flows in a file, in their order, each with the key that it stands under."""
    todo: list[tuple[str, Node]] = [("", root)]
    while todo:
        key, node = todo.pop()
        if isinstance(node, Object):
            if is_flow(node):
                yield key, read_flow(node, platform)
            elif is_old_export(node):
                yield key, read_old_export(node, platform)
            else:
                todo += [(one.key.value, one.value) for one in reversed(node.members)]
        elif isinstance(node, Array):
            todo += [(key, item) for item in reversed(node.items)]
