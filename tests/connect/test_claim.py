"""Which files are taken for Connect flows: by what is in them, whatever they are called."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from ivrlint.formats import Candidate, Claim
from ivrlint_formats.connect import ConnectFormat

NEW = '{"Version": "2019-10-30", "StartAction": "a", "Actions": []}'
OLD = '{"modules": [{"id": "a", "type": "Disconnect", "branches": []}], "start": "a"}'


def claim(connect: ConnectFormat, text: str, path: str = "x") -> Claim:
    return connect.claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))


@pytest.mark.parametrize(
    "text",
    [
        NEW,
        OLD,
        "\ufeff" + NEW,
        f"  \n[{NEW},\n{NEW}]",
        f'{{"flows": {{"main": {NEW}}}}}',
        '{"Metadata": {"ActionMetadata": {' + " " * 5000 + '}}, "StartAction": "a", "Actions": []}',
        '{"Actions": [{"Identifier": "a",' + " " * 5000 + '}], "StartAction": "a"}',
        NEW[:-10],
    ],
)
def test_flows_are_recognised_with_any_name(connect: ConnectFormat, text: str) -> None:
    for path in ("flow.json", "Main flow", "x.bk.1"):
        assert claim(connect, text, path) is Claim.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "StartAction",
        '{"name": "x", "version": "1.0.0", "modules": ["a", "b"]}',
        '{"compilerOptions": {"module": "esnext"}}',
        '[{"action": "talk", "text": "StartAction"}]',
        '{"states": [{"name": "Trigger", "type": "trigger", "transitions": []}]}',
        '{"Actions": [{"Type": "forward"}], "Resources": {}}',
        '{"Content": "{\\"Version\\":\\"2019-10-30\\",\\"StartAction\\":\\"a\\"}"}',
        'const flow = {"StartAction": "a"}',
        'Description: {"StartAction": "a"}',
        "{{ page.title }}",
    ],
)
def test_other_data_is_left_alone(connect: ConnectFormat, text: str) -> None:
    assert claim(connect, text, "flow.json") is Claim.NO


def test_a_file_that_cannot_be_a_flow_is_not_read_whole(connect: ConnectFormat) -> None:
    def refuse() -> str:
        raise AssertionError("read whole")

    for head in ("#!/bin/sh", '{"name": "x"}', "[general]\nmodules = 1"):
        assert connect.claim(Candidate(PurePosixPath("x"), head, refuse)) is Claim.NO
