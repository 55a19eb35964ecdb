"""Which files are taken for parts of an agent: by what is in them."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from ivrlint.formats import Candidate, Claim


def claim(dialogflow, text: str) -> Claim:
    return dialogflow.claim(Candidate(PurePosixPath("x.json"), text[:4096], lambda: text))


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "1", "displayName": "Desk", "transitionRoutes": []}',
        '{"displayName": "Desk", "form": {"parameters": [{"fillBehavior": {}}]}}',
        '{"displayName": "main", "eventHandlers": []}',
        '{"displayName": "Shop", "defaultLanguageCode": "en", "timeZone": "Europe/Paris"}',
        '{"displayName": "Desk", "description": "' + "x" * 5000 + '", "transitionRoutes": []}',
    ],
)
def test_parts_of_an_agent_are_recognised(dialogflow, text) -> None:
    assert claim(dialogflow, text) is Claim.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "transitionRoutes",
        '{"displayName": "Desk"}',
        '{"displayName": "yes", "trainingPhrases": []}',
        '{"name": "x", "description": "transitionRoutes"}',
        '{"states": [], "initial_state": "Trigger"}',
        'export const page = {"displayName": "Desk", "transitionRoutes": []}',
    ],
)
def test_other_data_is_left_alone(dialogflow, text) -> None:
    assert claim(dialogflow, text) is Claim.NO
