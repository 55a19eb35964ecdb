"""Which files are FreeSWITCH's."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from ivrlint.formats import Candidate, Claim
from ivrlint_formats.freeswitch.kinds import claim

LICENCE = "<!-- " + "a licence\n" * 600 + "-->\n"


def claimed(text: str, path: str = "x.xml") -> Claim:
    return claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?>\n<document type="freeswitch/xml"/>',
        '<document><section name="dialplan"/></document>',
        '<include>\n<context name="public"></context></include>',
        '<include><X-PRE-PROCESS cmd="set" data="a=b"/></include>',
        '<X-PRE-PROCESS cmd="set" data="a=b"/>',
        '<context name="public"><extension name="a"/></context>',
        '<extension name="a"><condition/></extension>',
        '<configuration name="ivr.conf" description="menus"/>',
        '<configuration name="sofia.conf"/>',
        '<menu name="a" greet-long="b.wav"/>',
        '<menus><menu name="a"/></menus>',
        '<macro name="a"><input pattern="(.*)"/></macro>',
        '<language name="en"><phrases/></language>',
        '<language><en><ivr><prompt phrase="a" filename="a.wav"/></ivr></en></language>',
        "\ufeff<include>\n<user id='10'><params/></user>\n</include>",
        '<!--#set "a=b"-->\n<include><user/></include>',
        f"{LICENCE}<include><extension/></include>",
        'From: "a" <${voicemail_account}@example.com>\nSubject: a message\n\nDear ${voicemail_to}',
    ],
)
def test_files_of_freeswitch_are_known_by_what_stands_in_them(text: str) -> None:
    assert claimed(text) is Claim.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain text",
        "<html><body/></html>",
        '<vxml version="2.1"><menu id="a"><choice/></menu></vxml>',
        "<Response><Say>Hello</Say></Response>",
        '<project name="build"><include name="a"/></project>',
        '<include file="a.xml"/>',
        "<menu><item>Soup</item></menu>",
        "<configuration><appSettings/></configuration>",
        "<document><title>A report</title></document>",
        "<user><name>Ann</name></user>",
        "<language>English</language>",
        '<extension-point name="a"/>',
        "<profile><name>a</name></profile>",
        '<configuration xmlns="http://example.com"><context name="a"/></configuration>',
        "From: ann@example.com\nSubject: lunch\n\nAt noon?",
        f"{LICENCE}<html/>",
        "<!-- never closed " + "x" * 5000,
        "<" * 5000,
    ],
)
def test_files_of_other_programs_are_left_alone(text: str) -> None:
    assert claimed(text) is Claim.NO


def test_a_file_that_surely_is_none_is_not_read_whole() -> None:
    def read() -> str:
        raise AssertionError("it was read")

    text = "<html>" + "x" * 5000
    assert claim(Candidate(PurePosixPath("x.xml"), text[:4096], read)) is Claim.NO
