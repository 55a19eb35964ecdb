"""The rule `unreachable-option`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ivrlint.finding import Finding, Related, Severity
from ivrlint.model import Cause, Exit, Flow, Menu
from ivrlint.places import Place
from ivrlint.rule import Findings, rule
from ivrlint_rules.keys import Taken, is_code, is_key


@rule("error", since="0.1", implies=["unannounced-key"])
def unreachable_option(flow: Flow) -> Findings:
    """An option that no key press can select.

    The caller presses what the voice says, and something else happens. The
    problem "has no number of its own".

    Such options are: two on the same key or word; one behind an earlier option
    whose range of keys holds it; a code that is longer than the menu reads; the
    key that ends the entry; a key in a menu that takes only speech; all of a
    menu that goes on without waiting. Options are tried in their order. It is
    silent where a condition guards one of two equal options. Where one key
    begins a longer code, the pause between keys tells them apart, and the rule
    only informs.

    Source: a customer who waits to hear "if your problem has a number of its
    own too"; Avaya's help on menus.

    Bad:

        menu main {
            say "For sales, press 1. For service, press 2. For a fault, press 2."
            key 1 -> agents
            key 2 -> agents
            key 2 -> faults  //! key 2 is already bound
            noinput -> agents
            nomatch -> agents
        }
        queue agents { }
        queue faults { }

    Good:

        menu main {
            say "For sales, press 1. For service, press 2. For a fault, press 3."
            key 1 -> agents
            key 2 -> agents
            key 3 -> faults
            noinput -> agents
            nomatch -> agents
        }
        queue agents { }
        queue faults { }
    """
    told: set[tuple[Place, str]] = set()
    for menu in flow.steps:
        if isinstance(menu, Menu):
            for finding in _of(menu):
                # Menus of a dialplan's context share their options.
                if (finding.place, finding.message) not in told:
                    told.add((finding.place, finding.message))
                    yield finding


def _of(menu: Menu) -> Iterator[Finding]:
    options = menu.options
    if not menu.waits and options:
        yield Finding(
            menu,
            f"{menu.shown_name!r} does not wait for input: none of its"
            f" {len(options)} options can be chosen",
        )
        return
    earlier = Taken[Exit]()
    words: dict[str, Exit] = {}
    for option in options:
        yield from _excluded(menu, option)
        if option.condition is None:
            yield from _shadowed(option, earlier, words)
            if option.key is not None:
                earlier.add(option.key, option)
            if option.word is not None:
                words.setdefault(option.word.casefold(), option)
    yield from _prefixes(menu, options)


def _excluded(menu: Menu, option: Exit) -> Iterator[Finding]:
    """Options that the input settings of the menu rule out."""
    key = option.key
    if option.cause is Cause.WORD:
        if menu.speech is False and menu.flow.channel == "phone":
            yield Finding(option, f"{menu.shown_name!r} takes no speech, so nobody can say it")
    elif key is None:
        return
    elif menu.keys is False:
        yield Finding(option, f"{menu.shown_name!r} takes no keys, so nobody can press {key}")
    elif menu.terminator == key and key in {"#", "*"} and menu.longest != 1:
        yield Finding(option, f"key {key} ends the entry, so it cannot choose an option")
    elif _is_too_long(menu, key):
        keys = "1 key" if menu.longest == 1 else f"{menu.longest} keys"
        yield Finding(
            option, f"{menu.shown_name!r} reads at most {keys}, so {key} cannot be chosen"
        )


def _is_too_long(menu: Menu, key: str) -> bool:
    return isinstance(menu.longest, int) and is_code(key) and len(key) > menu.longest


def _shadowed(option: Exit, earlier: Taken[Exit], words: Mapping[str, Exit]) -> Iterator[Finding]:
    """Options that an earlier one takes away."""
    other = earlier.by(option.key) if option.key is not None else None
    if other is not None:
        what = f"key {option.key} is already bound"
        if other.key != option.key:
            what = f"{what} by {other.key}"
    elif option.word is not None and option.word.casefold() in words:
        what, other = f"{option.word!r} is already bound", words[option.word.casefold()]
    else:
        return
    yield Finding(
        option,
        f"{what}: this option can never be chosen",
        related=[Related(other, "this one is chosen instead")],
    )


def _prefixes(menu: Menu, options: Sequence[Exit]) -> Iterator[Finding]:
    """Keys that are the beginning of a longer code."""
    single: dict[str, Exit] = {}
    for option in options:
        if option.key is not None and is_key(option.key):
            single.setdefault(option.key, option)
    if not single:
        return
    told = set()
    for option in options:
        key = option.key
        if key is None or not is_code(key) or len(key) == 1 or _is_too_long(menu, key):
            continue
        first = key[0]
        if first in single and first not in told:
            told.add(first)
            yield Finding(
                single[first],
                f"key {first} also begins the code {key}:"
                " only the pause between keys tells them apart",
                severity=Severity.INFO,
                related=[Related(option, "the longer code")],
            )
