"""The way of a caller, told."""

import pytest

from ivrlint.model import (
    Agent,
    Audio,
    Bot,
    Branch,
    Call,
    Callback,
    Cause,
    Channel,
    Collect,
    Hangup,
    Medium,
    Menu,
    Opaque,
    Page,
    Prompt,
    Queue,
    Role,
    Say,
    Scope,
    Send,
    Set,
    Survey,
    Target,
    Transfer,
    Visit,
    Voicemail,
)


def parcels(build):
    return build.flow(
        "main",
        build.step(
            Menu,
            "welcome",
            build.key("1", "code", label=build.text("status")),
            build.exit("hours", Cause.NOINPUT),
            says="Voor de status van uw pakket, toets 1. Voor een klacht, toets 2.",
        ),
        build.step(Collect, "code", build.exit("hours"), data="parcel-code", says="Uw code?"),
        build.step(
            Branch, "hours", build.exit("queue", Cause.OPEN), build.exit("bye", Cause.CLOSED)
        ),
        build.step(Queue, "queue", build.exit("bye", Cause.TIMEOUT, after=600.0), queue="agents"),
        build.step(Hangup, "bye", says="Tot ziens."),
        numbers=("+31 88 555 0100",),
    )


WELCOME = 'hears "Voor de status van uw pakket, toets 1. Voor een klacht …"'


def witness(build, flow, name):
    graph = build.project(flow).graph
    return graph.witness(next(step for step in graph.steps if step.name == name))


def test_the_shortest_way_is_told_from_the_call_to_the_end(build):
    assert witness(build, parcels(build), "bye") == (
        "calls +31 88 555 0100",
        WELCOME,
        "stays silent",
        "finds it closed",
        'hears "Tot ziens."',
        "the call ends",
    )


def test_a_key_is_told_with_its_label(build):
    assert witness(build, parcels(build), "code") == (
        "calls +31 88 555 0100",
        WELCOME,
        'presses 1 ("status")',
        'hears "Uw code?"',
    )


def test_the_start_is_told_by_the_number_and_what_is_heard(build):
    assert witness(build, parcels(build), "welcome") == ("calls +31 88 555 0100", WELCOME)


def test_a_chosen_way_is_told_as_it_is_chosen(build):
    flow = parcels(build)
    graph = build.project(flow).graph
    way = graph.path(
        graph.entry_starts,
        lambda step: isinstance(step, Hangup),
        lambda edge: edge.exit.cause not in (Cause.NOINPUT, Cause.CLOSED),
    )
    assert graph.story(way) == (
        WELCOME,
        'presses 1 ("status")',
        'hears "Uw code?"',
        "enters parcel-code",
        "finds it open",
        'waits in queue "agents"',
        "waits in vain",
        'hears "Tot ziens."',
        "the call ends",
    )


def test_no_way_and_no_steps_have_no_story(build):
    graph = build.project(parcels(build)).graph
    assert graph.path(graph.entry_starts, lambda step: isinstance(step, Agent)) is None
    assert graph.path(graph.entry_starts, lambda step: isinstance(step, Menu)) == []
    assert graph.story([]) == ()


def test_a_step_that_is_not_reached_has_no_witness(build):
    flow = build.flow("f", build.step(Say, "a"), build.step(Say, "lost"))
    assert witness(build, flow, "lost") == ()


def test_a_way_of_customers_wins_over_a_shorter_one_from_elsewhere(build):
    project = build.project(
        build.flow("inside", build.step(Say, "x", build.exit("main.c")), role=Role.INTERNAL),
        build.flow(
            "main",
            build.step(Say, "a", build.exit("b"), says="A."),
            build.step(Say, "b", build.exit("c"), says="B."),
            build.step(Say, "c", says="C."),
        ),
    )
    graph = project.graph
    assert graph.witness(graph.steps[-1]) == ('hears "A."', 'hears "B."', 'hears "C."')


def test_of_a_long_way_the_end_is_told(build):
    steps = [
        build.step(Say, f"s{number}", build.exit(f"s{number + 1}"), says=f"Step {number}.")
        for number in range(100)
    ]
    found = witness(build, build.flow("f", *steps, numbers=("100",)), "s99")
    assert found[:3] == ("calls 100", "… after 87 more steps", 'hears "Step 87."')
    assert found[-1] == 'hears "Step 99."'
    assert len(found) == 15


def test_a_way_over_a_step_is_told_to_it_and_on(build):
    graph = build.project(parcels(build)).graph
    welcome, code, hours = graph.steps[:3]
    way = graph.path([code], lambda step: step is hours)
    assert graph.witness(code, way) == (
        "calls +31 88 555 0100",
        WELCOME,
        'presses 1 ("status")',
        'hears "Uw code?"',
        "enters parcel-code",
    )
    assert graph.witness(welcome, ()) == graph.witness(welcome)


def test_of_a_long_way_over_a_step_the_end_is_told(build):
    steps = [
        build.step(Say, f"s{number}", build.exit(f"s{number + 1}"), says=f"Step {number}.")
        for number in range(30)
    ]
    graph = build.project(build.flow("f", *steps, numbers=("100",))).graph
    for first in (0, 10, 25):
        way = [graph.edges(step)[0] for step in graph.steps[first:29]]
        assert graph.witness(graph.steps[first], way) == graph.witness(graph.steps[29])
        told = graph.witness(graph.steps[first], way[2:], skipped=2)
        assert told[-1] == 'hears "Step 29."'
        assert told[:2] == ("calls 100", f"… after {max(first + 2, 17)} more steps")


@pytest.mark.parametrize(
    ("cause", "more", "told"),
    [
        (Cause.KEY, {"key": "0-9"}, "presses 0-9"),
        (Cause.WORD, {"word": "billing"}, 'says "billing"'),
        (Cause.NOINPUT, {}, "stays silent"),
        (Cause.NOINPUT, {"count": 2}, "stays silent 2 times"),
        (Cause.NOMATCH, {}, "presses a wrong key"),
        (Cause.NOMATCH, {"count": 3}, "presses a wrong key 3 times"),
        (Cause.EXHAUSTED, {}, "fails once too often"),
        (Cause.TIMEOUT, {}, "waits in vain"),
        (Cause.FULL, {}, "finds the queue full"),
        (Cause.EMPTY, {}, "finds nobody there"),
        (Cause.BUSY, {}, "finds it busy"),
        (Cause.NOANSWER, {}, "gets no answer"),
        (Cause.ERROR, {}, "meets an error"),
        (Cause.OPEN, {}, "finds it open"),
        (Cause.CLOSED, {}, "finds it closed"),
        (Cause.HOLIDAY, {}, "finds it closed for a holiday"),
        (Cause.CONDITION, {"condition": "vip = 1"}, 'where "vip = 1" holds'),
        (Cause.OTHERWISE, {}, "in any other case"),
    ],
)
def test_every_cause_is_told(build, cause, more, told):
    flow = build.flow(
        "f", build.step(Say, "a", build.exit("b", cause, **more)), build.step(Say, "b")
    )
    assert witness(build, flow, "b") == (told,)


@pytest.mark.parametrize("cause", [Cause.NEXT, Cause.CONDITION])
def test_what_happens_in_silence_is_not_told(build, cause):
    flow = build.flow(
        "f",
        build.step(Set, "a", build.exit("b", cause)),
        build.step(Say, "b", says="Hello."),
    )
    assert witness(build, flow, "b") == ('hears "Hello."',)


def test_what_is_said_on_the_way_is_told(build):
    way = build.exit("b", Cause.CLOSED, prompts=(build.prompt("We are closed."),))
    flow = build.flow("f", build.step(Branch, "a", way), build.step(Hangup, "b"))
    assert witness(build, flow, "b") == (
        "finds it closed",
        'hears "We are closed."',
        "the call ends",
    )


@pytest.mark.parametrize(
    ("kind", "more", "told"),
    [
        (Queue, {}, 'waits in queue "it"'),
        (Transfer, {}, "is transferred"),
        (Transfer, {"to": "+31 20 555 0199"}, 'is transferred to "+31 20 555 0199"'),
        (Agent, {}, "talks with a person"),
        (Agent, {"group": "claims"}, "talks with a person (claims)"),
        (Bot, {}, "talks with a machine"),
        (Bot, {"persona": "Eva"}, "talks with a machine (Eva)"),
        (Voicemail, {}, "leaves a message"),
        (Callback, {}, "is promised a call back"),
        (Survey, {}, "is asked for an opinion"),
        (Send, {}, "is sent a message"),
        (Send, {"medium": Medium.SMS}, "is sent an SMS"),
        (Visit, {"page": Target(None, "faq")}, 'visits the page "faq"'),
        (Opaque, {"what": "AGI(x)"}, 'meets "AGI(x)"'),
        (Hangup, {}, "the call ends"),
    ],
)
def test_every_kind_of_step_is_told(build, kind, more, told):
    assert witness(build, build.flow("f", build.step(kind, "it", **more)), "it") == (told,)


def test_a_call_into_another_flow_is_told_by_what_is_heard_there(build):
    project = build.project(
        build.flow("main", build.step(Call, "call", callee=Target(None, "module"))),
        build.flow(
            "module",
            build.step(Say, "a", build.exit("b"), says="Hi."),
            build.step(Hangup, "b"),
            role=Role.MODULE,
        ),
    )
    assert project.graph.witness(project.graph.steps[-1]) == ('hears "Hi."', "the call ends")


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (Scope.ANYWHERE, "goes on where the file does not tell"),
        ("gone", 'is sent to "gone", which does not exist'),
        ("faq.", 'is sent to the page "Questions"'),
    ],
)
def test_a_way_that_ends_at_no_step_is_told_too(build, target, told):
    from ivrlint.model import Document, Project

    step = build.step(Say, "a", build.exit(target))
    page = Page(name="faq", title="Questions", place=build.place)
    document = Document(
        source=build.place.source, format="ivr", flows=(build.flow("f", step),), pages=(page,)
    )
    graph = Project([document]).graph
    assert graph.story(graph.edges(step)) == (told,)


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        (Channel.PHONE, ("calls 100", 'hears "Hello."', 'says "help"', "the call ends")),
        (Channel.CHAT, ("goes to 100", 'reads "Hello."', 'chooses "help"', "the chat ends")),
        (Channel.FORM, ("goes to 100", 'reads "Hello."', 'chooses "help"', "the form ends")),
    ],
)
def test_the_words_are_those_of_the_channel(build, channel, expected):
    flow = build.flow(
        "f",
        build.step(Menu, "a", build.exit("b", Cause.WORD, word="help"), says="Hello."),
        build.step(Hangup, "b"),
        channel=channel,
        numbers=("100",),
    )
    assert witness(build, flow, "b") == expected


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 60 + " …"),
        ("word " * 12 + "end", "word " * 11 + "word …"),
        ("one,  two\n three", "one, two three"),
        ("x" * 57 + ", y z a b c d e", "x" * 57 + ", y …"),
    ],
)
def test_a_long_text_is_cut_at_the_end_of_a_word(build, words, told):
    assert witness(build, build.flow("f", build.step(Say, "a", says=words)), "a") == (
        f'hears "{told}"',
    )


def test_a_recording_without_a_transcript_is_told_by_its_name(build):
    sound = Prompt(content=Audio("song.wav"), place=build.place)
    flow = build.flow("f", build.step(Say, "a", prompts=(sound,)))
    assert witness(build, flow, "a") == ("hears a recording (song.wav)",)
