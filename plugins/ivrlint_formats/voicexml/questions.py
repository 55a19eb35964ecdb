"""Questions: menus, and fields as the menu or the entry of data that they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Cause, Collect, Datum, Maybe, Menu
from ivrlint.places import Place
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.accepted import Accepted, Answer
from ivrlint_formats.voicexml.drafts import Draft, Goal, Way
from ivrlint_formats.voicexml.execution import Dialog, Execution, Site
from ivrlint_formats.voicexml.links import link_ways
from ivrlint_formats.voicexml.mistakes import mistakes_at
from ivrlint_formats.voicexml.scopes import Scopes
from ivrlint_formats.voicexml.speech import prompts_of, timeout_at, timeout_of

_DIGITS: Final = frozenset("0123456789")
_MANY: Final = 8
"""So many keys that all lead the same way are a digit to enter, not options."""


@dataclass(frozen=True, slots=True)
class Question:
    """A menu, a field, an initial: where it stands in its dialog.

    `name` is the variable that it fills, None for a menu.
    """

    execution: Execution
    dialog: Dialog
    element: Element
    item: int
    site: Site
    name: str | None = None

    def draft_menu(self, ways: Iterable[Way], accepted: Accepted) -> Draft:
        """The step of a menu with these options."""
        options = list(ways)
        keys = [len(way.more["key"]) for way in options if way.more.get("key")]
        draft = self._draft(
            Menu,
            accepted,
            writes=(Datum(self.name, self.element.place),) if self.name else (),
            complete=accepted.complete and not self.execution.ground.lacks_root,
            longest=max(keys, default=1) if accepted.complete else UNKNOWN,
        )
        return self._finished(draft, options)

    def draft_collect(self, ways: Iterable[Way], accepted: Accepted, *, secret: bool) -> Draft:
        """The step of an entry that leads on these ways."""
        writes = (Datum(self.name, self.element.place),) if self.name else ()
        draft = self._draft(
            Collect,
            accepted,
            data=self.name,
            writes=writes,
            secret=secret,
            least=accepted.least if accepted.keys else UNKNOWN,
            most=accepted.most if accepted.keys else UNKNOWN,
        )
        return self._finished(draft, ways)

    def _draft(self, kind: Any, accepted: Accepted, **more: Any) -> Draft:
        scopes = self.dialog.scopes(self.item)
        own = timeout_of(self.element.children)
        own_at = timeout_at(self.element.children)
        barge = scopes.property("bargein")
        return self.execution.ground.drafts.draft(
            kind,
            self.element.place,
            self.site.base,
            self.site.part,
            timeout=scopes.time("timeout") if own is None else own,
            digit_timeout=scopes.time("interdigittimeout"),
            interruptible=barge != "false",
            set_at=tuple(_set_at(scopes, own_at)),
            speech=accepted.speech and scopes.takes("voice"),
            keys=accepted.keys and scopes.takes("dtmf"),
            terminator=(scopes.property("termchar") or None) if accepted.keys else None,
            **more,
        )

    def _finished(self, draft: Draft, ways: Iterable[Way]) -> Draft:
        """Add the ways, the prompts, and what happens after silence and wrong answers."""
        draft.ways += ways
        draft.ways += link_ways(self.execution, self.dialog, self.item, self.site)
        mistakes = mistakes_at(
            self.execution, self.dialog, self.item, self.site, draft, self.element.place
        )
        draft.ways += mistakes.ways
        draft.more["presentations"] = mistakes.presentations
        hearing = self.dialog.hearing(self.item)
        draft.prompts = (*prompts_of(self.element.children, hearing), *mistakes.prompts)
        return draft


def _set_at(scopes: Scopes, own: Place | None) -> Iterator[tuple[str, Place]]:
    """Where the file sets how long is waited, and whether callers may interrupt."""
    for field, name in (
        ("timeout", "timeout"),
        ("digit_timeout", "interdigittimeout"),
        ("interruptible", "bargein"),
    ):
        place = own if own is not None and field == "timeout" else scopes.place_of(name)
        if place is not None:
            yield field, place


def ways_of(
    answers: Iterable[Answer], goal_of: Callable[[Answer], Goal], *, speech: bool
) -> Iterator[Way]:
    """The options that answers are.

    A key that the file does not name goes without saying where callers can speak.
    """
    for answer in answers:
        more: dict[str, Any] = {} if answer.label is None else {"label": answer.label}
        if answer.builtin and speech:
            more["tags"] = frozenset({"silent"})
        if answer.key is not None:
            yield Way(Cause.KEY, goal_of(answer), answer.place, {"key": answer.key, **more})
        else:
            yield Way(Cause.WORD, goal_of(answer), answer.place, {"word": answer.word, **more})


def usable(accepted: Accepted, *, keys: bool, speech: bool) -> Accepted:
    """What is accepted by the means that the property `inputmodes` leaves.

    An answer that has a key counts by its key, and by its word where only speech is taken.
    """
    answers: list[Answer] = []
    for answer in accepted.answers:
        if answer.key is not None and keys:
            answers.append(answer)
        elif answer.word is not None and speech:
            answers.append(Answer(answer.place, None, answer.word, answer.value, answer.label))
    return Accepted(
        tuple(answers),
        accepted.complete and (bool(answers) or not accepted.answers),
        accepted.keys and keys,
        accepted.speech and speech,
        accepted.least,
        accepted.most,
    )


def compared(constants: Sequence[str], accepted: Accepted, place: Place) -> tuple[Answer, ...]:
    """The answers that a field is compared with afterwards, where its grammar is not known.

    None where they are no options: parts of a longer entry, such as a PIN.
    """
    found: list[Answer] = []
    for constant in dict.fromkeys(constants):
        pressed = bool(constant) and set(constant) <= _DIGITS | {"*", "#"}
        if pressed and accepted.keys:
            if not _fits(len(constant), accepted.least, accepted.most):
                return ()
            found.append(Answer(place, key=constant, value=constant))
        elif (constant and accepted.speech and not pressed) or (
            constant and accepted.speech and accepted.most is UNKNOWN
        ):
            found.append(Answer(place, word=constant, value=constant))
    return tuple(found)


def _fits(length: int, least: Maybe[int], most: Maybe[int]) -> bool:
    """Whether a code of so many digits is an option, and not a part of an entry."""
    if isinstance(most, int):
        return length <= most <= 1 or (length == 1 and most == 2)
    return length == 1 and not (isinstance(least, int) and least > 1)


def is_entry(ways: Sequence[Way], accepted: Accepted, *, listed: bool) -> bool:
    """Whether answers are only data, as they all lead the same way.

    Options that the file lists as such, and a few keys, remain options.
    """
    goals = {id(way.goal) for way in ways}
    if len(goals) > 1 or listed:
        return False
    keys = [way for way in ways if way.cause is Cause.KEY]
    return not keys or len(keys) >= _MANY or not accepted.complete
