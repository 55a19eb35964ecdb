"""Links: keys and words that work everywhere below the element that they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.model import Cause
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.accepted import NOTHING, Accepted
from ivrlint_formats.voicexml.drafts import Goal, Way
from ivrlint_formats.voicexml.execution import Dialog, Execution, Site
from ivrlint_formats.voicexml.expressions import string_of
from ivrlint_formats.voicexml.files import VoiceXmlFile
from ivrlint_formats.voicexml.grammars import ANY_MEANS, accepted_by
from ivrlint_formats.voicexml.ground import Ground

_MOST_LINKS: Final = 20
"""Links of one scope that are followed at each question: real files have a handful."""


def ways_of_link(ground: Ground, link: Element, goal: Goal) -> Iterator[Way]:
    """The ways out by a link: for each of its keys and words."""
    accepted = NOTHING
    key = (link.get("dtmf") or "").replace(" ", "")
    if key:
        place = (link.attribute("dtmf") or link).place
        yield Way(Cause.KEY, goal, place, {"key": key})
    for grammar in link.elements("grammar", "dtmf"):
        accepted = accepted | accepted_by(grammar, frozenset(), ground.platform, ANY_MEANS)
    yield from _ways(accepted, link, goal)


def _ways(accepted: Accepted, link: Element, goal: Goal) -> Iterator[Way]:
    for answer in accepted.answers:
        if answer.key is not None:
            yield Way(Cause.KEY, goal, answer.place, {"key": answer.key})
        else:
            yield Way(Cause.WORD, goal, answer.place, {"word": answer.word})
    if not accepted.complete:
        cause = Cause.WORD if accepted.speech else Cause.KEY
        yield Way(cause, goal, link.place)


def address_of(ground: Ground, link: Element, file: VoiceXmlFile) -> Goal | None:
    """Where a link leads by its address; None for one that throws an event."""
    url = link.get("next")
    if url is None and link.get("expr") is not None:
        url = string_of(link.get("expr") or "", ground.constant)
    return None if url is None else ground.goal_at(url, file)


def event_of(element: Element) -> str | None:
    """The event that a link or a choice throws."""
    event = element.get("event")
    if event is None and element.get("eventexpr") is not None:
        event = string_of(element.get("eventexpr") or "")
    return (event or "").strip() or None


def link_ways(execution: Execution, dialog: Dialog, item: int, site: Site) -> Iterator[Way]:
    """The ways out of a question by links, but for those that hold in the whole file.

    The links of the item and of its dialog; and of the file and its application
    those that throw an event, which is caught where the caller is.
    """
    ground = execution.ground
    for element, file in dialog.scopes(item).levels:
        for link in ground.links_of(element)[:_MOST_LINKS]:
            goal = address_of(ground, link, file)
            if goal is None:
                event = event_of(link)
                if event is None:
                    continue
                goal = execution.thrown(event, dialog.again(item), site)
            elif element.local == "vxml":
                continue
            yield from ways_of_link(ground, link, goal)
