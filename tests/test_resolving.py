"""What a target by name is."""

import pytest

from ivrlint.model import (
    Document,
    Flow,
    Missing,
    Page,
    Project,
    Say,
    Scope,
    Target,
    Unresolved,
)
from ivrlint.places import Source

PLACE = Source("a.ivr", "x").place(0, 1)


def flow(name, *steps, **more):
    more.setdefault("start", steps[0] if steps else None)
    made = tuple(Say(name=step, place=PLACE) for step in steps)
    return Flow(name=name, place=PLACE, steps=made, **more)


def linked(*documents):
    """A project of documents, each given as its flows; the flow that targets are seen from."""
    made = [
        Document(source=Source(f"{number}.ivr", ""), format="ivr", flows=tuple(flows))
        for number, flows in enumerate(documents)
    ]
    return Project(made), documents[0][0]


def test_a_step_of_the_same_flow():
    project, main = linked([flow("main", "a", "b")])
    assert project.resolve(main, Target("b")) is main.steps[1]


def test_the_first_of_two_steps_of_one_name():
    project, main = linked([flow("main", "a", "a")])
    assert project.resolve(main, Target("a")) is main.steps[0]


def test_the_start_and_a_step_of_another_flow():
    main, other = flow("main", "a"), flow("other", "x", "y", start="y")
    project, _ = linked([main], [other])
    assert project.resolve(main, Target(None, "other")) is other.steps[1]
    assert project.resolve(main, Target("x", "other")) is other.steps[0]


def test_a_flow_by_its_title_and_by_its_number():
    main, other = flow("main", "a"), flow("x1", "x", title="Other", numbers=("+31 88",))
    project, _ = linked([main], [other])
    assert project.resolve(main, Target(None, "Other")) is other.steps[0]
    assert project.resolve(main, Target(None, "+31 88")) is other.steps[0]


def test_a_name_goes_before_a_title():
    titled, named = flow("x", "x", title="sales"), flow("sales", "s")
    project, main = linked([flow("main", "a"), titled, named])
    assert project.resolve(main, Target(None, "sales")) is named.steps[0]


def test_the_flow_of_the_own_file_goes_before_others():
    own, other = flow("sales", "own"), flow("sales", "other")
    project, main = linked([flow("main", "a"), own], [other])
    assert project.resolve(main, Target(None, "sales")) is own.steps[0]


@pytest.mark.parametrize(("step", "scope"), [(None, Scope.STARTS), ("x", Scope.ANYWHERE)])
def test_a_name_that_two_other_files_define_is_not_resolved(step, scope):
    project, main = linked([flow("main", "a")], [flow("sales", "x")], [flow("sales", "x")])
    expected = Unresolved("2 flows of the project are called 'sales'", scope)
    assert project.resolve(main, Target(step, "sales")) == expected


def test_a_missing_step_with_the_name_that_was_meant():
    project, main = linked([flow("main", "welcome", "billing")])
    assert project.resolve(main, Target("biling")) == Missing(Target("biling"), "billing")
    assert project.resolve(main, Target("xyz")) == Missing(Target("xyz"), None)


def test_a_missing_flow_with_the_name_that_was_meant():
    project, main = linked([flow("main", "a")], [flow("invoices", "x")])
    target = Target(None, "invoice")
    assert project.resolve(main, target) == Missing(target, "invoices")


def test_a_target_that_may_be_defined_elsewhere_is_not_missing():
    project, main = linked([flow("main", "a")])
    elsewhere = Unresolved("it may stand in an include", Scope.STARTS)
    assert project.resolve(main, Target("x", elsewhere=elsewhere)) is elsewhere
    assert project.resolve(main, Target(None, "x", elsewhere)) is elsewhere


def test_what_the_reader_did_not_resolve_stays_so():
    project, main = linked([flow("main", "a")])
    unresolved = Unresolved("a variable")
    assert project.resolve(main, unresolved) is unresolved


@pytest.mark.parametrize("empty", [flow("empty"), flow("empty", "a", start="misspelt")])
def test_a_flow_without_a_start_leads_nowhere_known(empty):
    project, main = linked([flow("main", "a"), empty])
    expected = Unresolved("the flow 'empty' has no start", Scope.STARTS)
    assert project.resolve(main, Target(None, "empty")) == expected


def test_a_page_by_its_name_unless_there_are_two():
    pages = tuple(Page(name=name, place=PLACE) for name in ("faq", "form", "form"))
    main = flow("main", "a")
    document = Document(source=Source("a.ivr", ""), format="ivr", flows=(main,), pages=pages)
    project = Project([document])
    assert project.resolve(main, Target(None, "faq")) is pages[0]
    assert project.resolve(main, Target(None, "form")) == Unresolved(
        "2 pages are called 'form'", Scope.STARTS
    )


def test_many_files_with_a_flow_of_one_name_and_many_typos_are_linked():
    project, main = linked(*([flow("default", "a", "b")] for _ in range(20_000)))
    for document in project.documents:
        (own,) = document.flows
        assert project.resolve(own, Target(None, "default")) is own.steps[0]
    steps = [f"step-{number}" for number in range(20_000)]
    project, main = linked([flow("main", *steps)])
    near = [project.resolve(main, Target(f"stepp-{number}")).near for number in range(20_000)]
    assert near[0] == "step-0"
    assert near[-1] is None
