"""Form items as steps: fields, records, transfers, sub-dialogs, objects, blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ivrlint.model import (
    UNKNOWN,
    Call,
    Cause,
    Datum,
    Maybe,
    Opaque,
    Party,
    Transfer,
    Unresolved,
    Voicemail,
)
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.accepted import NOTHING, Accepted, Answer
from ivrlint_formats.voicexml.choices import answer_of, keys_of
from ivrlint_formats.voicexml.drafts import Draft, Goal, Way
from ivrlint_formats.voicexml.execution import is_about, read_by
from ivrlint_formats.voicexml.expressions import beginning_of, compared_with, names_in, string_of
from ivrlint_formats.voicexml.files import events_of, handlers_of, seconds
from ivrlint_formats.voicexml.grammars import Taken, accepted_by, builtin
from ivrlint_formats.voicexml.mistakes import stays
from ivrlint_formats.voicexml.progress import Progress, State
from ivrlint_formats.voicexml.questions import (
    Question,
    compared,
    is_entry,
    usable,
    ways_of,
)
from ivrlint_formats.voicexml.speech import prompts_of

if TYPE_CHECKING:
    from ivrlint_formats.voicexml.forms import FormDialog

ITEMS: Final = ("block", "field", "initial", "object", "record", "subdialog", "transfer")

_FEW: Final = 100
"""So many answers are each followed by themselves."""
_SECRET: Final = re.compile(r"(?:^|[_-])(?:pin|pincode|pass\w*|cvv|cvc|secret)(?:$|[_-])", re.I)
_DIALLED: Final = re.compile(r"\+?[\d().\s-]{2,}")
_STANDARD: Final = frozenset(
    {"", "noinput", "nomatch", "help", "error", "cancel", "exit", "connection", "telephone"}
)


def make(form: FormDialog, number: int, state: State) -> Goal:
    """What a caller meets at an item of a form; `state` is that when the item has its value."""
    item, then = form.items[number], state.progress
    match item.local:
        case "block":
            frame = form.execution.frame(item.children)
            return form.execution.run(frame, state, form.site(number))
        case "field":
            return _field(form, number, then)
        case "initial":
            return _initial(form, number, then)
        case "record":
            return _record(form, number, then)
        case "transfer":
            return _transfer(form, number, then)
        case "subdialog":
            return _subdialog(form, number, then)
    return _object(form, number, then)


def _name(item: Element) -> str | None:
    return (item.get("name") or "").strip() or None


def _field(form: FormDialog, number: int, then: Progress) -> Draft:
    field, name = form.items[number], _name(form.items[number])
    scopes = form.scopes(number)
    keys, speech = scopes.takes("dtmf"), scopes.takes("voice")
    listed = [
        answer_of(option, key, form.hearing(number))
        for option, key in keys_of(field.elements("option"), numbered=False)
    ]
    accepted = usable(
        _grammars(form, field, listed, Taken(keys=keys, speech=speech)), keys=keys, speech=speech
    )
    if form.has_grammar and (field.get("modal") or "").strip() != "true":
        accepted = accepted | Accepted(complete=False, keys=False, speech=speech)
    question = Question(form.execution, form, field, number, form.site(number), name)

    def goal_of(answer: Answer) -> Goal:
        value = answer.value
        known = (name, value) if name and few and isinstance(value, str) else None
        return form.filled(number, then, known)

    answers = accepted.answers
    few = len(answers) <= _FEW
    if not accepted.complete or not answers:
        answers = answers or compared(_constants(form, number, name), accepted, field.place)
    if answers:
        ways = list(ways_of(answers, goal_of, speech=speech))
        known_all = accepted.complete and bool(accepted.answers)
        if not known_all:
            other = Way(
                Cause.WORD if accepted.speech else Cause.KEY,
                form.filled(number, then, (name, "\0") if name else None),
                field.place,
            )
            ways.append(other)
        if not is_entry(ways, accepted, listed=bool(listed)):
            return question.draft_menu(ways, _with_complete(accepted, complete=known_all))
    way = Way(Cause.NEXT, form.filled(number, then), field.place)
    return question.draft_collect([way], accepted, secret=bool(_SECRET.search(name or "")))


def _with_complete(accepted: Accepted, *, complete: bool) -> Accepted:
    return Accepted(
        accepted.answers, complete, accepted.keys, accepted.speech, accepted.least, accepted.most
    )


def _grammars(form: FormDialog, field: Element, listed: list[Answer], takes: Taken) -> Accepted:
    """What a field takes by its options, its type, and its grammars."""
    platform = form.ground.platform
    accepted = NOTHING
    if listed:
        accepted = Accepted(
            tuple(listed),
            keys=any(answer.key for answer in listed),
            speech=any(answer.word for answer in listed),
        )
    kind = field.get("type")
    if kind is not None:
        name, _, parameters = kind.partition("?")
        accepted = accepted | builtin(field, name, parameters, platform)
    slots = frozenset(filter(None, ((field.get("slot") or "").strip(), _name(field) or "")))
    for grammar in field.elements("grammar", "dtmf"):
        found = accepted_by(grammar, slots, platform, takes)
        if (found.keys and takes.keys) or (found.speech and takes.speech):
            accepted = accepted | found
    if not (accepted.keys or accepted.speech):
        return Accepted(complete=False, keys=takes.keys, speech=takes.speech)
    return accepted


def _constants(form: FormDialog, number: int, name: str | None) -> list[str]:
    """What the answer to a field is compared with when it is filled."""
    if name is None:
        return []

    def is_it(other: str) -> bool:
        return is_about(other, name)

    return [
        constant
        for filled in form.filleds(number)
        for element in filled.walk()
        if element.local in ("if", "elseif")
        for constant in compared_with(element.get("cond") or "", is_it)
    ]


def _initial(form: FormDialog, number: int, then: Progress) -> Draft:
    """The open question of a form with mixed initiative."""
    item = form.items[number]
    accepted = Accepted(complete=False, keys=False, speech=True)
    question = Question(form.execution, form, item, number, form.site(number))
    way = Way(Cause.NEXT, form.after(State(then)), item.place)
    return question.draft_collect([way], accepted, secret=False)


def _draft(form: FormDialog, number: int, kind: Any, **more: Any) -> Draft:
    """The step of an item, with what is said there."""
    item = form.items[number]
    site = form.site(number)
    draft = form.ground.drafts.draft(kind, item.place, site.base, site.part, **more)
    draft.prompts = tuple(prompts_of(item.children, form.hearing(number)))
    return draft


def _writes(item: Element) -> tuple[Datum, ...]:
    name = _name(item)
    return (Datum(name, item.place),) if name else ()


def _errors(form: FormDialog, number: int, event: str) -> Iterator[Way]:
    """The way out after an error, where the file says what happens then."""
    handlers = form.scopes(number).first(event)
    if handlers:
        state = form.again(number)
        goal = form.execution.caught(handlers, "error", state, form.site(number))
        yield Way(Cause.ERROR, goal, handlers[0].element.place)


def _record(form: FormDialog, number: int, then: Progress) -> Draft:
    item = form.items[number]
    draft = _draft(form, number, Voicemail)
    draft.ways.append(Way(Cause.NEXT, form.filled(number, then), item.place))
    for _, handlers in form.scopes(number).turns("noinput"):
        if any(not stays(form.execution, one, form) for one in handlers):
            state = form.again(number)
            goal = form.execution.caught(handlers, "noinput", state, form.site(number))
            draft.ways.append(Way(Cause.NOINPUT, goal, handlers[0].element.place))
            break
        for one in handlers:
            form.ground.attach(one)
    return draft


def _subdialog(form: FormDialog, number: int, then: Progress) -> Draft:
    item = form.items[number]
    url = item.get("src")
    if url is None and item.get("srcexpr") is not None:
        url = string_of(item.get("srcexpr") or "", form.ground.constant)
    callee: Goal = Unresolved("which dialog it is, is decided during the call")
    if url is not None and url.strip():
        callee = form.ground.goal_at(url, form.ground.file)
    draft = _draft(
        form, number, Call, callee=callee, reads=read_by(item, "namelist"), writes=_writes(item)
    )
    draft.ways.append(Way(Cause.NEXT, form.filled(number, then), item.place))
    draft.ways += _errors(form, number, "error.badfetch")
    for handler in handlers_of(item):
        for event in events_of(handler):
            if event.partition(".")[0] not in _STANDARD:
                goal = form.execution.thrown(event, State(then), form.site(number))
                draft.ways.append(Way(Cause.ERROR, goal, handler.place, {"condition": event}))
    return draft


def _object(form: FormDialog, number: int, then: Progress) -> Draft:
    item = form.items[number]
    what = f"object {item.get('classid') or ''}".strip()
    draft = _draft(form, number, Opaque, what=what, continues=True, writes=_writes(item))
    draft.ways.append(Way(Cause.NEXT, form.filled(number, then), item.place))
    draft.ways += _errors(form, number, "error.unsupported.objectname")
    return draft


def _transfer(form: FormDialog, number: int, then: Progress) -> Draft:
    item, name = form.items[number], _name(form.items[number])
    address = item.get("dest")
    expression = item.get("destexpr")
    if address is None and expression is not None:
        address = string_of(expression)
    beginning = address if address is not None else beginning_of(expression or "")
    scheme = re.match(r"\s*([A-Za-z][\w+.-]*):", beginning)
    if scheme is not None and scheme[1].lower() not in form.ground.platform.telephony:
        return _elsewhere(form, number, then, beginning)
    kind = (item.get("type") or "").strip().lower()
    bridged = (item.get("bridge") or "").strip().lower() == "true" if not kind else kind == "bridge"
    rings: Maybe[float] = seconds(item.get("connecttimeout"))
    draft = _draft(
        form,
        number,
        Transfer,
        party=Party.NUMBER,
        to=(address or "").strip() or None,
        longest=UNKNOWN if rings is None else rings,
        blind=not bridged and kind != "consultation",
        reads=tuple(Datum(one, item.place) for one in names_in(expression or "")),
        writes=_writes(item),
    )
    draft.ways += _outcomes(
        form, number, then, name, bridged=bridged, consulting=kind == "consultation"
    )
    draft.ways += _errors(form, number, "error.connection.noroute")
    return draft


def _outcomes(
    form: FormDialog,
    number: int,
    then: Progress,
    name: str | None,
    *,
    bridged: bool,
    consulting: bool,
) -> Iterator[Way]:
    """How a transfer comes back: what `filled` does with each of the values it may leave."""
    if not bridged and not consulting:
        return
    item = form.items[number]
    longest = seconds(item.get("maxtime"))
    seen: set[Cause] = set()
    for value, cause in form.ground.platform.outcomes.items():
        if cause in seen or (cause is Cause.NEXT and not bridged):
            continue
        if cause is Cause.TIMEOUT and (not longest or not bridged):
            continue
        seen.add(cause)
        more = {"after": longest} if cause is Cause.TIMEOUT else {}
        goal = form.filled(number, then, (name, value) if name else None)
        yield Way(cause, goal, item.place, more)


def _elsewhere(form: FormDialog, number: int, then: Progress, address: str) -> Draft:
    """A transfer to no telephone: a program of the platform, a conference."""
    item = form.items[number]
    what = f"transfer {re.split(r'[(/=]', address.strip())[0]}"
    draft = _draft(form, number, Opaque, what=what, continues=True, writes=_writes(item))
    draft.ways.append(Way(Cause.NEXT, form.filled(number, then), item.place))
    return draft
