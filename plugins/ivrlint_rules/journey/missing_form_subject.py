"""The rule `missing-form-subject`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pkgutil import get_data
from typing import Final, NamedTuple

from ivrlint.finding import Edit, Finding, Fix, Related, Skipped
from ivrlint.model import Menu, Page, PageKind, Project, Subject
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint.words import clauses_of
from ivrlint_rules.journey.picture import Picture, picture_of

_WORD: Final = pattern(r"\w{4,}")
"""Words that tell a subject: short ones stand in every sentence."""
_STEM: Final = 5
_MOST: Final = 5
_MOST_TOPICS: Final = 500
_SERVICE: Final = frozenset({"0", "9", "*", "#"})
"""Keys for a person, to repeat, to go back: no topics."""


class _Topic(NamedTuple):
    words: str
    place: Place


@rule("warning", since="0.1", fix="unsafe")
def missing_form_subject(project: Project, *, similarity: float = 0.5) -> Findings:
    """No subject in the list of a form fits.

    The customer has to choose something that is not true to be allowed to write
    at all, and the message lands on the wrong desk.

    The rule speaks about a form with a list of two subjects or more, none of
    which takes anything: none is marked `other`, and none says so in its words.
    It names what people can choose on the phone or find among the questions and
    answers of the project, and not here. It is silent about forms with a single
    subject, which are for one purpose, where a text of the form tells of another
    way for all other questions, and in a language without words at hand.

    Source: a customer whose parcel had not come ("the subject had to be chosen
    from a list"), and who found nothing like "where is my parcel".

    Options:

        similarity (share): The words a subject shares with a topic, from 0 to 1, to count for it.

    Bad:

        page contact {  //! no subject takes what fits none of the 2
            kind form
            language en
            subject "When does my parcel come?"
            subject "Work with us"
            free-text
        }

    Good:

        page contact {
            kind form
            language en
            subject "When does my parcel come?"
            subject "Something else"
            free-text
        }
    """
    picture = picture_of(project)
    for page in picture.pages:
        subjects = page.subjects
        if page.kind is not PageKind.FORM or len(subjects) < 2 or _takes_anything(page):
            continue
        if not _is_understood(page):
            yield Skipped(page, "its language has no words at hand")
            continue
        missing = list(_without_subject(picture, page, similarity))
        told = f", such as {missing[0].words!r}" if missing else ""
        yield Finding(
            page,
            f"no subject takes what fits none of the {len(subjects)}{told};"
            " add one for anything else, with room to write",
            related=[Related(topic.place, "no subject is for this") for topic in missing[:_MOST]],
            fix=_fix(page, subjects[-1]),
        )


def _takes_anything(page: Page) -> bool:
    if any(subject.other for subject in page.subjects):
        return True
    texts = [*(subject.text for subject in page.subjects), *page.texts]
    return any(
        "other-option" in clause.families
        for text in texts
        for clause in clauses_of(text, page.spoken_language, page.document.project)
    )


def _is_understood(page: Page) -> bool:
    """Whether the words of its subjects are known: else one may say "other"."""
    project, language = page.document.project, page.spoken_language
    return any(clauses_of(subject.text, language, project) for subject in page.subjects)


def _without_subject(picture: Picture, page: Page, similarity: float) -> Iterator[_Topic]:
    """What people choose on the phone, or ask, that no subject is for."""
    known = [_stems(subject.text.plain) for subject in page.subjects]
    for topic in islice(_topics(picture), _MOST_TOPICS):
        stems = _stems(topic.words)
        if stems and not any(len(stems & other) >= similarity * len(stems) for other in known):
            yield topic


def _topics(picture: Picture) -> Iterator[_Topic]:
    """Titles of questions and answers, then labels of options."""
    for page in picture.pages:
        if page.kind is PageKind.FAQ and page.title is not None:
            yield _Topic(page.title, page.place)
    for flow in picture.flows:
        for menu in flow.steps:
            for option in menu.options if isinstance(menu, Menu) else ():
                if option.label is not None and option.key not in _SERVICE:
                    yield _Topic(option.label.plain, option.place)


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.casefold())}


def _fix(page: Page, last: Subject) -> Fix | None:
    """A subject for anything else, in the form's own language and in `.ivr` alone."""
    words = _something_else().get((page.spoken_language or "").partition("-")[0].lower())
    if words is None or page.document.format != "ivr":
        return None
    source = last.place.source
    begin = last.place.begin
    line = source.line_text(begin.line)
    if not line.strip().startswith("subject") or line.rstrip().endswith(("}", "{")):
        return None
    end = source.line_starts[begin.line - 1] + len(line)
    indent = line[: len(line) - len(line.lstrip())]
    added = f'\n{indent}subject "{words}" other'
    if page.free_text is not True:
        added += f"\n{indent}free-text"
    return Fix("add a subject for anything else", (Edit(Place(source, end, end), added),))


@cache
def _something_else() -> dict[str, str]:
    """ "Something else" in several languages, from the data file beside this one."""
    data = get_data(__package__, "something_else.json")
    assert data is not None
    found: dict[str, str] = json.loads(data)
    return found
