"""Where callers are led: queues, people, other flows."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.model import (
    UNKNOWN,
    Call,
    Cause,
    Datum,
    Exit,
    Maybe,
    Party,
    Queue,
    Scope,
    Step,
    Target,
    Transfer,
    Unresolved,
    Voicemail,
)
from ivrlint_formats.data import String
from ivrlint_formats.studio.conditions import taken
from ivrlint_formats.studio.folding import split_after
from ivrlint_formats.studio.liquid import paths_in, short
from ivrlint_formats.studio.steps.context import FlowContext
from ivrlint_formats.studio.widgets import Widget, is_filled

_NOUNS: Final = {
    "number": Party.NUMBER,
    "number-multi": Party.NUMBER,
    "sip": Party.NUMBER,
    "sim": Party.NUMBER,
    "client": Party.PERSON,
}
_SID: Final = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}")
_FAILING: Final = (Cause.BUSY, Cause.NOANSWER, Cause.ERROR)


def connect(flow: FlowContext, widget: Widget) -> Step:
    """Calls a number and connects the caller.

    One event tells that the call is over, whatever became of it; a split on its status is a
    part of this step.
    """
    to = widget.string("to", "sip_endpoint")
    timeout = widget.number("timeout")
    longest: Maybe[float] = flow.platform.default("ringing_seconds") if timeout is None else timeout
    if timeout is None and widget.property("timeout") is not None:
        longest = UNKNOWN
    return Transfer(
        **flow.common(widget),
        party=_NOUNS.get(widget.text("noun") or "", Party.UNKNOWN),
        to=to.value.strip() if to else None,
        longest=longest,
        blind=False,
        exits=(*_outcomes(flow, widget), *flow.exits(widget, "callCompleted")),
    )


def status_split(flow: FlowContext, widget: Widget) -> tuple[Widget, list[Widget]] | None:
    """The split that tests what became of a connected call, and the widgets before it.

    None where nothing does, where something is said before, or where not every status has a way
    that is known.
    """
    paths = [f"widgets.{widget.name}.DialCallStatus"]
    found = split_after(widget.next("callCompleted"), paths, flow.widgets)
    if found is None or any(one.type != "set-variables" for one in found[1]):
        return None
    if any(taken(found[0], status) is None for status in flow.platform.call_statuses):
        return None
    return found


def _outcomes(flow: FlowContext, widget: Widget) -> list[Exit]:
    found = status_split(flow, widget)
    if found is None:
        after = widget.transition("callCompleted")
        place, following = (after.place, after.next) if after else (widget.place, None)
        return [flow.exit(place, cause, following) for cause in (Cause.NEXT, *_FAILING)]
    exits: list[Exit] = []
    for status, cause in flow.platform.call_statuses.items():
        way = taken(found[0], status)
        if way is None or any(one.cause is cause for one in exits):
            continue
        exits.append(flow.exit(way.place, cause, way.next))
    return exits


def queue(flow: FlowContext, widget: Widget) -> Step:
    """Callers wait for a person, in a queue of Twilio's or in Flex."""
    named = widget.text("queue_name", "workflow", "workflow_sid")
    waiting = widget.string("waitUrl", "wait_url")
    timeout = widget.number("timeout")
    return Queue(
        **flow.common(widget),
        queue=None if named is None or _SID.fullmatch(named) else named.strip() or None,
        longest=UNKNOWN if timeout is None else timeout,
        waiting=None
        if waiting is None
        else Unresolved(
            "what waiting callers hear stands at a web address, not in the file", Scope.STARTS
        ),
        hands_on=_handed_on(widget),
        exits=tuple(flow.exits(widget)),
    )


def _handed_on(widget: Widget) -> Maybe[tuple[Datum, ...]]:
    """The data in the attributes of a task; unknown where nothing is set."""
    attributes = widget.property("attributes", "task_attributes")
    if not isinstance(attributes, String) or not attributes.value.strip():
        return UNKNOWN
    place = widget.labels.place(attributes.place)
    names = dict.fromkeys(short(path) for path in paths_in(attributes.value))
    return tuple(Datum(name, place) for name in names)


def voicemail(flow: FlowContext, widget: Widget) -> Step:
    """The caller leaves a message."""
    return Voicemail(**flow.common(widget), exits=tuple(flow.exits(widget)))


def subflow(flow: FlowContext, widget: Widget) -> Step:
    """Runs another flow, which comes back."""
    sid = widget.string("flow_sid")
    callee: Target | Unresolved
    if sid is None:
        callee = Unresolved("the file does not say which flow", Scope.STARTS)
    elif is_filled(sid.value):
        callee = Unresolved("which flow it is, is filled in later", Scope.STARTS)
    else:
        elsewhere = Unresolved(
            "the flow is known only by its id in the Twilio account", Scope.STARTS
        )
        callee = Target(None, flow=sid.value.strip(), elsewhere=elsewhere)
    return Call(**flow.common(widget), callee=callee, exits=tuple(flow.exits(widget)))


def redirect(flow: FlowContext, widget: Widget) -> Step:
    """Goes on in TwiML that stands at a web address, and may come back."""
    reason = "it goes on in TwiML at a web address, not in the file"
    return Call(
        **flow.common(widget),
        callee=Unresolved(reason, Scope.STARTS),
        exits=tuple(flow.exits(widget)),
    )
