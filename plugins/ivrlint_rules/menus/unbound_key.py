"""The rule `unbound-key`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.model import Channel, Exit, Menu, Unresolved
from ivrlint.places import Place
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause
from ivrlint_rules.announcements import Announced, announced_at
from ivrlint_rules.judgement import listed
from ivrlint_rules.keys import bound, first_keys, is_key, takes_more
from ivrlint_rules.numbered import numbered_list
from ivrlint_rules.soundness import is_whole

_DIGITS = frozenset("0123456789")


@rule("error", since="0.1", implies=["unannounced-key"])
def unbound_key(menu: Menu) -> Findings:
    """The prompt announces a key or a word that the menu does not bind.

    The caller does as told, and hears that it was wrong, or nothing.

    Compared are the keys and ranges of keys that the words of the menu (or of
    what is said just before it) announce, and the options of the menu and of
    the whole flow. Announced words are compared where options are words; one
    that is part of an option's words is bound. In chats, the numbers of a list
    ("1 - Tickets") are compared where options are numbers. It is silent where it is not
    known what is said, where the file does not show all options, and where an
    option takes longer codes that may begin with the key.

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
    if not menu.waits or not is_whole(menu):
        return
    announced = announced_at(menu)
    if menu.keys is not False:
        yield from _unbound_keys(menu, options, announced)
    yield from _unbound_words(menu, options, announced)
    if menu.flow.channel is Channel.CHAT:
        yield from _unbound_numbers(menu, options)


def _unbound_keys(menu: Menu, options: Sequence[Exit], announced: Announced) -> Findings:
    pressed = bound(option.key for option in options)
    longer = frozenset[str]().union(
        *(first_keys(option.key) for option in options if option.key and takes_more(option.key))
    )
    if longer >= _DIGITS:
        yield Skipped(menu, "one of its options takes codes that may begin with any key")
        return
    known = pressed | longer
    if isinstance(menu.terminator, str):
        known |= {menu.terminator}
    hidden = [
        option for option in menu.options if is_key(option.key) and option.key not in announced.keys
    ]
    for clause, keys in announced.clauses:
        unbound = [key for key in dict.fromkeys(keys) if len(key) == 1 and key not in known]
        if unbound:
            what = "key" if len(unbound) == 1 else "keys"
            yield _finding(menu, clause, what, unbound, sorted(pressed), hidden)


def _unbound_words(menu: Menu, options: Sequence[Exit], announced: Announced) -> Findings:
    spoken = {option.word: option for option in options if option.word}
    if not spoken:
        return
    known = [
        _words(f"{word} {option.label.plain if option.label else ''}")
        for word, option in spoken.items()
    ]
    for clause in announced.words:
        unbound = [
            word
            for word in dict.fromkeys(clause.words)
            if not any(_words(word) <= each or each <= _words(word) for each in known)
        ]
        if unbound:
            yield _finding(menu, clause, "", map(repr, unbound), map(repr, spoken), ())


def _unbound_numbers(menu: Menu, options: Iterable[Exit]) -> Findings:
    """Lines of a list of which no option takes the number."""
    answers = (re.match(r"\W*?(\d{1,2}\b|\*)", one.key or one.word or "") for one in options)
    known = {answer[1] for answer in answers if answer}
    if not known - {"*"}:
        return
    for prompt in menu.prompts:
        entries = numbered_list(prompt.text) if prompt.text is not None else []
        unbound = [entry for entry in entries if entry.answer not in known]
        if unbound:
            told = dict.fromkeys(entry.answer for entry in unbound)
            yield _finding(menu, unbound[0].place, "", told, sorted(known), ())


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _finding(
    menu: Menu,
    at: Clause | Place,
    what: str,
    unbound: Iterable[str],
    known: Iterable[str],
    hidden: Iterable[Exit],
) -> Finding:
    unbound, known = list(unbound), list(known)
    verb = "is" if len(unbound) == 1 else "are"
    binds = f"binds only {listed(known)}" if known else "binds no key"
    return Finding(
        at,
        f"{what} {listed(unbound)} {verb} announced, but {menu.shown_name!r} {binds}".lstrip(),
        related=[
            Related(menu, "the menu that callers are in"),
            *(Related(option, "bound, but not announced") for option in hidden),
        ],
    )
