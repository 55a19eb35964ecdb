"""What is decided, looked up, set and sent without the customer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivrlint.model import (
    UNKNOWN,
    Branch,
    Cause,
    Channel,
    Decides,
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
from ivrlint_formats.data import Array, Node, Object, String
from ivrlint_formats.genesys.context import Context
from ivrlint_formats.genesys.drafts import Block
from ivrlint_formats.genesys.replies import reply_name
from ivrlint_formats.genesys.values import (
    expression,
    literal,
    name_in,
    number_in,
    object_in,
    switches_in,
)

_LOOKS_AT: Final = (
    (re.compile(r"EstimatedWaitTime|PositionInQueue|QueueMetric", re.I), Decides.QUEUE),
    (re.compile(r"\b(?:Flow|Call|Session|Message)\.Language\b", re.I), Decides.LANGUAGE),
    (re.compile(r"DayOfWeek|\bHour\(|IsHoliday|GetCurrentDateTime", re.I), Decides.HOURS),
    (re.compile(r"Call\.Ani|ExternalContact|Call\.CalledAddress|Customer", re.I), Decides.CALLER),
    (re.compile(r"AgentsIdle|agents_on_queue|OnQueue", re.I), Decides.STAFF),
)
_SCHEDULES: Final = {
    "open": Cause.OPEN,
    "active": Cause.OPEN,
    "closed": Cause.CLOSED,
    "inactive": Cause.CLOSED,
    "holiday": Cause.HOLIDAY,
}
_LONGEST: Final = 200
"""Characters of an expression that are shown as a condition."""


def _shown(written: String | None) -> str:
    return " ".join(written.value.split())[:_LONGEST] if written else ""


def branch(flow: Context, block: Block, number: int) -> Step:
    """Decides on data, or on a schedule."""
    common = flow.common(block, number)
    if block.kind.startswith("evaluateSchedule"):
        exits = [
            flow.output(block, one, _SCHEDULES[one])
            if one in _SCHEDULES
            else flow.output(block, one, Cause.CONDITION, condition=one)
            for one in flow.platform.outputs(block.kind)
        ]
        return Branch(
            **common, decides=Decides.HOURS, subject=_schedule(block.body), exits=tuple(exits)
        )
    exits = list(_cases(flow, block) if block.kind == "switch" else _decision(flow, block))
    told = " ".join(exit_.condition or "" for exit_ in exits)
    decides = next((one for pattern, one in _LOOKS_AT if pattern.search(told)), Decides.DATA)
    subject = common["reads"][0].name if common["reads"] else None
    return Branch(**common, decides=decides, subject=subject, exits=tuple(exits))


def _schedule(body: Object) -> str | None:
    for node in (
        body.get("scheduleGroup"),
        object_in(body, "evaluationType", "schedule", "selectedSchedule"),
        object_in(body, "evaluationType", "emergencyGroup", "selectedEmergencyGroup"),
        body.get("schedule"),
    ):
        name = name_in(node)
        if name is not None:
            return name.value
    return None


def _decision(flow: Context, block: Block) -> Iterator[Exit]:
    condition = _shown(expression(block.body.get("condition")))
    fixed = literal(block.body.get("condition"))
    if not condition and fixed is not None and not isinstance(fixed, Object | Array):
        condition = str(fixed.value).lower()
    yield flow.output(block, "yes", Cause.CONDITION, condition=condition or "yes")
    yield flow.output(block, "no", Cause.OTHERWISE)


def _cases(flow: Context, block: Block) -> Iterator[Exit]:
    number = 0
    for table in switches_in(block.body):
        compared = _shown(expression(table.get("expression") or table.get("value")))
        for item in table.objects("cases"):
            case = item.object("case")
            if case is None:
                continue
            value = case.get("value")
            shown = _shown(expression(value)) or _plain(value)
            condition = f"{compared} == {shown}" if compared else shown
            way = block.outputs.get(f"case {number}")
            yield flow.way_out(way, block, Cause.CONDITION, condition=condition or "a case")
            number += 1
    for name, way in block.outputs.items():
        if name != "default" and not name.startswith("case "):
            yield flow.way_out(way, block, Cause.CONDITION, condition=name)
    yield flow.output(block, "default", Cause.OTHERWISE)


def _plain(node: Node | None) -> str:
    found = literal(node)
    return "" if found is None or isinstance(found, Object | Array) else str(found.value)


def loop(flow: Context, block: Block, number: int) -> Step:
    """Lets actions run again and again, up to a number of times."""
    count = block.body.get("loopCount") or block.body.get("maxLoopCount")
    limit = number_in(count)
    return Branch(
        **flow.common(block, number),
        decides=Decides.ATTEMPTS,
        limit=UNKNOWN if limit is None else limit,
        exits=(
            flow.output(block, "loop", Cause.OTHERWISE),
            flow.way_out(None, block, Cause.EXHAUSTED),
        ),
    )


def lookup(flow: Context, block: Block, number: int) -> Step:
    """Asks another system. What is not caught goes on with the next action."""
    known = flow.platform.outputs(block.kind)
    onward = block.outputs.get("success") or block.outputs.get("found")
    exits = [flow.way_out(onward, block, Cause.NEXT)]
    for one in known:
        if one == "failure":
            exits.append(flow.output(block, one, Cause.ERROR))
        elif one == "timeout":
            exits.append(flow.output(block, one, Cause.TIMEOUT))
        elif one not in ("success", "found"):
            exits.append(flow.output(block, one, Cause.CONDITION, condition=one))
    if "failure" not in known:
        exits.append(flow.way_out(block.outputs.get("notFound"), block, Cause.ERROR))
    system = _data_action(block.body) or flow.platform.actions[block.kind].get("system")
    return Lookup(**flow.common(block, number), system=system, exits=tuple(exits))


def _data_action(body: Object) -> str | None:
    """The name of the data action or table that is asked."""
    category = body.object("category")
    for member in category.members if category else ():
        action = object_in(member.value, "dataAction")
        if action is not None and action.members:
            return action.members[0].key.value
    table = body.object("dataTable")
    return table.members[0].key.value if table and table.members else None


def set_data(flow: Context, block: Block, number: int) -> Step:
    """Sets data, or how the flow runs."""
    common = flow.common(block, number)
    value = None
    if len(common["writes"]) == 1:
        for item in (*block.body.objects("statements"), *block.body.objects("attributes")):
            for member in item.members:
                if isinstance(member.value, Object):
                    value = _plain(member.value.get("value")) or None
    return Set(**common, value_set=value, exits=tuple(_onward(flow, block)))


def _onward(flow: Context, block: Block) -> Iterator[Exit]:
    onward = block.outputs.get("success") or block.outputs.get("found")
    yield flow.way_out(onward, block, Cause.NEXT)
    for one in flow.platform.outputs(block.kind):
        if one in ("failure", "notFound"):
            yield flow.output(block, one, Cause.ERROR)


def record(flow: Context, block: Block, number: int) -> Step:
    """Switches recording on."""
    return Record(**flow.common(block, number), on=True, exits=tuple(_onward(flow, block)))


def send(flow: Context, block: Block, number: int) -> Step:
    """Answers: a line in a conversation, or a mail of its own."""
    body = block.body.get("messageBody")
    if flow.platform.channel(flow.draft.kind) is not Channel.FORM:
        prompts = flow.prompts(body, block.place)
        return Say(**flow.common(block, number), prompts=prompts, exits=tuple(_onward(flow, block)))
    return Send(
        **flow.common(block, number),
        medium=Medium.MAIL,
        reply=reply_name(flow, number),
        exits=tuple(_onward(flow, block)),
    )


def send_mail(flow: Context, block: Block, number: int) -> Step:
    """Invites to a survey by mail."""
    return Send(
        **flow.common(block, number),
        medium=Medium.MAIL,
        reply=reply_name(flow, number),
        exits=tuple(_onward(flow, block)),
    )


def send_sms(flow: Context, block: Block, number: int) -> Step:
    """Sends a text message to go on by."""
    prompts = flow.prompts(block.body.get("message"), block.place)
    exits = tuple(_onward(flow, block))
    return Send(**flow.common(block, number), medium=Medium.SMS, prompts=prompts, exits=exits)


def opaque(flow: Context, block: Block, number: int) -> Step:
    """Runs something that the model does not have; the call goes on."""
    exits = [
        flow.output(block, one, Cause.CONDITION, condition=one)
        for one in flow.platform.outputs(block.kind)
        if one != "success"
    ]
    exits.insert(0, flow.way_out(block.outputs.get("success"), block, Cause.NEXT))
    what = flow.platform.title(block.kind)
    return Opaque(**flow.common(block, number), what=what, continues=True, exits=tuple(exits))


def not_known(flow: Context, block: Block, number: int) -> Step:
    """An action of a kind that is not known: it may go on by any of its outputs."""
    exits = [
        flow.way_out(way, block, Cause.CONDITION, condition=name)
        for name, way in block.outputs.items()
    ]
    if block.next is not None:
        exits.append(flow.way_out(None, block, Cause.NEXT))
    return Opaque(**flow.common(block, number), what=block.kind, exits=tuple(exits))
