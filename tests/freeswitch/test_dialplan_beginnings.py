"""Where customers begin in a dialplan, and what is only for the company's own phones."""

from __future__ import annotations

import pytest

from ivrlint.model import Role


def context(name: str, *extensions: tuple[str, str]) -> str:
    made = "".join(
        f'<extension name="e{number}"><condition field="destination_number" '
        f'expression="{expression}">{actions}</condition></extension>'
        for number, (expression, actions) in enumerate(extensions, start=1)
    )
    return f'<include><context name="{name}">{made}</context></include>'


def act(*actions: str) -> str:
    return "".join(
        f'<action application="{one.partition(" ")[0]}" data="{one.partition(" ")[2]}"/>'
        for one in actions
    )


PLAYS = act("playback hello.wav", "hangup")
RINGS = act("bridge user/100")
ASKS = act("callcenter help@default")


def test_customers_call_the_numbers_of_a_public_context(whole) -> None:
    met = whole(
        dialplan__public=context("public", ("^31885550100$", PLAYS), ("^10$", RINGS)),
        dialplan__default=context("default", ("^20$", ASKS)),
    )
    public = met.flow("public")
    assert (public.role, public.entries) == (Role.ENTRY, ("e1,2", "e2,2"))
    assert public.numbers == ("31885550100",)
    default = met.flow("default")
    assert (default.role, default.entries) == (Role.INTERNAL, ())


def test_an_extension_that_others_lead_to_is_no_beginning(whole) -> None:
    met = whole(
        dialplan__public=context(
            "public",
            ("^31885550100$", act("playback hello.wav", "transfer 10")),
            ("^10$", PLAYS),
            ("^sales$", PLAYS),
        )
    )
    assert met.flow("public").entries == ("e1,2",)


def test_a_whole_phone_number_is_called_from_outside_in_any_context(whole) -> None:
    met = whole(dialplan__default=context("default", (r"^\+?31885550100$", PLAYS), ("^10$", RINGS)))
    default = met.flow("default")
    assert (default.role, default.entries) == (Role.ENTRY, ("e1,2",))


@pytest.mark.parametrize(
    ("name", "actions", "role"),
    [
        ("shop", ASKS, Role.ENTRY),
        ("shop", RINGS, Role.INTERNAL),
        ("shop", PLAYS, Role.INTERNAL),
        ("features", ASKS, Role.INTERNAL),
        ("outbound", ASKS, Role.INTERNAL),
        ("from-trunk", RINGS, Role.ENTRY),
        ("inbound_calls", RINGS, Role.ENTRY),
    ],
)
def test_a_short_number_is_a_beginning_where_it_leads_into_a_queue(
    whole, name, actions, role
) -> None:
    assert whole(dialplan__one=context(name, ("^20$", actions))).flow(name).role is role


def test_a_context_that_is_only_run_and_comes_back_is_a_module(whole) -> None:
    met = whole(
        dialplan__public=context(
            "public", ("^31885550100$", act("execute_extension jingle XML jingles", "hangup"))
        ),
        dialplan__jingles=context("jingles", ("^jingle$", act("playback jingle.wav"))),
    )
    assert met.flow("jingles").role is Role.MODULE


def test_a_number_that_another_extension_takes_first_is_no_beginning(whole) -> None:
    met = whole(dialplan__public=context("public", ("^3188.*$", PLAYS), ("^31885550100$", PLAYS)))
    assert met.flow("public").entries == ("e1,2",)
