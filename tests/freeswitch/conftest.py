"""What the tests of FreeSWITCH's files share."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from posixpath import normpath
from textwrap import dedent

import pytest

from ivrlint.formats import Reading
from ivrlint.model import Document, Exit, Flow, Missing, Project, Prompt, Step, Unresolved
from ivrlint.places import Source
from ivrlint_formats.freeswitch import FreeSwitchFormat

ROOT = """\
<document type="freeswitch/xml">
  <X-PRE-PROCESS cmd="include" data="vars.xml"/>
  <section name="configuration">
    <X-PRE-PROCESS cmd="include" data="autoload_configs/*.xml"/>
  </section>
  <section name="dialplan"><X-PRE-PROCESS cmd="include" data="dialplan/*.xml"/></section>
  <section name="languages"><X-PRE-PROCESS cmd="include" data="lang/*.xml"/></section>
</document>
"""
"""A whole configuration; the files that a test does not write are empty."""


class Met:
    """What a caller meets in the files of a configuration, by their paths."""

    def __init__(self, files: Mapping[str, str]) -> None:
        format_ = FreeSwitchFormat()
        self.sources = {name: Source(name, dedent(text)) for name, text in files.items()}
        reading = Reading(self._include, self._include_all)
        self._above: dict[int, Source] = {}
        read = [format_.read(source, reading) for source in list(self.sources.values())]
        taken = {source.path for document in read for source in document.includes}
        self.documents = format_.link([one for one in read if one.path not in taken])
        self.project = Project(self.documents)
        self.problems = [problem for document in self.documents for problem in document.problems]

    def _include(self, source: Source, name: str) -> Source | None:
        path = normpath((PurePosixPath(source.path).parent / name).as_posix())
        above: Source | None = source
        while above is not None:
            if above.path == path:
                return None
            above = self._above.get(id(above))
        found = self.sources.get(path)
        if found is None:
            return None
        taken = Source(path, found.text)
        self._above[id(taken)] = source
        self.sources[f"{path} taken in {len(self._above)}"] = taken
        return taken

    def _include_all(self, source: Source, pattern: str) -> list[Source]:
        whole = normpath((PurePosixPath(source.path).parent / pattern).as_posix())
        names = [name for name in sorted(self.sources) if fnmatchcase(name, whole)]
        folder = PurePosixPath(source.path).parent
        near = [name for name in names if PurePosixPath(name).parent == PurePosixPath(whole).parent]
        found = [self._include(Source(source.path, ""), name) for name in _from(folder, near)]
        return [one for one in found if one is not None]

    def document(self, path: str) -> Document:
        """The document of a file."""
        return next(one for one in self.documents if one.path == path)

    def flow(self, name: str) -> Flow:
        """A flow by its name."""
        found = [flow for flow in self.project.flows if flow.name == name]
        assert found, f"there are only {[flow.name for flow in self.project.flows]}"
        return found[0]

    def step(self, flow: str, name: str) -> Step:
        """A step of a flow by its name."""
        found = self.project.step(self.flow(flow), name)
        assert found is not None, f"{flow} has only {[one.name for one in self.flow(flow).steps]}"
        return found

    def leads(self, step: Step, exit_: Exit) -> str:
        """Where an exit leads: `flow.step`, or why that is not known."""
        found = self.project.resolve(step.flow, exit_.target)
        if isinstance(found, Unresolved):
            return f"? {found.reason}"
        if isinstance(found, Missing):
            return f"missing {found.target}"
        assert isinstance(found, Step)
        return found.name if found.flow is step.flow else f"{found.flow.name}.{found.name}"

    def ways(self, flow: str, name: str) -> dict[str, str]:
        """The ways out of a step: by the key or the cause, where each leads."""
        step = self.step(flow, name)
        return {one.key or str(one.cause): self.leads(step, one) for one in step.exits}

    def heard(self, flow: str, name: str) -> list[str]:
        """What is heard at a step."""
        return [said(prompt) for prompt in self.step(flow, name).prompts]

    def told(self) -> list[str]:
        """The problems, each as its rule and its message."""
        return [f"{problem.rule}: {problem.message}" for problem in self.problems]


def _from(folder: PurePosixPath, names: list[str]) -> list[str]:
    """Names as they are told from a folder."""
    depth = len(folder.parts)
    return ["../" * depth + name if depth else name for name in names]


def said(prompt: Prompt) -> str:
    """What is said, or the name of the recording."""
    if prompt.text is not None:
        return prompt.text.plain
    assert not isinstance(prompt.content, str)
    return f"<{getattr(prompt.content, 'name', '')}>"


@pytest.fixture
def configuration() -> type[Met]:
    """What a caller meets in several files, by their paths."""
    return Met


@pytest.fixture
def whole() -> object:
    """What a caller meets in a whole configuration: `freeswitch.xml` takes the other files in."""

    def read(**files: str) -> Met:
        """Files by their paths: `__` for `/`, and `.xml` at the end."""
        named = {f"{name.replace('__', '/')}.xml": text for name, text in files.items()}
        empty = {"vars.xml": "", "lang/en.xml": "", "dialplan/empty.xml": ""}
        return Met({"freeswitch.xml": ROOT, **empty, "autoload_configs/empty.xml": "", **named})

    return read
