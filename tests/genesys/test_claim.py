"""Which files are flows of Architect."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from ivrlint.formats import Candidate, Claim
from ivrlint_formats.genesys import GenesysFormat


def claim(text: str, path: str = "x.yaml") -> Claim:
    return GenesysFormat().claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))


@pytest.mark.parametrize(
    "text",
    [
        "inboundCall:\n  name: x\n  startUpRef: a\n",
        "inboundCall:\r\n  name: x\r\n  defaultLanguage: en-us\r\n",
        "# by hand\n---\ninqueueCall:\n  startUpTaskActions:\n    - disconnect:\n",
        "workflow:\n    name: {{x}}\n    startUpRef: a\n",
    ],
)
def test_a_kind_of_flow_over_what_flows_hold_is_one(text: str) -> None:
    assert claim(text) is Claim.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "workflow:\n  rules:\n    - if: $CI\n",
        "bot:\n  name: helper\n",
        "name: inboundCall\ndefaultLanguage: en\n",
        "JTdCJTIyYSUyMiUzQTElN0Q=",
        "",
    ],
)
def test_other_yaml_is_left_alone(text: str) -> None:
    assert claim(text) is Claim.NO


def test_an_export_is_known_by_what_it_holds(export) -> None:
    text = export({"defaultLanguage": "en-US", "initialSequence": "a"})
    assert claim(text, "whatever") is Claim.CERTAIN
