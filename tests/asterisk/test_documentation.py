"""What the page about Asterisk says is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ivrlint.places import Source
from ivrlint_formats.asterisk import AsteriskFormat

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "asterisk.md").read_text("utf-8")
TABLE = PAGE.split("| application | step |\n")[1].split("\n\n")[0]
ROWS = re.findall(r"^\| (.+?) \| (.+?) \|$", TABLE, re.MULTILINE)
ARGUMENTS = {
    "GotoIf": "${x}?2",
    "ExecIf": "${x}?Playback(b)",
    "GosubIf": "${x}?sub,1,1",
    "MacroIf": "${x}?sub",
    "GotoIfTime": "9:00-17:00,mon-fri,*,*?2",
    "ExecIfTime": "9:00-17:00,mon-fri,*,*?Playback(b)",
    "Random": "30:2",
    "While": "${x}",
    "If": "${x}",
    "Dial": "PJSIP/100",
}


def documented() -> list[tuple[str, str]]:
    found = []
    for applications, kind in ROWS:
        kind = re.split(r"\W", kind.lstrip("["))[0]
        names = re.findall(r"\b[A-Z][A-Za-z]+\b(?!…| scripts)", applications)
        found += [(name, kind) for name in names]
    return found


@pytest.mark.parametrize(("application", "kind"), documented())
def test_an_application_is_the_step_that_is_documented(dialplan, application, kind) -> None:
    met = dialplan(
        f"""
        [a]
        exten => s,1,{application}({ARGUMENTS.get(application, "b")})
         same => n,Playback(b)
        exten => 1,1,Playback(c)
        [macro-sub]
        exten => s,1,Return()
        """
    )
    assert met.step("a", "s,1").kind == kind


def test_the_table_names_the_applications() -> None:
    assert len(documented()) > 40


def test_the_syntax_has_the_form_that_is_shown() -> None:
    shown = json.loads(PAGE.split("```json\n")[1].split("```")[0])
    text = "[main]\n\nexten => s,1,Answer()\ninclude => phones\n"
    assert AsteriskFormat().syntax(Source("extensions.conf", text)) == shown
