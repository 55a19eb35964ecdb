"""Where customers are led: queues, people, other flows, the end."""

from __future__ import annotations

from typing import Final

from ivrlint.model import (
    UNKNOWN,
    Agent,
    Call,
    Callback,
    Cause,
    Exit,
    Hangup,
    Maybe,
    Party,
    Prompt,
    Queue,
    Return,
    Role,
    Scope,
    Step,
    Target,
    Transfer,
    Unresolved,
    Voicemail,
)
from ivrlint_formats.data import Object, String
from ivrlint_formats.genesys.context import Context, is_placeholder
from ivrlint_formats.genesys.drafts import Block
from ivrlint_formats.genesys.values import name_in, object_in, seconds_in, truth_in

_PARTIES: Final = {
    "transferToUser": (Party.PERSON, "targetUser"),
    "transferToGroup": (Party.DEPARTMENT, "targetGroup"),
    "transferToNumber": (Party.NUMBER, "targetNumber"),
    "transferToFlow": (Party.FLOW, "targetFlow"),
    "transferToFlowSecure": (Party.FLOW, "targetFlow"),
}
_GOES_BACK: Final = frozenset({Role.MODULE, Role.WAITING, Role.HOLD, Role.WHISPER})


def hangup(flow: Context, block: Block, number: int) -> Step:
    """Ends the call or the conversation."""
    return Hangup(**flow.common(block, number))


def end(flow: Context, block: Block, number: int) -> Step:
    """The end of a task that says no more: back to who called it, else the end of the call."""
    if number in flow.draft.called or flow.role in _GOES_BACK:
        return Return(**flow.common(block, number))
    return Hangup(**flow.common(block, number), implicit=True)


def come_back(flow: Context, block: Block, number: int) -> Step:
    """The end of a task, a state or a flow that the file names."""
    called = block.kind == "endTask" and block.part in flow.called_parts
    if called or flow.role in _GOES_BACK:
        return Return(**flow.common(block, number))
    return Hangup(**flow.common(block, number))


def agent(flow: Context, block: Block, number: int) -> Step:
    """Back to the person that the caller has talked with."""
    return Agent(**flow.common(block, number))


def _said(flow: Context, block: Block) -> tuple[Prompt, ...]:
    """What is heard before the transfer is tried."""
    return flow.prompts(block.body.get("preTransferAudio"), block.place)


def queue(flow: Context, block: Block, number: int) -> Step:
    """Puts the customer into a queue; what is heard there is a flow of its own."""
    name = name_in(block.body.get("targetQueue"))
    override = block.body.get("overrideInQueueFlow")
    waiting: Target | Unresolved = Unresolved(
        "which flow waiting callers hear is set for the queue", Scope.STARTS
    )
    if name_in(override) is not None:
        waiting = flow.flow_target(override)
    return Queue(
        **flow.common(block, number),
        queue=_known(name),
        prompts=_said(flow, block),
        waiting=waiting,
        exits=(flow.failure(block),),
    )


def _known(name: String | None) -> str | None:
    return None if name is None or is_placeholder(name) else name.value


def transfer(flow: Context, block: Block, number: int) -> Step:
    """Hands the caller over; the flow goes on only where that fails."""
    party, key = _PARTIES.get(block.kind, (Party.UNKNOWN, "target"))
    node = block.body.get(key)
    name = name_in(node)
    exits: list[Exit] = [flow.failure(block)]
    if party in (Party.PERSON, Party.DEPARTMENT) and not _rolls_over(block):
        exits.append(flow.failure(block, Cause.NOANSWER))
    longest: Maybe[float] = UNKNOWN
    for one in (block.body.get("connectTimeout"), flow.setting(block.kind, "connectTimeout")):
        seconds = seconds_in(one)
        if seconds is not None:
            longest = seconds
            break
    return Transfer(
        **flow.common(block, number),
        party=party,
        prompts=_said(flow, block),
        to=_known(name),
        flow_target=flow.flow_target(node) if party is Party.FLOW else None,
        longest=longest,
        exits=tuple(exits),
    )


def _rolls_over(block: Block) -> bool:
    """Whether unanswered calls go to a voicemail box."""
    return truth_in(block.body.get("allowVoicemailRollover")) is not False


def voicemail(flow: Context, block: Block, number: int) -> Step:
    """Lets the caller leave a message, which ends the call."""
    destination = block.body.object("destination") or block.body
    box = greeting = None
    for member in destination.members:
        if isinstance(member.value, Object) and member.key.value in ("queue", "user", "group"):
            key = f"target{member.key.value.capitalize()}"
            box = name_in(member.value.get(key))
            greeting = member.value.get("voicemailGreeting")
    prompts = _said(flow, block) + flow.prompts(greeting, block.place)
    return Voicemail(
        **flow.common(block, number),
        box=_known(box),
        prompts=prompts,
        exits=(flow.failure(block),),
    )


def callback(flow: Context, block: Block, number: int) -> Step:
    """Books a callback; the caller is still on the line."""
    exits = (flow.way_out(None, block, Cause.NEXT),)
    return Callback(**flow.common(block, number), exits=exits)


def call(flow: Context, block: Block, number: int) -> Step:
    """Runs a task or a module, which comes back."""
    exits = [
        flow.way_out(way, block, Cause.CONDITION, condition=name)
        for name, way in block.outputs.items()
        if name not in ("callee", "Default", "default")
    ]
    onward = block.outputs.get("default") or block.outputs.get("Default")
    exits.append(flow.way_out(onward, block, Cause.OTHERWISE if exits else Cause.NEXT))
    callee: Target | Unresolved
    if block.kind == "callCommonModule":
        callee = flow.flow_target(_only_key(block.body, "commonModule"))
    else:
        way = block.outputs.get("callee")
        callee = flow.target(way.to) if way else Unresolved("no task is named", Scope.FLOW)
    return Call(**flow.common(block, number), callee=callee, exits=tuple(exits))


def _only_key(body: Object, key: str) -> String | None:
    found = object_in(body, key)
    return found.members[0].key if found and found.members else None
