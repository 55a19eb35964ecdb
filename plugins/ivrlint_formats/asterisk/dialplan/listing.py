"""A dialplan as plain JSON data: what `ivrlint show --syntax` prints."""

from __future__ import annotations

from typing import Any

from ivrlint_formats.asterisk.dialplan.nodes import HINT, Context, Dialplan, Directive, Entry


def listing(dialplan: Dialplan) -> dict[str, Any]:
    """The contexts as the engine loads them, in the order of the text; none where it refuses all.

    In each the priorities come first, then what it includes, switches to and ignores.
    """
    contexts = () if dialplan.refused else dialplan.contexts.values()
    return {"contexts": [_context(context) for context in contexts]}


def _context(context: Context) -> dict[str, Any]:
    entries = [_entry(entry) for entry in context.entries]
    return {"name": context.name, "entries": entries + [_directive(d) for d in context.directives]}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "exten": entry.exten,
        "cid": entry.cid,
        "priority": "hint" if entry.priority == HINT else entry.priority,
        "label": entry.label,
        "application": entry.application,
        "arguments": entry.arguments,
        "path": entry.source.path,
        "line": entry.line,
    }


def _directive(directive: Directive) -> dict[str, Any]:
    return {"kind": directive.kind, "value": directive.value, "line": directive.line}
