"""Whole files: names, several flows in one, damaged ones, our own samples."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint.formats import Reading
from ivrlint.model import Document, Missing, Opaque, Project, Queue, Step, Unresolved
from ivrlint.places import Source
from ivrlint_formats.connect import ConnectFormat

Make = Callable[..., dict[str, Any]]
Read = Callable[..., Document]

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "connect").glob("*/*.json"))
TEXTS = [path.read_text("utf-8") for path in SAMPLES]


def read_text(text: str) -> Document:
    return ConnectFormat().read(Source("x.json", text), Reading(lambda *_: None))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("flows/Main menu.json", "Main menu"),
        ("flows/Main v1.2", "Main v1.2"),
        ("main.json", "main"),
    ],
)
def test_a_flow_without_a_name_is_called_like_its_file(
    read: Read, action: Make, flow: Make, path: str, name: str
) -> None:
    assert read(flow(action("a", "DisconnectParticipant")), path).flows[0].name == name


def test_several_flows_in_one_file_are_all_read(read: Read, action: Make, flow: Make) -> None:
    one = flow(action("a", "DisconnectParticipant"))
    named = flow(action("b", "DisconnectParticipant"))
    named["Metadata"]["name"] = "Named"
    old = {"modules": [{"id": "c", "type": "Disconnect", "branches": []}], "start": "c"}
    document = read([one, named, {"old": old}], "all.json")
    assert [found.name for found in document.flows] == ["all 1", "Named", "old"]
    assert [found.start for found in document.flows] == ["a", "b", "c"]
    assert document.problems == ()


def test_flows_are_linked_by_name(read: Read, action: Make, flow: Make) -> None:
    go = action("go", "TransferToFlow", {"ContactFlowId": "arn:x"})
    main = flow(go, about={"go": {"parameters": {"ContactFlowId": {"displayName": "Billing"}}}})
    billing = flow(action("hello", "MessageParticipant", {"Text": "Hi."}))
    documents = [read(main, "main.json"), read(billing, "Billing.json")]
    project = Project(documents)
    step = documents[0].flows[0].steps[0]
    assert [str(edge.step and edge.step.name) for edge in project.graph.edges(step)] == ["hello"]


def test_an_action_that_is_not_there_is_missing(read: Read, action: Make, flow: Make) -> None:
    document = read(flow(action("a", "MessageParticipant", {"Text": "Hi."}, "b")))
    project = Project([document])
    edge = project.graph.edges(document.flows[0].steps[0])[0]
    assert isinstance(edge.target, Missing)


def test_what_a_flow_of_waiting_callers_cannot_say_is_not_missed(
    read: Read, action: Make, flow: Make
) -> None:
    hold = action("a", "MessageParticipantIteratively", {"Messages": [{"Text": "Hold."}]})
    assert not read(flow(hold, type="customerQueue")).knows & {"queue.error", "queue.full"}


def test_a_damaged_file_keeps_what_is_sound(read: Read, action: Make, flow: Make) -> None:
    text = json.dumps(flow(action("a", "MessageParticipant", {"Text": "Hi."}, "b")), indent=1)
    document = read(text.replace('"Identifier": "a",', '"Identifier": "a"'))
    assert [problem.rule for problem in document.problems] == ["syntax-error"]
    assert [step.name for step in document.flows[0].steps] == ["a"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: "/".join(path.parts[-2:]))
def test_our_samples_are_read_whole(path: Path) -> None:
    document = read_text(path.read_text("utf-8"))
    steps = [step for one in document.flows for step in one.steps]
    assert steps
    assert not any(isinstance(step, Opaque) for step in steps)
    assert [problem.message for problem in document.problems] == (
        ["expected a whole number from 1 to 180, found '500'"]
        if path.parts[-2:] == ("as-met", "garden-centre.json")
        else []
    )


def test_the_repaired_sample_is_linked_without_gaps() -> None:
    documents = [read_text(path.read_text("utf-8")) for path in SAMPLES if "repaired" in path.parts]
    project = Project(documents)
    queue = next(
        step for step in project.graph.steps if isinstance(step, Queue) and step.waiting is not None
    )
    assert queue.queue == "Garden advice"
    assert not any(
        isinstance(edge.target, Unresolved | Missing)
        for step in project.graph.steps
        for edge in project.graph.edges(step)
    )


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_mutated_flows_never_stop_the_reader(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 30))
        put = data.draw(st.text(st.sampled_from('{}[]",:\\\n\0 1aé$'), max_size=8))
        text = text[:at] + put + text[at + cut :]
    document = read_text(text)
    Project([document])
    for problem in document.problems:
        assert 0 <= problem.place.start <= problem.place.end <= len(text)
    steps: list[Step] = [step for one in document.flows for step in one.steps]
    for step in steps:
        for place in (step.place, *(exit_.place for exit_ in step.exits)):
            assert 0 <= place.start <= place.end <= len(text)
        for prompt in step.prompts:
            if prompt.text is not None:
                whole = prompt.text.part(0, len(prompt.text.plain))
                assert 0 <= whole.start <= whole.end <= len(text)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_values_of_any_type_anywhere_are_told_or_taken(data: st.DataObject) -> None:
    root = json.loads(data.draw(st.sampled_from(TEXTS)))
    node: Any = root
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        inside = node[key]
        if isinstance(inside, dict | list) and inside and data.draw(st.booleans()):
            node = inside
            continue
        node[key] = data.draw(JUNK)
        break
    document = read_text(json.dumps(root))
    Project([document])
    assert all(problem.message for problem in document.problems)


@pytest.mark.parametrize("length", range(0, len(TEXTS[0]), 97))
def test_truncated_flows_are_read_up_to_their_end(length: int) -> None:
    document = read_text(TEXTS[0][:length])
    assert document.problems


def test_the_syntax_tree_is_plain_data(connect: ConnectFormat) -> None:
    tree = connect.syntax(Source("x.json", TEXTS[0]))
    assert json.loads(json.dumps(tree)) == tree
    assert tree["kind"] == "object"
    assert connect.syntax(Source("x.json", "")) is None
