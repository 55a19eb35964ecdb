"""What the page about Twilio Studio says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "studio.md").read_text("utf-8")
TABLE = PAGE.split("| widget | step |\n|---|---|\n")[1].split("\n\n")[0]
ROWS = re.findall(r"^\| (\S+) \| (\w+)", TABLE, re.MULTILINE)


@pytest.mark.parametrize(("kind", "step"), ROWS)
def test_a_widget_is_the_step_that_is_documented(read, widget, split, flow, kind, step) -> None:
    channel = "incomingMessage" if kind in ("send-message", "send-and-wait-for-reply") else None
    tested = {"gather-input-on-call": "Digits", "send-and-wait-for-reply": "inbound.Body"}
    event = "incomingMessage" if kind == "send-and-wait-for-reply" else "keypress"
    on = {event: "which"} if kind in tested else {}
    which = split("which", f"widgets.it.{tested.get(kind, 'x')}", None, ("equal_to", "1", None))
    it = which | {"name": "it"} if kind == "split-based-on" else widget("it", kind, on)
    (found,) = read(flow(it, which, on={channel or "incomingCall": "it"})).flows
    assert found.steps[0].kind == step


def test_the_table_names_every_widget(studio) -> None:
    documented = {kind for kind, _ in ROWS} | {"trigger"}
    others = {"make-outgoing-call-v1", "connect-virtual-agent-v2"}
    assert documented == set(studio._platform.widgets) - others
