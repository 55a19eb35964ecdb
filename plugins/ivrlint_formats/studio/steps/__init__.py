"""Widgets as steps of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ivrlint.model import Step
from ivrlint_formats.studio.steps import asking, deciding, doing, leading
from ivrlint_formats.studio.steps.context import FlowContext
from ivrlint_formats.studio.widgets import Widget

__all__ = ["FlowContext", "step_of"]

Maker = Callable[[FlowContext, Widget], Step]

_MAKERS: Final[Mapping[str, Maker]] = MappingProxyType(
    {
        "say-play": doing.say,
        "gather-input-on-call": asking.gather,
        "split-based-on": deciding.split,
        "connect-call-to": leading.connect,
        "send-to-flex": leading.queue,
        "enqueue-call": leading.queue,
        "record-voicemail": leading.voicemail,
        "record-call": doing.record,
        "send-message": doing.send,
        "send-and-wait-for-reply": asking.wait,
        "set-variables": doing.set_data,
        "run-function": doing.look_up,
        "make-http-request": doing.look_up,
        "add-twiml-redirect": leading.redirect,
        "run-subflow": leading.subflow,
        "capture-payments": asking.payment,
    }
)
_PLAIN_MAKERS: Final[Mapping[str, Maker]] = MappingProxyType(
    {"opaque": doing.opaque, "bot": asking.bot}
)
"""For types that differ in nothing but a name; `platform.json` says which they are."""


def step_of(flow: FlowContext, widget: Widget) -> Step:
    """The step that a widget is."""
    maker = _MAKERS.get(widget.type)
    if maker is None:
        maker = _PLAIN_MAKERS.get(flow.platform.plain_kind(widget.type), doing.not_known)
    return maker(flow, widget)
