"""What customers come for: to cancel, to complain, to buy, about a fault, in an emergency.

What is declared counts (the tags of these names, and the value `intent`); else
the words do, by the phrase families of the same names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ivrlint.graph import Edge
from ivrlint.model import Exit, Flow, Menu, Page, Project, Reply, Step
from ivrlint.text import Text
from ivrlint.words import Clause, clauses, clauses_of
from ivrlint_rules.hearing import prompts_of

KNOWN: Final = ("cancel", "complaint", "buy", "fault", "emergency")
"""The intents that have words; others can be declared."""

Intents = frozenset[str]

_BARE: Final = 4
"""Words of a clause that only tells the key: "then press 2"."""


def declared(thing: Step | Exit | Flow | Page | Reply) -> Intents:
    """What is declared about a thing itself."""
    named = [word for name, value in thing.values if name == "intent" for word in value.split(",")]
    return frozenset(word.strip() for word in named if word.strip()).union(
        tag for tag in thing.tags if tag in KNOWN
    )


def of_option(step: Step, option: Exit) -> Intents:
    """What callers choose an option for: as declared, by its label, by what announces it."""
    found = declared(option)
    if not found and option.label is not None:
        found = said_in(option.label, step.flow.spoken_language, step.flow.document.project)
    if not found and isinstance(step, Menu):
        found = _of_clauses(_announcing(step).get(option.key or option.word or "", ()))
    return found


def of_edge(edge: Edge) -> Intents:
    """What a caller wants who goes this way; nothing for ways that are no options."""
    if edge.exit is None or not edge.exit.is_input:
        return frozenset()
    return of_option(edge.source, edge.exit)


def of_step(step: Step) -> Intents:
    """What is declared about a step, else about its flow."""
    return declared(step) or declared(step.flow)


def of_reply(reply: Reply) -> Intents:
    """What an automatic message is about: as declared, else by its subject."""
    found = declared(reply)
    if not found and isinstance(reply.subject, Text):
        found = said_in(reply.subject, reply.spoken_language, reply.document.project)
    return found


def said_in(text: Text, language: str | None, project: Project) -> Intents:
    """What a text is about, by its words."""
    return _of_clauses(clauses_of(text, language, project))


def _of_clauses(said: Iterable[Clause]) -> Intents:
    return frozenset(name for clause in said for name in KNOWN if name in clause.families)


def _announcing(menu: Menu) -> Mapping[str, Sequence[Clause]]:
    """The clauses that tell the keys and the words of a menu, by key and by word.

    "Is your internet not working? Press 2." tells the matter in the sentence before.
    """
    remembered = menu.flow.document.project.remembered
    key = ("announcing", id(menu))
    if key not in remembered:
        remembered[key] = _clauses_by_choice(menu)
    found: Mapping[str, Sequence[Clause]] = remembered[key]
    return found


def _clauses_by_choice(menu: Menu) -> Mapping[str, Sequence[Clause]]:
    found: dict[str, list[Clause]] = {}
    for prompt in prompts_of(menu):
        before: Clause | None = None
        for clause in clauses(prompt):
            choices = [*(key for told in clause.keys for key in told.keys), *clause.words]
            for choice in choices:
                found.setdefault(choice, []).append(clause)
                if before is not None and len(clause.text.split()) <= _BARE:
                    found[choice].append(before)
            before = None if choices else clause
    return found
