"""A call that is handed over to a number of the project goes on in the flow that answers there."""

from __future__ import annotations

import pytest

from ivrlint.formats import Reading
from ivrlint.graph import Via
from ivrlint.model import Project, Step, Transfer, Unresolved
from ivrlint.places import Source
from ivrlint_formats.ivr import IvrFormat


def project(*texts: str) -> Project:
    ivr = IvrFormat()
    reading = Reading(lambda _source, _name: None)
    return Project(ivr.read(Source(f"{n}.ivr", text), reading) for n, text in enumerate(texts))


def desk(number: str, name: str = "desk") -> str:
    return f'phone {name} "{number}" {{\n    start -> hello\n    say hello {{ "Hello." }}\n}}\n'


def passing(number: str) -> str:
    step = f'transfer on {{ to number "{number}" }}'
    return f'phone front "+31 20 555 0199" {{\n    start -> on\n    {step}\n}}\n'


def taken_over(*texts: str) -> object:
    found = project(*texts)
    (step,) = (s for flow in found.flows for s in flow.steps if isinstance(s, Transfer))
    return found.taken_over(step)


@pytest.mark.parametrize(
    ("answers", "dialled"),
    [
        ("+31 88 555 0100", "+31885550100"),
        ("+31 88 555 0100", "088-5550100"),
        ("088 555 01 00", "0031 88 555 0100"),
        ("+1 (202) 555-0143", "202-555-0143"),
        ("+44 20 7946 0100", "tel:+442079460100"),
        ("sip:desk@example.com", "SIP:Desk@example.com;transport=tcp"),
    ],
)
def test_a_number_is_the_same_however_it_is_written(answers: str, dialled: str) -> None:
    found = taken_over(desk(answers), passing(dialled))
    assert isinstance(found, Step)
    assert found.flow.name == "desk"


@pytest.mark.parametrize(
    ("answers", "dialled"),
    [
        ("+31 88 555 0100", "+32 88 555 0100"),
        ("+31 88 555 0100", "+31 88 555 0101"),
        ("+31 88 555 0100", "5550100"),
        ("100", "100"),
        ("sip:desk@example.com", "sip:desk@example.org"),
        ("+31 88 555 0100", "{number}"),
        ("+31 88 555 0100", "٣١٨٨٥٥٥٠١٠٠"),
    ],
)
def test_another_number_is_outside_the_project(answers: str, dialled: str) -> None:
    assert taken_over(desk(answers), passing(dialled)) is None


def test_a_number_of_two_flows_is_unclear() -> None:
    found = taken_over(
        desk("+31 88 555 0100"), desk("+31 88 555 0100", "other"), passing("+31885550100")
    )
    assert isinstance(found, Unresolved)
    assert found.reason == "2 flows answer at '+31885550100'"


def test_the_graph_goes_on_there() -> None:
    whole = project(desk("+31 88 555 0100"), passing("088 555 0100"))
    front = next(flow for flow in whole.flows if flow.name == "front")
    (edge,) = (e for e in whole.graph.edges(front.steps[0]) if e.via is Via.TRANSFER)
    assert edge.step is not None
    assert edge.step.name == "hello"
