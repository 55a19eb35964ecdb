"""From a file of a helpdesk to its replies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from ivrlint.model import Document, Problem, Reply
from ivrlint.places import Place, Source
from ivrlint_formats.data import Array, Node, Object, Tree, parse_json, parse_yaml
from ivrlint_formats.helpdesk.osticket import template
from ivrlint_formats.helpdesk.zammad import zammad
from ivrlint_formats.helpdesk.zendesk import zendesk

FORMAT: Final = "helpdesk"
_ENVELOPES: Final = (
    "triggers", "automations", "trigger", "automation", "data", "Trigger", "records", "results",
)  # fmt: skip


def tree_of(source: Source) -> Tree:
    """The data of a file, as JSON where it begins so, else as YAML."""
    if re.match(r"[\ufeff\s]*[{\[]", source.text) and not source.path.endswith((".yml", ".yaml")):
        return parse_json(source)
    return parse_yaml(source)


def read(source: Source) -> Document:
    """The mails that a file defines, and what is wrong with its syntax."""
    tree = tree_of(source)
    problems = tuple(Problem("syntax-error", one.place, one.message) for one in tree.mistakes)
    replies: list[Reply] = []
    statements: list[Place] = []
    for item in _items(tree.root):
        statements.append(item.place)
        replies += zammad(item) or zendesk(item)
    if isinstance(tree.root, Object) and not replies:
        replies += template(tree.root, PurePosixPath(source.path).stem)
    return Document(
        source=source,
        format=FORMAT,
        replies=tuple(replies),
        problems=problems,
        statements=tuple(statements),
    )


def _items(root: Node | None) -> Iterator[Object]:
    """The objects that may be triggers: the file's own, those of its lists."""
    pending: list[tuple[Node, int]] = [(root, 0)] if root is not None else []
    while pending:
        node, depth = pending.pop()
        if isinstance(node, Array):
            pending.extend((item, depth + 1) for item in reversed(node.items) if depth < 3)
        elif isinstance(node, Object):
            yield node
            if depth < 3:
                pending.extend(
                    (value, depth + 1)
                    for name in reversed(_ENVELOPES)
                    if (value := node.get(name)) is not None
                )
