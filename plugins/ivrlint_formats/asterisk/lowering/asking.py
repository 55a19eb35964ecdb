"""`Read`: digits that are asked for, and the menus that dialplans make of it."""

from __future__ import annotations

from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Audio, Cause, Collect, Datum, Maybe, Menu, Prompt, Step
from ivrlint.places import Place
from ivrlint_formats.asterisk.language.arguments import Argument, parse_options
from ivrlint_formats.asterisk.language.conditions import comparison
from ivrlint_formats.asterisk.language.targets import parse_application, parse_branches, parse_goto
from ivrlint_formats.asterisk.lowering.ground import Position, Way
from ivrlint_formats.asterisk.lowering.here import Here, seconds_of
from ivrlint_formats.asterisk.lowering.parts import Part
from ivrlint_formats.asterisk.lowering.speaking import recordings
from ivrlint_formats.asterisk.lowering.timeouts import timeout_at
from ivrlint_formats.asterisk.lowering.unnoticed import UNNOTICED
from ivrlint_formats.asterisk.lowering.walk import Walk
from ivrlint_formats.asterisk.system.answers import Perhaps
from ivrlint_formats.asterisk.system.patterns import Pattern, shown_key

_MOST_TESTS: Final = 64
"""Tests after one question that are read as its options."""

_MOST_KEYS: Final = 2
"""Digits up to which an entry that is tested is a choice of a menu, not data."""


def read(here: Here) -> Step:
    """Digits are asked for: a menu where each is tested right after, else data."""
    name = here.text(0)
    data = Datum(name or "digits", here.entry.place)
    prompts = _prompts(here)
    most = _whole(here.text(2))
    attempts = _whole(here.text(4))
    waited = here.argument(5)
    timeout: Maybe[float] = here.seconds(5) if waited else None
    if not timeout:
        timeout = timeout_at(here.walk, here.part, here.index, "response")
    options = parse_options(here.text(3) or "")
    tests = _Tests(here, name) if name else None
    keys = tests.cases if tests else []
    exits = [
        here.exit(Cause.KEY, case.way, case.place, key=case.value) for case in keys if case.value
    ]
    silence = here.on({name: "", "READSTATUS": "TIMEOUT"}) if name else here.on()
    common = {
        **here.common,
        "prompts": prompts,
        "timeout": timeout,
        "digit_timeout": timeout_at(here.walk, here.part, here.index, "digit"),
        "presentations": 1 if attempts is None else max(1, attempts),
        "interruptible": True,
        "set_at": (("timeout", here.place(waited)),) if waited and seconds_of(waited.text) else (),
        "speech": False,
        "keys": True,
        "writes": (data,),
        "terminator": options.get("t") or "#",
    }
    if tests and exits and (most is None or most <= _MOST_KEYS or tests.only_keys):
        return Menu(
            **common,
            exits=(
                *exits,
                here.exit(Cause.NOINPUT, silence),
                *([here.exit(Cause.NOMATCH, tests.otherwise)] if tests.otherwise else ()),
            ),
            longest=UNKNOWN if most is None else most,
            complete=tests.is_complete,
        )
    done = tests.otherwise if tests and tests.is_tested and tests.otherwise else here.on()
    return Collect(
        **common,
        exits=(*exits, here.exit(Cause.NOINPUT, silence), here.exit(Cause.NEXT, done)),
        data=name,
        most=UNKNOWN if most is None else most,
        least=UNKNOWN,
        secret=bool(name and any(word in name.lower() for word in _SECRETS))
        or any(isinstance(one.content, Audio) and _asks_secret(one.content) for one in prompts),
    )


def _asks_secret(recording: Audio) -> bool:
    """Whether a recording is named after a password, as those of the engine are."""
    name = recording.name.lower()
    return not _NAMED_SECRET.isdisjoint(name.replace("/", "-").replace("_", "-").split("-"))


_NAMED_SECRET: Final = frozenset(
    {"pass", "password", "passcode", "newpassword", "reenterpassword", "auth"}
    | {"pin", "getpin", "invalidpin", "secret", "senha", "clave"}
)
_SECRETS: Final = ("pin", "pass", "secret", "senha", "clave", "cvv")


def _whole(text: str | None) -> int | None:
    seconds = seconds_of(text)
    return int(seconds) if seconds else None


def _prompts(here: Here) -> tuple[Prompt, ...]:
    argument = here.argument(1)
    if argument is None:
        return ()
    return tuple(recordings(here, argument, interruptible=True))


@dataclass(slots=True)
class _Case:
    value: str
    way: Way
    place: Place


class _Tests:
    """The tests of an entry that follow a question, each value with the way that it takes.

    `otherwise` is the way of what no test takes; None where the call just ends.
    `is_tested`: whether anything tests it, be it only whether it is empty.
    """

    def __init__(self, here: Here, name: str) -> None:
        self.here = here
        self.cases: list[_Case] = []
        self.is_complete = True
        self.is_tested = False
        self._name = name
        self._is_lost = False
        at: Position | Way | None = here.following
        for _ in range(_MOST_TESTS):
            after = self._next(at)
            if after is None:
                break
            at = after
        self.otherwise: Way | None = here.way(at) if at is not None and not self._is_lost else None
        self.only_keys = bool(self.cases) and all(len(c.value) <= 1 for c in self.cases)

    def _next(self, at: Position | Way | None) -> Position | Way | None:
        """Past one line; None where the tests end."""
        if not isinstance(at, tuple) or at[1] < 0:
            return None
        part, index = at
        walk = self.here.walk
        application = part.applications[index]
        if application in UNNOTICED:
            if application == "set" and self._name in part.lines[index].arguments.partition("=")[0]:
                return None
            part.is_seen[index] = 1
            return walk.after(part, index)
        if application == "goto":
            return self._jump(part, index)
        if application in {"gotoif", "execif"}:
            return self._test(walk, part, index)
        return None

    def _test(self, walk: Walk, part: Part, index: int) -> Position | Way | None:
        text = part.lines[index].arguments
        jumps = part.applications[index] == "gotoif"
        branches = parse_branches(text, nested=not jumps)
        compared = comparison(branches.condition.text)
        if compared is None or compared.name != self._name or compared.operator not in {"=", "!="}:
            return None
        yes = self._branch(part, index, branches.true, jumps=jumps)
        no = self._branch(part, index, branches.false, jumps=jumps)
        if yes is None or no is None:
            return None
        equal, other = (yes, no) if compared.operator == "=" else (no, yes)
        part.is_seen[index] = 1
        self.is_tested = True
        at = part.lines[index].place
        for value in compared.values:
            self._add(value, self.here.way(equal, {self._name: value}), at)
        return other

    def _branch(
        self, part: Part, index: int, branch: Argument | None, *, jumps: bool
    ) -> Position | Way | None:
        """Where an outcome of a test leads; None where something else runs there."""
        walk = self.here.walk
        if branch is None:
            return walk.after(part, index)
        if jumps:
            return walk.goto(part, index, branch.text)
        application = parse_application(branch.text)
        if application is not None and application.name.lower() == "goto":
            return walk.goto(part, index, application.arguments)
        return None

    def _jump(self, part: Part, index: int) -> Position | Way | None:
        """A Goto: on, or to the extension that is named by what was entered."""
        walk = self.here.walk
        text = part.lines[index].arguments
        target = parse_goto(text)
        reference = "${" + self._name + "}"
        if target is None or reference not in text:
            part.is_seen[index] = 1
            return walk.goto(part, index, text)
        if target.exten is None or target.exten.text.count(reference) != 1:
            return None
        context = walk.value(part, index, target.context.text) if target.context else part.context
        before, _, after = target.exten.text.strip().partition(reference)
        if context is None or "$" in before + after or target.number is None:
            return None
        part.is_seen[index] = 1
        self.is_tested = True
        if not before and not after:
            choices = walk.choices(self.here.part, context.strip())
            self.is_complete = self.is_complete and choices.complete
            for exit_ in choices.exits:
                self._add(exit_.key or "", exit_.target, exit_.place)
            other: Position | Way | None = None
        else:
            other = self._add_named(context.strip(), before, after, target.number)
        other = other or walk.missing(context.strip())
        self._is_lost = other is None
        return other

    def _add_named(
        self, context: str, before: str, after: str, priority: int
    ) -> Position | Way | None:
        """The extensions whose names are what was entered with something around it; the one
        that takes whatever else is entered, as `default` of AEL does."""
        walk = self.here.walk
        parts = [before or None, None, *([after] if after else [])]
        found = walk.system.candidates(context, parts, priority)
        if isinstance(found, Perhaps):
            self.is_complete = False
            return None
        for one in found:
            name = one.extension.exten
            if not name.startswith("_"):
                value = name[len(before) : len(name) - len(after)]
                way = self.here.way(walk.position(one), {self._name: value})
                self._add(value, way, one.entry.place)
            elif name in {f"_{before}.", f"_{before}!"}:
                return walk.position(one)
            elif name.startswith(f"_{before}") and not after:
                rest = f"_{name[len(before) + 1 :]}"
                key = shown_key(rest, Pattern(rest))
                self._add(key, self.here.way(walk.position(one)), one.entry.place)
        return None

    def _add(self, value: str, way: Way, place: Place) -> None:
        value = value.strip().strip('"')
        if value and all(case.value != value for case in self.cases):
            self.cases.append(_Case(value, way, place))
