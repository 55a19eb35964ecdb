"""What is said, sent, asked of other systems, recorded and set."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.model import (
    UNKNOWN,
    Cause,
    Datum,
    Exit,
    Lookup,
    Medium,
    Opaque,
    Record,
    Say,
    Send,
    Set,
    Step,
)
from ivrlint_formats.studio.conditions import taken
from ivrlint_formats.studio.counting import MOST_VARIABLES, variables_of
from ivrlint_formats.studio.folding import split_after
from ivrlint_formats.studio.liquid import paths_in
from ivrlint_formats.studio.steps.context import FlowContext
from ivrlint_formats.studio.widgets import Widget, is_filled

_CUSTOMER: Final = re.compile(
    r"contact\.channel\.address|trigger\.(?:call|message|conversation)\.(?:From|Caller)"
)


def say(flow: FlowContext, widget: Widget) -> Step:
    """Says or plays its prompt; with a loop of 0 it never ends."""
    exits = flow.exits(widget)
    if widget.number("loop") == 0:
        exits = [flow.exit(one.place, one.cause, widget.name) for one in exits]
    return Say(**flow.common(widget), prompts=flow.prompts(widget, "say"), exits=tuple(exits))


def send(flow: FlowContext, widget: Widget) -> Step:
    """A message: what is read next where customers write, else one that is sent beside the call.

    What goes to somebody else is not read by the customer.
    """
    to = widget.string("to")
    is_customers = to is None or any(_CUSTOMER.match(path) for path in paths_in(to.value))
    prompts = flow.prompts(widget, "body") if is_customers else ()
    exits = tuple(flow.exits(widget))
    if flow.is_chat and is_customers:
        return Say(**flow.common(widget), prompts=prompts, exits=exits)
    return Send(**flow.common(widget), medium=Medium.SMS, prompts=prompts, exits=exits)


def look_up(flow: FlowContext, widget: Widget) -> Step:
    """Asks a function or a web service."""
    url = widget.text("url")
    system = re.sub(r"^[a-z]+://|[?#].*$", "", url.strip()).rstrip("/") if url else None
    own = {f"{widget.name}.body", f"{widget.name}.parsed"}
    writes = tuple(Datum(name, widget.place) for name in sorted(own))
    return Lookup(
        **flow.common(widget), system=system or None, writes=writes, exits=tuple(flow.exits(widget))
    )


def set_data(flow: FlowContext, widget: Widget) -> Step:
    """Sets variables. A split that only compares a constant set here takes its way at once."""
    written: dict[str, Datum] = {}
    variables = variables_of(widget)
    for key, value in variables:
        written.setdefault(key, Datum(key, widget.labels.place(value.place)))
    plain = variables[0][1].value if len(variables) == 1 else None
    decided = _decided(flow, widget)
    return Set(
        **flow.common(widget),
        writes=tuple(written.values()),
        value_set=None if plain is None or is_filled(plain) else plain,
        exits=(decided,) if decided else tuple(flow.exits(widget)),
    )


def _decided(flow: FlowContext, widget: Widget) -> Exit | None:
    """The way that a split right after takes, since it compares what has just been set."""
    after = widget.transition("next")
    for key, value in variables_of(widget)[:MOST_VARIABLES]:
        if after is None or is_filled(value.value):
            continue
        found = split_after(after.next, [f"flow.variables.{key}"], flow.widgets)
        if found is None or found[1] or found[0].name in flow.counters:
            continue
        way = taken(found[0], value.value.strip())
        if way is not None:
            return flow.exit(after.place, Cause.NEXT, way.next)
    return None


def record(flow: FlowContext, widget: Widget) -> Step:
    """Switches recording on or off."""
    on = widget.text("record_call")
    known = {"true": True, "false": False}.get(on or "")
    if widget.property("record_call") is None:
        known = False
    return Record(
        **flow.common(widget),
        on=UNKNOWN if known is None else known,
        exits=tuple(flow.exits(widget)),
    )


def opaque(flow: FlowContext, widget: Widget) -> Step:
    """Something that the model does not have; the flow goes on."""
    return Opaque(
        **flow.common(widget),
        what=flow.platform.title(widget.type),
        continues=True,
        exits=tuple(flow.exits(widget)),
    )


def not_known(flow: FlowContext, widget: Widget) -> Step:
    """A widget of a type that is not known."""
    return Opaque(
        **flow.common(widget),
        what=widget.type or "a widget without a type",
        exits=tuple(flow.exits(widget)),
    )
