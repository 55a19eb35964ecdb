"""What the tests of Asterisk's files share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from textwrap import dedent

import pytest

from ivrlint.formats import Reading
from ivrlint.model import Exit, Missing, Project, Step, Unresolved
from ivrlint.places import Source
from ivrlint_formats.asterisk import AsteriskFormat

Dialplan = Callable[..., "Met"]


class Met:
    """What a caller meets in the files of a configuration."""

    def __init__(self, files: Mapping[str, str]) -> None:
        format_ = AsteriskFormat()
        sources = {name: Source(name, dedent(text)) for name, text in files.items()}
        reading = Reading(lambda _, name: sources.get(name))
        read = [format_.read(source, reading) for source in sources.values()]
        taken = {source.path for document in read for source in document.includes}
        self.documents = format_.link([d for d in read if d.path not in taken])
        self.project = Project(self.documents)
        self.problems = [problem for document in self.documents for problem in document.problems]

    def step(self, context: str, name: str) -> Step:
        """A step of a context by its name (`s,1`)."""
        flow = next(flow for flow in self.project.flows if flow.name == context)
        found = self.project.step(flow, name)
        assert found is not None, f"{context} has only {[step.name for step in flow.steps]}"
        return found

    def steps(self, context: str) -> list[str]:
        """The steps of a context, each as its kind and its name."""
        flow = next(flow for flow in self.project.flows if flow.name == context)
        return [f"{step.kind} {step.name}" for step in flow.steps]

    def leads(self, step: Step, exit_: Exit) -> str:
        """Where an exit leads: `context.step`, or why that is not known."""
        found = self.project.resolve(step.flow, exit_.target)
        if isinstance(found, Unresolved):
            return f"? {found.reason}"
        if isinstance(found, Missing):
            return f"missing {found.target}"
        assert isinstance(found, Step)
        return found.name if found.flow is step.flow else f"{found.flow.name}.{found.name}"

    def ways(self, context: str, name: str) -> dict[str, str]:
        """The ways out of a step: by the key or the cause, where each leads."""
        step = self.step(context, name)
        return {exit_.key or str(exit_.cause): self.leads(step, exit_) for exit_ in step.exits}


@pytest.fixture
def dialplan() -> Dialplan:
    """What a caller meets in a dialplan, with further files by their names."""

    def read(text: str, **files: str) -> Met:
        named = {name.replace("_", ".", 1): content for name, content in files.items()}
        return Met({"extensions.conf": text, **named})

    return read


@pytest.fixture
def configuration() -> type[Met]:
    """What a caller meets in several files, by their paths."""
    return Met
