"""Lists in what a chat writes, and the numbers that its menus take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ivrlint.places import Source
from ivrlint.text import Text, Words
from ivrlint_rules.numbered import numbered_list

if TYPE_CHECKING:
    from collections.abc import Callable

    Judge = Callable[..., list[tuple[int, str]]]


def text(plain: str) -> Text:
    return Text((Words(plain, Source("chat.txt", plain).place(0, len(plain))),))


@pytest.mark.parametrize(
    ("plain", "answers"),
    [
        ("Choose:\n1 - Tickets\n2 - Invoices", ["1", "2"]),
        ("Escolha:\n\n*1* - Sim\n*2* - Não\n*** - Voltar", ["1", "2", "*"]),
        ("1. Tickets\n2. Invoices\n3. Something else", ["1", "2", "3"]),
        ("1\ufe0f\u20e3 Tickets\n2\ufe0f\u20e3 Invoices", ["1", "2"]),
        ("(1) Tickets\n(2) Invoices", ["1", "2"]),
        ("1 - Tickets, and nothing else", []),
        ("2 - Tickets\n3 - Invoices", []),
        ("1 - Ask\n2 - Pay\n\nOr:\n1 - Call\n2 - Write", []),
        ("We are open\n10:00-17:00 on weekdays\n11:00-15:00 on Saturdays", []),
        ("1.5 hours\n2.5 hours", []),
        ("*** - Good news\n* one\n* two", []),
    ],
)
def test_lists_are_numbered_from_one_on(plain: str, answers: list[str]) -> None:
    assert [entry.answer for entry in numbered_list(text(plain))] == answers


CHAT = """
    chat desk {
        menu main {
            say "Which one?\\n1 - Tickets\\n2 - Invoices\\n3 - Something else"
            word "%s" -> agents
            word "%s" -> agents
            nomatch -> main
        }
        queue agents { }
    }
    """


def test_a_number_of_the_list_that_no_option_takes(said_by: Judge) -> None:
    assert said_by("unbound-key", CHAT % ("1", "2-")) == [
        (4, "3 is announced, but 'main' binds only 1 and 2")
    ]


def test_a_chat_that_takes_words_needs_no_numbers(said_by: Judge) -> None:
    assert not said_by("unbound-key", CHAT % ("tickets", "invoices"))


def test_a_voice_that_counts_announces_no_keys(said_by: Judge) -> None:
    call = (CHAT % ("1", "2")).replace("chat desk", 'phone "+44 20 7946 0100"')
    assert not said_by("unbound-key", call)
