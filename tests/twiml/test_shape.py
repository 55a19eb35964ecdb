"""What Twilio does not take, and what is wrong with the markup."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator


def problems(document) -> list[tuple[str, str]]:
    return [(problem.message, problem.place.text) for problem in document.problems]


@pytest.mark.parametrize(
    ("content", "message", "text"),
    [
        ("<say>Hi</say>", "TwiML has no element 'say'; did you mean 'Say'?", "say"),
        (
            '<Gather numdigits="1"/>',
            "'Gather' has no attribute 'numdigits'; did you mean 'numDigits'?",
            'numdigits="1"',
        ),
        ('<Gather timeout="soon"/>', "expected a number, found 'soon'", "soon"),
        ('<Gather input="keys"/>', "expected dtmf or speech, found 'keys'", "keys"),
        ('<Dial hangupOnStar="yes">1</Dial>', "expected true or false, found 'yes'", "yes"),
        ('<Reject reason="late"/>', "expected rejected or busy, found 'late'", "late"),
        ("<Number>1</Number>", "TwiML has no verb 'Number': it stands in another one", "Number"),
    ],
)
def test_what_is_surely_wrong_is_told_at_its_place(read, content, message, text) -> None:
    assert problems(read(content)) == [(message, text)]


@pytest.mark.parametrize(
    "content",
    [
        "<Teleport speed='9'/>",
        '<Gather newAttribute="1"/>',
        '<Gather timeout="{{seconds}}" numDigits="${n}"/>',
        '<Gather input="dtmf speech" speechTimeout="auto" timeout="auto"/>',
        '<Dial answerOnBridge="TRUE">1</Dial>',
        '<Say>Hi <lang xml:lang="fr">ça va</lang><break/></Say>',
        '<Pay><Prompt for="postal-code" attempt="2 3" errorType="any thing"/></Pay>',
        '<Play loop=""/>',
    ],
)
def test_what_is_only_not_known_is_no_fault(read, content: str) -> None:
    assert problems(read(content)) == []


def test_an_ampersand_in_an_address_is_told_and_the_rest_is_read(read) -> None:
    document = read("<Dial><Sip>sip:a@example.com?x=1&y=2</Sip></Dial>")
    assert [problem.rule for problem in document.problems] == ["syntax-error"]
    assert document.flows[0].steps[0].to == "sip:a@example.com?x=1&y=2"


def test_a_tag_that_nothing_closes_does_not_hide_the_others(read) -> None:
    document = read("<Response><Say>One<Pause/></Response>")
    assert document.problems
    assert document.flows[0].steps[0].kind == "say"


def test_a_file_full_of_faults_tells_the_first_hundred(read) -> None:
    assert len(read("<say>a</say>" * 5000).problems) == 100


def test_comments_say_where_they_stand(read) -> None:
    document = read("<!-- one -->\n  <Say>a</Say> <!-- two -->\n   <!-- three -->\n")
    assert [(one.text.strip(), one.alone) for one in document.comments] == [
        ("one", True),
        ("two", False),
        ("three", True),
    ]


def test_the_syntax_is_the_tree_of_the_elements(twiml) -> None:
    from ivrlint.places import Source

    shown = twiml.syntax(Source("a.xml", '<Response><Say language="nl">Hoi</Say></Response>'))
    assert shown["element"] == "Response"
    assert shown["content"][0]["attributes"] == {"language": "nl"}
    assert twiml.syntax(Source("a.xml", "")) is None


def test_the_facts_have_the_shape_that_their_schema_says() -> None:
    package = files("ivrlint_formats.twiml")
    schema = json.loads(package.joinpath("platform.schema.json").read_text("utf-8"))
    facts = json.loads(package.joinpath("platform.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(facts)
