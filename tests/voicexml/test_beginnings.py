"""Where callers begin when the files of an application lead to one another."""

from __future__ import annotations

from ivrlint.model import Document, Role

MENU = '<menu id="main"><prompt>Hello.</prompt><choice dtmf="1" next="{}">one</choice></menu>'


def begins(documents: dict[str, Document]) -> set[str]:
    return {
        path
        for path, document in documents.items()
        if any(flow.role is Role.ENTRY for flow in document.flows)
    }


def test_callers_begin_in_the_file_that_no_other_leads_to(project) -> None:
    found = project({"a.vxml": MENU.format("b.vxml"), "b.vxml": MENU.format("#main")})
    assert begins(found) == {"a.vxml"}


def test_of_a_circle_they_begin_in_the_file_called_so(project) -> None:
    files = {"cards.vxml": MENU.format("main.vxml"), "main.vxml": MENU.format("cards.vxml")}
    assert begins(project(files)) == {"main.vxml"}


def test_an_application_root_that_only_holds_links_is_no_beginning(project) -> None:
    link = '<link dtmf="9" next="main.vxml#main"/>'
    files = {
        "root.vxml": f'<vxml version="2.1">{link}</vxml>',
        "main.vxml": f'<vxml application="root.vxml">{MENU.format("cards.vxml")}</vxml>',
        "cards.vxml": MENU.format("main.vxml#main"),
    }
    found = project(files)
    assert begins(found) == {"main.vxml"}
    (option,) = found["main.vxml"].flows[0].options
    assert option.key == "9"


def test_a_file_put_aside_does_not_take_the_beginning_from_another(project) -> None:
    files = {
        "main.vxml": MENU.format("#main"),
        "old.vxml.bak": f'<vxml version="2.1">{MENU.format("main.vxml")}</vxml>',
    }
    assert "main.vxml" in begins(project(files))
