"""What the page about VoiceXML says is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ivrlint.places import Source

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "voicexml.md").read_text("utf-8")
ROWS = re.findall(
    r"^\| (.+?) \| (.+?) \|$", PAGE.split("| element | step |\n")[1].split("\n\n")[0], re.MULTILINE
)
ITEMS = {"field", "initial", "record", "transfer", "subdialog", "object"}
MORE = {
    "field": "<field type='digits'/>",
    "transfer": "<transfer dest='tel:+15550100'/>",
    "subdialog": "<subdialog src='#a'/>",
    "if": "<if cond='x'>Yes.</if>",
    "submit": "<submit next='x.php'/>",
    "data": "<data src='x.php'/>",
    "audio": "<audio src='x.wav'/>",
    "prompt": "<prompt>Hello.</prompt>",
    "text": "Hello.",
    "assign": "<assign name='x' expr='1'/>",
    "var": "<var name='x' expr='1'/>",
    "script": "<script>x = 1;</script>",
}


def documented() -> list[tuple[str, str]]:
    return [
        (element, re.findall(r"\w+", steps)[2 if element == "field" else 0])
        for elements, steps in ROWS
        if not elements.startswith("-")
        for element in elements.split(", ")
    ]


@pytest.mark.parametrize(("element", "kind"), documented())
def test_an_element_is_the_step_that_is_documented(flow, step_of, element, kind) -> None:
    written = MORE.get(element, f"<{element}/>")
    if element == "menu":
        read = flow("<menu id='a'/>")
    elif element in ITEMS:
        read = flow(f"<form id='a'>{written}</form>")
    else:
        read = flow(f"<form id='a'><block>{written}</block></form>")
    kinds = [step_of(read, "a").kind, *(step.kind for step in read.steps if step.name != "a-end")]
    assert kind in kinds


def test_the_table_names_the_elements() -> None:
    assert len(documented()) > 15


def test_the_syntax_has_the_form_that_is_shown(voicexml) -> None:
    shown = json.loads(PAGE.split("```json\n")[1].split("```")[0])
    text = '<vxml version="2.1">\n  <form><block>Hello.</block></form>\n</vxml>'
    assert voicexml.syntax(Source("hello.vxml", text)) == shown


def test_the_comment_that_is_shown_allows_a_finding(monkeypatch, tmp_path, capsys) -> None:
    from ivrlint import _cli

    comment = PAGE.split("```xml\n")[1].split("```")[0]
    text = '<vxml>{}<prompt>Press 1.</prompt><choice dtmf="1" next="#main"/></menu></vxml>'
    menu = comment.splitlines()[-1]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    found = []
    for beginning in (menu, "\n" + comment):
        Path("main.vxml").write_text(text.format(beginning), "utf-8")
        with pytest.raises(SystemExit):
            _cli.main(["check", "--format", "concise", "--select", "endless-loop", "main.vxml"])
        found.append("endless-loop" in capsys.readouterr().out)
    assert found == [True, False]
