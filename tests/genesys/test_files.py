"""Whole files: exports, mails, faults, suppression, our own samples damaged."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ivrlint.formats import Reading
from ivrlint.model import UNKNOWN, Channel, Menu, Missing, Project, ReplyKind, Role, Send
from ivrlint.places import Source
from ivrlint_formats.genesys import GenesysFormat
from ivrlint_formats.ivr import IvrFormat

SAMPLES = sorted((Path(__file__).parents[2] / "samples" / "genesys").glob("*/*.yaml"))
TEXTS = [path.read_text("utf-8") for path in SAMPLES]
FACTS = files("ivrlint_formats.genesys")


def audio(text: str) -> dict:
    expression = f'AudioPlaybackOptions(ToAudioTTS("{text}"), true)'
    return {"defaultAudio": {"text": expression, "config": {"AudioPlaybackOptions": {}}}}


def literal(text: str) -> dict:
    return {"text": text, "config": {"lit": {"text": text}}}


EXPORTED = {
    "name": "Bakery",
    "type": "inboundcall",
    "defaultLanguage": "en-US",
    "initialSequence": "menu",
    "initialPrompts": audio("Hello."),
    "defaultSettings": {
        "Menu": {
            "promptRepeatCount": literal("4"),
            "promptRepeatDelay": literal("P0D0H0M8S0F"),
        }
    },
    "flowSequenceItemList": [
        {
            "__type": "Menu",
            "id": "menu",
            "name": "Main",
            "prompts": audio("For bread, press 1."),
            "menuChoiceList": [
                {"digit": 1, "id": "a", "name": "Bread",
                 "action": {"__type": "TaskAction", "id": "b", "taskReference": "task"}},
                {"digit": 9, "id": "c", "name": "Disconnect",
                 "action": {"__type": "DisconnectAction", "id": "d", "name": "Disconnect"}},
            ],
        },
        {
            "__type": "Task",
            "id": "task",
            "name": "Bread",
            "startAction": "1",
            "actionList": [
                {"__type": "DecisionAction", "id": "1", "name": "Any left?", "nextAction": "4",
                 "expression": {"text": "Flow.Left > 0", "config": {">": {}}},
                 "paths": [{"outputId": "__YES__", "nextActionId": "2"},
                           {"outputId": "__NO__", "nextActionId": "3"}]},
                {"__type": "PlayAudioAction", "id": "2", "name": "Some", "prompts": audio("Yes.")},
                {"__type": "DisconnectAction", "id": "3", "name": "None"},
                {"__type": "TransferPureMatchAction", "id": "4", "name": "To the shop",
                 "queues": [literal("Shop")], "paths": [{"outputId": "__FAILURE__"}]},
            ],
        },
    ],
}  # fmt: skip


def test_an_export_is_the_flow_that_it_encodes(read, export, step_of, ways) -> None:
    document = read(export(EXPORTED), "Bakery.i3InboundFlow")
    assert document.problems == ()
    flow = document.flows[0]
    assert (flow.name, flow.language, flow.start) == ("Bakery", "en-US", "Initial Greeting")
    main = step_of(document, "Main")
    assert isinstance(main, Menu)
    assert (main.timeout, main.presentations) == (8, 4)
    assert ways(main)[:2] == [("key 1", "Any left?"), ("key 9", "Disconnect")]
    assert ways(step_of(document, "Any left?")) == [
        ("condition Flow.Left > 0", "Some"),
        ("otherwise", "None"),
    ]
    # An action in an output goes on after the action that has the output.
    assert ways(step_of(document, "Some")) == [("next", "To the shop")]
    shop = step_of(document, "To the shop")
    assert shop.queue == "Shop"
    assert [prompt.text.plain for prompt in main.prompts] == ["For bread, press 1."]


def test_a_place_in_an_export_is_its_stretch_of_base64_with_a_pointer(
    read, export, step_of
) -> None:
    from base64 import b64decode

    text = export(EXPORTED)
    some = step_of(read(text), "Some")
    place = some.place
    assert place.pointer == 'flowSequenceItemList[1].actionList[1] "Some".name'
    start = place.start // 4 * 4
    assert b"Some" in b64decode(text[start : (place.end + 8) // 4 * 4])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("JTdCJTIy*", "does not belong into base64"),
        ("JTdCJTIyA", "is damaged"),
        ("JTdCJTIy" + "4pyT" * 2, "is damaged"),
    ],
)
def test_a_damaged_export_is_a_syntax_error(read, text: str, message: str) -> None:
    (problem,) = read(text).problems
    assert problem.rule == "syntax-error"
    assert message in problem.message


MAIL = """\
inboundEmail:
  name: Letters
  defaultLanguage: en-gb
  startUpRef: "./states/state[first]"
  settingsInboundEmailHandling:
    emailHandling:
      disconnect: {none: true}
  states:
    - state:
        name: First
        refId: first
        actions:
          - sendAutoReply:
              name: Thanks
              from: {lit: office@bakery.example}
              replyTo: {noValue: true}
              messageBody: {exp: 'Append("Thank you, ", Flow.Name, ".")'}
          - transferToAcd: {name: Office, targetQueue: {lit: {name: Office}}}
"""


def test_an_automatic_answer_is_a_reply(read, step_of) -> None:
    document = read(MAIL)
    flow, reply = document.flows[0], document.replies[0]
    assert (flow.channel, flow.role) == (Channel.FORM, Role.MESSAGE)
    assert reply.kind is ReplyKind.ACKNOWLEDGEMENT
    assert reply.sender.address == "office@bakery.example"
    assert (reply.reply_to, reply.subject) == (None, UNKNOWN)
    assert reply.bodies[0].text.plain == "Thank you, {Flow.Name}."
    assert reply.excludes == frozenset({"automatic"})
    send = step_of(document, "Thanks")
    assert isinstance(send, Send)
    assert send.reply == reply.name


@pytest.mark.parametrize(
    ("sound", "faulty", "at", "message"),
    [
        ("startUpRef: './tasks/task[first]'", "startUpRef: './tasks/task[none]'", 3, "'none'"),
        ("dtmf: digit_2", "dtmf: two", 14, "expected a key"),
        ("dtmf: digit_2", "dtmf: digit_1", 14, "key 1 stands twice"),
        ("repeatCount: {lit: 3}", "repeatCount: {lit: 30}", 5, "from 0 to 10"),
        ("verificationType: none", "verificationType: some", 18, "individualDigits"),
    ],
)
def test_what_architect_does_not_accept_is_told(read, sound, faulty, at, message) -> None:
    text = (
        "inboundCall:\n"
        "  name: Bakery\n"
        "  startUpRef: './tasks/task[first]'\n"
        "  settingsMenu:\n"
        "    repeatCount: {lit: 3}\n"
        "  menus:\n"
        "    - menu:\n"
        "        name: Main\n"
        "        choices:\n"
        "          - menuDisconnect:\n"
        "              dtmf: digit_1\n"
        "          - menuDisconnect:\n"
        "              name: Two\n"
        "              dtmf: digit_2\n"
        "  tasks:\n"
        "    - task:\n"
        "        refId: first\n"
        "        actions: [{collectInput: {verificationType: none}}]\n"
    )
    assert read(text).problems == ()
    assert sound in text
    (problem,) = read(text.replace(sound, faulty)).problems
    assert problem.rule == "invalid-value"
    assert problem.place.begin.line == at
    assert message in problem.message


def test_templates_are_no_faults(read) -> None:
    text = (
        "inboundCall:\n  name: {{name}}\n  startUpRef: '/inboundCall/menus/menu[m]'\n"
        "  settingsMenu:\n    repeatCount: {{repeats}}\n"
        "  menus:\n    - menu:\n        name: M\n        refId: m\n        choices:\n"
        "          - menuDisconnect:\n              dtmf: {{key}}\n"
    )
    document = read(text, "flows/front door.yaml")
    assert document.problems == ()
    assert document.flows[0].name == "front door"
    assert document.flows[0].title == "{{name}}"


def test_a_jump_to_what_is_not_there_dangles(in_task) -> None:
    document = in_task(
        """
        - playAudio: {name: Hello, audio: {tts: Hello.}}
        - jumpToTask: {targetTaskRef: "/inboundCall/tasks/task[gone]"}
        """
    )
    project = Project([document])
    hello = document.flows[0].steps[0]
    assert isinstance(project.resolve(document.flows[0], hello.exits[0].target), Missing)


def test_comments_and_what_they_may_stand_on_are_known(read) -> None:
    document = read(
        MAIL.replace("          - transferToAcd", "          # why\n          - transferToAcd")
    )
    (comment,) = document.comments
    assert (comment.text, comment.alone) == (" why", True)
    assert any(place.text.startswith("transferToAcd") for place in document.statements)


def test_the_facts_of_the_platform_fit_their_schema() -> None:
    schema = json.loads(FACTS.joinpath("platform.schema.json").read_text("utf-8"))
    facts = json.loads(FACTS.joinpath("platform.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(facts)
    assert set(facts["export_actions"].values()) <= {
        *facts["actions"], "jumpToMenu", "jumpToTask",
    }  # fmt: skip


def test_the_schema_of_flows_is_one() -> None:
    Draft202012Validator.check_schema(json.loads(FACTS.joinpath("flow.schema.json").read_text()))


@settings(deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_damaged_flows_are_survived_and_written_as_they_were_read(text: str, data) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 40)))
        put = data.draw(st.sampled_from(["", "\n", "[", "{{", '"', "'", ":", "- ", "\t", "&a *a "]))
        text = text[:start] + put + text[end:]
    document = GenesysFormat().read(Source("x.yaml", text), Reading(lambda *_: None))
    Project([document])
    ivr = IvrFormat()
    written = ivr.write(document)
    again = ivr.read(Source("again.ivr", written), Reading(lambda *_: None))
    assert again.problems == ()
    assert again.flows == document.flows
    assert again.replies == document.replies


def test_a_language_that_is_filled_in_later_is_the_only_one_there_is(read) -> None:
    text = MAIL.replace("en-gb", '"{{language}}"')
    assert read(text).flows[0].language is None
    only = text.replace("  states:", "  supportedLanguages:\n    nl-nl: {}\n  states:")
    assert read(only).flows[0].language == "nl-nl"


def test_choices_and_tasks_can_be_commented_on(read) -> None:
    places = {place.text.split(":")[0] for place in read(TEXTS[1]).statements}
    assert {"menu", "menuTask", "menuJumpToTask", "task", "transferToAcd"} <= places
