"""Which step an application is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ivrlint.model import Step
from ivrlint_formats.freeswitch.dialplan import (
    asking,
    calling,
    going,
    leaving,
    queueing,
    speaking,
)
from ivrlint_formats.freeswitch.dialplan.here import Here

_PASSING: Final = (
    "conference", "eavesdrop", "native_eavesdrop", "esf_page_group", "page", "rxfax", "txfax",
    "stopfax", "t38_gateway", "directory", "wait_for_silence", "wait_for_answer",
    "wait_for_video_ready", "play_and_detect_speech", "rss", "voicemail_ivr", "decode_video",
    "video_decode", "three_way", "play_yuv",
)  # fmt: skip
"""What the model does not have, and the call goes on after."""

_ENDLESS: Final = ("echo", "delay_echo", "milliwatt", "bert_test", "hold")


def makers() -> Mapping[str, Callable[[Here], Step]]:
    """The applications that are known, in lower case, each with what makes its step.

    What is not here is opaque, and may decide where the call goes on.
    """
    return {
        **dict.fromkeys(("playback", "play_video", "play_fsv", "play_mp4"), speaking.playback),
        "loop_playback": speaking.loop_playback,
        "endless_playback": speaking.endless,
        "phrase": speaking.phrase,
        "speak": speaking.speak,
        "say": speaking.say,
        "sleep": speaking.wait,
        "gentones": speaking.tones,
        "read": asking.read,
        "play_and_get_digits": asking.play_and_get_digits,
        "bridge": calling.bridge,
        "att_xfer": calling.attended,
        "deflect": calling.deflect,
        "redirect": calling.deflect,
        "intercept": calling.pick_up,
        "pickup": calling.pick_up,
        "callcenter": queueing.callcenter,
        "fifo": queueing.fifo,
        "voicemail": leaving.voicemail,
        "record": leaving.record,
        "record_fsv": leaving.record,
        **dict.fromkeys(("record_session", "stop_record_session"), leaving.record_session),
        "hangup": leaving.hang_up,
        "respond": leaving.respond,
        "transfer": going.transfer,
        "ivr": going.menu,
        "execute_extension": going.execute_extension,
        **dict.fromkeys(_ENDLESS, going.endless),
        **dict.fromkeys(
            _PASSING,
            going.passing,
        ),
    }
