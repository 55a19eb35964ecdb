"""What the tests of Genesys share: small flows as YAML and as exports, read."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from textwrap import dedent, indent
from typing import Any
from urllib.parse import quote

import pytest

from ivrlint.formats import Reading
from ivrlint.model import Document, Exit, Step
from ivrlint.places import Source
from ivrlint_formats.genesys import GenesysFormat

HEAD = """\
inboundCall:
  name: Bakery
  defaultLanguage: en-gb
  startUpRef: "./tasks/task[first]"
"""


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """Read a text as a file of the format."""

    def read(text: str, path: str = "bakery.yaml") -> Document:
        return GenesysFormat().read(Source(path, text), Reading(lambda *_: None))

    return read


@pytest.fixture(scope="session")
def in_task(read: Callable[..., Document]) -> Callable[..., Document]:
    """Read a flow of one task with these actions, and what else the flow holds."""

    def in_task(actions: str, more: str = "", head: str = HEAD) -> Document:
        return read(
            head
            + "  tasks:\n    - task:\n        name: First\n        refId: first\n        actions:\n"
            + indent(dedent(actions).strip("\n"), " " * 10)
            + "\n"
            + indent(dedent(more), "  ")
        )

    return in_task


@pytest.fixture(scope="session")
def export() -> Callable[[Any], str]:
    """Data, encoded as the console encodes an export."""

    def export(data: Any) -> str:
        return base64.b64encode(quote(json.dumps(data), safe="").encode()).decode()

    return export


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
