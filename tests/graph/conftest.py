"""Projects in a few words, and random ones, for the tests of the graph."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ivrlint.model import (
    UNKNOWN,
    Call,
    Cause,
    Collect,
    Document,
    Exit,
    Flow,
    Hangup,
    Menu,
    Opaque,
    Project,
    Prompt,
    Queue,
    Return,
    Role,
    Say,
    Scope,
    Step,
    Target,
    Transfer,
    Unresolved,
)
from ivrlint.places import Source
from ivrlint.text import Text, Words

SOURCE = Source("menu.ivr", "a file of these tests\n")
PLACE = SOURCE.place(0, 1)


class Build:
    """Makes steps, exits and projects; the rest of every value is its default."""

    place = PLACE

    def text(self, words: str) -> Text:
        return Text.of([Words(words, PLACE)])

    def prompt(self, words: str, **more: Any) -> Prompt:
        return Prompt(content=self.text(words), place=PLACE, **more)

    def exit(self, target: object, cause: Cause = Cause.NEXT, **more: Any) -> Exit:
        return Exit(cause=cause, target=self.target(target), place=PLACE, **more)

    def key(self, key: str, target: object, **more: Any) -> Exit:
        return self.exit(target, Cause.KEY, key=key, **more)

    def target(self, target: object) -> Target | Unresolved:
        """`step`, `flow.step` or `flow.`; a scope is a target that is not known."""
        if isinstance(target, Target | Unresolved):
            return target
        if isinstance(target, Scope):
            return Unresolved("a variable", target)
        flow, dot, step = str(target).rpartition(".")
        return Target(step or None, flow if dot else None)

    def step(self, kind: type[Step], name: str, *exits: Exit, **more: Any) -> Step:
        said = more.pop("says", ())
        said = [said] if isinstance(said, str) else said
        prompts = tuple(self.prompt(words) for words in said) + more.pop("prompts", ())
        return kind(name=name, place=PLACE, exits=exits, prompts=prompts, **more)

    def flow(self, name: str, *steps: Step, **more: Any) -> Flow:
        more.setdefault("start", steps[0].name if steps else None)
        return Flow(name=name, place=PLACE, steps=steps, **more)

    def project(self, *flows: Flow) -> Project:
        return Project([Document(source=SOURCE, format="ivr", flows=flows)])

    def random_projects(self) -> SearchStrategy[Project]:
        return _projects(self)


KINDS = (Say, Menu, Collect, Transfer, Queue, Call, Return, Opaque, Hangup)
CAUSES = (Cause.NEXT, Cause.KEY, Cause.NOINPUT, Cause.ERROR)


@st.composite
def _projects(draw: DrawFn, build: Build) -> Project:
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    names = [f"f{flow}.s{step}" for flow, size in enumerate(sizes) for step in range(size)]
    starts = [f"f{flow}." for flow in range(len(sizes))]
    known = st.sampled_from([*names, *names, *starts])
    anything = st.one_of(known, known, known, st.just("f0.gone"), st.sampled_from(Scope))

    def exit_of(target: object, cause: Cause) -> Exit:
        return build.exit(target, cause, key="1" if cause is Cause.KEY else None)

    exits = st.lists(st.builds(exit_of, anything, st.sampled_from(CAUSES)), max_size=3)
    flows = []
    for flow, size in enumerate(sizes):
        steps = []
        for step in range(size):
            kind = draw(st.sampled_from(KINDS))
            more: dict[str, Any] = {"part": draw(st.sampled_from(["", "a", "b"]))}
            target = build.target(draw(anything))
            if kind is Call:
                more["callee"] = target
            elif kind is Transfer:
                more["flow_target"] = draw(st.sampled_from([None, target]))
            elif kind is Queue:
                more["waiting"] = draw(st.sampled_from([None, target]))
            elif kind is Opaque:
                more["continues"] = draw(st.sampled_from([True, None, UNKNOWN]))
            steps.append(build.step(kind, f"s{step}", *draw(exits), **more))
        flows.append(
            build.flow(
                f"f{flow}",
                *steps,
                role=draw(st.sampled_from([Role.ENTRY, Role.ENTRY, Role.MODULE, Role.WAITING])),
                open=draw(st.booleans()),
                options=tuple(
                    build.key("*", target) for target in draw(st.lists(anything, max_size=1))
                ),
            )
        )
    return build.project(*flows)


@pytest.fixture(scope="session")
def build() -> Build:
    return Build()
