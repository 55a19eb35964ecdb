"""What the tests of Dialogflow CX share: writing small agents, linking them, finding steps."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from ivrlint.formats import Reading
from ivrlint.model import Document, Exit, Flow, Step
from ivrlint.places import Source
from ivrlint_formats.dialogflow import DialogflowFormat

AGENT = {"displayName": "Shop", "defaultLanguageCode": "en", "startFlow": "main"}


@pytest.fixture(scope="session")
def dialogflow() -> DialogflowFormat:
    return DialogflowFormat()


@pytest.fixture(scope="session")
def linked(dialogflow) -> Callable[..., list[Document]]:
    """The documents of files, by their paths."""

    def linked(**files: Any) -> list[Document]:
        documents = []
        for path, content in files.items():
            text = content if isinstance(content, str) else json.dumps(content, indent=1)
            source = Source(path, text)
            documents.append(dialogflow.read(source, Reading(lambda *_: None)))
        return list(dialogflow.link(documents))

    return linked


@pytest.fixture(scope="session")
def agent(linked) -> Callable[..., Flow]:
    """The start flow of an agent: what its flow says, and its pages by name."""

    def agent(flow: dict[str, Any] | None = None, **pages: dict[str, Any]) -> Flow:
        files: dict[str, Any] = {"shop/agent.json": AGENT}
        said = {"displayName": "main", "transitionRoutes": [], **(flow or {})}
        files["shop/flows/main/main.json"] = said
        for name, page in pages.items():
            content = {"displayName": name, "transitionRoutes": [], **page}
            files[f"shop/flows/main/pages/{name}.json"] = content
        (found,) = (flow for document in linked(**files) for flow in document.flows)
        return found

    return agent


@pytest.fixture(scope="session")
def step_of() -> Callable[[Flow, str], Step]:
    """The step of a flow by its name."""
    return lambda flow, name: next(step for step in flow.steps if step.name == name)


@pytest.fixture(scope="session")
def ways() -> Callable[[Step], list[tuple[str, str]]]:
    """The exits of a step as pairs: what it is taken for, and where it leads."""

    def way(exit_: Exit) -> tuple[str, str]:
        what = exit_.word or exit_.condition or (str(exit_.count) if exit_.count else "")
        return (f"{exit_.cause.value} {what}".strip(), str(exit_.target))

    return lambda step: [way(exit_) for exit_ in step.exits]


@pytest.fixture(scope="session")
def says() -> Callable[..., dict[str, Any]]:
    """A fulfillment that says a text."""

    def says(*texts: str, **more: Any) -> dict[str, Any]:
        return {"messages": [{"text": {"text": [text]}} for text in texts], **more}

    return says
