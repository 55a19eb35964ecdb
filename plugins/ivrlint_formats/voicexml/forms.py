"""Forms: the form interpretation algorithm (VoiceXML 2.0, appendix C) as steps and ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Final

from ivrlint.model import Branch, Cause, Hangup, Maybe, Scope, Unknown, Unresolved
from ivrlint.places import Place
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.choices import keys_of, listed
from ivrlint_formats.voicexml.drafts import Goal, Label, Way
from ivrlint_formats.voicexml.execution import (
    Execution,
    Frame,
    Site,
    answered,
    decides_by,
    deciding,
)
from ivrlint_formats.voicexml.expressions import Value, truth_of, value_of
from ivrlint_formats.voicexml.ground import Ground
from ivrlint_formats.voicexml.items import ITEMS, make
from ivrlint_formats.voicexml.progress import LOST, Progress, State, natural
from ivrlint_formats.voicexml.scopes import Scopes
from ivrlint_formats.voicexml.speech import Hearing

_INPUTS: Final = frozenset({"field", "record", "transfer", "subdialog", "object"})
_MOST_FILLED: Final = 20
"""The `filled` elements of one form that are executed; real forms have one or two."""
_FAR: Final = 20
"""How many blocks behind a question are asked whether they decide by its answer."""


class FormDialog:
    """A `form` while it is lowered.

    The interpreter visits the first item that is empty and whose condition
    holds, again and again. Here that is one item after the other, but for what
    is emptied (`clear`): then back to the first of these.
    """

    def __init__(self, ground: Ground, element: Element, base: str, hearing: Hearing) -> None:
        self.ground: Final = ground
        self.element: Final = element
        self.base: Final = base
        self.items: Final = list(element.elements(*ITEMS))
        self.execution: Final = Execution(ground, self)
        self.has_grammar: Final = element.first("grammar", "dtmf") is not None
        self._base_hearing = hearing
        self._numbers: dict[str, int] = {}
        for number, item in enumerate(self.items):
            if name := (item.get("name") or "").strip():
                self._numbers.setdefault(name, number)
        self._filleds: dict[int, list[Element]] = {}
        for filled in islice(element.elements("filled"), _MOST_FILLED):
            for number in self._filled_for(filled):
                self._filleds.setdefault(number, []).append(filled)
        self._labels: dict[tuple[str, int, State], Label] = {}
        self._made: set[int] = set()
        self._jumped_to: set[int] = set()
        self._hearings: dict[int, Hearing] = {}
        self.label: Final[Goal] = self.after(State(Progress(0)))

    def lower(self) -> None:
        """Make the steps of the items, too, that nothing leads to."""
        for number, item in enumerate(self.items):
            holds = truth_of(item.get("cond") or "true") is not False
            if number not in self._made and holds and not self._is_filled(item):
                self._item(number, State(natural(number)))

    # The items

    def _is_filled(self, item: Element) -> bool:
        """Whether an item begins with a value, so that nobody visits it."""
        expression = item.get("expr")
        return expression is not None and value_of(expression) is not None

    def _is_block(self, number: int) -> bool:
        return number < len(self.items) and self.items[number].local == "block"

    def after(self, state: State) -> Goal:
        """The next visit: of the first item that is empty and whose condition holds."""
        if state.progress.is_lost:
            return Unresolved("the form goes on with the first item that is empty", Scope.PART)
        known = state.known
        if known is not None and not self.mentions(known[0], state.progress):
            known = None
        number, then = state.progress.next()
        # Items that ask are the same step each time: what they lead to then may be more than
        # can happen, but nothing is heard that is not in the file.
        then = then if self._is_block(number) else natural(number)
        return self._label("visit", number, State(then, state.forced, known, state.denied))

    def jump(self, number: int, state: State) -> Goal:
        """An item, visited whatever its condition; then those that are still empty."""
        progress = state.progress
        if self._is_block(number):
            return self._item(number, State(progress.with_value(number)))
        if progress.is_lost or number > progress.front or number in self._jumped_to:
            self._jumped_to.add(number)
            return self._item(number, State(LOST))
        return self._item(number, State(natural(number)))

    def _item(self, number: int, state: State) -> Goal:
        self._made.add(number)
        return self._label("item", number, state)

    def _label(self, what: str, number: int, state: State) -> Goal:
        key = (what, number, state)
        label = self._labels.get(key)
        if label is None:
            label = self._labels[key] = Label()
            made = label

            def task() -> None:
                if what == "item":
                    made.goal = make(self, number, state)
                else:
                    made.goal = self._visited(number, state)

            self.ground.later(task)
        return label

    def _visited(self, number: int, state: State) -> Goal:
        """An item that is empty: visited if its condition holds, else passed over."""
        if number >= len(self.items):
            return self._end()
        item, known = self.items[number], state.known
        following = State(state.progress, known=known)
        if not state.forced and self._is_filled(item):
            return self.after(following)

        def lookup(name: str) -> Value | Unknown:
            return answered(known, name)

        condition = item.get("cond")
        holds: Maybe[bool] = True if condition is None else truth_of(condition, lookup)
        if condition is not None and state.denied:
            holds = _when_denied(condition, state.denied, holds)
        if condition is None or holds is True:
            return self._item(number, following)
        if holds is False:
            return self.after(following)
        branch = self.ground.drafts.draft(
            Branch, item.place, self.name_of(number), self.base, **deciding(self.ground, condition)
        )
        place = (item.attribute("cond") or item).place
        branch.ways += (
            Way(
                Cause.CONDITION,
                self._item(number, following),
                place,
                {"condition": condition.strip()},
            ),
            Way(
                Cause.OTHERWISE,
                self.after(following._replace(denied=_packed(condition))),
                item.place,
            ),
        )
        return branch

    def _end(self) -> Goal:
        """The end of the form: nothing is left to visit, and the call is over."""
        return self.ground.drafts.draft(
            Hangup, _end_tag(self.element), f"{self.base}-end", self.base, implicit=True
        )

    def name_of(self, number: int) -> str:
        """What the steps of an item are called."""
        name = (self.items[number].get("name") or "").strip()
        if not name or name == self.base:
            return self.base
        return name if name in self.ground.own_names else f"{self.base}-{name}"

    def site(self, number: int) -> Site:
        """Where an item's content is executed."""
        return Site(self.name_of(number), self.base, number, self.ground.file)

    # What happens when an item is filled

    def filled(self, number: int, progress: Progress, known: tuple[str, str] | None = None) -> Goal:
        """What comes when an item has its value."""
        state = State(progress, known=known)
        return self.execution.run(self._frames(number), state, self.site(number))

    def filleds(self, number: int) -> list[Element]:
        """The `filled` elements that are executed then, its own first."""
        item = self.items[number]
        own = [] if item.local == "block" else list(item.elements("filled"))
        return own + self._filleds.get(number, [])

    def _frames(self, number: int) -> Frame | None:
        frame: Frame | None = None
        for filled in reversed(self.filleds(number)):
            frame = self.execution.frame(filled.children, 0, frame)
        return frame

    def _filled_for(self, filled: Element) -> frozenset[int]:
        """After which items a `filled` of the form is executed."""
        names = (filled.get("namelist") or "").split()
        numbers: Iterable[int]
        if names:
            numbers = [self._numbers[name] for name in names if name in self._numbers]
        else:
            numbers = [n for n, item in enumerate(self.items) if item.local in _INPUTS]
        found = frozenset(numbers)
        if (filled.get("mode") or "all").strip() == "any" or not found:
            return found
        return frozenset({max(found)})

    # What execution asks

    def scopes(self, item: int) -> Scopes:
        """Those of an item of the form."""
        inner = (self.items[item],) if 0 <= item < len(self.items) else ()
        return self.ground.scopes(*inner, self.element)

    def hearing(self, item: int) -> Hearing:
        """How prompts are heard at an item."""
        found = self._hearings.get(item)
        if found is None:
            barge = self.scopes(item).property("bargein") != "false"
            found = replace(self._base_hearing, interruptible=barge)
            if 0 <= item < len(self.items):
                options = keys_of(self.items[item].elements("option"), numbered=False)
                found = replace(found, choices=listed(options, found))
            self._hearings[item] = found
        return found

    def again(self, item: int) -> State:
        """The state in which an item is asked that has no value yet."""
        if item in self._jumped_to:
            return State(LOST)
        return State(Progress(max(item, 0)), forced=True)

    def number_of(self, name: str) -> int | None:
        """The item that fills a variable."""
        return self._numbers.get(name.strip().removeprefix("dialog."))

    def mentions(self, name: str, progress: Progress) -> bool:
        """Whether the blocks that are visited next, at once, decide by a variable."""
        for _ in range(_FAR):
            number, progress = progress.next() if not progress.is_lost else (-1, progress)
            if not 0 <= number < len(self.items):
                return False
            item = self.items[number]
            if decides_by(item, name):
                return True
            if item.local != "block":
                return False
            if self.execution.last_mention(item.children, name) >= 0:
                return True
        return False


def _packed(condition: str) -> str:
    return "".join(condition.split())


def _when_denied(condition: str, denied: str, holds: Maybe[bool]) -> Maybe[bool]:
    """Whether a condition holds when another one did not: the same, or its opposite."""
    condition = _packed(condition)
    if condition == denied:
        return False
    if condition in (f"!{denied}", f"!({denied})") or denied in (
        f"!{condition}",
        f"!({condition})",
    ):
        return True
    return holds


def _end_tag(element: Element) -> Place:
    """Where an element ends: its end tag, its only tag where it has none."""
    source, end = element.whole.source, element.whole.end
    start = source.text.rfind("</", max(element.place.start, end - 200), end)
    return source.place(start, end) if start >= element.place.end else element.place
