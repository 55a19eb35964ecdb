"""Flows of Studio, Dialogflow CX and Connect that nobody would write: they hide nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

MANY = 2_000
NESTED = 100_000


def studio(*widgets: dict[str, Any], first: str = "w0") -> str:
    trigger = {
        "name": "Trigger",
        "type": "trigger",
        "transitions": [{"event": "incomingCall", "next": first}],
    }
    return json.dumps({"states": [trigger, *widgets], "initial_state": "Trigger"})


def widget(name: str, kind: str, event: str, then: str, **properties: Any) -> dict[str, Any]:
    way = {"event": event, "next": then}
    return {"name": name, "type": kind, "transitions": [way], "properties": properties}


def saying(text: str) -> str:
    return studio(widget("w0", "say-play", "audioComplete", "w0", say=text))


def split(name: str, data: str, cases: int) -> dict[str, Any]:
    def case(number: int) -> dict[str, Any]:
        condition = {"type": "equal_to", "arguments": [data], "value": str(number)}
        return {"event": "match", "next": name, "conditions": [condition]}

    ways = [case(number) for number in range(cases)]
    return {"name": name, "type": "split-based-on", "transitions": ways, "properties": {}}


STUDIO = {
    "a chain of widgets": studio(
        *(widget(f"w{n}", "say-play", "audioComplete", f"w{n + 1}", say="x") for n in range(MANY))
    ),
    "types that nobody knows": studio(
        *(widget(f"w{n}", f"say-pla{n}", f"event{n}", f"w{n + 1}") for n in range(MANY))
    ),
    "a split of thousands of cases": studio(
        widget("w0", "gather-input-on-call", "keypress", "s", say="x"),
        split("s", "{{widgets.w0.Digits}}", MANY),
    ),
    "thousands of questions before one split": studio(
        *(widget(f"w{n}", "gather-input-on-call", "keypress", "s", say="x") for n in range(MANY)),
        split("s", "{{widgets.w0.Digits}}", MANY),
    ),
    "widgets in a circle that set variables": studio(
        *(
            widget(
                f"w{n}",
                "set-variables",
                "next",
                f"w{(n + 1) % MANY}",
                variables=[{"key": "v", "value": "{{flow.variables.v | plus: 1}}"}],
            )
            for n in range(MANY)
        ),
        split("s", "{{flow.variables.v}}", 5),
    ),
    "a widget that sets thousands of variables": studio(
        widget(
            "w0",
            "set-variables",
            "next",
            "w0",
            variables=[{"key": f"v{n}", "value": "1"} for n in range(MANY)],
        )
    ),
    "blocks in blocks": saying("{% if x %}" * NESTED),
    "tags that do not end": saying("{% " * NESTED),
    "variables that do not end": saying("{{ flow." * NESTED),
    "blocks in a row": saying("{% if x %}y{% endif %}" * 20_000),
    "quotes": saying("{{" + "'\"" * NESTED + "}}"),
    "flows as texts in texts": saying(saying(saying(saying("x")))),
    "states in states": '{"states": [' * NESTED + '"initial_state": ',
}
PAGES = {
    "thousands of routes": {
        "transitionRoutes": [
            {"intent": f"i{n}", "triggerFulfillment": {"webhook": "w"}} for n in range(MANY)
        ]
    },
    "thousands of questions of one name": {
        "form": {"parameters": [{"displayName": "x", "required": True}] * MANY}
    },
    "a page that is itself": {"transitionRoutes": [{"condition": "true", "targetPage": "page"}]},
    "handlers that fail for ever": {
        "entryFulfillment": {"webhook": "w"},
        "eventHandlers": [{"event": "webhook.error", "triggerFulfillment": {"webhook": "w"}}],
    },
    "a group named thousands of times": {"transitionRouteGroups": ["group"] * MANY},
}
FLOW = '{"Version": "2019-10-30", "StartAction": "a", "Actions": []}'
TERRAFORM = 'resource "aws_connect_contact_flow" "a" {\n content = ' + json.dumps(FLOW) + "\n}\n"
TEMPLATES = {
    "braces": "{" * NESTED,
    "placeholders in placeholders": 'a = "' + "${" * NESTED,
    "heredocs that do not end": "a = <<X\n" * 20_000,
    "brackets": "a = " + "[" * NESTED,
    "negations": "a = " + "!" * NESTED,
    "quotes": 'a = "x\n' * 20_000,
    "NUL bytes": "\0" * NESTED,
}


@pytest.fixture
def sound(ground) -> Any:
    """The ground, with a sound flow in a folder of its own."""
    content = studio(widget("w0", "say-play", "audioComplete", "nowhere", say="Hello."))
    ground.write("sound/flow.json", content)
    return ground


def finds_the_sound(ground) -> None:
    done = ground.survives()
    found = [one["path"] for one in done.data["findings"] if one["rule"] == "dangling-target"]
    assert "sound/flow.json" in found
    assert done.err == ""


@pytest.mark.parametrize("content", STUDIO.values(), ids=STUDIO)
def test_any_flow_of_studio(sound, content: str) -> None:
    sound.write("bad/flow.json", content)
    finds_the_sound(sound)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_any_page_of_dialogflow(sound, page: dict[str, Any]) -> None:
    group = {"displayName": "group", "transitionRoutes": [{"intent": "x"}] * MANY}
    flow = "bad/flows/main"
    sound.write(f"{flow}/main.json", json.dumps({"displayName": "main", "eventHandlers": []}))
    sound.write(f"{flow}/transitionRouteGroups/group.json", json.dumps(group))
    for number in range(5):
        content = json.dumps({"displayName": f"page{number or ''}", **page})
        sound.write(f"{flow}/pages/page{number}.json", content)
    finds_the_sound(sound)


@pytest.mark.parametrize("rest", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("name", ["main.tf", "template.yaml"])
def test_any_template(sound, rest: str, name: str) -> None:
    head = "Resources:\n# AWS::Connect::ContactFlow 2019-10-30 StartAction:\n"
    sound.write(f"bad/{name}", (TERRAFORM if name == "main.tf" else head) + rest)
    finds_the_sound(sound)
