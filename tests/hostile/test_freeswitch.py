"""Configurations of FreeSWITCH that nobody would write: they end, and hide nothing else."""

from __future__ import annotations

from typing import Any

import pytest

MANY = 200_000
NESTED = 50_000
SOUND = """\
<document type="freeswitch/xml">
<section name="dialplan"><context name="a"><extension name="a">
<condition field="destination_number" expression="^1$">
<action application="transfer" data="2 XML nowhere"/>
</condition></extension></context></section>
</document>
"""
"""A configuration with one fault that has to be found whatever stands beside it."""


def context(inside: str) -> str:
    return f'<include><context name="a">{inside}</context></include>'


def extension(action: str, expression: str = "^1$") -> str:
    return (
        f'<extension name="a"><condition field="destination_number" expression="{expression}">'
        f"{action}</condition></extension>"
    )


def macro(name: str, actions: str, pattern: str = "(.*)") -> str:
    return (
        f'<macro name="{name}"><input pattern="{pattern}"><match>{actions}</match></input></macro>'
    )


PLAY = '<action function="play-file" data="{}"/>'
FILES = {
    "a value of megabytes": context(
        extension('<action application="playback" data="' + "x" * (4 << 20) + '"/>')
    ),
    "NUL bytes": context("\0" * 100_000),
    "elements that do not end": "<include>" + "<context name='a'>" * NESTED,
    "extensions that do not end": '<include><context name="a">' + '<extension name="a">' * NESTED,
    "conditions in conditions": context(
        "<extension name='a'>"
        + "<condition field='x' expression='y'>" * 5000
        + "</condition>" * 5000
        + "</extension>"
    ),
    "wrappers in wrappers": "<include>" * NESTED + "</include>" * NESTED,
    "many directives": "<include>"
    + '<X-PRE-PROCESS cmd="set" data="a=b"/>\n' * MANY
    + "</include>",
    "directives in a comment": "<include><!--"
    + '<X-PRE-PROCESS cmd="set" data="a=b"/>\n' * MANY
    + "--></include>",
    "comments that do not end": "<include>" + "<!--#set " * MANY,
    "variables that double": '<include><X-PRE-PROCESS cmd="set" data="a0=xx"/>'
    + "".join(
        f'<X-PRE-PROCESS cmd="set" data="a{n + 1}=$${{a{n}}}$${{a{n}}}"/>' for n in range(1000)
    )
    + context(extension('<action application="playback" data="' + "$${a999}" * 20_000 + '"/>'))
    + "</include>",
    "nested variables": context(
        extension('<action application="playback" data="' + "${" * 20_000 + "}" * 20_000 + '"/>')
    ),
    "an include of itself": '<include><X-PRE-PROCESS cmd="include" data="*.xml"/></include>',
    "many includes of itself": "<include>"
    + '<X-PRE-PROCESS cmd="include" data="config.xml"/>' * 2000
    + "</include>",
    "an expression that runs away": context(
        extension('<action application="answer"/>', "^(a+)+(b*)*$")
        + extension('<action application="transfer" data="' + "a" * 100 + ' XML a"/>', "^2$")
    ),
    "menus that run one another": "<menus>"
    + "".join(
        f'<menu name="m{n}" greet-long="a.wav">'
        f'<entry action="menu-sub" digits="1" param="m{n + 1}"/>'
        f'<entry action="menu-sub" digits="2" param="m{n // 2}"/>'
        '<entry action="menu-top" digits="3"/><entry action="menu-exit" digits="4"/></menu>'
        for n in range(2000)
    )
    + "</menus>",
    "a menu of many entries": '<menu name="m" greet-long="a.wav">'
    + '<entry action="menu-play-sound" digits="1" param="a.wav"/>' * 5000
    + "".join(f'<entry action="menu-top" digits="{n}"/>' for n in range(5000))
    + "</menu>",
    "a menu that many start": "<include>"
    + context(
        "".join(
            extension('<action application="ivr" data="m"/>', f"^{n}$") for n in range(100, 1500)
        )
    )
    + '<menu name="m" greet-long="a.wav"/></include>',
    "phrases that double": '<language name="en"><phrases><macros>'
    + "".join(macro(f"m{n}", PLAY.format(f"phrase:m{n + 1}") * 10) for n in range(9))
    + macro("m9", PLAY.format("a.wav") * 100)
    + macro("m", PLAY.format("phrase:m0") * 100)
    + "</macros></phrases></language>"
    + context(extension('<action application="playback" data="phrase:m"/>')),
    "a pattern of a phrase that runs away": '<language name="en"><phrases><macros>'
    + macro("m", PLAY.format("a.wav"), "(a|a)*(a|aa)+.*.*.*.*.*b")
    + "</macros></phrases></language>"
    + context(extension(f'<action application="playback" data="phrase:m:{"a" * 150}"/>')),
    "a string of many files": context(
        extension(f'<action application="playback" data="file_string://{"a.wav!" * 50_000}"/>')
    ),
    "many transcripts of one sound": "<language><en><a>"
    + '<prompt phrase="a" filename="a.wav"/>' * 20_000
    + "</a></en></language>",
    "groups without an end": '<domain name="a">' + "<group>" * NESTED,
    "a queue of many tiers": '<configuration name="callcenter.conf"><queues><queue name="a">'
    + '<param name="strategy" value="x"/>' * 2000
    + "</queue></queues><tiers>"
    + '<tier agent="a" queue="a"/>' * 20_000
    + "</tiers></configuration>",
}
MAILS = {
    "headers without an end": "From: ${voicemail_a}\n" + "X-A: b\n" * MANY,
    "parts without an end": "From: ${voicemail_a}\nContent-Type: x; boundary=b\n\n"
    + "--b\n" * MANY,
    "tags without an end": 'From: ${voicemail_a}\n\nContent-Type: x; boundary="b"\n\n'
    "--b\nContent-Type: text/html\n\n" + "<a" * MANY,
}


@pytest.fixture
def sound(ground) -> Any:
    """The ground, with a sound configuration in a folder of its own."""
    ground.write("sound/freeswitch.xml", SOUND)
    return ground


def finds_the_sound(ground) -> None:
    done = ground.survives()
    found = [f["path"] for f in done.data["findings"] if f["rule"] == "dangling-target"]
    assert "sound/freeswitch.xml" in found
    assert done.err == ""


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_any_file(sound, content: str) -> None:
    sound.write("bad/config.xml", content)
    finds_the_sound(sound)


@pytest.mark.parametrize("content", MAILS.values(), ids=MAILS)
def test_any_mail(sound, content: str) -> None:
    sound.write("bad/voicemail.tpl", content)
    finds_the_sound(sound)


def test_files_that_take_in_one_another_twice(sound) -> None:
    for number in range(18):
        include = f'<X-PRE-PROCESS cmd="include" data="a{number + 1}.xml"/>'
        sound.write(f"bad/a{number}.xml", f"<include>{include}{include}</include>")
    sound.write("bad/a18.xml", context(extension('<action application="answer"/>')))
    finds_the_sound(sound)


def test_an_include_leaves_the_project_nowhere(sound) -> None:
    outside = sound.path.parent / "secret.xml"
    outside.write_text(context(extension('<action application="ivr" data="secret"/>')))
    sound.write("ivrlint.toml", "")
    sound.write(
        "bad/a.xml",
        context(
            "".join(
                f'<X-PRE-PROCESS cmd="include" data="{name}"/>'
                for name in ("../../secret.xml", str(outside), "../../*.xml")
            )
        ),
    )
    done = sound.survives()
    assert "secret" not in done.out.replace(str(outside.parent), "")
