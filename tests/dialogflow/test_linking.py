"""The files of one agent are one project: flows, pages and groups of routes by their names."""

from __future__ import annotations

import json

from ivrlint.model import Project, Role, Unresolved
from ivrlint.model.project import Missing

AGENT = {"displayName": "Shop", "defaultLanguageCode": "en", "startFlow": "main"}
PAGE = "a/flows/main/pages/desk.json"


def flows_of(documents):
    return {flow.name: flow for document in documents for flow in document.flows}


def test_the_pages_of_a_flow_are_its_steps(linked) -> None:
    documents = linked(
        **{
            "a/agent.json": AGENT,
            "a/flows/main/main.json": {"displayName": "main", "eventHandlers": []},
            PAGE: {"displayName": "desk", "transitionRoutes": []},
            "a/flows/pay/pay.json": {"displayName": "pay", "eventHandlers": []},
        }
    )
    assert [len(document.flows) for document in documents] == [0, 1, 0, 1]
    main, pay = flows_of(documents).values()
    assert [step.name for step in main.steps] == ["START_PAGE", "desk"]
    assert (main.role, pay.role) == (Role.ENTRY, Role.MODULE)
    assert main.steps[1].place.source.path == PAGE


def test_of_chats_nothing_is_known_about_silence(linked) -> None:
    spoken = {"messages": [{"outputAudioText": {"text": "Hello."}}]}
    (chat,) = linked(**{PAGE: {"displayName": "desk", "transitionRoutes": []}})
    (call,) = linked(**{PAGE: {"displayName": "desk", "entryFulfillment": spoken}})
    assert call.knows - chat.knows == {"menu.noinput", "collect.noinput"}


def test_two_agents_do_not_meet(linked) -> None:
    documents = linked(
        **{
            f"{agent}/flows/main/main.json": {"displayName": agent, "eventHandlers": []}
            for agent in ("a", "b")
        }
    )
    assert list(flows_of(documents)) == ["a", "b"]


def test_a_group_of_routes_belongs_to_the_pages_that_name_it(linked, ways) -> None:
    group = {"displayName": "common", "transitionRoutes": [{"intent": "stop"}]}
    documents = linked(
        **{
            "a/flows/main/main.json": {"displayName": "main", "eventHandlers": []},
            PAGE: {"displayName": "desk", "transitionRouteGroups": ["common"]},
            "a/flows/main/transitionRouteGroups/common.json": group,
        }
    )
    assert ways(flows_of(documents)["main"].steps[1]) == [("word stop", "desk")]


def resolved(documents, page: str):
    project = Project(documents)
    flow = flows_of(project.documents)["main"]
    step = next(step for step in flow.steps if step.name == page)
    return project.resolve(flow, step.exits[0].target)


def test_a_page_that_a_whole_agent_lacks_is_missing(linked) -> None:
    pages = {
        PAGE: {"displayName": "desk", "transitionRoutes": [{"intent": "x", "targetPage": "y"}]}
    }
    flow = {"a/flows/main/main.json": {"displayName": "main", "eventHandlers": []}}
    assert isinstance(resolved(linked(**flow, **pages), "desk"), Unresolved)
    whole = linked(**{"a/agent.json": AGENT}, **flow, **pages)
    assert isinstance(resolved(whole, "desk"), Missing)


def test_pages_without_the_file_of_their_flow(linked) -> None:
    documents = linked(**{PAGE: {"displayName": "desk", "transitionRoutes": []}})
    flow = flows_of(documents)["main"]
    assert (flow.start, flow.role) == ("desk", Role.MODULE)
    assert all(isinstance(way.target, Unresolved) for way in flow.steps[0].exits)


def test_a_page_is_found_by_its_id_too(linked, ways) -> None:
    long = "projects/p/locations/l/agents/a/flows/f/pages/123"
    documents = linked(
        **{
            "a/flows/main/main.json": {
                "displayName": "main",
                "transitionRoutes": [{"condition": "true", "targetPage": long}],
            },
            PAGE: {"name": "123", "displayName": "desk", "transitionRoutes": []},
        }
    )
    assert ways(flows_of(documents)["main"].steps[0]) == [("next", "desk")]


def test_a_flow_with_its_pages_in_one_file(linked) -> None:
    content = {
        "flow": {"displayName": "main", "transitionRoutes": []},
        "pages": [{"displayName": "desk", "transitionRoutes": []}],
    }
    (document,) = linked(**{"export.json": content})
    assert [step.name for step in document.flows[0].steps] == ["START_PAGE", "desk"]


def test_a_mistake_in_one_file_hides_no_other(linked) -> None:
    flow = json.dumps({"displayName": "main", "eventHandlers": []})
    documents = linked(
        **{"a/flows/main/main.json": flow, PAGE: '{"displayName": "desk", "transitionRoutes": [}'}
    )
    assert [problem.rule for document in documents for problem in document.problems] == [
        "syntax-error"
    ]
    assert [step.name for step in flows_of(documents)["main"].steps] == ["START_PAGE", "desk"]


def test_what_the_service_refuses_is_told_at_the_value(linked) -> None:
    page = {
        "displayName": "desk",
        "transitionRoutes": [{"intent": "a", "targetPage": "x", "targetFlow": "y"}, {"intent": 3}],
        "eventHandlers": [{}],
    }
    (document,) = linked(**{PAGE: page})
    assert [(one.place.text, one.message) for one in document.problems] == [
        ("{", "expected a targetPage or a targetFlow, found both"),
        ("3", "expected a text, found 3"),
        ("{", "expected 'event' here: it is missing"),
    ]
