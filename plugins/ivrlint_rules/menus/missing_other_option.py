"""The rule `missing-other-option`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related, Skipped
from ivrlint.graph import Edge, Graph
from ivrlint.model import UNKNOWN, Channel, Menu, Project, Prompt, Role
from ivrlint.places import Place
from ivrlint.rule import Findings, rule
from ivrlint.text import Text
from ivrlint.words import sentence_for
from ivrlint_rules.beginnings import first_met
from ivrlint_rules.fixes.guiding import nearest_help
from ivrlint_rules.fixes.stating import is_plain
from ivrlint_rules.hearing import prompts_of
from ivrlint_rules.judgement import MISTAKES, answers, is_tagged, onwards
from ivrlint_rules.keys import bound
from ivrlint_rules.offers import Offer, is_after, is_labelled, is_topical, offers_of
from ivrlint_rules.soundness import is_whole

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE})
_FOR_ALL: Final = ("other-option", "human-offer")
_FARTHEST: Final = 1000
"""Steps before a menu that are looked at."""
_MOST: Final = 4
"""Options of a menu that bears one more."""
_FEWEST: Final = 3
"""Options of a menu of topics; two are a choice between this and that."""


@rule("warning", since="0.1", fix="unsafe")
def missing_other_option(project: Project, *, levels: int = 1) -> Findings:
    """A menu with no key for the problem that has no key.

    Menus are made for the normal case. Whoever has another one listens to all
    of it, presses some key, and is sent on from there; or gives up.

    The rule looks at the first menu of topics that customers meet: three options or
    more. It speaks where no option is for everything else, no option is for a
    person, and neither a service key, silence nor a wrong key leads to one. It is
    silent where not all is known that is said or offered, about open questions,
    choices of a language and menus tagged `yes-no`, `expert`, `info-only` or
    `screening`, and in flows where nobody answers at all, which `human-unreachable`
    tells.

    Source: a customer who listens whether his problem has a number of its own,
    and finds that menus are made for a normal case.

    Options:

        levels (menus): In how many menus after one another there has to be such a key.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {  //! no key is for anything else
                say "For sales, press 1. For delivery, press 2. For invoices, press 3."
                key 1-3 -> agents
                noinput -> goodbye
                nomatch -> goodbye
            }
            queue agents { }
            say goodbye { "We did not understand you. Goodbye." }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For delivery, press 2. For anything else, press 3."
                key 1-3 -> agents
                noinput -> goodbye
                nomatch -> goodbye
            }
            queue agents { }
            say goodbye { "We did not understand you. Goodbye." }
        }

    Bad (asterisk; files extensions.conf, queues.conf, our-sounds-en.txt):

        --- extensions.conf
        [main]
        exten => s,1,Set(CHANNEL(language)=en)
         same => n,Background(our/menu)  ;! no key is for anything else
         same => n,WaitExten(8)
        exten => _[1-3],1,Queue(desk,t,,,300)
        exten => i,1,Playback(our/goodbye)
        exten => t,1,Playback(our/goodbye)
        --- queues.conf
        [desk]
        member => PJSIP/100
        --- our-sounds-en.txt
        our/menu: For sales, press 1. For delivery, press 2. For invoices, press 3.
        our/goodbye: Goodbye.
    """
    graph = project.graph
    menus = [menu for menu in graph.steps_of(Menu) if _is_meant(menu)]
    if not menus:
        return
    firsts = {id(flow) for flow, begins in first_met(project) if begins is True}
    leads = graph.leads_to(answers, onwards)
    helped = graph.leads_to(answers)
    for menu in menus:
        told = offers_of(menu).told
        if sum(offer.key in "123456789" for offer in told) < _FEWEST:
            continue
        if not _begins_in(graph, menu, firsts) or helped(menu) is not True:
            continue
        if not is_topical(menu) or is_after(graph, menu, levels):
            continue
        if any(offer.belongs(menu, *_FOR_ALL) for offer in told) or any(
            is_labelled(menu, option, *_FOR_ALL) for option in menu.options
        ):
            continue
        ends = [UNKNOWN if e.step is None else leads(e.step) for e in _for_all(graph, menu)]
        if True in ends:
            continue
        if not offers_of(menu).known or UNKNOWN in ends:
            yield Skipped(menu, "it is not known what is said, or where its other ways lead")
            continue
        yield Finding(
            menu,
            f"no key is for anything else in {menu.shown_name!r}; give one to callers whose"
            " question is not among these, or let silence lead to a person",
            related=[Related(told[-1].clause, "the last of its options")],
            fix=_fix(menu, told),
        )


def _is_meant(menu: Menu) -> bool:
    return (
        menu.flow.channel is Channel.PHONE
        and menu.flow.role in _ROLES
        and menu.complete
        and menu.waits
        and not is_tagged(menu, "yes-no", "expert", "info-only", "screening")
        and is_whole(menu)
    )


def _begins_in(graph: Graph, menu: Menu, firsts: set[int]) -> bool:
    """Whether customers begin in the menu's flow, or come to it from one where they do."""
    if id(menu.flow) in firsts:
        return graph.is_reached_by_customers(menu)
    before = islice(graph.dominators(menu), 1, _FARTHEST)
    return any(id(step.flow) in firsts for step in before)


def _for_all(graph: Graph, menu: Menu) -> Iterator[Edge]:
    """The ways that are there for everybody: service keys, silence, wrong keys."""
    for edge in graph.edges(menu):
        exit_ = edge.exit
        if exit_ is not None and (exit_.cause in MISTAKES or exit_.key in {"0", "*", "#"}):
            yield edge


def _fix(menu: Menu, told: Sequence[Offer]) -> Fix | None:
    """The fix that gives the next key to everything else, and leads it to the nearest person.

    None where the keys are not told from 1 on in one text of one language, or the next is taken.
    """
    row = [offer for offer in told if offer.key in "123456789"]
    person = nearest_help(menu)
    if menu.flow.document.format != "ivr" or person is None or not is_plain(person.name):
        return None
    key = str(len(row) + 1)
    taken = bound(option.key for option in (*menu.options, *menu.flow.options))
    if [offer.key for offer in row] != [str(at) for at in range(1, len(row) + 1)]:
        return None
    if len(row) > _MOST or key in taken or any(offer.option is None for offer in row):
        return None
    said, bind = _told(menu, row[-1], key), _bound(menu, f"key {key} -> {person.name}")
    if said is None or bind is None:
        return None
    return Fix(f"let {key} lead to {person.shown_name!r}", (said, bind))


def _told(menu: Menu, last: Offer, key: str) -> Edit | None:
    """The edit that tells the key after the last of the others, where a sentence ends with it."""
    prompts = list(prompts_of(menu))
    own = [prompt for prompt in prompts if _says(prompt, last)]
    if len(own) != 1 or len({prompt.spoken_language for prompt in prompts}) > 1:
        return None
    text = own[0].content
    sentence = sentence_for("other-option", own[0].spoken_language, menu.flow.document.project)
    if sentence is None or not isinstance(text, Text):
        return None
    end = last.clause.start + len(last.clause.text)
    if text.plain[end - 1 : end] != "." or text.plain[end : end + 1].strip():
        return None
    place = text.part(end - 1, end)
    if place.text != ".":
        return None
    return Edit(Place(place.source, place.end, place.end), f" {sentence.replace('9', key)}")


def _says(prompt: Prompt, offer: Offer) -> bool:
    text = prompt.content
    start = offer.clause.start
    return (
        isinstance(text, Text)
        and text.plain[start : start + len(offer.clause.text)] == offer.clause.text
        and text.part(start, start + 1).start == offer.clause.place.start
    )


def _bound(menu: Menu, statement: str) -> Edit | None:
    """The edit that adds an option after the last one, where that stands on a line of its own."""
    place = max((option.place for option in menu.options), key=lambda one: one.end)
    source, line = place.source, place.begin.line
    start = source.line_starts[line - 1]
    indent = source.text[start : place.start]
    rest = source.line_text(line)[place.end - start :]
    at = start + len(source.line_text(line))
    ending = source.text[at : source.line_starts[line]] if line < len(source.line_starts) else ""
    if indent.strip() or rest.strip() or not ending:
        return None
    return Edit(Place(source, at, at), f"{ending}{indent}{statement}")
