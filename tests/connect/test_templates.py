"""Flows that stand as literal data in templates of CloudFormation, SAM and Terraform."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import pytest

from ivrlint.formats import Candidate, Claim
from ivrlint.model import Role

GREETING = 'Press "1", please – naïve ☎ caller.'


@pytest.fixture
def content(action, flow) -> str:
    """A flow as the text that templates hold: one prompt, and a way that leads nowhere."""
    say = action("say", "MessageParticipant", {"Text": GREETING}, "gone")
    return json.dumps(flow(say, type=None), ensure_ascii=False)


def claim(connect, text: str, path: str) -> Claim:
    return connect.claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))


def indented(text: str, by: int) -> str:
    return "\n".join(" " * by + line for line in text.splitlines())


def cloudformation(content: str, how: str) -> str:
    """A template in YAML whose flow is written in one of the ways that YAML has."""
    spread = indented(json.dumps(json.loads(content), indent=2, ensure_ascii=False), 8)
    written = {
        "literal": "|\n" + spread,
        "filled in": "!Sub |\n" + spread,
        "folded": ">-\n" + spread,
        "double quotes": json.dumps(content),
        "single quotes": "'" + content.replace("'", "''") + "'",
        "with values": "!Sub\n        - " + json.dumps(content) + "\n        - Queue: !Ref Queue",
        "long form": "\n        Fn::Sub: " + json.dumps(content, ensure_ascii=False),
    }[how]
    return (
        "AWSTemplateFormatVersion: '2010-09-09'\n"
        "Resources:\n"
        "  MainFlow:\n"
        "    Type: AWS::Connect::ContactFlow\n"
        "    Properties:\n"
        "      Type: CUSTOMER_HOLD\n"
        f"      Content: {written}\n"
    )


WAYS = [
    "literal",
    "filled in",
    "folded",
    "double quotes",
    "single quotes",
    "with values",
    "long form",
]


def points_into_the_prompt(document) -> None:
    """Whether words and targets are found at their exact places in the outer file."""
    (found,) = document.flows
    (say,) = found.steps
    text = say.prompts[0].content
    assert text.plain == GREETING
    for word in ("Press", "please", "naïve", "caller"):
        at = text.plain.index(word)
        place = text.part(at, at + len(word))
        decoded = place.text.replace("\\u00ef", "ï").replace("\\xef", "ï")
        assert decoded == word
    assert "gone" in say.exits[0].place.text


@pytest.mark.parametrize("how", WAYS)
def test_a_flow_in_cloudformation_is_read_in_its_place(connect, read, content, how) -> None:
    text = cloudformation(content, how)
    assert claim(connect, text, "template.yaml") is Claim.CERTAIN
    document = read(text, "template.yaml")
    assert document.problems == ()
    assert document.flows[0].name == "MainFlow"
    assert document.flows[0].role is Role.HOLD
    points_into_the_prompt(document)


def test_a_flow_in_cloudformation_as_json(connect, read, content) -> None:
    resource = {
        "Type": "AWS::Connect::ContactFlow",
        "Properties": {"Name": "Main", "Content": {"Fn::Sub": content}},
    }
    text = json.dumps({"Resources": {"MainFlow": resource}}, indent=1)
    assert claim(connect, text, "stack.template") is Claim.CERTAIN
    document = read(text, "stack.template")
    assert document.flows[0].name == "Main"
    points_into_the_prompt(document)


def test_the_pieces_of_a_joined_text_are_no_flow(read, content) -> None:
    half = len(content) // 2
    joined = {"Fn::Join": ["", [content[:half], {"Ref": "Queue"}, content[half:]]]}
    resource = {"Type": "AWS::Connect::ContactFlow", "Properties": {"Content": joined}}
    document = read({"Resources": {"MainFlow": resource}}, "stack.json")
    assert (document.flows, document.problems) == ((), ())


def test_what_the_api_returns_is_read(read, content) -> None:
    document = read({"ContactFlow": {"Name": "Main", "Type": "CONTACT_FLOW", "Content": content}})
    assert document.flows[0].name == "Main"
    points_into_the_prompt(document)


def test_a_mistake_in_the_flow_stands_in_the_template(read, content) -> None:
    text = cloudformation(content, "literal").replace('"gone"', "gone")
    (problem,) = read(text, "template.yaml").problems
    assert problem.rule == "syntax-error"
    assert problem.place.text.startswith("gone")


def test_a_comment_of_the_template_is_a_comment(read, content) -> None:
    text = cloudformation(content, "literal").replace(
        "      Content:", "      # ivrlint: ignore[dangling-target]\n      Content:"
    )
    document = read(text, "template.yaml")
    (comment,) = document.comments
    assert (comment.text.strip(), comment.alone) == ("ivrlint: ignore[dangling-target]", True)
    assert any(statement.text.startswith("|") for statement in document.statements)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Resources:\n  A:\n    Type: AWS::S3::Bucket\n", "template.yaml"),
        ("inboundCall:\n  name: StartAction 2019-10-30\n", "flow.yaml"),
        ('resource "aws_connect_contact_flow" "a" {\n  filename = "a.json"\n}\n', "main.tf"),
        ("# AWS::Connect::ContactFlow with a StartAction\n", "README.md"),
        ('{"StartAction": "2019-10-30"', "notes"),
    ],
)
def test_other_templates_are_left_alone(connect, text, path) -> None:
    assert claim(connect, text, path) is (Claim.CERTAIN if path == "notes" else Claim.NO)


def terraform(written: str) -> str:
    return (
        "# The main flow.\n"
        'resource "aws_connect_contact_flow" "main" {\n'
        "  instance_id = aws_connect_instance.it.id\n"
        '  name        = "Main"\n'
        '  type        = "CUSTOMER_HOLD"\n'
        f"  content     = {written}\n"
        "}\n"
    )


def as_hcl(value: object) -> str:
    """Data as an object of HCL, with keys as words where they can be."""
    if isinstance(value, dict):
        inside = "\n".join(
            f"{key if key.isidentifier() else json.dumps(key)} = {as_hcl(one)}"
            for key, one in value.items()
        )
        return "{\n" + inside + "\n}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_hcl, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("how", ["heredoc", "indented heredoc", "text", "jsonencode"])
def test_a_flow_in_terraform_is_read_in_its_place(connect, read, content, how) -> None:
    spread = indented(json.dumps(json.loads(content), indent=2, ensure_ascii=False), 4)
    written = {
        "heredoc": "<<JSON\n" + spread + "\nJSON",
        "indented heredoc": "<<-JSON\n" + spread + "\n    JSON",
        "text": json.dumps(content, ensure_ascii=False),
        "jsonencode": f"jsonencode({as_hcl(json.loads(content))})",
    }[how]
    text = terraform(written)
    assert claim(connect, text, "main.tf") is Claim.CERTAIN
    document = read(text, "main.tf")
    assert document.problems == ()
    (found,) = document.flows
    assert (found.name, found.role) == ("Main", Role.HOLD)
    assert [comment.text for comment in document.comments] == ["The main flow."]
    points_into_the_prompt(document)


def test_what_terraform_fills_in_is_not_known(read, action, flow) -> None:
    ask = action(
        "ask",
        "InvokeLambdaFunction",
        {"LambdaFunctionARN": "${var.arn}", "InvocationTimeLimitSeconds": "3"},
        "ask",
    )
    quoted = as_hcl(flow(ask)).replace('"${var.arn}"', "aws_lambda_function.it.arn")
    for written in (as_hcl(flow(ask)), quoted):
        document = read(terraform(f"jsonencode({written})"), "main.tf")
        assert document.problems == ()
        assert document.flows[0].steps[0].kind == "lookup"


@pytest.mark.parametrize("text", ["", "{{{", "a = [", 'a = "${', "a = <<X\n", "\0", "}" * 9])
def test_what_is_no_terraform_is_read_as_far_as_it_goes(read, text) -> None:
    assert read(text, "main.tf").flows == ()
