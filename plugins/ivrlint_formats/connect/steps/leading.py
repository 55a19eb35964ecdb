"""Where callers are led: queues, people, other flows, the end."""

from __future__ import annotations

from ivrlint.model import (
    UNKNOWN,
    Call,
    Callback,
    Cause,
    Datum,
    Hangup,
    Party,
    Queue,
    Return,
    Role,
    Scope,
    Step,
    Target,
    Transfer,
    Unresolved,
)
from ivrlint_formats.connect.actions import Action
from ivrlint_formats.connect.exits import (
    exit_to,
    failure_exits,
    next_exits,
)
from ivrlint_formats.connect.references import flow_target, name_for_people
from ivrlint_formats.connect.settings import queue_of
from ivrlint_formats.connect.steps.context import FlowContext
from ivrlint_formats.spoken import name_of


def hangup(flow: FlowContext, action: Action) -> Step:
    """Ends the call."""
    return Hangup(**flow.common(action))


def come_back(flow: FlowContext, action: Action) -> Step:
    """Goes back to the flow that runs the module."""
    return Return(**flow.common(action))


def end(flow: FlowContext, action: Action) -> Step:
    """The end of a flow: of the call too, unless the flow runs beside something else."""
    if flow.role in (Role.ENTRY, Role.INTERNAL):
        return Hangup(**flow.common(action))
    return Return(**flow.common(action))


def queue(flow: FlowContext, action: Action) -> Step:
    """Puts the caller into the working queue."""
    force = flow.in_force(action)
    found = queue_of(action) or force.queue
    waiting: Target | Unresolved = Unresolved(
        "which flow waiting callers hear is set elsewhere, or the instance's default",
        Scope.STARTS,
    )
    if force.waiting is not None:
        waiting = flow_target(force.waiting[1], force.waiting[0])
    common = flow.common(action)
    if found is not None and found[1].path is not None:
        chosen = Datum(name_of(found[1].path), found[1].place)
        common["reads"] = (*common["reads"], chosen)
    return Queue(
        **common,
        queue=name_for_people(found[1], found[0]) if found else None,
        waiting=waiting,
        exits=(*failure_exits(action), *next_exits(action, flow.platform)),
    )


def agent(flow: FlowContext, action: Action) -> Step:
    """Hands the caller to the agent who asked for the transfer."""
    return Transfer(**flow.common(action), party=Party.PERSON, blind=True, exits=flow.exits(action))


def third_party(flow: FlowContext, action: Action) -> Step:
    """Calls an outside number. Without a way back the machine does not learn what becomes of it."""
    number = action.value("ThirdPartyPhoneNumber")
    comes_back = action.value("ContinueFlowExecution")
    blind_old = action.value("BlindTransfer")
    blind = (comes_back is not None and comes_back.text.lower() == "false") or (
        blind_old is not None and blind_old.is_true
    )
    exits = list(failure_exits(action))
    if action.next is not None and not blind:
        exits.insert(0, exit_to(action.next, Cause.NEXT))
    seconds = action.value("ThirdPartyConnectionTimeLimitSeconds")
    return Transfer(
        **flow.common(action),
        party=Party.NUMBER,
        to=number.text if number else None,
        longest=UNKNOWN if seconds is None or seconds.number is None else seconds.number,
        blind=blind,
        exits=tuple(exits),
    )


def transfer(flow: FlowContext, action: Action) -> Step:
    """Goes on in another flow."""
    value, shown = action.value("ContactFlowId"), action.shown.get("ContactFlowId")
    return Transfer(
        **flow.common(action),
        party=Party.FLOW,
        to=name_for_people(value, shown),
        flow_target=flow_target(value, shown),
        exits=flow.exits(action),
    )


def call(flow: FlowContext, action: Action) -> Step:
    """Runs a module, which comes back."""
    value, shown = action.value("FlowModuleId"), action.shown.get("FlowModuleId")
    return Call(**flow.common(action), callee=flow_target(value, shown), exits=flow.exits(action))


def callback(flow: FlowContext, action: Action) -> Step:
    """Puts a callback into a queue; the caller is still on the line."""
    return Callback(**flow.common(action), exits=flow.exits(action))
