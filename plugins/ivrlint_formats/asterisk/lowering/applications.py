"""Which application becomes which step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ivrlint.model import Step
from ivrlint_formats.asterisk.lowering import (
    asking,
    branching,
    calling,
    entering,
    leaving,
    menus,
    opaque,
    queueing,
    speaking,
    subroutines,
)
from ivrlint_formats.asterisk.lowering.here import Here

Maker = Callable[[Here], Step]

_SPEAKING: Final = (
    speaking.PLAYS | speaking.SAYS | speaking.SPEAKS_TEXT | {"wait", "vmsayname"}
) - {"swift"}

MAKERS: Final[Mapping[str, Maker]] = MappingProxyType(
    {
        **dict.fromkeys(_SPEAKING, speaking.say),
        "swift": menus.menu,
        "background": menus.menu,
        "backgrounddetect": menus.menu,
        "waitexten": menus.menu,
        "read": asking.read,
        "gotoif": branching.goto_if,
        "gotoiftime": branching.goto_if_time,
        "execif": branching.exec_if,
        "execiftime": branching.exec_if_time,
        "while": branching.while_loop,
        "if": branching.if_block,
        "elseif": branching.if_block,
        "random": branching.random,
        "gosub": subroutines.gosub,
        "gosubif": subroutines.gosub_if,
        "macro": subroutines.macro,
        "macroexclusive": subroutines.macro,
        "macroif": subroutines.macro_if,
        "aelsub": subroutines.ael_sub,
        "return": subroutines.come_back,
        "macroexit": subroutines.come_back,
        "dial": calling.dial,
        "retrydial": calling.retry_dial,
        "followme": calling.follow_me,
        "transfer": calling.transfer,
        "bridge": calling.bridge,
        "pickup": calling.pick_up,
        "pickupchan": calling.pick_up,
        "queue": queueing.queue,
        "voicemail": leaving.voicemail,
        "minivmrecord": leaving.minivm_record,
        "record": leaving.record,
        "dictate": leaving.dictate,
        "mixmonitor": leaving.monitor,
        "monitor": leaving.monitor,
        "stopmixmonitor": leaving.monitor,
        "stopmonitor": leaving.monitor,
        "pausemonitor": leaving.monitor,
        "unpausemonitor": leaving.monitor,
        "hangup": leaving.hang_up,
        "busy": leaving.busy_tone,
        "congestion": leaving.busy_tone,
        "authenticate": entering.authenticate,
        "vmauthenticate": entering.vm_authenticate,
        "directory": entering.directory,
        "disa": entering.disa,
        "privacymanager": entering.privacy_manager,
        "readexten": entering.read_exten,
        "waitdigit": entering.wait_digit,
        "speechbackground": entering.speech,
        "agi": opaque.script,
        "deadagi": opaque.script,
        "eagi": opaque.script,
        "musiconhold": opaque.music,
        "waitmusiconhold": opaque.music,
        "incomplete": opaque.incomplete,
        "raiseexception": opaque.raise_exception,
        "exec": opaque.run,
        "tryexec": opaque.run,
    }
)
"""By the name in lower case; all others are `opaque.unmodelled`."""
