"""What the tests of Connect share: building small flows, reading them, finding steps."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest

from ivrlint.formats import Reading
from ivrlint.model import Document, Exit, Step
from ivrlint.places import Source
from ivrlint_formats.connect import ConnectFormat


@cache
def _format() -> ConnectFormat:
    return ConnectFormat()


@pytest.fixture(scope="session")
def connect() -> ConnectFormat:
    return _format()


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """Read a text, or data that is written as JSON first."""

    def read(content: Any, path: str = "example.json") -> Document:
        text = content if isinstance(content, str) else json.dumps(content, indent=1)
        return _format().read(Source(path, text), Reading(lambda *_: None))

    return read


@pytest.fixture(scope="session")
def action() -> Callable[..., dict[str, Any]]:
    """An action of the flow language; errors are pairs of type and next action."""

    def action(
        name: str,
        kind: str,
        parameters: dict[str, Any] | None = None,
        next: str | None = None,  # noqa: A002 - as the flow language calls it
        conditions: Sequence[tuple[str, str]] = (),
        errors: Sequence[tuple[str, str]] = (),
        operator: str = "Equals",
    ) -> dict[str, Any]:
        transitions: dict[str, Any] = {} if next is None else {"NextAction": next}
        if conditions:
            transitions["Conditions"] = [
                {"NextAction": to, "Condition": {"Operator": operator, "Operands": [operand]}}
                for operand, to in conditions
            ]
        if errors:
            transitions["Errors"] = [{"ErrorType": one, "NextAction": to} for one, to in errors]
        return {
            "Identifier": name,
            "Type": kind,
            "Parameters": parameters or {},
            "Transitions": transitions,
        }

    return action


@pytest.fixture(scope="session")
def flow() -> Callable[..., dict[str, Any]]:
    """A flow of the flow language that starts with its first action."""

    def flow(
        *actions: dict[str, Any],
        type: str | None = "contactFlow",  # noqa: A002 - as the flow language calls it
        about: dict[str, Any] | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        metadata: dict[str, Any] = {"ActionMetadata": about or {}}
        if type is not None:
            metadata["type"] = type
        return {
            "Version": "2019-10-30",
            "StartAction": actions[0]["Identifier"],
            "Metadata": metadata,
            "Actions": list(actions),
            **more,
        }

    return flow


@pytest.fixture(scope="session")
def step_of() -> Callable[..., Step]:
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
