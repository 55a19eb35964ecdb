"""Which menus customers choose a topic in: no choice of a language, no yes or no, no codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.graph import Edge, Via
from ivrlint.model import Cause, Channel, Exit, Menu, Project, Role
from ivrlint_rules.customers import is_for_customers
from ivrlint_rules.hearing import is_survey
from ivrlint_rules.judgement import asks, by_itself, is_tagged
from ivrlint_rules.keys import is_key
from ivrlint_rules.offers import is_language_choice

_SERVICE_KEYS: Final = frozenset("0*#")

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})


def topical_menus(project: Project) -> list[Menu]:
    """The menus of the phone in which customers choose a topic; found out once.

    Not those of surveys, screened or merely informing lines, and of trained callers.
    """
    remembered = project.remembered
    if ("topical menus",) not in remembered:
        remembered[("topical menus",)] = list(_topical(project))
    found: list[Menu] = remembered[("topical menus",)]
    return found


def _topical(project: Project) -> Iterator[Menu]:
    for menu in project.graph.steps_of(Menu):
        if not _may_be(menu) or not is_for_customers(menu):
            continue
        if not is_survey(menu.flow) and not is_language_choice(menu):
            yield menu


def _may_be(menu: Menu) -> bool:
    flow = menu.flow
    return (
        flow.channel is Channel.PHONE
        and flow.role in _ROLES
        and asks(menu)
        and not is_tagged(menu, "yes-no", "language-choice", "expert", "screening", "info-only")
    )


def topics(menu: Menu) -> list[Exit]:
    """The options of a menu that lead to a topic, by a key or a word of their own.

    What leads back to the menu itself is none, nor what a service key does.
    """
    found: list[Exit] = []
    for edge in menu.flow.graph.whole.edges(menu):
        exit_ = edge.exit
        if exit_ is None or edge.step is menu or edge.via is Via.GLOBAL:
            continue
        pressed = is_key(exit_.key) and exit_.key not in _SERVICE_KEYS
        if pressed or (exit_.cause is Cause.WORD and exit_.word is not None):
            found.append(exit_)
    return found


def straight(edge: Edge) -> bool:
    """Whether a call goes this way without another question."""
    return by_itself(edge) and not asks(edge.source)
