"""The rule `overlapping-labels`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.lean import dataclass
from ivrlint.model import Menu, Page, Project
from ivrlint.places import Place
from ivrlint.rule import Findings, rule
from ivrlint.text import Text
from ivrlint.words import clauses_of
from ivrlint_rules.judgement import listed
from ivrlint_rules.offers import is_filled_in, offers_of

_LEAST_STEM: Final = 4
_ENDING: Final = 3
"""Letters in which two forms of a word may differ at their end."""
_FEWEST_SHARED: Final = 3
_MOST: Final = 40
"""Options that are compared with each other: real menus have a dozen."""


@dataclass(frozen=True, slots=True)
class _Label:
    """What an option is called: the words that tell what it is for, in their order."""

    shown: str
    place: Place
    words: tuple[str, ...]


@rule("info", since="0.1")
def overlapping_labels(project: Project, *, threshold: float = 0.6) -> Findings:
    """Two options of a menu, or two subjects of a form, sound like the same thing.

    Callers who fit both press the wrong one half of the time, and are passed on
    or sent back. Names that exclude one another help more than fewer options.

    The rule compares the words that tell what two options are for, forms of a
    word counted as one: it speaks where they have most words in common, or
    where all words of one stand in the other. Words that most options of the
    menu share tell nothing apart. Subjects of web forms are options too. It is
    silent where two options differ in one word (a new and an existing order, a
    call and a video call), about words that mean the same but are not spelt
    alike, about what is filled in during the call, and where the words or their
    language are not known.

    Source: the guidance of the Association for Conversational Interaction
    Design on phrasing menu options calls distinct names the most important
    rule, before the number of options; the W3C's accessibility notes on voice
    menus.

    Options:

        threshold (from 0 to 1): The share of common words, of all words of both, from which on
            it speaks.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            menu main {
                say "For a complaint about delivery, press 1. For repairs, press 2."
                say "For delivery, collection and complaints, press 3."  //! sounds like key 1
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
            menu main {
                say "For questions about a new order, press 1. For repairs, press 2."
                say "For questions about an existing order, press 3."
                key 1 -> agents
                key 2 -> agents
                key 3 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad:

        page contact {
            kind form
            language en
            subject "My parcel: delivery"
            subject "Delivery of my parcel"  //! sounds like 'My parcel: delivery'
            subject "Sending something"
            subject "Something else" other
        }

    Bad (voicexml):

        <vxml version="2.1" xml:lang="en-GB">
          <menu>
            <prompt>
              For your ticket order, press 1.
              To order a ticket, press 2.  <!--! sounds like key 1 -->
            </prompt>
            <choice dtmf="1" next="#orders"/>
            <choice dtmf="2" next="#orders"/>
          </menu>
          <form id="orders"><block><disconnect/></block></form>
        </vxml>
    """
    for menu in project.graph.steps_of(Menu):
        yield from _overlaps(_labels(menu), threshold)
    for page in project.pages:
        yield from _overlaps(_subjects(page), threshold)


def _overlaps(named: Iterable[_Label], threshold: float) -> Iterator[Finding]:
    labels = list(islice(named, _MOST))
    shared = _shared_by_most(labels)
    for at, label in enumerate(labels):
        for other in labels[:at]:
            common = _common(label, other, shared, threshold)
            if common:
                yield Finding(
                    label.place,
                    f"{label.shown} sounds like {other.shown}: both are about"
                    f" {listed(repr(word) for word in common)}; say what sets them apart",
                    related=[Related(other.place, other.shown)],
                )
                break


def _labels(menu: Menu) -> Iterator[_Label]:
    """What the options are called by the clauses that tell their keys, else by their labels."""
    offers = offers_of(menu)
    for offer in offers.alone:
        if offer.clause.topic and not is_filled_in(offer.clause):
            yield _Label(f"key {offer.key}", offer.clause.place, offer.clause.topic)
    flow = menu.flow
    for option in menu.options if not offers.told else ():
        if option.key is not None and option.label:
            words = _topic(option.label, flow.spoken_language, flow.document.project)
            if words:
                yield _Label(f"key {option.key}", option.label.place, words)


def _subjects(page: Page) -> Iterator[_Label]:
    """The subjects that a form lets its readers choose from."""
    for subject in page.subjects:
        words = _topic(subject.text, page.spoken_language, page.document.project)
        if words and not subject.other:
            yield _Label(repr(subject.text.plain), subject.place, words)


def _topic(text: Text, language: str | None, project: Project) -> tuple[str, ...]:
    return tuple(word for clause in clauses_of(text, language, project) for word in clause.topic)


def _shared_by_most(labels: Sequence[_Label]) -> frozenset[str]:
    """Words that three options have in common, and more than half of all."""
    count = Counter(word for label in labels for word in set(label.words))
    return frozenset(
        word for word, times in count.items() if times > max(len(labels) / 2, _FEWEST_SHARED - 1)
    )


def _common(
    label: _Label, other: _Label, shared: frozenset[str], threshold: float
) -> Sequence[str]:
    """The words that two options have in common, if these are most of them, or all of one."""
    words, others = _different(label.words, shared), _different(other.words, shared)
    common = [word for word in words if any(_is_same(word, each) for each in others)]
    if not common or _is_contrast(label.words, other.words):
        return ()
    fewest, all_words = min(len(words), len(others)), len(words) + len(others) - len(common)
    contains = len(common) == fewest and min(len(label.words), len(other.words)) > 1
    return common if contains or len(common) >= threshold * all_words else ()


def _different(words: Iterable[str], shared: frozenset[str]) -> list[str]:
    """Each word once, in their order, without those that are shared and forms of one before."""
    found: list[str] = []
    for word in words:
        if word not in shared and not any(_is_same(word, each) for each in found):
            found.append(word)
    return found


def _is_contrast(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one word is put in the place of another, or added, and all the rest is the same."""
    short, long = sorted((words, others), key=len)
    if len(long) - len(short) > 1:
        return False
    begin = sum(1 for _ in takewhile(_is_pair, zip(short, long, strict=False)))
    end = sum(1 for _ in takewhile(_is_pair, zip(reversed(short), reversed(long), strict=False)))
    return begin < len(long) and begin + end >= len(long) - 1


def _is_pair(words: tuple[str, str]) -> bool:
    return _is_same(*words)


def _is_same(word: str, other: str) -> bool:
    """Whether they are the same word, or forms of it: they differ in a few letters at the end."""
    stem = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False))
    )
    return word == other or (stem >= _LEAST_STEM and max(len(word), len(other)) - stem <= _ENDING)
