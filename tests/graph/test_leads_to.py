"""Where callers may get, backwards from a goal, in three values."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.graph import Via
from ivrlint.model import (
    UNKNOWN,
    Agent,
    Call,
    Cause,
    Hangup,
    Menu,
    Opaque,
    Queue,
    Return,
    Role,
    Say,
    Scope,
    Target,
    Unresolved,
)


def is_end(step):
    return isinstance(step, Hangup)


def is_transfer(step):
    return step.kind in ("transfer", "queue")


def is_perhaps_staffed(step):
    return UNKNOWN if isinstance(step, Queue) else step.kind == "transfer"


def is_return(step):
    return isinstance(step, Return)


def everything(edge):
    return True


def without_input(edge):
    return not edge.is_input


def oracle(graph, goal, follow, lost=frozenset()):
    """Known ways, and all ways there may be, to a node "goal": tried out one by one."""
    known = nx.DiGraph()
    known.add_nodes_from(["goal", *(id(step) for step in graph.steps)])
    known.add_edges_from((id(step), "goal") for step in graph.steps if goal(step) is True)
    maybe = nx.DiGraph(known)
    edges = [edge for step in graph.steps for edge in graph.edges(step)]
    followed = [edge for edge in edges if follow(edge)]
    for edge in followed:
        if edge.step is not None:
            maybe.add_edge(id(edge.source), id(edge.step))
            if id(edge.source) not in lost or edge.via is Via.CALL:
                known.add_edge(id(edge.source), id(edge.step))
    leaps, beside = [], []

    def leap(tail, head, told=leaps):
        maybe.add_edge(id(tail), head)
        told.append((tail, head))

    def go_on(tail, edge, told=leaps):
        """From `tail` one may go wherever this edge leads."""
        if edge.step is not None:
            leap(tail, id(edge.step), told)
        elif isinstance(edge.target, Unresolved):
            if edge.target.scope in (Scope.ANYWHERE, Scope.STARTS):
                leap(tail, "goal", told)
            for other in graph.steps:
                same = other.flow is edge.source.flow
                if same and (
                    edge.target.scope is Scope.FLOW
                    or (edge.target.scope is Scope.PART and other.part == edge.source.part)
                ):
                    leap(tail, id(other), told)

    for edge in followed:
        if isinstance(edge.target, Unresolved):
            go_on(edge.source, edge)
    for step in graph.steps:
        into = [edge for edge in edges if edge.step is not None and edge.step.flow is step.flow]
        calls = [edge for edge in into if edge.via is Via.CALL]
        waits = [
            edge for edge in into if edge.via is Via.WAITING and edge.source.flow is not step.flow
        ]
        others = [
            edge for edge in into if edge.via is not Via.CALL and edge.source.flow is not step.flow
        ]
        if goal(step) is UNKNOWN or (isinstance(step, Opaque) and step.continues is UNKNOWN):
            leap(step, "goal")
        if isinstance(step, Return):
            if not calls or others:
                leap(step, "goal")
            calls += [
                edge
                for edge in edges
                if edge.via is Via.CALL and isinstance(edge.target, Unresolved)
            ]
            for call in calls:
                for edge in followed:
                    if edge.source is call.source and edge.via is Via.EXIT:
                        go_on(step, edge, beside)
        elif not isinstance(step, Opaque) and step.flow.role is Role.WAITING and not waits:
            leap(step, "goal")
        for wait in (edge for edge in into if edge.via is Via.WAITING):
            if goal(wait.source) in (True, UNKNOWN):
                leap(step, "goal", beside)
            for edge in followed:
                if edge.source is wait.source and edge.via is Via.EXIT:
                    go_on(step, edge, beside)
    return known, maybe, leaps, beside


def ways_of(graph, goal, follow):
    _, returning, _, _ = oracle(graph, is_return, everything)
    lost = set()
    for step in graph.steps:
        if isinstance(step, Call):
            (call,) = [edge for edge in graph.edges(step) if edge.via is Via.CALL]
            if call.step is not None and not nx.has_path(returning, id(call.step), "goal"):
                lost.add(id(step))
    return oracle(graph, goal, follow, lost)


@pytest.mark.parametrize("follow", [everything, without_input])
@pytest.mark.parametrize("goal", [is_end, is_transfer, is_perhaps_staffed])
@given(data=st.data())
def test_whether_a_step_leads_to_a_goal_agrees_with_trying_it_out(build, goal, follow, data):
    graph = data.draw(build.random_projects()).graph
    known, maybe, _, _ = ways_of(graph, goal, follow)
    leads = graph.leads_to(goal, follow)
    for step in graph.steps:
        if nx.has_path(known, id(step), "goal"):
            assert leads(step) is True
        elif nx.has_path(maybe, id(step), "goal"):
            assert leads(step) is UNKNOWN
        else:
            assert leads(step) is False


@pytest.mark.parametrize("goal", [is_end, is_transfer, is_perhaps_staffed])
@given(data=st.data())
def test_a_gate_is_a_step_without_which_no_way_leads_to_the_goal(build, goal, data):
    graph = data.draw(build.random_projects()).graph
    _, maybe, leaps, beside = ways_of(graph, goal, everything)
    net = nx.DiGraph()
    net.add_nodes_from(maybe.nodes)
    for step in graph.steps:
        for edge in graph.edges(step):
            if edge.step is not None:
                net.add_edge(id(step), id(edge.step))
        if goal(step) is True:
            net.add_edge(id(step), "goal")
    for tail, head in leaps:
        if nx.has_path(maybe, head, "goal"):
            net.add_edge(id(tail), "goal")
    uncertain = {id(step.flow) for step, head in beside if nx.has_path(maybe, head, "goal")}
    gates = graph.gates(goal)
    first_menu = gates.first(lambda step: step.kind in ("menu", "collect"))
    for start in graph.steps:
        found = list(gates.of(start))
        expected = set()
        if id(start.flow) not in uncertain and nx.has_path(net, id(start), "goal"):
            for step in graph.steps:
                rest = net.copy()
                rest.remove_node(id(step))
                if step is start or not nx.has_path(rest, id(start), "goal"):
                    expected.add(id(step))
            way = nx.shortest_path(net, id(start), "goal")
            assert [id(step) for step in found] == [node for node in way if node in expected]
        assert {id(step) for step in found} == expected
        menus = [step for step in found if step.kind in ("menu", "collect")]
        assert first_menu(start) is (menus[0] if menus else None)


def leading(build, *flows, goal=lambda step: isinstance(step, Agent)):
    graph = build.project(*flows).graph
    leads = graph.leads_to(goal)
    return {step.name: leads(step) for step in graph.steps}


def test_a_known_way_leads_to_the_goal_and_the_goal_to_itself(build):
    flow = build.flow(
        "f",
        build.step(Menu, "menu", build.key("1", "person"), build.key("2", "bye")),
        build.step(Agent, "person"),
        build.step(Hangup, "bye"),
    )
    assert leading(build, flow) == {"menu": True, "person": True, "bye": False}


@pytest.mark.parametrize("scope", [Scope.ANYWHERE, Scope.STARTS])
def test_a_target_outside_may_lead_to_the_goal(build, scope):
    flow = build.flow("f", build.step(Say, "go", build.exit(scope)))
    assert leading(build, flow) == {"go": UNKNOWN}


@pytest.mark.parametrize(
    ("scope", "part", "expected"),
    [
        (Scope.PART, "100", UNKNOWN),
        (Scope.PART, "200", False),
        (Scope.FLOW, "200", UNKNOWN),
    ],
)
def test_a_target_inside_may_lead_there_only_from_within_its_scope(build, scope, part, expected):
    flow = build.flow(
        "f",
        build.step(Say, "go", build.exit(scope), part="100"),
        build.step(Agent, "person", part=part),
    )
    assert leading(build, flow)["go"] is expected


def test_a_missing_target_leads_nowhere(build):
    assert leading(build, build.flow("f", build.step(Say, "go", build.exit("gone")))) == {
        "go": False
    }


@pytest.mark.parametrize(
    ("continues", "expected"), [(UNKNOWN, UNKNOWN), (True, False), (None, False)]
)
def test_something_opaque_may_lead_anywhere_unless_it_surely_goes_on_or_ends(
    build, continues, expected
):
    flow = build.flow(
        "f",
        build.step(Opaque, "script", build.exit("bye"), continues=continues),
        build.step(Hangup, "bye"),
    )
    assert leading(build, flow)["script"] is expected


def test_a_module_leads_where_its_callers_go_on(build):
    module = build.flow(
        "module",
        build.step(Menu, "ask", build.key("1", "back")),
        build.step(Return, "back"),
        role=Role.MODULE,
    )
    caller = build.flow(
        "main",
        build.step(Call, "call", build.exit("person"), callee=Target(None, "module")),
        build.step(Agent, "person"),
    )
    found = leading(build, module, caller)
    assert found == {"ask": UNKNOWN, "back": UNKNOWN, "call": True, "person": True}


def test_a_module_whose_callers_never_get_there_does_not_either(build):
    module = build.flow(
        "module",
        build.step(Menu, "ask", build.key("1", "back")),
        build.step(Return, "back"),
        role=Role.MODULE,
    )
    caller = build.flow(
        "main",
        build.step(Call, "call", build.exit("bye"), callee=Target(None, "module")),
        build.step(Hangup, "bye"),
    )
    assert set(leading(build, module, caller).values()) == {False}


def test_a_module_without_known_callers_may_lead_anywhere(build):
    module = build.flow("module", build.step(Return, "back"), role=Role.MODULE)
    assert leading(build, module) == {"back": UNKNOWN}


def test_behind_a_call_that_never_comes_back_nothing_is_certain(build):
    found = leading(
        build,
        build.flow(
            "main",
            build.step(Call, "call", build.exit("person"), callee=Target(None, "module")),
            build.step(Agent, "person"),
        ),
        build.flow("module", build.step(Hangup, "bye"), role=Role.MODULE),
    )
    assert found["call"] is UNKNOWN


def test_who_waits_gets_where_the_queue_leads(build):
    found = leading(
        build,
        build.flow(
            "main",
            build.step(
                Queue, "queue", build.exit("bye", Cause.TIMEOUT), waiting=Target(None, "music")
            ),
            build.step(Hangup, "bye"),
        ),
        build.flow("music", build.step(Say, "song", build.exit("song")), role=Role.WAITING),
        goal=lambda step: isinstance(step, Queue),
    )
    assert found == {"queue": True, "bye": False, "song": UNKNOWN}


def test_a_goal_may_be_uncertain_itself(build):
    flow = build.flow("f", build.step(Say, "go", build.exit("wait")), build.step(Queue, "wait"))
    found = leading(build, flow, goal=lambda step: UNKNOWN if isinstance(step, Queue) else False)
    assert found == {"go": UNKNOWN, "wait": UNKNOWN}


def test_equal_questions_get_the_same_answer_object(build):
    graph = build.project(build.flow("f", build.step(Hangup, "bye"))).graph
    assert graph.gates(is_end) is graph.gates(is_end)
    assert graph.gates(is_end) is not graph.gates(is_transfer)


def test_many_different_questions_are_all_answered(build):
    graph = build.project(build.flow("f", build.step(Hangup, "bye"))).graph
    goals = [
        lambda step, name=name: step.name == name for _ in range(100) for name in ("bye", "gone")
    ]
    answers = [graph.leads_to(goal)(graph.steps[0]) for goal in goals]
    assert answers == [True, False] * 100
