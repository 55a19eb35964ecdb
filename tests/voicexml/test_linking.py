"""Several files: addresses, application roots, where callers begin."""

from __future__ import annotations

import pytest

from ivrlint.model import UNKNOWN, Project, Role, Scope

HELLO = "<form><block>Hello.<goto next='{}'/></block></form>"
END = "<form id='end'><block>Goodbye.</block></form>"


def target(documents, path: str, step: str = "form"):
    flow = documents[path].flows[0]
    return next(one for one in flow.steps if one.name == step).exits[-1].target


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("end.vxml", "end"),
        ("end.vxml#end", "end.end"),
        ("./sub/../end.vxml", "end"),
        ("end.vxml?lang=en", "end"),
        ("end.vxml#other", "end.other"),
    ],
)
def test_an_address_leads_to_a_file_of_the_project(project, url, expected) -> None:
    documents = project({"line/index.vxml": HELLO.format(url), "line/end.vxml": END})
    assert str(target(documents, "line/index.vxml")) == expected


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("gone.vxml", "no file of the project is gone.vxml"),
        ("http://example.com/end.vxml", "the server answers"),
        ("/end.vxml", "no file of the project"),
        ("next.php?x=1", "the server answers with what comes next (next.php)"),
        ("{{next}}.vxml", "filled in later"),
    ],
)
def test_an_address_out_of_the_project_may_lead_anywhere(project, url, reason) -> None:
    found = target(project({"index.vxml": HELLO.format(url), "end.vxml": END}), "index.vxml")
    assert reason in found.reason
    assert found.scope is Scope.ANYWHERE


def test_a_secret_in_an_address_is_not_shown(project) -> None:
    found = target(project({"a.vxml": HELLO.format("http://me:pass@example.com/x")}), "a.vxml")
    assert "pass" not in found.reason


def test_callers_begin_in_files_that_no_other_leads_to(project) -> None:
    documents = project(
        {
            "start.vxml": HELLO.format("end.vxml"),
            "end.vxml": END,
            "alone.vxml": END,
        }
    )
    roles = {path: document.flows[0].role for path, document in documents.items()}
    assert roles == {
        "start.vxml": Role.ENTRY, "end.vxml": Role.MODULE, "alone.vxml": Role.ENTRY,
    }  # fmt: skip


def test_in_a_circle_callers_begin_with_the_file_that_is_called_so(project) -> None:
    documents = project(
        {"back.vxml": HELLO.format("index.vxml"), "index.vxml": HELLO.format("back.vxml")}
    )
    assert documents["index.vxml"].flows[0].role is Role.ENTRY
    assert documents["back.vxml"].flows[0].role is Role.MODULE


def test_files_with_the_same_name_are_told_apart_by_their_folders(project) -> None:
    documents = project({"nl/index.vxml": END, "en/index.vxml": END, "end.vxml": END})
    names = [document.flows[0].name for document in documents.values()]
    assert names == ["nl/index", "en/index", "end"]


def test_an_application_root_holds_in_its_files(project, step_of, ways) -> None:
    documents = project(
        {
            "root.vxml": """<vxml xml:lang="nl"><property name="timeout" value="4s"/>
              <link next="desk.vxml" dtmf="0"/>
              <noinput count="2"><goto next="desk.vxml"/></noinput></vxml>""",
            "sub/menu.vxml": """<vxml application="../root.vxml"><menu id="a">
              <prompt>Toets 1.</prompt><choice dtmf="1" next="#a"/></menu></vxml>""",
            "desk.vxml": END,
        }
    )
    flow = documents["sub/menu.vxml"].flows[0]
    menu = step_of(flow, "a")
    assert (flow.language, menu.timeout, menu.presentations) == ("nl", 4.0, 2)
    assert ("noinput", "desk") in ways(menu)
    assert [(one.key, str(one.target)) for one in flow.options] == [("0", "desk")]
    assert documents["root.vxml"].flows == ()


def test_what_a_root_says_that_is_not_at_hand_is_not_known(project, step_of, ways) -> None:
    documents = project(
        {
            "a.vxml": """<vxml application="root.php"><menu id="a">
            <noinput count="2"><exit/></noinput><choice dtmf="1" next="#b"/></menu>
            <menu id="b"><choice dtmf="1" next="#a"/></menu></vxml>"""
        }
    )
    flow = documents["a.vxml"].flows[0]
    one, other = step_of(flow, "a"), step_of(flow, "b")
    assert (one.presentations, one.complete) == (2, False)
    assert [cause for cause, _ in ways(one)] == ["key 1", "noinput"]
    assert (other.presentations, other.complete) == (UNKNOWN, False)


def test_the_graph_goes_over_files(project, step_of) -> None:
    documents = project({"start.vxml": HELLO.format("end.vxml#end"), "end.vxml": END})
    graph = Project(documents.values()).graph
    end = step_of(documents["end.vxml"].flows[0], "end")
    assert [edge.source.name for edge in graph.edges_to(end)] == ["form"]


def test_a_file_may_be_read_again_with_others(voicexml, project) -> None:
    documents = list(project({"a.vxml": HELLO.format("b.vxml"), "b.vxml": END}).values())
    again = voicexml.link(documents)
    assert [one.flows for one in again] == [one.flows for one in documents]
    alone = voicexml.link(documents[1:])
    assert alone[0].flows[0].role is Role.ENTRY
