"""What steps, pages and messages ask of customers: a sense, a device, a code.

Declared (`fact requires "computer"`, `needs account`), or plain from the kind of
step: a phone asks for hearing, a person on the phone for speaking, a page for
internet, a letter for seeing, an entry of a customer number for that number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pkgutil import get_data
from typing import Any, Final

from ivrlint.graph import Edge
from ivrlint.model import (
    CALLER_INPUT,
    UNKNOWN,
    Bot,
    Callback,
    Channel,
    Collect,
    Flow,
    Input,
    Maybe,
    Page,
    PageKind,
    Project,
    Reply,
    Step,
    Visit,
    Voicemail,
)
from ivrlint_rules.judgement import MISTAKES, is_person, serves

Needs = frozenset[str]

NOTHING: Final[Needs] = frozenset()

MEMORABLE: Final = 10
"""The most digits that people can be asked for without reading them off: a phone number."""


def with_implied(names: Iterable[str]) -> Needs:
    """These, and what one needs for them: an app is of no use without a smartphone."""
    implied = _data()["implied"]
    found = {name.strip().casefold() for name in names} - {""}
    for name in list(found):
        found.update(implied.get(name, ()))
    return frozenset(found)


def declared(thing: Step | Flow | Page | Reply) -> Needs:
    """What is declared to be required (fact `requires`)."""
    return with_implied(
        word for name, value in thing.values if name == "requires" for word in value.split(",")
    )


def of_flow(flow: Flow) -> Needs:
    """What one needs to take part in a flow at all."""
    channel = "hearing" if flow.channel is Channel.PHONE else "internet"
    return declared(flow) | {channel}


def of_page(page: Page) -> Needs:
    """What one needs to use a page."""
    reading = "seeing" if page.kind is PageKind.LETTER else "internet"
    return declared(page) | with_implied(page.needs) | {reading}


def of_step(step: Step, project: Project) -> Needs:
    """What one needs to come past a step, beside what its flow asks for."""
    found = declared(step)
    if isinstance(step, Visit) and step.page is not None:
        page = project.resolve(step.flow, step.page)
        if isinstance(page, Page):
            found |= of_page(page)
    return found


def of_help(step: Step) -> Needs:
    """What one needs to be helped where a person, a voicemail or a callback is."""
    if isinstance(step, Callback):
        return frozenset({"hearing", "speaking"})
    on_phone = step.flow.channel is Channel.PHONE
    if on_phone and (isinstance(step, Voicemail) or is_person(step) is not False):
        return frozenset({"speaking"})
    return NOTHING


def of_answer(edge: Edge) -> Needs:
    """What one needs to leave a step this way because of what one enters or says."""
    step, exit_ = edge.source, edge.exit
    if exit_ is None or not isinstance(step, Input | Bot) or exit_.cause in MISTAKES:
        return NOTHING
    found: set[str] = set()
    if isinstance(step, Bot):
        found.add("language")
        if step.flow.channel is Channel.PHONE:
            found.add("speaking")
    elif step.speech is True and step.keys is False:
        found |= {"language", "speaking"}
    if isinstance(step, Collect) and exit_.cause not in CALLER_INPUT:
        if is_code(step):
            found.add("code")
        if isinstance(step.least, int) and step.least > MEMORABLE:
            found.add("memory")
    return frozenset(found)


def is_code(step: Collect) -> bool:
    """Whether it asks for what stands on a card or in a letter, and nobody knows by heart."""
    data = _data()
    names = [step.data] if step.data else [datum.name for datum in step.writes]
    plain = [name.casefold().replace("_", "-") for name in names]
    return any(_fits(name, data["codes"]) and not _fits(name, data["by-heart"]) for name in plain)


def is_case_number(name: str) -> bool:
    """Whether data of this name numbers a customer's case."""
    return _fits(name.casefold(), _data()["cases"])


def helps(step: Step, lacks: Needs) -> Maybe[bool]:
    """Whether customers who lack this are taken care of at a step."""
    found = serves(step)
    if found is False or ("done" not in step.tags and of_help(step) & lacks):
        return False
    return True if found is True else UNKNOWN


def _fits(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


@cache
def _data() -> dict[str, Any]:
    """What is known of requirements, from the data file beside this one."""
    data = get_data("ivrlint_rules.journey", "requirements.json")
    assert data is not None
    found: dict[str, Any] = json.loads(data)
    return found
