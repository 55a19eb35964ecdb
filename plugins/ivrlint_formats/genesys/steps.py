"""Blocks as the steps of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ivrlint.model import Step
from ivrlint_formats.genesys import asking, doing, leading
from ivrlint_formats.genesys.context import Context
from ivrlint_formats.genesys.drafts import Block

Maker = Callable[[Context, Block, int], Step]

_MAKERS: Final[Mapping[str, Maker]] = MappingProxyType(
    {
        "menu": asking.menu,
        "end": leading.end,
        "initialGreeting": asking.say,
    }
)
_PLAIN: Final[Mapping[str, Maker]] = MappingProxyType(
    {
        "say": asking.say,
        "wait": asking.say,
        "collect": asking.collect,
        "extension": asking.extension,
        "ask": asking.ask,
        "bot": asking.bot,
        "survey": asking.survey,
        "hangup": leading.hangup,
        "return": leading.come_back,
        "agent": leading.agent,
        "queue": leading.queue,
        "transfer": leading.transfer,
        "voicemail": leading.voicemail,
        "callback": leading.callback,
        "call": leading.call,
        "branch": doing.branch,
        "loop": doing.loop,
        "lookup": doing.lookup,
        "set": doing.set_data,
        "record": doing.record,
        "send": doing.send,
        "sms": doing.send_sms,
        "survey-mail": doing.send_mail,
        "opaque": doing.opaque,
    }
)
"""By what `platform.json` says of an action."""


def step_of(flow: Context, block: Block, number: int) -> Step:
    """The step that a block is."""
    maker = _MAKERS.get(block.kind) or _PLAIN.get(flow.platform.plain(block.kind))
    return (maker or doing.not_known)(flow, block, number)
