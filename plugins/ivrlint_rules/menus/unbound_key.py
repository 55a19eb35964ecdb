"""The rule `unbound-key`."""

from __future__ import annotations

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.model import Menu, Unresolved
from ivrlint.rule import Findings, rule
from ivrlint_rules.announcements import announced_at
from ivrlint_rules.judgement import listed
from ivrlint_rules.keys import bound, is_key, takes_more
from ivrlint_rules.soundness import is_whole


@rule("error", since="0.1", implies=["unannounced-key"])
def unbound_key(menu: Menu) -> Findings:
    """The prompt announces a key that the menu does not bind.

    The caller does as told, and hears that it was wrong, or nothing.

    Compared are the keys and ranges of keys that the words of the menu (or of
    what is said just before it) announce, and the options of the menu and of
    the whole flow. Announced words are compared where the menu binds words. It
    is silent where the words are not known, where the file does not show all
    options, and where an option takes longer codes that may begin with the key.

    Source: Avaya's help on menus; ITU-T F.902 lists prompts (6.3) as a subject.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For a fault, press 4."  //! 'main' binds only 1 and 2
                key 1 -> agents
                key 2 -> agents
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
                say "For sales, press 1. For service, press 2. For a fault, press 3."
                key 1 -> agents
                key 2 -> agents
                key 3 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }
    """
    options = (*menu.options, *menu.flow.options)
    if not menu.complete or any(
        isinstance(option.target, Unresolved) for option in menu.flow.options
    ):
        yield Skipped(menu, "the file does not show all its options")
        return
    if menu.keys is False or not menu.waits or not is_whole(menu):
        return
    pressed = bound(option.key for option in options)
    longer = {option.key[0] for option in options if option.key and takes_more(option.key)}
    if longer - set("0123456789*#"):
        yield Skipped(menu, "one of its options takes codes that may begin with any key")
        return
    known = pressed | longer
    if isinstance(menu.terminator, str):
        known |= {menu.terminator}
    announced = announced_at(menu)
    hidden = [
        option for option in menu.options if is_key(option.key) and option.key not in announced.keys
    ]
    for clause, keys in announced.clauses:
        unbound = [key for key in dict.fromkeys(keys) if len(key) == 1 and key not in known]
        if unbound:
            what = "key" if len(unbound) == 1 else "keys"
            verb = "is" if len(unbound) == 1 else "are"
            yield Finding(
                clause,
                f"{what} {listed(unbound)} {verb} announced, but {menu.shown_name!r}"
                f" {_binds(pressed)}",
                related=[
                    Related(menu, "the menu that callers are in"),
                    *(Related(option, "bound, but not announced") for option in hidden),
                ],
            )


def _binds(keys: frozenset[str]) -> str:
    return f"binds only {listed(sorted(keys))}" if keys else "binds no key"
