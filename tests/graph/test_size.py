"""Nothing here may recurse or grow with the square: every one of these would be noticed."""

import pytest

from ivrlint.graph import inputs
from ivrlint.model import (
    UNKNOWN,
    Call,
    Collect,
    Hangup,
    Menu,
    Return,
    Role,
    Say,
    Scope,
    Target,
    Transfer,
)

MANY = 100_000


def is_end(step):
    return isinstance(step, Hangup)


def a_row(build):
    steps = [build.step(Say, f"s{number}", build.exit(f"s{number + 1}")) for number in range(MANY)]
    return [build.flow("f", *steps, build.step(Hangup, f"s{MANY}"))]


def a_ring(build):
    steps = [
        build.step(Say, f"s{number}", build.exit(f"s{(number + 1) % MANY}"))
        for number in range(MANY)
    ]
    return [build.flow("f", *steps, build.step(Hangup, "bye"))]


def a_menu_of_many_options(build):
    options = [build.key(str(number), f"s{number}") for number in range(MANY)]
    steps = [build.step(Collect, f"s{number}", build.exit("menu")) for number in range(MANY)]
    says = "Press one of these: " + ", ".join(map(str, range(MANY)))
    menu = build.step(Menu, "menu", *options, says=says)
    return [build.flow("f", menu, *steps, build.step(Hangup, "bye"))]


def many_flows(build):
    flows = [
        build.flow(
            f"f{number}", build.step(Transfer, "go", flow_target=Target(None, f"f{number + 1}"))
        )
        for number in range(MANY)
    ]
    return [*flows, build.flow(f"f{MANY}", build.step(Hangup, "bye"))]


def many_calls_of_one_module(build):
    calls = [
        build.step(Call, f"s{number}", build.exit(f"s{number + 1}"), callee=Target(None, "m"))
        for number in range(MANY)
    ]
    returns = [build.step(Return, f"r{number}") for number in range(1_000)]
    ask = build.step(Menu, "ask", *(build.key(str(n), f"r{n}") for n in range(1_000)))
    main = build.flow("f", *calls, build.step(Hangup, f"s{MANY}"))
    return [main, build.flow("m", ask, *returns, role=Role.MODULE)]


def many_unresolved_targets_in_a_flow(build):
    steps = [build.step(Say, f"s{number}", build.exit(Scope.FLOW)) for number in range(MANY)]
    return [build.flow("f", *steps, build.step(Hangup, "bye"))]


def many_missing_targets(build):
    steps = [build.step(Say, f"s{number}", build.exit(f"gone{number}")) for number in range(MANY)]
    return [build.flow("f", *steps, build.step(Hangup, "bye"))]


@pytest.mark.parametrize(
    ("shape", "leads", "keys", "cycles", "way"),
    [
        (a_row, True, 0, 0, MANY),
        (a_ring, False, None, 1, None),
        (a_menu_of_many_options, False, None, 1, None),
        (many_flows, True, 0, 0, MANY),
        (many_calls_of_one_module, True, 1, 0, MANY),
        (many_unresolved_targets_in_a_flow, UNKNOWN, None, 0, None),
        (many_missing_targets, False, None, 0, None),
    ],
)
def test_every_question_is_answered_for_a_hundred_thousand_steps(
    build, shape, leads, keys, cycles, way
):
    graph = build.project(*shape(build)).graph
    first, last = graph.steps[0], graph.steps[-1]
    assert graph.is_reached(first) is True
    assert graph.leads_to(is_end)(first) is leads
    gates = graph.gates(is_end)
    assert next(gates.of(first), None) is (None if leads is False else first)
    assert (gates.first(is_end)(first) is None) is (leads is not True)
    assert graph.dominates(first, last) is (keys is not None and shape is not many_flows)
    assert len(graph.cycles()) == cycles
    assert graph.least_keys(last) == keys
    assert (graph.least_seconds(last) is None) is (keys is None)
    assert graph.costs(inputs).at_least(last) == (0 if leads is UNKNOWN else keys)
    assert (graph.costs_to(is_end, inputs).least(first) is None) is (leads is not True)
    assert len(graph.witness(last)) <= 30
    found = graph.path([first], is_end)
    assert (None if found is None else len(found)) == way
