"""What the tests of Twilio Studio share: building small flows, reading them, finding steps."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ivrlint.formats import Reading
from ivrlint.model import Document, Exit, Step
from ivrlint.places import Source
from ivrlint_formats.studio import StudioFormat


@pytest.fixture(scope="session")
def studio() -> StudioFormat:
    return StudioFormat()


@pytest.fixture(scope="session")
def read(studio: StudioFormat) -> Callable[..., Document]:
    """Read a text, or data that is written as JSON first."""

    def read(content: Any, path: str = "example.json") -> Document:
        text = content if isinstance(content, str) else json.dumps(content, indent=1)
        (document,) = studio.link([studio.read(Source(path, text), Reading(lambda *_: None))])
        return document

    return read


@pytest.fixture(scope="session")
def widget() -> Callable[..., dict[str, Any]]:
    """A widget; `on` maps events to the widgets that come next."""

    def widget(name: str, kind: str, on: dict[str, str | None] | None = None, **properties: Any):
        transitions = [
            {"event": event, "next": then} if then else {"event": event}
            for event, then in (on or {}).items()
        ]
        return {"name": name, "type": kind, "transitions": transitions, "properties": properties}

    return widget


@pytest.fixture(scope="session")
def split() -> Callable[..., dict[str, Any]]:
    """A split: what it looks at, where everything else leads, and triples of type, value, next."""

    def split(name: str, data: str, otherwise: str | None, *cases: tuple[str, str, str | None]):
        transitions: list[dict[str, Any]] = [{"event": "noMatch"}]
        if otherwise:
            transitions[0]["next"] = otherwise
        for kind, value, then in cases:
            condition = {"arguments": ["{{" + data + "}}"], "type": kind, "value": value}
            case = {"event": "match", "conditions": [condition]}
            transitions.append({**case, "next": then} if then else case)
        return {
            "name": name,
            "type": "split-based-on",
            "transitions": transitions,
            "properties": {"input": "{{" + data + "}}"},
        }

    return split


@pytest.fixture(scope="session")
def flow() -> Callable[..., dict[str, Any]]:
    """A flow of widgets that calls enter at the first one, unless `on` says otherwise."""

    def flow(*widgets: dict[str, Any], on: dict[str, str] | None = None, **more: Any):
        entered = on if on is not None else {"incomingCall": widgets[0]["name"]}
        trigger = {
            "name": "Trigger",
            "type": "trigger",
            "transitions": [{"event": event, "next": then} for event, then in entered.items()],
            "properties": {},
        }
        return {
            "description": "A New Flow",
            "states": [trigger, *widgets],
            "initial_state": "Trigger",
            "flags": {"allow_concurrent_calls": True},
            **more,
        }

    return flow


@pytest.fixture(scope="session")
def step_of() -> Callable[[Document, str], Step]:
    """The step of a document by its name."""

    def step_of(document: Document, name: str) -> Step:
        return next(step for one in document.flows for step in one.steps if step.name == name)

    return step_of


@pytest.fixture(scope="session")
def ways() -> Callable[[Step], list[tuple[str, str]]]:
    """The exits of a step as pairs: what it is taken for, and where it leads."""

    def way(exit_: Exit) -> tuple[str, str]:
        what = exit_.key or exit_.word or exit_.condition
        return (f"{exit_.cause.value} {what}" if what else exit_.cause.value, str(exit_.target))

    return lambda step: [way(exit_) for exit_ in step.exits]
