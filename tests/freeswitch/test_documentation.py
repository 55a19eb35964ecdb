"""What the page about FreeSWITCH says is so."""

from __future__ import annotations

import json
from pathlib import Path

from ivrlint.places import Source
from ivrlint_formats.freeswitch import FreeSwitchFormat
from ivrlint_formats.freeswitch.platform import Platform

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "freeswitch.md").read_text("utf-8")


def test_the_syntax_has_the_form_that_is_shown() -> None:
    shown = json.loads(PAGE.split("```json\n")[1].split("```")[0])
    text = '<include>\n  <X-PRE-PROCESS cmd="set" data="domain=a.example"/>\n</include>\n'
    assert FreeSwitchFormat().syntax(Source("vars.xml", text)) == shown


def test_every_action_and_number_of_a_menu_is_told() -> None:
    platform = Platform()
    for name in (*platform.menu_actions, *platform.menu_numbers):
        assert f"`{name}`" in PAGE, name


def test_every_time_that_a_queue_judges_is_told() -> None:
    for name in ("announce-frequency", "max-wait-time", "max-wait-time-with-no-agent"):
        assert name in Platform().queue_seconds
        assert f"`{name}`" in PAGE
