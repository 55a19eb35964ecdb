"""What a file may hold: one flow or several, wrapped, as a text, for calls and for messages."""

from __future__ import annotations

import json

from ivrlint.model import Call, Channel, Role, Target, Unresolved


def say(widget, name, then=None):
    return widget(name, "say-play", {"audioComplete": then}, say="Hello.")


def test_a_flow_has_the_name_of_its_file(read, widget, flow) -> None:
    content = flow(say(widget, "a"), description="The customer line")
    (found,) = read(content, "flows/customer-line.tpl.json").flows
    assert (found.name, found.title, found.start) == ("customer-line", "The customer line", "a")
    assert (found.role, found.channel) == (Role.ENTRY, Channel.PHONE)


def test_calls_and_messages_are_two_flows(read, widget, flow) -> None:
    content = flow(
        say(widget, "a"),
        widget("b", "send-message", {"sent": None}, body="Hello."),
        say(widget, "nobody"),
        on={"incomingMessage": "b", "incomingCall": "a"},
    )
    calls, messages = read(content, "line.json").flows
    assert (calls.name, calls.channel) == ("line", Channel.PHONE)
    assert (messages.name, messages.channel) == ("line (messages)", Channel.CHAT)
    assert [step.name for step in calls.steps] == ["a", "nobody", "end"]
    assert [step.name for step in messages.steps] == ["b", "end"]


def test_ways_in_that_meet_are_one_flow(read, widget, flow) -> None:
    content = flow(
        say(widget, "a", "c"),
        say(widget, "b", "c"),
        say(widget, "c"),
        on={"incomingParent": "b", "incomingCall": "a"},
    )
    (found,) = read(content).flows
    assert (found.start, found.entries, found.role) == ("a", ("b",), Role.ENTRY)


def test_who_comes_in_decides_what_a_flow_is_for(read, widget, flow) -> None:
    def role(event):
        (found,) = read(flow(say(widget, "a"), on={event: "a"})).flows
        return found.role

    assert role("incomingRequest") is Role.OUTBOUND
    assert role("incomingParent") is Role.MODULE


def test_a_flow_that_nothing_enters(read, widget, flow) -> None:
    (found,) = read(flow(say(widget, "a"), on={})).flows
    assert found.start is None


def test_the_answer_of_the_api_names_the_flow(read, widget, flow) -> None:
    sid = "FW" + "a" * 32
    answer = {"sid": sid, "friendly_name": "Sales", "definition": flow(say(widget, "a"))}
    (found,) = read(answer).flows
    assert (found.name, dict(found.note)) == ("Sales", {"sid": sid})


def test_a_definition_that_is_a_text_is_read_in_its_place(read, widget, flow) -> None:
    definition = json.dumps(flow(widget("a", "say-play", {"audioComplete": "b"}, say='"Hi"')))
    text = json.dumps({"definition": definition})
    document = read(text)
    (found,) = document.flows
    assert found.steps[0].place.text == r"\"a\""
    assert found.steps[0].exits[0].place.text == r"\"b\""
    words = found.steps[0].prompts[0].text
    assert words.part(1, 3).text == "Hi"


def test_several_flows_have_the_names_of_their_keys(read, widget, flow) -> None:
    found = read({"day": flow(say(widget, "a")), "night": flow(say(widget, "b"))}).flows
    assert [one.name for one in found] == ["day", "night"]


def test_a_placeholder_without_quotes_hides_nothing(read, widget, flow) -> None:
    text = json.dumps(flow(say(widget, "a"))).replace("true", "${concurrent}")
    document = read(text)
    assert [one.name for one in document.flows[0].steps] == ["a", "end"]


def test_a_flow_in_terraform_is_read_in_its_place(read) -> None:
    text = """\
# The customer line.
resource "twilio_studio_flows_v2" "line" {
  definition = jsonencode({
    initial_state = "Trigger"
    states = [
      {
        name        = "Trigger"
        type        = "trigger"
        transitions = [{ event = "incomingCall", next = "hello" }]
      },
      {
        name        = "hello"
        type        = "say-play"
        transitions = [{ event = "audioComplete", next = local.after }]
        properties  = { say = "Good \\"morning\\", caller." }
      },
    ]
  })
}
"""
    document = read(text, "main.tf")
    assert document.problems == ()
    assert [comment.text for comment in document.comments] == ["The customer line."]
    (found,) = document.flows
    assert (found.name, found.start) == ("main", "hello")
    (hello,) = found.steps
    assert isinstance(hello.exits[0].target, Unresolved)
    words = hello.prompts[0].text
    at = words.plain.index("caller")
    assert words.part(at, at + 6).text == "caller"


def test_a_subflow_that_another_file_has_is_found_by_its_id(studio, read, widget, flow) -> None:
    sid = "FW" + "b" * 32
    calling = read(flow(widget("a", "run-subflow", {"completed": None}, flow_sid=sid)), "a.json")
    called = read(
        {"sid": sid, "friendly_name": "Ask", "definition": flow(say(widget, "x"))}, "b.json"
    )
    first, _ = studio.link([calling, called])
    step = first.flows[0].steps[0]
    assert isinstance(step, Call)
    assert isinstance(step.callee, Target)
    assert step.callee.flow == "Ask"


def test_only_calls_end_noticeably_after_silence(read, widget, flow) -> None:
    calls = read(flow(say(widget, "a")))
    chats = read(flow(widget("a", "send-message", body="x"), on={"incomingMessage": "a"}))
    assert calls.knows - chats.knows == {"menu.noinput", "collect.noinput", "step.reads"}


def test_the_syntax_is_the_json_with_places(studio) -> None:
    from ivrlint.places import Source

    assert studio.syntax(Source("x", '{"states": []}'))["kind"] == "object"
    assert studio.syntax(Source("x", "")) is None
