"""What the tests of VoiceXML share: reading small files, alone or as a project; finding steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from textwrap import dedent

import pytest

from ivrlint.formats import Reading
from ivrlint.model import Document, Exit, Flow, Step
from ivrlint.places import Source
from ivrlint_formats.voicexml import VoiceXmlFormat


@cache
def _format() -> VoiceXmlFormat:
    return VoiceXmlFormat()


@pytest.fixture(scope="session")
def voicexml() -> VoiceXmlFormat:
    return _format()


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """Read a whole file."""

    def read(text: str, path: str = "line.vxml") -> Document:
        return _format().read(Source(path, dedent(text)), Reading(lambda *_: None))

    return read


@pytest.fixture(scope="session")
def flow(read) -> Callable[..., Flow]:
    """The flow of what stands in `<vxml>`."""

    def flow(inside: str, language: str = "en") -> Flow:
        return read(f'<vxml version="2.1" xml:lang="{language}">{inside}</vxml>').flows[0]

    return flow


@pytest.fixture(scope="session")
def project(read) -> Callable[[dict[str, str]], dict[str, Document]]:
    """Read what stands in several files, and link them."""

    def project(files: dict[str, str]) -> dict[str, Document]:
        documents = [
            read(text if "<vxml" in text else f"<vxml>{text}</vxml>", path)
            for path, text in files.items()
        ]
        return dict(zip(files, _format().link(documents), strict=True))

    return project


@pytest.fixture(scope="session")
def step_of() -> Callable[[Flow, str], Step]:
    """The step of a flow by its name."""
    return lambda flow, name: next(step for step in flow.steps if step.name == name)


@pytest.fixture(scope="session")
def ways() -> Callable[[Step], list[tuple[str, str]]]:
    """The exits of a step as pairs: what it is left for, and where that leads."""

    def way(exit_: Exit) -> tuple[str, str]:
        what = exit_.key or exit_.word or exit_.condition
        count = f" {exit_.count}" if exit_.count else ""
        target = str(exit_.target) if hasattr(exit_.target, "step") else "?"
        return (f"{exit_.cause.value} {what}" if what else exit_.cause.value + count, target)

    return lambda step: [way(exit_) for exit_ in step.exits]


@pytest.fixture(scope="session")
def heard() -> Callable[[Step], list[str]]:
    """What a step says, in words."""
    return lambda step: [
        prompt.text.plain if prompt.text is not None else prompt.content.name
        for prompt in step.prompts
    ]
