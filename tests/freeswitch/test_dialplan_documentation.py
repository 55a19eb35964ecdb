"""What the page about FreeSWITCH says of the dialplan is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "freeswitch.md").read_text("utf-8")
TABLE = PAGE.split("| application | step |\n")[1].split("\n\n")[0]
ROWS = re.findall(r"^\| (.+?) \| (.+?) \|$", TABLE, re.MULTILINE)
ARGUMENTS = {
    "playback": "a.wav",
    "loop_playback": "+2 a.wav",
    "phrase": "a",
    "speak": "a|b|c",
    "say": "en NUMBER pronounced 1",
    "gentones": "%(1,0,1)",
    "sleep": "9000",
    "play_and_get_digits": "1 4 1 5000 # a.wav b.wav c [0-9]+",
    "read": "1 4 a.wav b 5000 #",
    "fifo": "a in",
    "voicemail": "default b 1",
    "respond": "486",
    "execute_extension": "21",
}


def documented() -> list[tuple[str, str]]:
    return [
        (name, re.split(r"\W", kind)[0])
        for names, kind in ROWS
        for name in re.findall(r"`([a-z_]+)`", names)
        if name not in {"transfer", "ivr"}
    ]


@pytest.mark.parametrize(("application", "kind"), documented())
def test_an_application_is_the_step_that_is_documented(whole, application, kind) -> None:
    data = ARGUMENTS.get(application, "b")
    met = whole(
        dialplan__one=f"""
        <include><context name="one">
          <extension name="a">
            <condition field="destination_number" expression="^20$">
              <action application="answer"/>
              <action application="{application}" data="{data}"/>
              <action application="playback" data="b.wav"/>
            </condition>
          </extension>
          <extension name="b">
            <condition field="destination_number" expression="^21$">
              <action application="playback" data="c.wav"/>
            </condition>
          </extension>
        </context></include>
        """
    )
    assert met.step("one", "a,3").kind == kind


def test_the_table_names_the_applications() -> None:
    assert len(documented()) > 30
