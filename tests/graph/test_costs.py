"""The least keys and seconds on the way to a step."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.graph import inputs
from ivrlint.model import (
    Audio,
    Cause,
    Collect,
    Hangup,
    Menu,
    Prompt,
    Queue,
    Role,
    Say,
    Target,
    Turn,
)

# In English a word takes 0.4 s, a sentence end 0.6 s, a comma 0.25 s.


def least_by_networkx(graph, cost):
    net = nx.DiGraph()
    net.add_nodes_from(id(step) for step in graph.steps)
    net.add_edges_from((("root"), id(start), {"weight": 0}) for start in graph.entry_starts)
    for step in graph.steps:
        for edge in graph.edges(step):
            if edge.step is not None:
                pair = (id(step), id(edge.step))
                known = net.edges[pair]["weight"] if net.has_edge(*pair) else float("inf")
                net.add_edge(*pair, weight=min(known, cost(edge)))
    if not graph.entry_starts:
        return {}
    return nx.single_source_dijkstra_path_length(net, "root")


@given(data=st.data())
def test_least_keys_agree_with_networkx(build, data):
    graph = data.draw(build.random_projects()).graph
    expected = least_by_networkx(graph, inputs)
    for step in graph.steps:
        assert graph.least_keys(step) == expected.get(id(step))


@given(data=st.data())
def test_least_seconds_agree_with_networkx(build, data):
    project = data.draw(build.random_projects())
    flows = []
    for flow in project.flows:
        steps = [
            build.step(
                type(step),
                step.name,
                *step.exits,
                says=["word " * data.draw(st.integers(0, 3))],
                **{
                    name: getattr(step, name)
                    for name in ("callee", "waiting", "flow_target")
                    if hasattr(step, name)
                },
            )
            for step in flow.steps
        ]
        flows.append(build.flow(flow.name, *steps, role=flow.role, open=flow.open))
    graph = build.project(*flows).graph
    expected = least_by_networkx(graph, lambda edge: graph.heard(edge).seconds)
    for step in graph.steps:
        least = graph.least_seconds(step)
        if id(step) in expected:
            assert least == pytest.approx(expected[id(step)])
        else:
            assert least is None


def costs(build, *steps, **flow):
    graph = build.project(build.flow("f", *steps, **flow)).graph
    return {step.name: (graph.least_keys(step), graph.least_seconds(step)) for step in graph.steps}


def heard(build, step, index=0):
    """What is heard until an exit of a step is taken, in seconds, and whether it is known."""
    graph = build.project(build.flow("f", step, build.step(Hangup, "bye"))).graph
    found = graph.heard(graph.edges(step)[index])
    return pytest.approx(found.seconds), found.known


def test_keys_words_and_entries_cost_one_input_each(build):
    found = costs(
        build,
        build.step(Menu, "menu", build.key("1", "code"), build.exit("say", Cause.NOINPUT)),
        build.step(
            Collect,
            "code",
            build.exit("word"),
            build.exit("say", Cause.NOINPUT),
            build.exit("say", Cause.NOMATCH),
        ),
        build.step(Menu, "word", build.exit("end", Cause.WORD, word="billing")),
        build.step(Say, "say"),
        build.step(Say, "end"),
    )
    keys = {name: least for name, (least, _) in found.items()}
    assert keys == {"menu": 0, "code": 1, "word": 2, "say": 0, "end": 3}


def test_what_no_customer_reaches_costs_nothing_known(build):
    found = costs(build, build.step(Say, "a", says="Hello."), role=Role.MODULE)
    assert found == {"a": (None, None)}


def test_an_option_is_chosen_when_its_clause_has_ended(build):
    # 6 words and a sentence end, then 6 words and a sentence end.
    menu = build.step(
        Menu,
        "menu",
        build.key("1", "bye"),
        build.key("2", "bye"),
        build.key("9", "bye"),
        says="For your status please press 1. For all other things press 2.",
    )
    assert heard(build, menu, 0) == (6 * 0.4 + 0.6, True)
    assert heard(build, menu, 1) == (12 * 0.4 + 1.2, True)
    assert heard(build, menu, 2) == (12 * 0.4 + 1.2, True)  # never named: the whole prompt


def test_an_option_in_a_later_prompt_comes_after_those_before(build):
    menu = build.step(
        Menu,
        "menu",
        build.exit("bye", Cause.WORD, word="Billing"),
        says=["Hello there.", "Say billing", "or sales"],
    )
    assert heard(build, menu) == (2 * 0.4 + 0.6 + 2 * 0.4, True)


def test_between_two_prompts_is_a_pause_unless_a_sentence_ended(build):
    step = build.step(Say, "s", build.exit("bye"), says=["one", "two.", "three"])
    assert heard(build, step) == (3 * 0.4 + 0.6 + 0.6, True)


def test_silence_after_the_last_presentation_hears_everything_each_time(build):
    menu = build.step(
        Menu,
        "menu",
        build.exit("bye", Cause.NOINPUT),
        build.exit("bye", Cause.NOINPUT, count=1),
        build.exit("bye", Cause.NOMATCH),
        says="one two",
        prompts=(
            build.prompt("what", turn=Turn.NOINPUT),
            build.prompt("last", turn=Turn.NOINPUT, count=2),
            build.prompt("wrong wrong wrong", turn=Turn.NOMATCH, count=1),
        ),
        timeout=5.0,
        presentations=3,
    )
    assert heard(build, menu, 0) == (3 * 0.8 + 2 * 0.4 + 0.4 + 3 * 5, True)
    assert heard(build, menu, 1) == (0.8 + 5, True)
    assert heard(build, menu, 2) == (3 * 0.8 + 3 * 0.4, True)


def test_another_text_from_the_second_time_on(build):
    menu = build.step(
        Menu,
        "menu",
        build.exit("bye", Cause.EXHAUSTED),
        says="one two three",
        prompts=(build.prompt("again", turn=Turn.AGAIN), build.prompt("ciao", turn=Turn.LEAVING)),
        presentations=3,
    )
    assert heard(build, menu) == (3 * 0.4 + 2 * 0.4 + 0.4, True)


@pytest.mark.parametrize("timeout", [float("nan"), float("inf"), -1.0])
def test_a_timeout_that_is_no_length_of_time_is_not_known(build, timeout):
    menu = build.step(Menu, "menu", build.exit("bye", Cause.NOINPUT), says="one", timeout=timeout)
    assert heard(build, menu) == (0.4, False)


def test_what_is_said_on_the_way_counts(build):
    step = build.step(Say, "s", build.exit("bye", prompts=(build.prompt("one two"),)))
    assert heard(build, step) == (0.8, True)


def test_repeated_announcements_and_the_wait_in_a_queue_do_not_count(build):
    queue = build.step(
        Queue,
        "q",
        build.exit("bye", Cause.TIMEOUT, after=600.0),
        says="one",
        prompts=(build.prompt("again and again", every=30.0),),
        waiting=Target("bye"),
    )
    assert heard(build, queue, 0) == (0.4, True)
    assert heard(build, queue, 1) == (0.0, True)


def test_a_recording_of_unknown_length_makes_a_lower_bound(build):
    sound = Prompt(content=Audio("song.wav"), place=build.place)
    steps = [
        build.step(Say, "a", build.exit("b"), says="one", prompts=(sound,)),
        build.step(Say, "b", build.exit("c")),
        build.step(Say, "c"),
    ]
    graph = build.project(build.flow("f", *steps)).graph
    assert [graph.seconds_known(step) for step in steps] == [True, False, False]
    assert graph.least_seconds(steps[2]) == pytest.approx(0.4)


def test_a_measured_recording_counts_as_measured(build):
    sound = Prompt(
        content=Audio("a.wav", transcript=build.text("press 1 to go on"), seconds=9.5),
        place=build.place,
    )
    menu = build.step(Menu, "menu", build.key("1", "bye"), prompts=(sound,))
    assert heard(build, menu) == (9.5, True)


def test_a_prompt_under_a_condition_may_not_be_heard(build):
    step = build.step(Say, "s", build.exit("bye"), prompts=(build.prompt("one", condition="vip"),))
    assert heard(build, step) == (0.0, False)
