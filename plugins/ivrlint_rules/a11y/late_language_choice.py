"""The rule `late-language-choice`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pkgutil import get_data
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related, Skipped
from ivrlint.graph import Graph, StepSet
from ivrlint.model import Channel, Collect, Menu, Project, Prompt, Role, Step
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause, own_names
from ivrlint_rules.announcements import announced_at
from ivrlint_rules.hearing import prompts_of, saying
from ivrlint_rules.judgement import asks
from ivrlint_rules.offers import offers_language

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})
_MOST_PASSED: Final = 50
"""Steps before a menu that are looked at."""


@rule("warning", since="0.1", fix="unsafe")
def late_language_choice(project: Project) -> Findings:
    """You must understand one language to find another.

    Callers who do not speak the first language of the line hang up before the offer
    comes, or do not recognise it: "for Spanish, press 2" says nothing to somebody
    who knows no English.

    The rule speaks about a menu with keys for languages that every caller comes
    to only after another question, and about a language that is offered by a
    foreign name and nowhere at that menu by its own. It is silent where some
    way leads to the choice at once, where the words of the menu are not all
    known, and about lines whose callers are led to their language by a number
    or a profile, since they have no such menu.

    Source: the GetHuman standard (1-9); ETSI ES 202 076 has spoken commands in many
    languages as its subject; a customer who adds that even people who speak the
    language are lost.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For anything else, press 2."
                key 1 -> agents
                key 2 -> languages
                noinput -> agents
                nomatch -> agents
            }
            menu languages {  //! the choice of a language comes after 'main'
                say "For English, press 1. For Spanish, press 2. Para español, oprima dos."
                key 1 -> agents
                key 2 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> languages
            menu languages {
                say "For English, press 1. For Spanish, press 2."  //! nowhere by its own name
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
            start -> languages
            menu languages {
                say "For English, press 1."
                say "Para español, oprima dos." language es
                key 1 -> agents
                key 2 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad (twiml; files main.xml):

        --- main.xml
        <Response>
          <Gather numDigits="1" action="/chosen">
            <Say language="en-US">For English, press 1.</Say>
            <Say language="en-US">For French, press 2.</Say> <!--! nowhere by its own name -->
          </Gather>
        </Response>
    """
    graph = project.graph
    chosen = [menu for menu in graph.steps_of(Menu) if _is_choice(menu)]
    if not chosen:
        return
    languages = StepSet(chosen)
    for menu in chosen:
        before = _asked_before(graph, menu, languages)
        if before is not None:
            yield Finding(
                menu,
                f"the choice of a language comes after {before.shown_name!r}; offer it first",
                related=[Related(before, "this has to be understood before")],
                witness=graph.witness(menu),
            )
        yield from _foreign(menu)


def _is_choice(menu: Menu) -> bool:
    """Whether callers of the phone choose a language here."""
    if menu.flow.channel is not Channel.PHONE or menu.flow.role not in _ROLES:
        return False
    keyed = not menu.complete or any(option.key is not None for option in menu.options)
    if not keyed or not asks(menu):
        return False
    return offers_language(menu)


def _offers(menu: Menu) -> Iterator[tuple[Prompt, Clause]]:
    return saying(prompts_of(menu), "language-choice")


def _asked_before(graph: Graph, menu: Menu, languages: StepSet) -> Step | None:
    """The question that all callers have to answer before this menu; None where there is none."""
    if not graph.is_reached_by_customers(menu):
        return None
    asked = [
        step
        for step in islice(graph.dominators(menu), _MOST_PASSED)
        if step is not menu
        and isinstance(step, Menu | Collect)
        and step not in languages
        and asks(step)
    ]
    return asked[-1] if asked else None


def _foreign(menu: Menu) -> Findings:
    """The language that is offered by a foreign name only."""
    heard = list(prompts_of(menu))
    offers = [
        (prompt, clause) for prompt, clause in _offers(menu) if not _names_own(prompt, clause)
    ]
    named = [clause for _, clause in offers]
    if not named or any(map(_is_foreign, heard)) or len({_tag(one) for one in heard}) > 1:
        return
    if not announced_at(menu).known:
        yield Skipped(menu, "it is not known what is said here")
        return
    yield Finding(
        named[0],
        "a language is offered here, but nowhere by its own name;"
        " say it as those say it who speak it",
        fix=_fix(menu, offers),
    )


def _fix(menu: Menu, offers: list[tuple[Prompt, Clause]]) -> Fix | None:
    """The fix that names the languages as they call themselves; None where one is not known."""
    document = menu.flow.document
    edits: dict[Edit, None] = {}
    for prompt, clause in offers:
        names = own_names(prompt.spoken_language, document.project)
        words = [word for word in re.finditer(r"\w+", clause.text) if word[0].lower() in names]
        if document.format != "ivr" or prompt.text is None or len(words) != 1:
            return None
        start, end = words[0].span()
        if clause.text[start - 1 : start] in ("'", "’"):  # an article that fits this word only
            return None
        place = prompt.text.part(clause.start + start, clause.start + end)
        if place.text != words[0][0] or place.source is not document.source:
            return None
        edits[Edit(place, names[place.text.lower()])] = None
    return Fix("name each language as it calls itself", tuple(edits))


def _names_own(prompt: Prompt, clause: Clause) -> bool:
    """Whether the clause offers the language that it is in."""
    text = clause.text.casefold()
    return any(name in text for name in _names().get(_tag(prompt), ()))


def _is_foreign(prompt: Prompt) -> bool:
    """Whether a language is named by its own name within words of another."""
    text = prompt.text.plain.casefold() if prompt.text is not None else ""
    own = _tag(prompt)
    return any(name in text for tag, names in _names().items() if tag != own for name in names)


def _tag(prompt: Prompt) -> str:
    return (prompt.spoken_language or "").partition("-")[0].lower()


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """How languages call themselves, by their tags, from the data file beside this one."""
    data = get_data("ivrlint_rules.a11y", "languages.json")
    assert data is not None
    found: dict[str, list[str]] = json.loads(data)["names"]
    return {tag: tuple(names) for tag, names in found.items()}
