"""The rule `unannounced-key`."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.model import Exit, Menu
from ivrlint.rule import Findings, rule
from ivrlint_rules.announcements import announced_at
from ivrlint_rules.judgement import is_tagged, listed
from ivrlint_rules.keys import is_key
from ivrlint_rules.soundness import is_whole


@rule("warning", since="0.1")
def unannounced_key(menu: Menu, *, service_keys: Sequence[str] = ("*", "#", "0", "9")) -> Findings:
    """A key works, but nobody tells the caller.

    Only insiders find it. Often it is left over from an older menu, or the
    prompt was shortened and the option forgotten.

    The rule compares the options on single keys with the keys that the words
    of the menu, or of what is said just before it, announce. It is silent
    where the words are not known (a recording without transcript, a language
    without words, a text filled in during the call), about options and menus
    tagged `silent`, about the conventional service keys, about longer codes,
    such as the extensions of employees, about keys that were announced before a
    mistake led back past the announcements, and about prompts that only listen
    for keys while they play: what follows them may announce the keys.

    Source: Avaya's help on menus; ITU-T F.902 lists prompts (6.3) as a subject.

    Options:

        service-keys: Keys that callers know without being told (repeat, back, operator).

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For service, press 2."
                key 1 -> agents
                key 2 -> agents
                key 3 -> agents  //! key 3 works, but only 1 and 2 are announced
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

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For service, press 2."
                key 1 -> agents
                key 2 -> agents
                noinput -> agents
                nomatch -> wrong
            }
            say wrong {
                "That is not one of the choices."
                next -> again
            }
            menu again {
                timeout 5s
                key 1 -> agents
                key 2 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }
    """
    if is_tagged(menu, "silent") or not menu.waits or menu.timeout == 0 or not is_whole(menu):
        return
    options = {
        option.key: option
        for option in menu.options
        if is_key(option.key) and option.key not in service_keys and _is_public(option)
    }
    if not options:
        return
    announced = announced_at(menu)
    told = announced.keys | announced.named | announced.earlier
    hidden = [option for key, option in options.items() if key not in told]
    if hidden and not announced.known:
        yield Skipped(menu, "it is not known what is said here")
        return
    if not told:
        if not announced.silent or menu.speech is not True:
            yield Finding(
                menu,
                f"{menu.shown_name!r} takes {listed(str(key) for key in options)},"
                " but no key is announced",
            )
        return
    for option in hidden:
        yield Finding(
            option,
            f"key {option.key} works, but only {listed(sorted(told))}"
            f" {'is' if len(told) == 1 else 'are'} announced",
            related=[
                Related(clause, "the announcements end here")
                for clause, _ in announced.clauses[-1:]
            ],
        )


def _is_public(option: Exit) -> bool:
    return "silent" not in option.tags and option.condition is None
