"""Whose XML a file is that begins with `<Response>`: several vendors' look the same."""

from __future__ import annotations

import re
from typing import Final

_BEFORE: Final = (
    r"(?:\s++|\ufeff|<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->|<!DOCTYPE[^<>]*+>|\#[^\n<]*+\n)*+"
)
_RESPONSE: Final = re.compile(rf"{_BEFORE}<Response(?=[\s/>])[^<>]*+>", re.DOTALL)
_FIRST: Final = re.compile(
    rf"{_BEFORE}(?:<(?P<name>[A-Za-z][\w:.-]*+)|(?P<end></Response))", re.DOTALL
)
_TWIML: Final = frozenset(
    {
        "Body", "Connect", "Dial", "Echo", "Enqueue", "Gather", "Hangup", "Leave", "Message",
        "Pause", "Pay", "Play", "Prompt", "Queue", "Record", "Redirect", "Refer", "Reject",
        "Say", "Sms", "Start", "Stop",
    }
)  # fmt: skip
_TWIML_LOWER: Final = frozenset(name.lower() for name in _TWIML)
_BANDWIDTH: Final = frozenset(
    {
        "Bridge", "Call", "Conference", "Forward", "Gather", "Hangup", "Media", "Pause",
        "PauseRecording", "PlayAudio", "Record", "Redirect", "Reject", "ResumeRecording", "Ring",
        "SendDtmf", "SendMessage", "SpeakSentence", "StartGather", "StartRecording",
        "StartStream", "StartTranscription", "StopGather", "StopRecording", "StopStream",
        "StopTranscription", "Tag", "Transfer",
    }
)  # fmt: skip
_BANDWIDTH_ONLY: Final = re.compile(
    r"<(?:SpeakSentence|PlayAudio|Transfer|PhoneNumber|SipUri|SendDtmf|SendMessage|Bridge|Ring"
    r"|Forward|Tag|(?:Start|Stop|Pause|Resume)Recording|StartGather|StopGather|StartStream"
    r"|StopStream|StartTranscription|StopTranscription)[\s/>]"
    r"|<(?:Gather|Record|Redirect|Conference)\b[^<>]*?\s(?:requestUrl|requestUrlTimeout|gatherUrl"
    r"|recordCompleteUrl|redirectUrl|conferenceEventUrl|terminatingDigits|maxDigits"
    r"|firstDigitTimeout|interDigitTimeout|maxDuration)\s*="
)
_PLIVO_ONLY: Final = re.compile(
    r"<(?:Speak|GetDigits|GetInput|Wait|PreAnswer|DTMF|MultiPartyCall|User)[\s/>]"
)


_PROGRAM: Final = re.compile(
    r"<\?(?:php\b|=)|<%|\{%|^[ \t]*+#(?:if|else|elseif|end|foreach|set|parse|include|macro)\b",
    re.MULTILINE | re.IGNORECASE,
)
"""A template in which a program decides what stands in the answer."""


def dialect_of(text: str) -> str | None:
    """Whose markup for calls a text is: `twiml`, `bandwidth`, `plivo`; None for any other."""
    response = _RESPONSE.match(text)
    if response is None or _PROGRAM.search(text):
        return None
    if _PLIVO_ONLY.search(text):
        return "plivo"
    is_bandwidth = _BANDWIDTH_ONLY.search(text) is not None
    if response[0].endswith("/>"):
        return "twiml"
    first = _FIRST.match(text, response.end())
    if first is None:
        return None
    name = first["name"]
    if name is None:
        return "twiml" if first["end"] else None
    if is_bandwidth:
        return "bandwidth" if name in _BANDWIDTH else None
    # Other services answer with a <Response> too: only with a verb in it is it a call's.
    return "twiml" if name in _TWIML or name.lower() in _TWIML_LOWER else None
