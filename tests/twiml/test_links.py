"""Files that name each other by their addresses."""

from __future__ import annotations

import pytest

from ivrlint.model import Role, Scope, Target, Unresolved

GATHER = '<Gather numDigits="1" action="{}"/>'


@pytest.mark.parametrize(
    "address",
    [
        "menu.xml",
        "./menu.xml",
        "../lines/menu.xml",
        "/lines/menu.xml",
        "/menu.xml",
        "menu.xml?from=call#top",
        "  menu.xml\n",
    ],
)
def test_an_address_leads_to_the_file_that_is_at_hand(linked, address: str) -> None:
    flows = linked({"lines/call.xml": GATHER.format(address), "lines/menu.xml": "<Hangup/>"})
    step = flows["lines/call.xml"].steps[0]
    assert step.exits[0].target == Target(None, "menu")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/menu.xml",
        "//example.com/menu.xml",
        "www.example.com/menu.xml",
        "menu.php",
        "/other/menu.xml",
        "../menu.xml",
        "/",
        "x" * 5000,
    ],
)
def test_what_a_server_answers_is_not_known(linked, address: str) -> None:
    flows = linked({"lines/call.xml": GATHER.format(address), "lines/menu.xml": "<Hangup/>"})
    target = flows["lines/call.xml"].steps[0].exits[0].target
    assert isinstance(target, Unresolved)
    assert target.scope is Scope.STARTS
    assert len(target.reason) < 200


def test_an_address_may_be_put_together_during_the_call(linked) -> None:
    flows = linked({"call.xml": GATHER.format("menu-{{Digits}}.xml"), "menu-1.xml": "<Hangup/>"})
    assert flows["call.xml"].steps[0].exits[0].target == Unresolved(
        "the address is put together during the call", Scope.STARTS
    )


def test_the_nearest_file_counts_for_an_address_from_the_root(linked) -> None:
    flows = linked(
        {
            "a/b/call.xml": GATHER.format("/menu.xml"),
            "a/menu.xml": "<Hangup/>",
            "menu.xml": "<Reject/>",
        }
    )
    assert flows["a/b/call.xml"].steps[0].exits[0].target == Target(None, "a/menu")


def test_a_file_may_lead_to_itself(read) -> None:
    (flow,) = read("<Say>Hi</Say><Redirect>call.xml</Redirect>").flows
    assert flow.steps[0].exits[0].target == Target(None, "call")


def test_files_of_one_name_are_told_apart_by_their_folders(linked) -> None:
    flows = linked({"nl/call.xml": "<Hangup/>", "de/call.xml": "<Hangup/>", "day.xml": "<Hangup/>"})
    assert [flow.name for flow in flows.values()] == ["nl/call", "de/call", "day"]
    flows = linked({"lines/call.xml": "<Hangup/>", "lines/de/call.xml": "<Hangup/>"})
    assert [flow.name for flow in flows.values()] == ["call", "de/call"]
    flows = linked({"call.xml": "<Hangup/>", "call.twiml": "<Hangup/>"})
    assert [flow.name for flow in flows.values()] == ["call.xml", "call.twiml"]


def test_what_another_file_leads_to_is_a_part_of_it(linked) -> None:
    flows = linked(
        {
            "menu.xml": "<Say>We connect you.</Say>",
            "call.xml": GATHER.format("menu.xml"),
        }
    )
    assert flows["call.xml"].role is Role.ENTRY
    assert flows["menu.xml"].role is Role.MODULE
    assert [exit_.cause.value for exit_ in flows["menu.xml"].steps[0].exits] == ["next"]


def test_of_files_that_lead_to_each_other_the_first_is_the_entry(linked) -> None:
    flows = linked(
        {
            "a.xml": "<Say>A</Say><Redirect>b.xml</Redirect>",
            "b.xml": "<Say>B</Say><Redirect>a.xml</Redirect>",
        }
    )
    assert [flow.role for flow in flows.values()] == [Role.ENTRY, Role.MODULE]


def test_what_the_called_person_hears_is_a_whisper(linked) -> None:
    flows = linked(
        {
            "call.xml": '<Dial><Number url="who.xml">100</Number></Dial>',
            "who.xml": "<Say>A customer.</Say>",
        }
    )
    assert flows["who.xml"].role is Role.WHISPER
    assert [step.kind for step in flows["who.xml"].steps] == ["say", "return"]


def test_what_waiting_callers_hear_begins_again(linked) -> None:
    flows = linked(
        {
            "call.xml": '<Enqueue waitUrl="hold.xml">a</Enqueue>',
            "hold.xml": "<Say>Please hold.</Say><Play>music.mp3</Play>",
        }
    )
    _, play = flows["hold.xml"].steps
    assert [exit_.target for exit_ in play.exits] == [Target("say")]
    flows = linked(
        {"call.xml": '<Enqueue waitUrl="hold.xml">a</Enqueue>', "hold.xml": "<Response/>"}
    )
    assert [step.kind for step in flows["hold.xml"].steps] == ["return"]


def test_what_is_reached_in_two_ways_is_a_part_of_the_call(linked) -> None:
    flows = linked(
        {
            "call.xml": '<Enqueue waitUrl="hold.xml">a</Enqueue><Redirect>hold.xml</Redirect>',
            "hold.xml": "<Say>Please hold.</Say>",
        }
    )
    assert flows["hold.xml"].role is Role.MODULE


def test_linking_does_not_end_on_many_files(linked) -> None:
    files = {f"{n}.xml": f"<Redirect>{n + 1}.xml</Redirect>" for n in range(2000)}
    flows = linked(files)
    assert flows["0.xml"].role is Role.ENTRY
    assert flows["1999.xml"].role is Role.MODULE
