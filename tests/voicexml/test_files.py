"""Whole files: faults in the XML, elements at wrong places, comments, the facts of the platform."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema

from ivrlint_formats.voicexml.platform import Platform, matches


def test_what_is_sound_in_a_faulty_file_is_read(read, step_of) -> None:
    document = read(
        """<?xml version="1.0">
        <vxml><menu id="a"><prompt>Fish & chips, press 1.</prompt>
        <choice dtmf="1" next="#b"/></menu><form id="b"><block>Yes.</block></form>"""
    )
    assert {problem.rule for problem in document.problems} == {"syntax-error"}
    assert step_of(document.flows[0], "a").exits[0].key == "1"


def test_an_element_at_a_wrong_place_is_told(read) -> None:
    document = read(
        "<vxml><form><prompt>Hello.</prompt><field name='a'><block/></field></form></vxml>"
    )
    told = [(problem.rule, problem.message) for problem in document.problems]
    assert [rule for rule, _ in told] == ["invalid-value", "invalid-value"]
    assert "<prompt> cannot stand in <form>" in told[0][1]
    assert "expected it in <block>" in told[0][1]
    assert "<block> cannot stand in <field>" in told[1][1]


def test_a_vendor_s_own_elements_are_left_alone(read, step_of) -> None:
    document = read(
        """<vxml xmlns:v="urn:v"><form id="a">
        <block><v:beep/><send to="x"/>Hi.</block></form></vxml>"""
    )
    assert document.problems == ()
    assert [step.kind for step in document.flows[0].steps] == ["opaque", "say", "hangup"]


def test_a_file_without_vxml_is_told(read) -> None:
    (problem,) = read("<html/>").problems
    assert (problem.rule, problem.message) == ("syntax-error", "expected <vxml>")


def test_comments_can_allow_findings(read) -> None:
    document = read(
        """<vxml>
        <!-- ivrlint: allow[endless-loop] -->
        <menu id="a"><choice dtmf="1" next="#a"/></menu> <!-- aside -->
        </vxml>"""
    )
    assert [(one.text.strip(), one.alone) for one in document.comments] == [
        ("ivrlint: allow[endless-loop]", True), ("aside", False),
    ]  # fmt: skip
    assert document.statements[1].text.startswith('<menu id="a">')


def test_the_syntax_is_the_tree(voicexml, read) -> None:
    document = read("<vxml><menu id='a'/></vxml>")
    shown = voicexml.syntax(document.source)
    assert shown["element"] == "vxml"
    assert shown["content"][0]["attributes"] == {"id": "a"}
    json.dumps(shown)


def test_the_facts_of_the_platform_have_their_shape() -> None:
    folder = files("ivrlint_formats.voicexml")
    facts = json.loads(folder.joinpath("platform.json").read_text("utf-8"))
    schema = json.loads(folder.joinpath("platform.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(facts)


def test_events_are_matched_by_the_beginnings_of_their_names() -> None:
    assert matches("error", "error.badfetch.http.404")
    assert matches("error.badfetch.", "error.badfetch")
    assert matches("", "anything")
    assert not matches("error.bad", "error.badfetch")
    assert Platform().ends_call("connection.disconnect.hangup")


def test_a_page_that_fills_in_values_is_read(read, step_of, heard) -> None:
    document = read(
        """<%@ page contentType="text/xml" %>
        <%-- the welcome --%><vxml version="2.1"><form id="a">
        <block>Hello <%= user["name"] %>, you are caller <?= $n ?>.
        <goto next="<%= next %>"/></block></form></vxml>"""
    )
    assert document.problems == ()
    step = step_of(document.flows[0], "a")
    assert heard(step) == ['Hello {user["name"]}, you are caller {n}.']
    assert "filled in later" in step.exits[0].target.reason
