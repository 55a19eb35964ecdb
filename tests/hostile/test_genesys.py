"""Flows of Architect that nobody would draw: they end, and hide nothing else."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest

MANY = 3_000
NESTED = 50_000
HEAD = "inboundCall:\n  name: A\n  startUpRef: './tasks/task[a]'\n  defaultLanguage: en\n"
TASK = HEAD + "  tasks:\n    - task:\n        name: a\n        refId: a\n        actions:\n"
PLAY = "          - playAudio: {name: Play, audio: {tts: Hello.}}\n"


def nested(depth: int) -> str:
    lines = []
    for at in range(depth):
        margin = " " * (10 + 4 * at)
        lines.append(f"{margin}- decision:\n{margin}    outputs:\n{margin}     yes:\n")
        lines.append(f"{margin}      actions:\n")
    return "".join(lines)


def exported(items: list[dict]) -> bytes:
    data = {
        "name": "A",
        "type": "inboundcall",
        "defaultLanguage": "en",
        "initialSequence": "0",
        "flowSequenceItemList": items,
    }
    return base64.b64encode(quote(json.dumps(data), safe="").encode())


FLOWS = {
    "actions one after another": (TASK + PLAY * MANY).encode(),
    "decisions in decisions": (TASK + nested(300)).encode(),
    "brackets in brackets": (HEAD + "  tasks: " + "[" * NESTED).encode(),
    "braces in braces": (HEAD + "  tasks: " + "{a: " * NESTED).encode(),
    "lists in lists": (HEAD + "  tasks:\n    " + "- " * NESTED).encode(),
    "aliases of aliases": (
        HEAD
        + "  a0: &a0 [{playAudio: {name: x}}]\n"
        + "".join(f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 40))
        + "  tasks: [{task: {refId: a, actions: *a39}}]\n"
    ).encode(),
    "jumps in a circle": (
        HEAD
        + "  tasks:\n"
        + "".join(
            f"    - task: {{refId: t{n}, actions:"
            f' [{{jumpToTask: {{targetTaskRef: "./tasks/task[t{(n + 1) % MANY}]"}}}}]}}\n'
            for n in range(MANY)
        )
        + "    - task: {refId: a, actions: [{jumpToTask: {targetTaskRef: './tasks/task[t0]'}}]}\n"
    ).encode(),
    "tasks that call each other": (
        HEAD
        + "  tasks:\n"
        + "".join(
            f"    - task: {{refId: a{n or ''}, actions:"
            f' [{{callTask: {{targetTaskRef: "./tasks/task[a{n + 1}]"}}}}]}}\n'
            for n in range(MANY)
        )
    ).encode(),
    "menus with keys that hold everywhere": (
        HEAD
        + "  menus:\n"
        + "    - menu: {name: M, choices: [{menuDisconnect: {dtmf: digit_1, globalDtmf: true}}]}\n"
        * 500
    ).encode(),
    "functions in functions": (
        HEAD + "  initialGreeting:\n    exp: " + "Append(" * NESTED + "\n"
    ).encode(),
    "a text that does not end": (HEAD + "  initialGreeting:\n    tts: '" + "a " * NESTED).encode(),
    "quotes that do not end": (HEAD + "  a: 'b\n" * MANY).encode(),
    "a greeting that goes on for megabytes": (
        HEAD + f"  initialGreeting:\n    tts: {'x' * (2 << 20)}\n"
    ).encode(),
    "NUL bytes": (HEAD + "\0" * NESTED).encode(),
    "placeholders that do not end": (HEAD + "{{" * NESTED).encode(),
    "an export of many actions": exported(
        [
            {
                "__type": "Task",
                "id": "0",
                "startAction": "0",
                "actionList": [
                    {"__type": "PlayAudioAction", "id": str(n), "nextAction": str(n + 1)}
                    for n in range(MANY)
                ],
            }
        ]
    ),
    "an export of brackets": b"JTdCJTIy"
    + base64.b64encode(b'defaultLanguage":' + b"[" * NESTED * 3),
    "an export that is cut off": exported([{"__type": "Menu", "id": "0"}] * 100)[:-7],
    "an export with other characters": exported([])[:40] + b"\xff\0<>",
}


@pytest.mark.parametrize("content", FLOWS.values(), ids=FLOWS)
def test_any_flow(ground, content: bytes) -> None:
    ground.write("bad.yaml", content)
    done = ground.survives()
    assert done.status == 1
    assert done.err == ""


@pytest.mark.parametrize(
    "content", [b"", b"\0\xff", b"[[[{", b"a: *b", b"- - -", b"JTdCJTIy", b"JTdCJTIy="], ids=repr
)
def test_content_that_is_not_what_it_is_said_to_be(ground, content: bytes) -> None:
    ground.write("bad", content)
    done = ground.check(str(ground.path / "bad"), "--as", "genesys")
    assert done.status in (0, 1)
