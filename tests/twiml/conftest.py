"""What the tests of TwiML share: reading files, finding steps, judging them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ivrlint.formats import Reading
from ivrlint.model import Document, Exit, Flow, Step, Target
from ivrlint.places import Source
from ivrlint_formats.twiml import TwimlFormat


@pytest.fixture(scope="session")
def twiml() -> TwimlFormat:
    return TwimlFormat()


@pytest.fixture(scope="session")
def read(twiml: TwimlFormat) -> Callable[..., Document]:
    """Read what stands in a Response, or a whole file."""

    def read(content: str, path: str = "call.xml") -> Document:
        text = content if "<Response" in content else f"<Response>\n{content}\n</Response>\n"
        return twiml.read(Source(path, text), Reading(lambda *_: None))

    return read


@pytest.fixture(scope="session")
def call(read: Callable[..., Document]) -> Callable[[str], Flow]:
    """The call that a file answers."""

    def call(content: str) -> Flow:
        (flow,) = read(content).flows
        return flow

    return call


@pytest.fixture(scope="session")
def linked(twiml: TwimlFormat, read: Callable[..., Document]) -> Callable[..., dict[str, Flow]]:
    """The calls of several files that stand in one project, by the path of their file."""

    def linked(files: dict[str, str]) -> dict[str, Flow]:
        documents = [read(content, path) for path, content in files.items()]
        found = twiml.link(documents)
        return {document.path: document.flows[0] for document in found}

    return linked


@pytest.fixture(scope="session")
def ways() -> Callable[[Step], list[tuple[str, str]]]:
    """The exits of a step as pairs: why it is taken, and where it leads (`?` if not known)."""

    def way(exit_: Exit) -> tuple[str, str]:
        target = exit_.target
        return exit_.cause.value, str(target) if isinstance(target, Target) else "?"

    return lambda step: [way(exit_) for exit_ in step.exits]
