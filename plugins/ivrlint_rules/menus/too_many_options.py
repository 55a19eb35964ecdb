"""The rule `too-many-options`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.model import Channel, Menu, Role
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import is_tagged
from ivrlint_rules.keys import is_key
from ivrlint_rules.offers import is_after, is_filled_in, is_language_choice, offers_of

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE, Role.OUTBOUND, Role.WAITING})


@rule("warning", since="0.1", implies=["prompt-too-long"])
def too_many_options(menu: Menu, *, max: int = 5, max_top: int = 5) -> Findings:  # noqa: A002
    """A menu that lists more choices than people will sit through.

    Callers have to keep the best choice so far in mind while they listen for a
    better one, and pay with time for every choice that is not theirs.

    The rule counts the keys that are told; where the words of a menu are not
    known, the single keys that it binds. Service keys (`0`,
    `*`, `#`, and a `9` that stands apart from the row) do not count. It is
    silent about menus tagged `expert`, about choices of a language, where each
    caller waits for his own, about lists that are filled in during the call,
    about options under a condition, and about what only the company's own
    phones reach. Splitting a menu is seldom the remedy: more layers were found
    to cost callers more than more options whose names are clear.

    Source: Avaya's help on menus (four to five options), the Irish toolkit for
    public services (four), a manual of AT&T (five); Portuguese law sets five
    for the first menu. Against small numbers speak Commarford and others
    (2008), Huguenard and others (1997), and Suhm and others: broad menus did
    as well as deep ones or better.

    Options:

        max (options): How many a menu may offer.
        max-top (options): How many the first menu of a call may offer.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {  //! offers 6 choices, more than 5
                say "For sales, press 1. For delivery, press 2. For a fault, press 3."
                say "For an invoice, press 4. For a complaint, press 5. For the press, press 6."
                key 1-6 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For delivery, press 2. For a fault, press 3."
                say "For an invoice, press 4. For anything else, press 5. To go back, press 9."
                key 1-5 -> agents
                key 9 -> main
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad (freeswitch):

        <include>
          <menu name="main" greet-long="main.wav" timeout="8000">  <!--! offers 6 choices -->
            <entry action="menu-exec-app" digits="1" param="transfer 1001 XML default"/>
            <entry action="menu-exec-app" digits="2" param="transfer 1002 XML default"/>
            <entry action="menu-exec-app" digits="3" param="transfer 1003 XML default"/>
            <entry action="menu-exec-app" digits="4" param="transfer 1004 XML default"/>
            <entry action="menu-exec-app" digits="5" param="transfer 1005 XML default"/>
            <entry action="menu-exec-app" digits="6" param="transfer 1006 XML default"/>
            <entry action="menu-top" digits="9"/>
          </menu>
        </include>
    """
    flow = menu.flow
    if flow.channel is not Channel.PHONE or flow.role not in _ROLES or not menu.waits:
        return
    if menu.timeout == 0 or is_tagged(menu, "expert"):
        return
    offers = offers_of(menu)
    told = [
        offer.key
        for offer in offers.told
        if not is_filled_in(offer.clause)
        and (offer.option is None or offer.option.condition is None)
    ]
    keys = _topical(told if offers.told else _bound(menu))
    if len(keys) <= min(max, max_top):
        return
    most = max if is_after(flow.graph.whole, menu, 1) else max_top
    if len(keys) <= most or is_language_choice(menu):
        return
    over = keys[most]
    yield Finding(
        menu,
        f"{menu.shown_name!r} offers {len(keys)} choices, more than {most}: name them so that"
        " callers know theirs at once, or leave some out; a split into more layers costs more",
        related=[
            Related(offer.clause, f"choice {most + 1}")
            for offer in offers.told
            if offer.key == over
        ],
    )


def _bound(menu: Menu) -> list[str]:
    """The single keys that its options are bound to, in their order."""
    keys = {option.key for option in menu.options if option.condition is None}
    return sorted(key for key in keys if key is not None and is_key(key))


def _topical(keys: Iterable[str]) -> list[str]:
    """Those that are no service keys; 9 is one where the keys before it are not all taken."""
    row = [key for key in keys if key.isdigit() and key != "0"]
    return row if {"8", "9"} <= set(row) else [key for key in row if key != "9"]
