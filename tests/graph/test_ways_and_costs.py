"""The least costs between steps, with edges left out and targets that are not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.graph import Via, inputs, seconds, when_closed, when_open
from ivrlint.model import (
    UNKNOWN,
    Branch,
    Cause,
    Hangup,
    Menu,
    Opaque,
    Queue,
    Say,
    Scope,
    Unresolved,
    Voicemail,
)


def is_queue(step):
    return isinstance(step, Queue)


def price(edge):
    """Some price, which differs from edge to edge."""
    return len(edge.source.name + edge.source.part) + 3 * edge.is_input + int(edge.source.name[1:])


def but_errors(edge):
    return edge.exit is None or edge.exit.cause is not Cause.ERROR


def members(graph, edge):
    """The steps that the unresolved target of an edge may be."""
    target = edge.target
    if not isinstance(target, Unresolved) or edge.via in {Via.WAITING, Via.VISIT}:
        return []
    if target.scope is Scope.STARTS:
        return graph.starts
    flow = edge.source.flow
    near = {Scope.FLOW: flow.steps, Scope.PART: flow.steps}.get(target.scope, graph.steps)
    return [
        step for step in near if target.scope is not Scope.PART or step.part == edge.source.part
    ]


def distances(graph, follow, unresolved):
    """The least price between all pairs of steps, by trying every step as the one between."""
    far = float("inf")
    steps = list(graph.steps)
    at = {id(step): number for number, step in enumerate(steps)}
    table = [[0 if a == b else far for b in range(len(steps))] for a in range(len(steps))]
    for step in steps:
        if unresolved and isinstance(step, Opaque) and step.continues is UNKNOWN:
            table[at[id(step)]] = [0] * len(steps)
        for edge in filter(follow, graph.edges(step)):
            heads = [edge.step] if edge.step is not None else []
            for head in heads + (members(graph, edge) if unresolved else []):
                row = table[at[id(step)]]
                row[at[id(head)]] = min(row[at[id(head)]], price(edge))
    for between in range(len(steps)):
        for row in table:
            for end in range(len(steps)):
                row[end] = min(row[end], row[between] + table[between][end])
    return lambda a, b: table[at[id(a)]][at[id(b)]]


def nearest(costs):
    return min((cost for cost in costs if cost < float("inf")), default=None)


FOLLOW = st.sampled_from([None, but_errors, when_open])


@given(data=st.data())
def test_the_least_cost_of_every_step_agrees_with_trying_every_way(build, data):
    graph = data.draw(build.random_projects()).graph
    follow = data.draw(FOLLOW)
    sources = data.draw(st.lists(st.sampled_from(list(graph.steps)), max_size=3))
    costs = graph.costs(price, follow, sources=sources)
    sure = distances(graph, follow or bool, unresolved=False)
    loose = distances(graph, follow or bool, unresolved=True)
    for step in graph.steps:
        assert costs.least(step) == nearest(sure(source, step) for source in sources)
        assert costs.at_least(step) == nearest(loose(source, step) for source in sources)


@given(data=st.data())
def test_the_least_cost_to_a_goal_agrees_with_trying_every_way(build, data):
    graph = data.draw(build.random_projects()).graph
    follow = data.draw(FOLLOW)
    costs = graph.costs_to(is_queue, price, follow)
    leads = graph.leads_to(is_queue, follow)
    sure = distances(graph, follow or bool, unresolved=False)
    queues = [step for step in graph.steps if is_queue(step)]
    for step in graph.steps:
        least = nearest(sure(step, queue) for queue in queues)
        assert costs.least(step) == least
        at_least = costs.at_least(step)
        assert (at_least is None) == (least is None and leads(step) is False)
        assert at_least is None or least is None or at_least <= least


@given(data=st.data())
def test_a_way_costs_what_it_is_said_to(build, data):
    graph = data.draw(build.random_projects()).graph
    costs, costs_to = graph.costs(price), graph.costs_to(is_queue, price)
    for step in graph.steps:
        start, edges = costs.start(step), costs.way(step)
        if (least := costs.least(step)) is not None:
            assert start in graph.entry_starts
            assert is_row(edges, start, step)
            assert sum(map(price, edges)) == least
        else:
            assert start is None
        goal, edges = costs_to.goal(step), costs_to.way(step)
        if (least := costs_to.least(step)) is not None:
            assert is_queue(goal)
            assert is_row(edges, step, goal)
            assert sum(map(price, edges)) == least


def is_row(edges, first, last):
    """Whether each edge begins where the one before leads."""
    for edge in edges:
        if edge.source is not first:
            return False
        first = edge.step
    return first is last


def test_hours_decide_which_ways_are_open(build):
    steps = [
        build.step(
            Branch,
            "hours",
            build.exit("agents", Cause.OPEN),
            build.exit("box", Cause.CLOSED),
            build.exit("box", Cause.HOLIDAY),
        ),
        build.step(Queue, "agents"),
        build.step(Voicemail, "box"),
    ]
    graph = build.project(build.flow("f", *steps)).graph
    reached = [
        [step.name for step in steps if graph.costs(inputs, follow).least(step) is not None]
        for follow in (None, when_open, when_closed)
    ]
    assert reached == [["hours", "agents", "box"], ["hours", "agents"], ["hours", "box"]]


def test_the_seconds_to_a_person_count_silence_and_every_presentation(build):
    menu = build.step(
        Menu,
        "menu",
        build.exit("agents", Cause.NOINPUT),
        says="One two three.",
        timeout=5.0,
        presentations=2,
    )
    graph = build.project(build.flow("f", menu, build.step(Queue, "agents"))).graph
    costs = graph.costs_to(is_queue, seconds)
    assert costs.least(menu) == pytest.approx(2 * (3 * 0.4 + 0.6 + 5))
    assert costs.known(menu)


def test_something_opaque_may_be_just_before_a_person(build):
    menu = build.step(Menu, "menu", build.key("1", "script"), build.key("2", "more"))
    more = build.step(Menu, "more", build.key("1", "last"))
    last = build.step(Menu, "last", build.key("1", "agents"))
    script = build.step(Opaque, "script", continues=UNKNOWN)
    graph = build.project(build.flow("f", menu, more, last, script, build.step(Queue, "agents")))
    costs = graph.graph.costs_to(is_queue, inputs)
    assert (costs.least(menu), costs.at_least(menu)) == (3, 1)
    assert (costs.least(script), costs.at_least(script)) == (None, 0)


def test_goals_are_asked_for_once_and_only_of_their_kinds(build):
    asked = []

    def is_end(step):
        asked.append(step.name)
        return True

    flow = build.flow("f", build.step(Say, "say", build.exit("bye")), build.step(Hangup, "bye"))
    graph = build.project(flow).graph
    for _ in range(2):
        assert graph.costs_to(is_end, inputs, kinds=(Hangup,)).least(graph.steps[0]) == 0
    assert asked == ["bye"]
