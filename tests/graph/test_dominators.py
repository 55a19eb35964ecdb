"""What every way passes."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.graph._dominators import immediate_dominators
from ivrlint.model import Agent, Collect, Menu, Role, Say


@given(data=st.data())
def test_immediate_dominators_agree_with_networkx(data):
    size = data.draw(st.integers(1, 14))
    nodes = st.integers(0, size - 1)
    successors = [data.draw(st.lists(nodes, max_size=4)) for _ in range(size)]
    net = nx.DiGraph()
    net.add_nodes_from(range(size))
    net.add_edges_from((tail, head) for tail, heads in enumerate(successors) for head in heads)
    expected = nx.immediate_dominators(net, 0)
    closest = immediate_dominators(successors, 0)
    assert closest[0] == 0
    for node in range(1, size):
        assert closest[node] == expected.get(node, -1)


@given(data=st.data())
def test_a_dominator_is_a_step_without_which_the_other_is_not_reached(build, data):
    graph = data.draw(build.random_projects()).graph
    reached = graph.reachable(graph.entry_starts)
    for first in graph.steps:
        starts = [start for start in graph.entry_starts if start is not first]
        without = graph.reachable(starts, lambda edge, first=first: edge.step is not first)
        for second in graph.steps:
            expected = second in reached and (second is first or second not in without)
            assert graph.dominates(first, second) is expected
            in_chain = any(step is first for step in graph.dominators(second))
            assert in_chain is expected


def test_the_code_stands_before_the_person(build):
    flow = build.flow(
        "f",
        build.step(Menu, "menu", build.key("1", "code"), build.key("2", "code")),
        build.step(Collect, "code", build.exit("person")),
        build.step(Agent, "person"),
    )
    graph = build.project(flow).graph
    menu, code, person = graph.steps
    assert graph.dominates(code, person)
    assert not graph.dominates(person, code)
    assert [step.name for step in graph.dominators(person)] == ["person", "code", "menu"]
    gates = graph.gates(lambda step: isinstance(step, Agent))
    assert [step.name for step in gates.of(menu)] == ["menu", "code", "person"]
    assert gates.first(lambda step: isinstance(step, Collect))(menu) is code


def test_a_way_round_the_code_leaves_no_gate(build):
    flow = build.flow(
        "f",
        build.step(Menu, "menu", build.key("1", "code"), build.key("0", "person")),
        build.step(Collect, "code", build.exit("person")),
        build.step(Agent, "person"),
    )
    graph = build.project(flow).graph
    gates = graph.gates(lambda step: isinstance(step, Agent))
    assert gates.first(lambda step: isinstance(step, Collect))(graph.steps[0]) is None


def test_what_customers_do_not_reach_is_dominated_by_nothing(build):
    flow = build.flow(
        "m", build.step(Say, "a", build.exit("b")), build.step(Say, "b"), role=Role.MODULE
    )
    graph = build.project(flow).graph
    assert not graph.dominates(graph.steps[0], graph.steps[1])
    assert list(graph.dominators(graph.steps[1])) == []
