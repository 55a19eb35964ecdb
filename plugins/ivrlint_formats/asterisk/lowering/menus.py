"""Menus: what is played while keys are listened for, and where the keys lead."""

from __future__ import annotations

from typing import Final

from ivrlint.model import UNKNOWN, Cause, Exit, Maybe, Menu, Prompt, Say, Scope, Step, Unresolved
from ivrlint.places import Place
from ivrlint_formats.asterisk.lowering.beginnings import is_phone_number
from ivrlint_formats.asterisk.lowering.ground import Position, Way
from ivrlint_formats.asterisk.lowering.here import Here, seconds_of
from ivrlint_formats.asterisk.lowering.inside import always_run
from ivrlint_formats.asterisk.lowering.speaking import (
    PLAYS_WHILE_LISTENING,
    is_heard,
    prompts_of,
)
from ivrlint_formats.asterisk.lowering.timeouts import timeout_at
from ivrlint_formats.asterisk.lowering.unnoticed import UNNOTICED
from ivrlint_formats.asterisk.system.answers import Found

MOST_LINES: Final = 64
"""Lines that make one menu: longer runs are several."""


def menu(here: Here) -> Step:
    """A menu: from a prompt that listens for keys to the `WaitExten` after it.

    Where nothing waits, keys are heard during the prompts alone. It is only
    said then where no single key is an option, and where the caller has chosen
    or erred before.
    """
    run = _Run(here)
    options = run.options()
    if not run.waits and (run.is_of_caller or not _is_choice(options) or _is_chosen(here)):
        return Say(
            **here.common,
            prompts=tuple(run.prompts),
            exits=(here.exit(Cause.NEXT, here.way(run.after)),),
        )
    exits = list(options)
    silence = run.silence()
    if silence is not None:
        exits.append(here.exit(Cause.NOINPUT, silence, run.waited_at))
    wrong = here.special("i", "e")
    if wrong is not None:
        exits.append(here.exit(Cause.NOMATCH, wrong))
    return Menu(
        **here.common,
        prompts=tuple(run.prompts),
        exits=tuple(exits),
        timeout=run.timeout if run.waits else 0.0,
        digit_timeout=timeout_at(here.walk, here.part, run.last, "digit"),
        presentations=1,
        interruptible=True,
        set_at=run.set_at,
        speech=False,
        keys=True,
        complete=run.complete,
        longest=run.longest,
    )


def _is_choice(options: tuple[Exit, ...]) -> bool:
    """Whether one key is enough for an option."""
    return any(len(exit_.key or "") == 1 or exit_.key in _ONE_KEY for exit_ in options)


def _is_chosen(here: Here) -> bool:
    """Whether the extension is what was pressed in a menu of the same context, or follows on it."""
    exten = here.part.extension.exten
    if exten in _AFTER_MENU or exten in _KEYS or exten in _ONE_KEY:
        return True
    if exten.lstrip("_+")[:1] not in _DIALLED or is_phone_number(exten):
        return False
    return isinstance(here.walk.system.find(here.part.context, "s", 1), Found)


_AFTER_MENU: Final = frozenset({"i", "t", "e", "o", "a", "T", "h"})
_KEYS: Final = frozenset("0123456789*#")
_DIALLED: Final = frozenset("0123456789*#XZN[")
_ONE_KEY: Final = frozenset({"_X", "_N", "_Z", "_X!", "0-9", "1-9", "2-9"})


class _Run:
    """The lines of a menu: what they play, whether one waits, and what comes after them."""

    __slots__ = (
        "_context",
        "complete",
        "here",
        "is_of_caller",
        "last",
        "longest",
        "prompts",
        "set_at",
        "timeout",
        "waited_at",
        "waits",
    )

    def __init__(self, here: Here) -> None:
        self.here = here
        self.prompts: list[Prompt] = []
        self.waits = False
        self.waited_at: Place | None = None
        self.timeout: Maybe[float] = UNKNOWN
        self.set_at: tuple[tuple[str, Place], ...] = ()
        self.last = here.index
        self.complete = True
        self.is_of_caller = False
        self.longest: Maybe[int] = UNKNOWN
        self._context = here.part.context
        self._gather()

    def _gather(self) -> None:
        here, part = self.here, self.here.part
        index: int | None = here.index
        one = here
        for _ in range(MOST_LINES):
            if not self._take(one):
                break
            if index is None:
                break
            part.is_seen[index] = 1
            self.last = index
            index = None if self.waits else part.follower(index)
            if index is None:
                self._end()
                break
            one = Here(here.walk, here.beside, part, index)

    def _end(self) -> None:
        """Where extensions do not fall through, the engine waits at the end of one."""
        here = self.here
        if not self.waits and not here.walk.falls_through:
            self.waits = True
            self.timeout = timeout_at(here.walk, here.part, self.last, "response")

    @property
    def after(self) -> Position | Way:
        """What comes after the last line of the menu."""
        return self.here.walk.after(self.here.part, self.last)

    def _take(self, one: Here) -> bool:
        """Whether a line belongs to the menu; its prompts are taken then."""
        application = one.application
        if application == "waitexten":
            self.waits = True
            self.waited_at = one.entry.place
            self.timeout = _wait(one)
            written = one.argument(0)
            if written is not None and seconds_of(written.text.strip()):
                self.set_at = (("timeout", one.place(written)),)
            return True
        inner = always_run(one) if application == "execif" else None
        if inner is not None:
            one = inner
            application = one.application
        if is_heard(one):
            self.prompts += prompts_of(one)
            if application in PLAYS_WHILE_LISTENING and one.argument(3) is not None:
                context = one.text(3)
                self.complete = self.complete and context is not None
                self._context = context or self._context
            return True
        return application in UNNOTICED and one.index != self.here.index

    def options(self) -> tuple[Exit, ...]:
        """The exits that keys take, in the engine's order."""
        here = self.here
        if here.walk.is_subroutine(here.part.context) and self._context == here.part.context:
            self.complete = False
            self.is_of_caller = True
            unknown = Unresolved(
                "the keys belong to the context that calls the macro", Scope.STARTS
            )
            return (here.exit(Cause.KEY, unknown, key="_X!"),)
        choices = here.walk.choices(here.part, self._context)
        self.complete = self.complete and choices.complete
        self.longest = choices.longest
        return choices.exits

    def silence(self) -> Way | None:
        """The way of a caller who presses nothing; None where the call then just ends."""
        here = self.here
        if not self.waits:
            return here.way(self.after)
        follower = here.part.follower(self.last)
        if follower is not None:
            return here.way((here.part, follower))
        return here.special("t", "e")


def _wait(one: Here) -> Maybe[float]:
    """How long `WaitExten` waits: its argument, else what TIMEOUT(response) says."""
    argument = one.argument(0)
    if argument is None:
        return timeout_at(one.walk, one.part, one.index, "response")
    seconds = seconds_of(one.value(argument.text.strip()))
    if seconds == 0:
        return timeout_at(one.walk, one.part, one.index, "response")
    return UNKNOWN if seconds is None else seconds
