"""Which files are taken for TwiML: by what is in them, whatever they are called."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from ivrlint.formats import Candidate, Claim, Format
from ivrlint_formats.bandwidth import BandwidthFormat
from ivrlint_formats.twiml import TwimlFormat

TWIML = [
    "<Response><Say>Hello</Say></Response>",
    '<?xml version="1.0" encoding="UTF-8"?>\n<Response>\n  <Dial>100</Dial>\n</Response>',
    "\ufeff<!-- at https://example.com -->\n<Response>\n<!-- first --><Gather/></Response>",
    "<Response/>",
    "<Response>\n</Response>",
    '<Response xmlns:x="urn:x"><Message>Thanks</Message></Response>',
    "<Response><say>Hello</say></Response>",
    "<Response><Say>Hello {{name}}</Say></Response>",
    "<Response><Dial><Sip>sip:a@b?c=1&d=2</Sip></Dial>",
]
BANDWIDTH = [
    "<Response><SpeakSentence>Hello</SpeakSentence></Response>",
    '<Response><Transfer transferTo="+15035550100"></Transfer></Response>',
    '<Response>\n<Gather gatherUrl="/a"/></Response>',
    '<Response><Record requestUrl="/a" maxDuration="60"/></Response>',
    '<Response><Redirect redirectUrl="/a"/></Response>',
    "<Response><Transfer><PhoneNumber>1</PhoneNumber></Transfer></Response>",
]
NEITHER = [
    "",
    "<Response>",
    "<Responses><Say>Hello</Say></Responses>",
    "<Response><Status>ok</Status></Response>",
    "<Response>plain text</Response>",
    "<Response><Speak>Hello</Speak><Wait/></Response>",
    '<Response><GetDigits action="/a"><Speak>Press 1</Speak></GetDigits></Response>',
    "<html><Response><Say>Hello</Say></Response></html>",
    "Answer with <Response><Say>Hello</Say></Response>.",
    "<?php header('Content-Type: text/xml'); ?><Response><Say>Hello</Say></Response>",
    "<Response><% if open? %><Say>Hello</Say><% end %></Response>",
    "<Response>{% if open %}<Say>Hello</Say>{% endif %}</Response>",
    "<Response>\n#if ($open)\n<Say>Hello</Say>\n#end\n</Response>",
]


def claim(format_: Format, text: str, path: str) -> Claim:
    return format_.claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))


@pytest.mark.parametrize("path", ["call.xml", "call.twiml", "call"])
@pytest.mark.parametrize("text", TWIML)
def test_twiml_is_recognised_with_any_name(text: str, path: str) -> None:
    assert claim(TwimlFormat(), text, path) is Claim.CERTAIN
    assert claim(BandwidthFormat(), text, path) is Claim.NO


@pytest.mark.parametrize("text", BANDWIDTH)
def test_bxml_is_told_apart(text: str) -> None:
    assert claim(BandwidthFormat(), text, "call.xml") is Claim.CERTAIN
    assert claim(TwimlFormat(), text, "call.xml") is Claim.NO


@pytest.mark.parametrize("text", NEITHER)
def test_other_files_are_left_alone(text: str) -> None:
    for format_ in (TwimlFormat(), BandwidthFormat()):
        assert claim(format_, text, "call.xml") is Claim.NO
