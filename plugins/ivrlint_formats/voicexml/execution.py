"""Executable content: what `block`, `filled` and event handlers do, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final, Protocol, TypeAlias

from ivrlint.lean import dataclass
from ivrlint.model import (
    UNKNOWN,
    Branch,
    Cause,
    Datum,
    Decides,
    Hangup,
    Lookup,
    Opaque,
    Return,
    Say,
    Scope,
    Set,
    Unknown,
    Unresolved,
)
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.markup import Content, Element
from ivrlint_formats.voicexml.drafts import Draft, Goal, Label, Way
from ivrlint_formats.voicexml.expressions import (
    Value,
    names_in,
    string_of,
    truth_of,
    value_of,
    written,
)
from ivrlint_formats.voicexml.files import VoiceXmlFile
from ivrlint_formats.voicexml.ground import Ground
from ivrlint_formats.voicexml.progress import LOST, Progress, State
from ivrlint_formats.voicexml.scopes import Handler, Scopes
from ivrlint_formats.voicexml.speech import Hearing, is_spoken, prompts_of

Body: TypeAlias = tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """Where content is executed: for which form item (-1: the menu), in which file.

    `base` names its steps; `part` is the dialog.
    """

    base: str
    part: str
    item: int
    file: VoiceXmlFile
    catching: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What is to be done: the rest of some content, and what comes after it."""

    content: Body
    at: int
    then: Frame | None


class Dialog(Protocol):
    """What execution asks of the form or the menu that it happens in."""

    def scopes(self, item: int) -> Scopes:
        """The scopes around a form item."""
        ...

    def hearing(self, item: int) -> Hearing:
        """How prompts are heard there."""
        ...

    def after(self, state: State) -> Goal:
        """What comes when the content is done: the interpreter visits the next item."""
        ...

    def jump(self, number: int, state: State) -> Goal:
        """A form item, visited whatever its condition, and what comes then."""
        ...

    def again(self, item: int) -> State:
        """The state in which an item is asked that has no value yet."""
        ...

    def number_of(self, name: str) -> int | None:
        """The form item that fills a variable."""
        ...

    def mentions(self, name: str, progress: Progress) -> bool:
        """Whether what is visited next, at once, decides by a variable."""
        ...


class Execution:
    """Executes the content of one dialog."""

    def __init__(self, ground: Ground, dialog: Dialog) -> None:
        self.ground: Final = ground
        self.dialog: Final = dialog
        self._frames: dict[tuple[int, int, int], Frame] = {}
        self._labels: dict[tuple[int, State, Site], Label] = {}

    def frame(self, content: Body, at: int = 0, then: Frame | None = None) -> Frame:
        """A frame; the same one for the same content."""
        return self._frames.setdefault((id(content), at, id(then)), Frame(content, at, then))

    def run(self, frame: Frame | None, state: State, site: Site) -> Goal:
        """Where a caller gets to by this content."""
        if frame is None:
            return self.dialog.after(state)
        if self.ground.is_full:
            return Unresolved("there are too many ways to follow them all", Scope.FLOW)
        if state.known is not None and not self._matters(frame, state):
            state = state._replace(known=None)
        key = (id(frame), state, site)
        label = self._labels.get(key)
        if label is None:
            label = self._labels[key] = Label()
            self.ground.later(_Line(self, label, site, state).task(frame))
        return label

    def _matters(self, frame: Frame, state: State) -> bool:
        name = state.known[0] if state.known is not None else ""
        at: Frame | None = frame
        while at is not None:
            if self.last_mention(at.content, name) >= at.at:
                return True
            at = at.then
        return self.dialog.mentions(name, state.progress)

    def last_mention(self, content: Body, name: str) -> int:
        """The number of the last part that decides by a variable; -1 where none does."""
        key = ("mention", id(content), name)
        if key not in self.ground.remembered:
            last = -1
            for number, part in enumerate(content):
                if isinstance(part, Element) and any(decides_by(one, name) for one in part.walk()):
                    last = number
            self.ground.remembered[key] = last
        found: int = self.ground.remembered[key]
        return found

    def arms(self, element: Element) -> list[tuple[Element, Body]]:
        """The ways of an `if`: the element with its condition, and the content of each."""
        key = ("arms", id(element))
        if key not in self.ground.remembered:
            self.ground.remembered[key] = _arms(element)
        found: list[tuple[Element, Body]] = self.ground.remembered[key]
        return found

    def thrown(self, event: str, state: State, site: Site) -> Goal:
        """What an event leads to that is thrown here."""
        handlers = self.dialog.scopes(site.item).first(event)
        return self.caught(handlers, event, state, site)

    def caught(self, handlers: list[Handler], event: str, state: State, site: Site) -> Goal:
        """What happens when these are asked to catch an event, one after another."""
        if not handlers:
            return self._default(event, state, site)
        first, *others = handlers
        self.ground.attach(first)
        base = site.base if site.catching else f"{site.base}-{event.rpartition('.')[2] or 'event'}"
        inside = Site(base, site.part, site.item, first.file, catching=True)
        goal = self.run(self.frame(first.element.children), state, inside)
        condition = first.element.get("cond")
        if first.holds is True or condition is None:
            return goal
        branch = self.ground.drafts.draft(
            Branch, first.element.place, base, site.part, **deciding(self.ground, condition)
        )
        branch.ways += (
            Way(Cause.CONDITION, goal, first.element.place, {"condition": condition.strip()}),
            Way(Cause.OTHERWISE, self.caught(others, event, state, site), first.element.place),
        )
        return branch

    def _default(self, event: str, state: State, site: Site) -> Goal:
        """What the platform does with an event that nothing catches."""
        if self.ground.platform.asks_again(event) or self.ground.platform.goes_on(event):
            return self.dialog.after(state)
        return self.ending(site)

    def ending(self, site: Site) -> Draft:
        """The end of the call that the platform makes."""
        key = ("ending", site.part)
        if key not in self.ground.remembered:
            start = self.ground.file.vxml
            place = start.place if start is not None else self.ground.file.source.place(0, 0)
            self.ground.remembered[key] = self.ground.drafts.draft(
                Hangup, place, f"{site.part}-exit", site.part
            )
        found: Draft = self.ground.remembered[key]
        return found


class _Line:
    """One run of content: the steps that follow one another, up to where ways part."""

    def __init__(self, execution: Execution, label: Label, site: Site, state: State) -> None:
        self._execution = execution
        self._ground = execution.ground
        self._dialog = execution.dialog
        self._label = label
        self._site = site
        self._state = state
        self._tail: Draft | None = None
        self._said: list[Content] = []
        self._set: list[Element] = []

    def task(self, frame: Frame) -> Any:
        """The run as something to do later."""
        return lambda: self._run(frame)

    def _run(self, frame: Frame) -> None:
        at: Frame | None = frame
        number = frame.at
        while at is not None:
            if number >= len(at.content):
                # What comes behind an `if` comes behind all its ways: it is one step for them.
                self._close(self._execution.run(at.then, self._state, self._site))
                return
            part = at.content[number]
            number += 1
            if is_spoken(part, self._ground.platform):
                self._flush_set()
                self._said.append(part)
                continue
            if not isinstance(part, Element):
                continue
            if part.local in ("if", "foreach"):
                chosen = self._ways(part, self._rest(at, number))
                if chosen is None:
                    return
                at, number = chosen, chosen.at
            elif self._leaves(part):
                self._follow_dead(at, number)
                return
            else:
                self._do(part)
        self._close(self._dialog.after(self._state))

    def _rest(self, frame: Frame, number: int) -> Frame | None:
        """What is left to do behind a part; what is empty is left out."""
        at: Frame | None = frame
        while at is not None and number >= len(at.content):
            at = at.then
            number = at.at if at is not None else 0
        return None if at is None else self._execution.frame(at.content, number, at.then)

    # What is said and set

    def _add(self, draft: Draft) -> Draft:
        if self._tail is None:
            self._label.goal = draft
        else:
            self._tail.ways.append(Way(Cause.NEXT, draft, self._tail.place))
        self._tail = draft
        return draft

    def _draft(self, kind: Any, place: Place, behind: str = "", **more: Any) -> Draft:
        """A step, called after the item; `behind` is added to that."""
        base = f"{self._site.base}-{behind}" if behind else self._site.base
        return self._ground.drafts.draft(kind, place, base, self._site.part, **more)

    def _flush_said(self) -> None:
        if not self._said:
            return
        hearing = self._dialog.hearing(self._site.item)
        known = self._state.known
        if known is not None:
            hearing = replace(hearing, lookup=self._lookup)
        prompts = tuple(prompts_of(self._said, hearing))
        self._said = []
        if prompts:
            draft = self._add(self._draft(Say, prompts[0].place))
            draft.prompts = prompts

    def _flush_set(self) -> None:
        if not self._set:
            return
        elements, self._set = self._set, []
        writes = tuple(
            Datum(one.get("name") or "", one.place) for one in elements if one.get("name")
        )
        value = None
        if len(elements) == 1:
            constant = value_of(elements[0].get("expr") or "")
            value = None if constant is UNKNOWN else written(constant)
        self._add(self._draft(Set, elements[0].place, writes=writes, value_set=value or None))

    def _flush(self) -> None:
        self._flush_said()
        self._flush_set()

    def _close(self, goal: Goal, place: Place | None = None) -> None:
        self._flush()
        if self._tail is None:
            self._label.goal = goal
        else:
            self._tail.ways.append(Way(Cause.NEXT, goal, place or self._tail.place))

    # Single statements

    def _do(self, element: Element) -> None:
        match element.local:
            case "assign" | "var":
                self._assign(element)
            case "clear":
                self._clear(element)
            case "data":
                self._flush()
                draft = self._add(self._draft(Lookup, element.place, **asked(element, "src")))
                draft.ways += self._errors(element.place)
            case "script":
                self._flush_said()
                self._set.append(element)
            case name if name not in self._ground.platform.elements and ":" not in element.name:
                self._flush()
                self._add(self._draft(Opaque, element.place, what=element.name, continues=True))

    def _errors(self, place: Place) -> Iterator[Way]:
        """The way out after an error, where the file says what happens then."""
        handlers = self._dialog.scopes(self._site.item).first("error.badfetch")
        if handlers:
            goal = self._execution.caught(handlers, "error", self._state, self._site)
            yield Way(Cause.ERROR, goal, place)

    def _assign(self, element: Element) -> None:
        expression = element.get("expr")
        number = self._dialog.number_of(element.get("name") or "")
        if number is not None and element.local == "assign":
            if value_of(expression or "undefined") is None:
                self._empty(number)
            else:
                progress = self._state.progress.with_value(number)
                self._state = self._state._replace(progress=progress)
        if expression is not None:
            self._flush_said()
            self._set.append(element)

    def _clear(self, element: Element) -> None:
        names = (element.get("namelist") or "").split()
        if not names:
            self._state = State(Progress(0), forced=True)
        for number in map(self._dialog.number_of, names):
            if number is not None:
                self._empty(number)

    def _empty(self, number: int) -> None:
        """A form item is emptied: of all empty ones the first comes next."""
        self._state = State(self._state.progress.without_value(number), forced=True)

    # Ways that part

    def _lookup(self, name: str) -> Value | Unknown:
        return answered(self._state.known, name)

    def _ways(self, element: Element, rest: Frame | None) -> Frame | None:
        """Go on in an `if` (or a `foreach`); None where a branch parts the ways."""
        execution = self._execution
        ways: list[tuple[Element, str, Body]] = []
        certain: Body = ()
        for arm, content in execution.arms(element):
            condition = arm.get("cond")
            if element.local == "foreach":
                condition = f"for each {element.get('item')} of {element.get('array')}"
                if all(is_spoken(part, self._ground.platform) for part in _heard(content)):
                    self._said.append(element)
                    return rest or execution.frame(())
            elif condition is None:
                certain = content
                break
            else:
                holds = truth_of(condition, self._lookup)
                if holds is False:
                    continue
                if holds is True:
                    certain = content
                    break
            ways.append((arm, (condition or "").strip(), content))
        if not ways:
            return execution.frame(certain, 0, rest)
        self._flush()
        first = ways[0][1]
        branch = self._add(self._draft(Branch, element.place, **deciding(self._ground, first)))
        cause, other = Cause.CONDITION, Cause.OTHERWISE
        if branch.more["decides"] is Decides.ATTEMPTS and len(ways) == 1:
            sign = counter_in(self._ground.file, first) or ""
            if sign.startswith(("<", "!")):
                other = Cause.EXHAUSTED
            else:
                cause = Cause.EXHAUSTED
        for arm, condition, content in ways:
            goal = execution.run(execution.frame(content, 0, rest), self._state, self._site)
            branch.ways.append(Way(cause, goal, arm.place, {"condition": condition}))
        goal = execution.run(execution.frame(certain, 0, rest), self._state, self._site)
        branch.ways.append(Way(other, goal, element.place))
        return None

    def _leaves(self, element: Element) -> bool:
        """Whether the content ends here; then the way on is made."""
        goal: Goal | None
        match element.local:
            case "goto":
                goal = self._goto(element)
            case "submit":
                goal = self._submit(element)
            case "exit" | "disconnect":
                goal = self._draft(Hangup, element.place, "exit")
            case "return":
                reads = read_by(element, "namelist")
                goal = self._draft(Return, element.place, "return", reads=reads)
            case "throw":
                goal = self._throw(element)
            case _:
                return False
        self._close(goal, element.place)
        return True

    def _goto(self, element: Element) -> Goal:
        item = element.get("nextitem") or element.get("nextItem")
        expression = element.get("expritem") or element.get("exprItem")
        if item is None and expression is not None:
            item = string_of(expression, self._constant)
            if item is None:
                return Unresolved("which item comes next is decided during the call", Scope.PART)
        if item is not None:
            number = self._dialog.number_of(item.strip())
            if number is not None:
                return self._dialog.jump(number, self._state)
            return Unresolved(f"the form has no item {item.strip()!r}", Scope.PART)
        return self.address(element)

    def _constant(self, name: str) -> Value | Unknown:
        known = self._lookup(name)
        return self._ground.constant(name) if known is UNKNOWN else known

    def address(self, element: Element) -> Goal:
        """What `next` or `expr` of an element leads to."""
        url = element.get("next")
        if url is None and element.get("expr") is not None:
            url = string_of(element.get("expr") or "", self._constant)
            if url is None:
                return Unresolved("where it leads is decided during the call")
        if not (url or "").strip():
            return Unresolved("it does not say where it leads")
        return self._ground.goal_at(url or "", self._site.file)

    def _submit(self, element: Element) -> Goal:
        goal = self.address(element)
        if not isinstance(goal, Unresolved):
            return goal
        draft = self._draft(Lookup, element.place, **asked(element, "next"))
        draft.ways.append(Way(Cause.NEXT, goal, element.place))
        return draft

    def _throw(self, element: Element) -> Goal:
        event = element.get("event")
        if event is None:
            event = string_of(element.get("eventexpr") or "", self._constant)
        if not event:
            return Unresolved("which event is thrown is decided during the call", Scope.FLOW)
        return self._execution.thrown(event.strip(), self._state, self._site)

    def _follow_dead(self, frame: Frame, number: int) -> None:
        """Read what stands behind the end of the content, too: nobody gets there."""
        rest = frame.content[number:]
        if any(isinstance(part, Element) and part.local in _WORTH for part in rest):
            inner = self._execution.frame(frame.content, number, None)
            self._execution.run(inner, State(LOST), self._site)


_WORTH: Final = frozenset({"prompt", "audio", "if"})


def answered(known: tuple[str, str] | None, name: str) -> Value | Unknown:
    """What a variable is that was just answered."""
    if known is None or not is_about(name, known[0]):
        return UNKNOWN
    return {"true": True, "false": False}.get(known[1], known[1])


def is_about(name: str, variable: str) -> bool:
    """Whether a name in an expression is a variable, or what was said or pressed for it."""
    if name in (f"{variable}$.utterance", "application.lastresult$.utterance",
                "application.lastresult$.interpretation"):  # fmt: skip
        return True
    for scope in ("dialog.", "document.", "application."):
        name = name.removeprefix(scope)
    return name == variable


def decides_by(element: Element, name: str) -> bool:
    """Whether an element's own condition or address depends on a variable."""
    leads = element.local in ("goto", "submit", "throw")
    return any(
        is_about(one, name)
        for attribute in element.attributes
        if attribute.name == "cond"
        or (leads and attribute.name in ("expr", "expritem", "eventexpr"))
        for one in names_in(attribute.value.value)
    )


def deciding(ground: Ground, condition: str) -> dict[str, Any]:
    """What a branch on a condition looks at, as keyword arguments."""
    names = names_in(condition)
    counts = counter_in(ground.file, condition) is not None
    return {
        "decides": Decides.ATTEMPTS if counts else Decides.DATA,
        "subject": names[0] if names else None,
        "limit": UNKNOWN if counts else None,
    }


def counter_in(file: VoiceXmlFile, condition: str) -> str | None:
    """The sign by which a condition compares a counter of the file with a number; None where
    it does not."""
    match = _COMPARED.fullmatch(condition)
    if match is None or match[1].rpartition(".")[2] not in file.counters:
        return None
    return match[2]


_COMPARED: Final = re.compile(r"\s*([\w$.]+)\s*(===?|!==?|[<>]=?)\s*\d+\s*")


def asked(element: Element, address: str) -> dict[str, Any]:
    """What is asked of another system, as keyword arguments of a step."""
    system = element.get(address)
    writes = (Datum(element.get("name") or "", element.place),) if element.get("name") else ()
    return {
        "system": (system or "").partition("?")[0].strip() or None,
        "reads": read_by(element, "namelist"),
        "writes": writes,
    }


def read_by(element: Element, attribute: str) -> tuple[Datum, ...]:
    """The data that an attribute lists."""
    names = dict.fromkeys((element.get(attribute) or "").split())
    found = element.attribute(attribute)
    place = found.place if found is not None else element.place
    return tuple(Datum(name, place) for name in names)


def _arms(element: Element) -> list[tuple[Element, Body]]:
    if element.local == "foreach":
        return [(element, element.children)]
    found: list[tuple[Element, list[Content]]] = [(element, [])]
    for part in element.children:
        if isinstance(part, Element) and part.local in ("elseif", "else"):
            # Content inside of these two is a mistake that interpreters take as meant.
            found.append((part, list(part.children)))
        else:
            found[-1][1].append(part)
    return [(arm, tuple(content)) for arm, content in found]


def _heard(content: Body) -> Iterator[Content]:
    return (part for part in content if isinstance(part, Element | String) and not _is_blank(part))


def _is_blank(part: Element | String) -> bool:
    return isinstance(part, String) and not part.value.strip()
