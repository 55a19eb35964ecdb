"""Which files are taken for flows of Studio: by what is in them, whatever they are called."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest

from ivrlint.formats import Candidate, Claim

FLOW = '{"states": [{"name": "Trigger", "type": "trigger"}], "initial_state": "Trigger"}'


def claim(studio, text: str, path: str = "x") -> Claim:
    return studio.claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))


@pytest.mark.parametrize(
    "text",
    [
        FLOW,
        "\ufeff" + FLOW,
        f"  \n[{FLOW},\n{FLOW}]",
        f'{{"sid": "FW1", "definition": {FLOW}}}',
        json.dumps({"definition": FLOW}),
        '{"states": [' + " " * 5000 + '], "initial_state": "Trigger"}',
        '{"states": [{"transitions": [{"event": "incomingCall"}]}]}',
        FLOW[:-4],
    ],
)
def test_flows_are_recognised_with_any_name(studio, text) -> None:
    for path in ("flow.json", "flow.tpl.json", "Main flow"):
        assert claim(studio, text, path) is Claim.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "states",
        '{"StartAt": "a", "States": {"a": {"Type": "Pass"}}}',
        '{"states": {"idle": {}}, "initial": "idle"}',
        '{"states": ["Ohio", "Utah"]}',
        '{"Version": "2019-10-30", "StartAction": "a", "Actions": []}',
        'const flow = {"states": [], "initial_state": "a"}',
        'states:\n  - {"initial_state": "a"}',
    ],
)
def test_other_data_is_left_alone(studio, text) -> None:
    assert claim(studio, text, "flow.json") is Claim.NO


def test_terraform_is_recognised_by_its_name_and_content(studio) -> None:
    flow = 'x = jsonencode({\n states = []\n initial_state = "Trigger"\n})\n'
    assert claim(studio, flow, "main.tf") is Claim.CERTAIN
    assert claim(studio, f"x = <<JSON\n{FLOW}\nJSON\n", "main.tf") is Claim.CERTAIN
    assert claim(studio, 'states = ["Ohio"]\n', "main.tf") is Claim.NO
    assert claim(studio, flow, "main.txt") is Claim.NO


def test_a_file_that_cannot_be_a_flow_is_not_read_whole(studio) -> None:
    def refuse() -> str:
        raise AssertionError("read whole")

    for head in ("#!/bin/sh", '{"name": "x"}', "[general]\nstates = 1"):
        assert studio.claim(Candidate(PurePosixPath("x"), head, refuse)) is Claim.NO
