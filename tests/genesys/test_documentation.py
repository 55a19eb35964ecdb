"""What the page about Genesys says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ivrlint_formats.genesys.platform import Platform

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "genesys.md").read_text("utf-8")
ACTIONS = re.findall(
    r"^\| (.+?) \| (.+?) \|$",
    PAGE.split("| action | step |\n|---|---|\n")[1].split("\n\n")[0],
    re.MULTILINE,
)
KINDS = re.findall(
    r"^\| (.+?) \| (\w+) \| (\w+) \|$", PAGE.split("| flow | channel | role |")[1], re.MULTILINE
)


def documented() -> list[tuple[str, str]]:
    return [
        (name, re.split(r"\W", kind)[0])
        for names, kind in ACTIONS
        for name in re.findall(r"\b[a-z]+(?:[A-Z]\w*)?\b", names)
        if name in Platform().actions
    ]


@pytest.mark.parametrize(("action", "kind"), documented())
def test_an_action_is_the_step_that_is_documented(in_task, action: str, kind: str) -> None:
    flow = "inboundEmail" if kind == "send" else "inboundCall"
    head = f"{flow}:\n  name: It\n  startUpRef: './tasks/task[first]'\n"
    document = in_task(f"- {action}:\n    name: It\n- disconnect: {{name: Over}}", head=head)
    if kind == "return":
        kind = "hangup"  # nothing calls this task
    assert document.flows[0].steps[0].kind == kind


def test_the_table_names_the_actions() -> None:
    assert len(documented()) > 45


def test_every_kind_of_flow_is_documented() -> None:
    told = {kind: (channel, role) for kinds, channel, role in KINDS for kind in kinds.split(", ")}
    platform = Platform()
    known = {
        kind: (platform.channel(kind).value, platform.role(kind).value)
        for kind in platform.flow_kinds
    }
    assert told == known
