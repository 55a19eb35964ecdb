"""Where callers get, forwards."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.graph import Via
from ivrlint.model import (
    UNKNOWN,
    Call,
    Cause,
    Collect,
    Hangup,
    Menu,
    Missing,
    Page,
    Queue,
    Role,
    Say,
    Scope,
    Target,
    Transfer,
    Unresolved,
    Visit,
)


def net_of(graph, follow=None):
    net = nx.MultiDiGraph()
    net.add_nodes_from(id(step) for step in graph.steps)
    for step in graph.steps:
        for edge in graph.edges(step):
            if edge.step is not None and (follow is None or follow(edge)):
                net.add_edge(id(step), id(edge.step))
    return net


def named(graph, name):
    return next(step for step in graph.steps if step.name == name)


@given(data=st.data())
def test_what_is_reachable_agrees_with_networkx(build, data):
    graph = data.draw(build.random_projects()).graph
    first = data.draw(st.sampled_from(graph.steps))
    net = net_of(graph)
    expected = nx.descendants(net, id(first)) | {id(first)}
    assert {id(step) for step in graph.reachable([first])} == expected


@given(data=st.data())
def test_only_the_edges_to_follow_are_taken(build, data):
    graph = data.draw(build.random_projects()).graph
    first = data.draw(st.sampled_from(graph.steps))
    net = net_of(graph, lambda edge: not edge.is_input)
    expected = nx.descendants(net, id(first)) | {id(first)}
    found = graph.reachable([first], lambda edge: not edge.is_input)
    assert {id(step) for step in found} == expected


@given(data=st.data())
def test_unresolved_targets_reach_as_far_as_their_scope(build, data):
    graph = data.draw(build.random_projects()).graph
    net = net_of(graph)
    known = {id(step) for step in graph.reachable(graph.starts)}
    for step in graph.steps:
        for edge in graph.edges(step):
            if not isinstance(edge.target, Unresolved):
                continue
            for other in graph.steps:
                scope = edge.target.scope
                same_flow = other.flow is step.flow
                if (
                    (scope is Scope.ANYWHERE and edge.via is not Via.WAITING)
                    or (scope is Scope.FLOW and same_flow)
                    or (scope is Scope.PART and same_flow and other.part == step.part)
                ):
                    net.add_edge(id(step), id(other))
    net.add_edges_from(("root", id(start)) for start in graph.starts)
    maybe = nx.descendants(net, "root")
    for step in graph.steps:
        expected = True if id(step) in known else UNKNOWN if id(step) in maybe else False
        assert graph.is_reached(step) is expected


@given(data=st.data())
def test_edges_into_a_step_are_the_edges_that_lead_to_it(build, data):
    graph = data.draw(build.random_projects()).graph
    out = [edge for step in graph.steps for edge in graph.edges(step) if edge.step is not None]
    into = [edge for step in graph.steps for edge in graph.edges_to(step)]
    assert sorted(map(id, out)) == sorted(map(id, into))
    assert all(edge.step is step for step in graph.steps for edge in graph.edges_to(step))


@given(data=st.data())
def test_customers_reach_what_the_starts_of_entry_flows_lead_to(build, data):
    graph = data.draw(build.random_projects()).graph
    reached = graph.reachable(graph.entry_starts)
    assert all(start.flow.role is Role.ENTRY for start in graph.entry_starts)
    for step in graph.steps:
        assert graph.is_reached_by_customers(step) is (step in reached)


def test_a_step_that_no_exit_leads_to_is_unreached(build):
    flow = build.flow(
        "main",
        build.step(Menu, "menu", build.key("1", "bye")),
        build.step(Hangup, "bye"),
        build.step(Say, "forgotten", build.exit("bye")),
    )
    build.project(flow)
    assert [step.name for step in flow.graph.unreached()] == ["forgotten"]


@pytest.mark.parametrize("role", list(Role))
def test_flows_of_every_role_are_reached_from_their_own_start(build, role):
    flow = build.flow("f", build.step(Say, "first"), build.step(Say, "lost"), role=role)
    build.project(flow)
    assert [step.name for step in flow.graph.unreached()] == ["lost"]


def test_further_entries_are_starts(build):
    flow = build.flow("f", build.step(Say, "first"), build.step(Say, "side"), entries=("side",))
    build.project(flow)
    assert [step.name for step in flow.graph.starts] == ["first", "side"]
    assert not list(flow.graph.unreached())


def test_an_open_flow_is_entered_at_the_first_step_of_each_part(build):
    flow = build.flow(
        "f",
        build.step(Say, "100-1", part="100"),
        build.step(Say, "100-2", part="100"),
        build.step(Say, "200-1", part="200"),
        open=True,
        start=None,
    )
    build.project(flow)
    assert [step.name for step in flow.graph.unreached()] == ["100-2"]


def test_an_open_flow_without_parts_is_entered_at_every_step(build):
    flow = build.flow("f", build.step(Say, "a"), build.step(Say, "b"), open=True)
    build.project(flow)
    assert not list(flow.graph.unreached())


@pytest.mark.parametrize("start", [None, "misspelt"])
def test_nothing_is_unreached_in_a_flow_whose_start_is_not_known(build, start):
    flow = build.flow("f", build.step(Say, "a"), build.step(Say, "b"), start=start)
    build.project(flow)
    assert not list(flow.graph.unreached())


def test_a_transfer_to_some_other_flow_leads_to_no_middle(build):
    start = build.step(Transfer, "start", flow_target=build.target(Scope.STARTS))
    flow = build.flow("f", start, build.step(Say, "middle"))
    build.project(flow)
    assert [step.name for step in flow.graph.unreached()] == ["middle"]


def test_a_target_that_may_be_anywhere_leaves_everything_open(build):
    project = build.project(
        build.flow("f", build.step(Say, "start", build.exit(Scope.ANYWHERE))),
        build.flow("g", build.step(Say, "first"), build.step(Say, "second")),
    )
    assert project.graph.is_reached(named(project.graph, "second")) is UNKNOWN


def test_an_unresolved_target_in_a_step_that_nobody_reaches_opens_nothing(build):
    flow = build.flow(
        "f", build.step(Say, "start"), build.step(Say, "lost", build.exit(Scope.ANYWHERE))
    )
    build.project(flow)
    assert [step.name for step in flow.graph.unreached()] == ["lost"]


def test_options_of_a_flow_hold_at_every_input(build):
    flow = build.flow(
        "f",
        build.step(Menu, "menu", build.key("1", "code"), build.key("0", "bye")),
        build.step(Collect, "code", build.exit("bye")),
        build.step(Hangup, "bye"),
        build.step(Say, "help"),
        options=(build.key("0", "help"),),
    )
    graph = build.project(flow).graph
    assert graph.is_reached(named(graph, "help")) is True
    everywhere = [
        (edge.source.name, edge.step.name) for edge in flow.graph.edges() if edge.via is Via.GLOBAL
    ]
    assert everywhere == [("code", "help")]  # the menu's own 0 wins


def test_far_too_many_options_everywhere_are_not_known_instead_of_slow(build):
    menus = [build.step(Menu, f"m{number}") for number in range(1_100)]
    options = tuple(build.key(f"{number}#", "m1") for number in range(1_000))
    flow = build.flow("f", *menus, options=options)
    graph = build.project(flow).graph
    assert [type(edge.target) for edge in graph.edges(menus[5])] == [Unresolved]
    assert graph.is_reached(menus[5]) is UNKNOWN


def test_edges_to_other_flows_come_after_the_exits(build):
    project = build.project(
        build.flow(
            "main",
            build.step(Call, "ask", build.exit("wait"), callee=Target(None, "module")),
            build.step(
                Queue, "wait", build.exit("pass", Cause.TIMEOUT), waiting=Target(None, "music")
            ),
            build.step(
                Transfer, "pass", build.exit("gone", Cause.ERROR), flow_target=Target(None, "other")
            ),
        ),
        build.flow("module", build.step(Say, "question")),
        build.flow("music", build.step(Say, "song"), role=Role.WAITING),
        build.flow("other", build.step(Say, "hello")),
    )
    graph = project.graph
    ways = [
        (edge.via, edge.step and edge.step.name)
        for step in graph.steps
        for edge in graph.edges(step)
    ]
    assert ways == [
        (Via.EXIT, "wait"),
        (Via.CALL, "question"),
        (Via.EXIT, "pass"),
        (Via.WAITING, "song"),
        (Via.EXIT, None),
        (Via.TRANSFER, "hello"),
    ]
    assert isinstance(graph.edges(named(graph, "pass"))[0].target, Missing)
    assert len(list(graph.of(named(graph, "ask").flow).edges())) == 6
    within = [
        (edge.source.name, edge.step.name) for edge in graph.of(next(project.flows)).edges_within()
    ]
    assert within == [("ask", "wait"), ("wait", "pass")]


def test_a_page_is_the_end_of_an_edge_but_no_step(build):
    from ivrlint.model import Document, Project

    page = Page(name="faq", place=build.place)
    visit = build.step(Visit, "look", build.exit(Target(None, "faq")), page=Target(None, "faq"))
    document = Document(
        source=build.place.source, format="ivr", flows=(build.flow("f", visit),), pages=(page,)
    )
    edges = Project([document]).graph.edges(visit)
    assert [(edge.via, edge.target, edge.step) for edge in edges] == [
        (Via.EXIT, page, None),
        (Via.VISIT, page, None),
    ]


def test_steps_that_look_alike_are_still_two(build):
    twins = [build.step(Say, "again"), build.step(Say, "again")]
    flow = build.flow("f", *twins)
    graph = build.project(flow).graph
    reached = graph.reachable([twins[0]])
    assert twins[0] in reached
    assert twins[1] not in reached
    assert list(reached) == [twins[0]]
    assert len(reached) == 1
    assert [id(step) for step in flow.graph.unreached()] == [id(twins[1])]
