"""Cycles of steps."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivrlint.model import Cause, Hangup, Menu, Say


@pytest.mark.parametrize("follow", [None, lambda edge: not edge.is_input])
@given(data=st.data())
def test_cycles_agree_with_networkx(build, follow, data):
    graph = data.draw(build.random_projects()).graph
    net = nx.DiGraph()
    for step in graph.steps:
        for edge in graph.edges(step):
            if edge.step is not None and (follow is None or follow(edge)):
                net.add_edge(id(step), id(edge.step))
    expected = {
        frozenset(component)
        for component in nx.strongly_connected_components(net)
        if len(component) > 1 or net.has_edge(*(2 * [next(iter(component))]))
    }
    cycles = graph.cycles(follow)
    assert {frozenset(map(id, cycle)) for cycle in cycles} == expected
    order = {id(step): number for number, step in enumerate(graph.steps)}
    numbers = [[order[id(step)] for step in cycle] for cycle in cycles]
    assert numbers == sorted(sorted(cycle) for cycle in numbers)


def test_a_menu_that_repeats_itself_is_a_cycle_of_one(build):
    menu = build.step(Menu, "menu", build.exit("menu", Cause.NOINPUT), build.key("1", "bye"))
    graph = build.project(build.flow("f", menu, build.step(Hangup, "bye"))).graph
    assert graph.cycles() == [[menu]]
    assert graph.cycles(lambda edge: edge.is_input) == []


def test_steps_in_a_row_are_no_cycle(build):
    steps = [build.step(Say, "a", build.exit("b")), build.step(Say, "b")]
    assert build.project(build.flow("f", *steps)).graph.cycles() == []
