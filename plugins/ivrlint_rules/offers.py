"""What a menu offers: its keys in the order in which they are told, and what each is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field
from itertools import islice
from typing import Final

from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.lean import dataclass
from ivrlint.model import Exit, Menu, Prompt, Set, Turn
from ivrlint.regex import pattern
from ivrlint.text import Text, Variable, Words
from ivrlint.words import Clause, clauses, clauses_of
from ivrlint_rules.announcements import said_before
from ivrlint_rules.hearing import prompts_of, saying
from ivrlint_rules.judgement import asks, is_tagged
from ivrlint_rules.keys import singles

_FARTHEST: Final = 1000
"""Steps before a menu that are looked at."""
_LANGUAGE: Final = pattern(
    r"lang|locale|idioma|sprache|(?<!be)taal|(?<!in)voice(?!mail)", re.IGNORECASE
)
"""What is in the names that systems give to a caller's language, but for invoices and payments."""
_PLACEHOLDER: Final = pattern(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Offer:
    """A key that is told, by a clause; `option` is what it does, None where it does nothing.

    `alone`: the clause tells this key and no other.
    """

    key: str
    clause: Clause
    option: Exit | None
    alone: bool

    def belongs(self, menu: Menu, *families: str) -> bool:
        """Whether what is said of it, or its label, belongs to one of these families."""
        if self.alone and any(family in self.clause.families for family in families):
            return True
        return self.option is not None and is_labelled(menu, self.option, *families)


@dataclass(slots=True)
class Offers:
    """What callers hear at a menu the first time: what is said before it (`before`), and its
    own prompts (`own`), with the keys that these tell, each once, in their order.

    Where the menu itself tells no key, the keys are those that are told just
    before it. `known`: no prompt of these is without known words. `fixed`: none
    of them, and no option, depends on a condition.
    """

    before: list[Prompt] = field(default_factory=list)
    own: list[Prompt] = field(default_factory=list)
    told: list[Offer] = field(default_factory=list)
    known: bool = True
    fixed: bool = True

    @property
    def alone(self) -> Iterator[Offer]:
        """Those that have a clause of their own."""
        return (offer for offer in self.told if offer.alone)


def offers_of(menu: Menu) -> Offers:
    """What callers are offered at a menu, the first time that they hear it."""
    remembered = menu.flow.document.project.remembered
    key = ("offers", id(menu))
    if key not in remembered:
        remembered[key] = _offers(menu)
    found: Offers = remembered[key]
    return found


def _offers(menu: Menu) -> Offers:
    options: dict[str, Exit] = {}
    for option in (*menu.options, *menu.flow.options):
        for key in singles(option.key) if option.key is not None else ():
            options.setdefault(key, option)
    found = Offers(own=[prompt for prompt in menu.prompts if prompt.turn is Turn.FIRST])
    found.told = list(_told(found.own, options))
    found.before = said_before(menu)
    heard = found.own
    if not found.told:
        found.told = list(_told(found.before, options))
        heard = [*found.before, *found.own]
    found.known = all(map(_says_all, heard))
    found.fixed = all(prompt.condition is None for prompt in heard) and all(
        option.condition is None for option in menu.options
    )
    return found


def _told(prompts: Iterable[Prompt], options: dict[str, Exit]) -> Iterator[Offer]:
    seen: set[str] = set()
    for prompt in prompts:
        for clause in clauses(prompt):
            alone = sum(len(announced.keys) for announced in clause.keys) == 1
            for announced in clause.keys:
                for key in announced.keys:
                    if key not in seen:
                        seen.add(key)
                        yield Offer(key, clause, options.get(key), alone)


def _says_all(prompt: Prompt) -> bool:
    """Whether the words of a prompt are known, but for what is filled in amid other words."""
    text = prompt.text
    if text is None:
        return False
    if not any(isinstance(piece, Variable) for piece in text.pieces):
        return not text.plain.strip() or bool(clauses(prompt))
    found = clauses(prompt)
    return bool(found) and all(re.search(r"\w", _without_variables(c.text)) for c in found)


def _without_variables(words: str) -> str:
    return _PLACEHOLDER.sub("", words)


def is_filled_in(clause: Clause) -> bool:
    """Whether a part of it is filled in during the call, such as a line of a list of results."""
    return _PLACEHOLDER.search(clause.text) is not None


def is_labelled(menu: Menu, option: Exit, *families: str) -> bool:
    """Whether the label of an option, or the word that is said for it, tells one of these."""
    flow = menu.flow
    names = [option.label] if option.label is not None else []
    if option.word is not None:
        names.append(Text.of([Words(option.word, option.place)]))
    return any(
        family in clause.families
        for name in names
        for clause in clauses_of(name, flow.spoken_language, flow.document.project)
        for family in families
    )


def is_language_choice(menu: Menu) -> bool:
    """Whether callers choose their language at a menu.

    It is said in several languages, or most of its options set one, or are announced for one.
    """
    remembered = menu.flow.document.project.remembered
    key = ("language choice", id(menu))
    if key not in remembered:
        remembered[key] = _is_language_choice(menu)
    found: bool = remembered[key]
    return found


def offers_language(menu: Menu) -> bool:
    """Whether a language can be chosen at a menu, perhaps beside other things."""
    return is_tagged(menu, "language-choice") or any(
        True for _ in saying(prompts_of(menu), "language-choice")
    )


def _is_language_choice(menu: Menu) -> bool:
    if is_tagged(menu, "language-choice"):
        return True
    spoken = {
        prompt.language.partition("-")[0].lower() for prompt in menu.prompts if prompt.language
    }
    edges = [edge for edge in menu.flow.graph.whole.edges(menu) if edge.is_input]
    if len(spoken) > 1 or sum(map(_sets_language, edges)) > len(edges) / 2:
        return True
    told = offers_of(menu).told
    return sum(offer.belongs(menu, "language-choice") for offer in told) > len(told) / 2


def _sets_language(edge: Edge) -> bool:
    """Whether a language is set just after an option."""
    step, seen = edge.step, StepSet()
    while isinstance(step, Set) and seen.add(step):
        names = (step.shown_name, *(datum.name for datum in step.writes))
        if any(map(_LANGUAGE.search, names)):
            return True
        edges = step.flow.graph.whole.edges(step)
        step = edges[0].step if len(edges) == 1 else None
    return False


def is_topical(menu: Menu) -> bool:
    """Whether a menu asks what the call is about: no choice of a language, no yes or no."""
    remembered = menu.flow.document.project.remembered
    key = ("topical", id(menu))
    if key not in remembered:
        asked = asks(menu) and menu.waits and "yes-no" not in menu.tags
        remembered[key] = asked and not is_language_choice(menu)
    found: bool = remembered[key]
    return found


def is_after(graph: Graph, menu: Menu, count: int) -> bool:
    """Whether every customer who comes to a menu has passed so many topical menus before it."""
    passed = 0
    for step in islice(graph.dominators(menu), 1, _FARTHEST):
        passed += isinstance(step, Menu) and is_topical(step)
        if passed >= count:
            return True
    return False
