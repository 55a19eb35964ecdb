"""The rule `hidden-phone-number`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pkgutil import get_data
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.model import Flow, Page, PageKind, Project
from ivrlint.rule import Findings, rule
from ivrlint_rules.journey.picture import Picture, named, picture_of

_HOST_PARTS: Final = 2
"""The last parts of a host that name its owner."""


@rule("warning", since="0.1")
def hidden_phone_number(project: Project, *, clicks: int = 2) -> Findings:
    """The company has a phone number, and does not show it.

    People look for it where they need it: on the page about contact, in the
    letter that worries them. They do not find it, and have to trust whatever
    number a stranger gives them.

    The rule speaks about a letter that shows no phone number, and about the web
    pages of a company if none of them shows one, or the one about contact or with
    questions and answers is more than a few clicks away from it, while the project has a line that
    customers can call. A link to that line, or a number in the text, shows it.
    It is silent where the project has no line with a number, or tells of no
    pages and letters; about pages of other companies (another host than those
    that show the number); about single steps of a form, and pages tagged
    `library`.

    Source: a customer ("even the phone number that you look for has been taken
    off the website"); the Court of Justice of the European Union on fast and
    efficient contact (C-649/17); the Dutch Civil Code (6:230m); the French
    consumer code (L121-16).

    Options:

        clicks (clicks): The most clicks from a page about contact to a page that shows a number.

    Bad:

        phone help "+44 20 7946 0100" {
            start -> agents
            queue agents { }
        }
        page contact {  //! shows no phone number
            text "Find your answer among the questions that others asked."
            link "Questions" -> page faq
        }
        page faq { kind faq }
        page reminder {  //! shows no phone number
            kind letter
            text "Your account is overdrawn."
        }

    Good:

        phone help "+44 20 7946 0100" {
            start -> agents
            queue agents { }
        }
        page contact {
            text "Find your answer among the questions that others asked, or call us."
            link "Questions" -> page faq
            number "+44 20 7946 0100"
        }
        page faq {
            kind faq
            link "Contact" -> page contact
        }
        page reminder {
            kind letter
            text "Your account is overdrawn. Questions? Call 020 7946 0100."
        }
    """
    picture = picture_of(project)
    lines = [line for line in picture.lines if not line.tags & {"screening", "library"}]
    if not lines or not picture.pages:
        return
    line = lines[0]
    for page in picture.pages:
        if page.kind is PageKind.LETTER and _is_meant(page) and not picture.numbers_shown(page):
            yield _finding(page, line, "this letter shows no phone number; name it there")
    web = [page for page in picture.pages if page.kind is not PageKind.LETTER and _is_meant(page)]
    showing = {id(page) for page in web if picture.numbers_shown(page)}
    if not showing:
        if found := _about_contact(web):
            yield _finding(found[0], line, "the web shows no phone number; name it on this page")
        return
    ours = {_owner(page) for page in web if id(page) in showing}
    near = _near(picture, web, showing, clicks)
    for page in _about_contact(page for page in web if _owner(page) in ours):
        if _rank(page) <= _QUESTIONS and id(page) not in near:
            yield _finding(
                page,
                line,
                f"no phone number within {clicks} clicks of this page; name it here",
            )


def _is_meant(page: Page) -> bool:
    return "library" not in page.tags


def _about_contact(pages: Iterable[Page]) -> list[Page]:
    """The pages where people look for a number, the likeliest first."""
    ranked = [(_rank(page), page) for page in pages]
    return [page for rank, page in sorted(ranked, key=lambda pair: pair[0]) if rank < _ELSEWHERE]


_CONTACT: Final = 0
_QUESTIONS: Final = 1
_PLAIN: Final = 2
_ELSEWHERE: Final = 3
"""A step of a form, where nobody looks for it."""


def _rank(page: Page) -> int:
    words = " ".join(filter(None, (page.name, page.address, page.title))).casefold()
    if any(word in words for word in _contact_names()):
        return _CONTACT
    if page.kind is PageKind.FORM:
        return _PLAIN if page.subjects else _ELSEWHERE
    return _QUESTIONS if page.kind is PageKind.FAQ else _PLAIN


@cache
def _contact_names() -> tuple[str, ...]:
    """What pages about contact are called, from the data file beside this one."""
    data = get_data(__package__, "contact_pages.json")
    assert data is not None
    return tuple(json.loads(data)["names"])


def _owner(page: Page) -> str | None:
    """Whose page it is, by the end of its host; None without an address."""
    if page.address is None:
        return None
    host = page.address.casefold().partition("://")[2] or page.address.casefold()
    return ".".join(host.partition("/")[0].rsplit(".", _HOST_PARTS)[-_HOST_PARTS:])


def _near(picture: Picture, web: list[Page], showing: set[int], clicks: int) -> set[int]:
    """The pages from which a page that shows a number is at most so many clicks away."""
    near = set(showing)
    for _ in range(min(clicks, len(web))):
        nearer = {
            id(page)
            for page in web
            for link in page.links
            if id(picture.led_to(page.document, link)) in near
        }
        if nearer <= near:
            break
        near |= nearer
    return near


def _finding(page: Page, line: Flow, message: str) -> Finding:
    return Finding(
        page,
        f"{message}: customers can call {line.numbers[0]}",
        related=[Related(line, f"{named(line)} answers there")],
    )
