"""What a file says arrives in the model, with its place."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from ivrlint.facts import CAPABILITIES
from ivrlint.formats import Candidate, Claim
from ivrlint.model import (
    UNKNOWN,
    Callback,
    Cause,
    Channel,
    Collect,
    Exit,
    Menu,
    Project,
    Queue,
    Role,
    Scope,
    Target,
    Turn,
    Unresolved,
)
from ivrlint.text import Pause, Variable


def only_flow(document):
    assert document.problems == ()
    (flow,) = document.flows
    return flow


def only_step(document):
    return only_flow(document).steps[0]


def test_the_parcel_service_is_read_as_it_stands(read, parcel):
    document = read(parcel)
    flow = only_flow(document)
    assert flow.name == "Pakketdienst klantenservice"
    assert flow.numbers == ("+31 88 555 0100",)
    assert flow.language == "nl-NL"
    assert (flow.channel, flow.role, flow.start) == (Channel.PHONE, Role.ENTRY, "welcome")
    names = [step.name for step in flow.steps]
    assert names == ["welcome", "code", "agents", "agents.callback", "goodbye"]
    menu, code, queue, callback, goodbye = flow.steps
    assert isinstance(menu, Menu)
    assert (menu.timeout, menu.presentations) == (8, 2)
    assert [exit_.label.plain for exit_ in menu.options] == ["status", "klacht", "andere vragen"]
    assert isinstance(code, Collect)
    assert (code.least, code.most, code.data) == (15, 15, "parcel-code")
    assert [datum.name for datum in code.writes] == ["parcel-code"]
    assert isinstance(queue, Queue)
    assert queue.prompts[0].every == 45
    assert queue.longest == 600
    assert isinstance(callback, Callback)
    assert goodbye.exits == ()
    (reply,) = document.replies
    assert reply.sender.address == "auto-reply@pakketdienst.com"
    assert reply.bodies[0].text.plain.startswith("Er is een case aangemaakt.")
    assert document.knows == frozenset(CAPABILITIES)


def test_an_offer_of_a_callback_leads_to_a_step_of_the_queue(read, parcel):
    queue = read(parcel).flows[0].steps[2]
    timeout, offer = queue.exits
    assert (timeout.cause, timeout.after, timeout.target) == (Cause.TIMEOUT, 600, Target("goodbye"))
    assert (offer.cause, offer.key, offer.after) == (Cause.KEY, None, 180)
    assert offer.target == Target("agents.callback")
    project = Project([read(parcel)])
    (flow,) = project.flows
    assert project.resolve(flow, offer.target) is flow.steps[3]


def test_steps_alone_are_one_flow_named_after_the_file(read):
    flow = only_flow(read("menu main { key 1 -> sales }\nagent sales", "menus/night.line.ivr"))
    assert (flow.name, flow.start, flow.role) == ("night.line", "main", Role.ENTRY)
    assert [step.name for step in flow.steps] == ["main", "sales"]


def test_two_blocks_may_stand_on_one_line(read):
    flow = only_flow(read("menu a { key 1 -> b } menu b { key 0 -> a }"))
    assert [step.name for step in flow.steps] == ["a", "b"]


def test_a_flow_without_a_name_has_its_first_number_as_name(read):
    assert only_flow(read('phone "+31 1" "+31 2" { agent a }')).name == "+31 1"


def test_a_flow_starts_at_its_first_step_unless_it_says_otherwise(read):
    text = "phone x {{ {} agent a\nagent b }}"
    assert only_flow(read(text.format(""))).start == "a"
    assert only_flow(read(text.format("start -> b\n"))).start == "b"
    assert only_flow(read(text.format("start none\n"))).start is None


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("there", Target("there")),
        ("nowhere", Target("nowhere")),
        ("shop", Target(None, "shop")),
        ("contact", Target(None, "contact")),
        ("step shop", Target("shop")),
        ("flow elsewhere", Target(None, "elsewhere")),
        ("page elsewhere", Target(None, "elsewhere")),
        ("shop.menu", Target("menu", "shop")),
        ('"a shop"."a.menu"', Target("a.menu", "a shop")),
        ('"flow"', Target("flow")),
        ('? "why"', Unresolved("why", Scope.ANYWHERE)),
        ('? "why" within part', Unresolved("why", Scope.PART)),
        ('y or ? "why" within starts', Target("y", None, Unresolved("why", Scope.STARTS))),
    ],
)
def test_an_arrow_leads_where_it_says(read, written, target):
    document = read(
        f"phone x {{ menu here {{ key 1 -> {written} }} agent there }}\n"
        "phone shop { agent menu }\npage contact"
    )
    assert document.problems == ()
    assert document.flows[0].steps[0].exits[0].target == target


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("key 1", {"cause": Cause.KEY, "key": "1"}),
        ("key *", {"cause": Cause.KEY, "key": "*"}),
        ("key #", {"cause": Cause.KEY, "key": "#"}),
        ("key 1-5", {"cause": Cause.KEY, "key": "1-5"}),
        ("key XX", {"cause": Cause.KEY, "key": "XX"}),
        ('key "_[2-4]X"', {"cause": Cause.KEY, "key": "_[2-4]X"}),
        ("key none after 3m", {"cause": Cause.KEY, "after": 180}),
        ('word "sales"', {"cause": Cause.WORD, "word": "sales"}),
        ("noinput", {"cause": Cause.NOINPUT, "count": 0}),
        ("noinput 2", {"cause": Cause.NOINPUT, "count": 2}),
        ("nomatch 1", {"cause": Cause.NOMATCH, "count": 1}),
        ("exhausted", {"cause": Cause.EXHAUSTED}),
        ("timeout", {"cause": Cause.TIMEOUT, "after": None}),
        ("timeout 30s", {"cause": Cause.TIMEOUT, "after": 30}),
        ("full", {"cause": Cause.FULL}),
        ("empty", {"cause": Cause.EMPTY}),
        ("busy", {"cause": Cause.BUSY}),
        ("noanswer", {"cause": Cause.NOANSWER}),
        ("error", {"cause": Cause.ERROR}),
        ("open", {"cause": Cause.OPEN}),
        ("closed", {"cause": Cause.CLOSED}),
        ("holiday", {"cause": Cause.HOLIDAY}),
        ('when "x > {y}"', {"cause": Cause.CONDITION, "condition": "x > {y}"}),
        ('error when "x"', {"cause": Cause.ERROR, "condition": "x"}),
        ("otherwise", {"cause": Cause.OTHERWISE}),
        ("next", {"cause": Cause.NEXT}),
    ],
)
def test_a_way_out_says_its_cause(read, written, expected):
    exit_ = only_step(read(f"menu here {{ {written} -> here }}")).exits[0]
    assert {name: getattr(exit_, name) for name in expected} == expected
    assert exit_.place.text == f"{written} -> here"


def test_a_prompt_says_when_and_how_it_is_heard(read):
    text = 'queue q { say "x" after noinput 2 every 45s language de when "c" interruptible no }'
    (prompt,) = only_step(read(text)).prompts
    assert (prompt.turn, prompt.count, prompt.every) == (Turn.NOINPUT, 2, 45)
    assert (prompt.language, prompt.condition, prompt.interruptible) == ("de", "c", False)


def test_what_is_not_said_is_absent_but_a_yes_or_no_is_unknown(read):
    menu = only_step(read("menu m"))
    assert (menu.timeout, menu.presentations) == (None, None)
    assert (menu.interruptible, menu.speech) == (UNKNOWN, UNKNOWN)
    queue = only_step(read("queue q"))
    assert (queue.position, queue.hands_on, queue.staffed) == (None, None, UNKNOWN)


@pytest.mark.parametrize(
    ("written", "value"),
    [("", True), ("yes", True), ("no", False), ("none", None), ("unknown", UNKNOWN)],
)
def test_yes_no_none_and_unknown_can_be_said(read, written, value):
    assert only_step(read(f"menu m {{ interruptible {written} }}")).interruptible is value


def test_variables_and_pauses_are_pieces_of_a_text(read):
    text = (
        only_step(read(r'say x { "Hi {first name},{pause 1.5s} \{ok\} \"q\" \u{41}" }'))
        .prompts[0]
        .text
    )
    kinds = [type(piece).__name__ for piece in text.pieces]
    assert kinds == ["Words", "Variable", "Words", "Pause", "Words"]
    assert text.pieces[1] == Variable("first name", text.place)
    assert text.pieces[3] == Pause(1.5, text.place)
    assert text.pieces[4].text == ' {ok} "q" A'


def test_every_word_of_a_text_knows_its_place(read):
    rows = ["say x {", '    say """', r"        One \"two\" {v}", "", r"          three \u{41}four"]
    source = "\n".join([*rows, '        """', "}"])
    text = only_step(read(source)).prompts[0].text
    assert text.plain == 'One "two" {v}\n\n  three Afour'
    for word in ("One", "two", "{v}", "three", "four"):
        at = text.plain.index(word)
        assert text.part(at, at + len(word)).text == word


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_are_read_alike(read, parcel, end):
    document = read(parcel.replace("\n", end))
    assert document.problems == ()
    assert document.flows == read(parcel).flows
    assert document.replies == read(parcel).replies


def test_comments_and_statements_know_their_places(read):
    document = read("// first\nmenu m { // beside\n    key 1 -> m // after\n    // last\n}\n//")
    assert [(c.text, c.alone) for c in document.comments] == [
        ("first", True),
        ("beside", False),
        ("after", False),
        ("last", True),
        ("", True),
    ]
    assert [place.text.splitlines()[0] for place in document.statements] == [
        "menu m { // beside",
        "key 1 -> m",
    ]
    assert document.comments[1].place.text == "// beside"


def test_a_step_points_at_its_name(read):
    step = only_step(read('phone x { menu "main menu" { key 1 -> x.y } }'))
    assert step.place.text == 'menu "main menu"'


def test_a_file_is_claimed_by_its_name(ivr):
    def claim(path: str, head: str) -> Claim:
        return ivr.claim(Candidate(PurePosixPath(path), head, lambda: head))

    assert claim("a/b.ivr", "menu m") is Claim.BY_NAME
    assert claim("a/b.txt", "menu m") is Claim.NO


def test_the_syntax_is_plain_data(ivr, parcel):
    import json

    from ivrlint.places import Source

    tree = ivr.syntax(Source("x.ivr", parcel))
    assert json.loads(json.dumps(tree)) == tree
    assert tree[0]["comment"] == "The parcel service, as its callers meet it."
    assert tree[1]["head"]["word"] == "phone"
    assert tree[1]["block"][2]["goal"]["names"][0]["word"] == "welcome"


def test_exits_of_a_flow_hold_everywhere(read):
    (option,) = only_flow(read("phone x { key 0 -> a\nagent a }")).options
    assert isinstance(option, Exit)
    assert option.key == "0"
