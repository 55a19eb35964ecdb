"""The walk over a script and the scripts that it includes: what may be done, and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import Final

from ivrlint.formats import Reading
from ivrlint.lean import dataclass
from ivrlint.places import Source
from ivrlint.text import Piece
from ivrlint_formats.data import String
from ivrlint_formats.sieve.arguments import Given, given
from ivrlint_formats.sieve.checking import strings_of
from ivrlint_formats.sieve.commands import Commands
from ivrlint_formats.sieve.conditions import Condition
from ivrlint_formats.sieve.nodes import Command
from ivrlint_formats.sieve.scripts import Scripts, Sound
from ivrlint_formats.sieve.values import Values

ANSWERS: Final = frozenset({"vacation", "reject", "ereject", "notify"})
"""Commands that answer, or tell somebody."""
MOST_INCLUDED: Final = 100
"""Scripts that are read for one script, those within others counted; Pigeonhole takes 255."""
DEEPEST: Final = 10
"""Scripts that are read within one another, as in Pigeonhole."""
MOST_PIECES: Final = 200
"""Pieces that the value of a variable may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A command that answers: when it is carried out, and what the variables hold then.

    `outermost` is the command of the script that it stands in, itself or around it.
    """

    command: Command
    outermost: Command
    arguments: Given
    conditions: tuple[Condition, ...]
    environment: dict[str, tuple[Piece, ...] | None]
    values: Values
    sound: Sound
    redirects: tuple[str, ...]


class _End(IntEnum):
    """How far a stretch of commands goes."""

    ON = 0
    RETURNS = 1
    STOPS = 2


class Walk:
    """Walks over a script; `sources` are the scripts that were taken in."""

    def __init__(self, scripts: Scripts, known: Commands, reading: Reading) -> None:
        self.scripts = scripts
        self.known = known
        self.reading = reading
        self.sounds: list[Sound] = []
        self.actions: list[Action] = []
        self.read: dict[str, Sound] = {}
        self.missing: set[tuple[str, str]] = set()
        self.shared: dict[str, tuple[Piece, ...] | None] = {}

    def run(self, sound: Sound) -> None:
        """Walk over a script."""
        self._script(sound, (), 0)

    def _script(self, sound: Sound, conditions: tuple[Condition, ...], depth: int) -> _End:
        return _Frame(self, sound, depth).commands(sound.script.commands, conditions, {})

    def include(self, frame: _Frame, command: Command, conditions: tuple[Condition, ...]) -> _End:
        """Take in the script that a command names."""
        names = [argument for argument in command.arguments if isinstance(argument, String)]
        if frame.depth >= DEEPEST or len(self.sounds) >= MOST_INCLUDED or not names:
            return _End.ON
        name = names[0].value
        if "/" in name or name in ("", ".", ".."):
            return _End.ON
        key = (frame.sound.source.path, name)
        if key not in self.missing and len(self.missing) < MOST_INCLUDED:
            source = self._found(frame.sound.source, name)
        else:
            source = None
        if source is None:
            self.missing.add(key)
            return _End.ON
        sound = self.read.get(source.path)
        if sound is None:
            sound = self.read[source.path] = self.scripts.read(source)
        self.sounds.append(sound)
        return self._script(sound, conditions, frame.depth + 1)

    def _found(self, source: Source, name: str) -> Source | None:
        """The file of a script: beside the one that names it, or where engines keep them."""
        for folder in ("", "sieve/", "global/", "../global/", "../sieve/"):
            for ending in (".sieve", "", ".siv"):
                found = self.reading.include(source, f"{folder}{name}{ending}")
                if found is not None:
                    return found
        return None


class _Frame:
    """The walk over one script."""

    def __init__(self, walk: Walk, sound: Sound, depth: int) -> None:
        self.walk = walk
        self.sound = sound
        self.depth = depth
        self.values = Values(sound.capabilities)
        self.globals: set[str] = set()
        self.redirects: tuple[str, ...] = ()
        self.outermost: Command | None = None

    def commands(
        self,
        commands: Sequence[Command],
        conditions: tuple[Condition, ...],
        environment: dict[str, tuple[Piece, ...] | None],
    ) -> _End:
        """Walk over commands, in place of the engine; `environment` is changed."""
        index = 0
        # Blocks nest no deeper than the parser reads them: recursion is safe.
        top = self.outermost is None
        while index < len(commands):
            command = commands[index]
            if top:
                self.outermost = command
            if command.name == "if":
                chain = [command]
                while index + 1 < len(commands) and commands[index + 1].name in ("elsif", "else"):
                    index += 1
                    chain.append(commands[index])
                end, guards = self._chain(chain, conditions, environment)
                conditions = (*conditions, *guards)
            else:
                end = self._command(command, conditions, environment)
            index += 1
            if end is not _End.ON:
                break
        else:
            end = _End.ON
        if top:
            self.outermost = None
        return _End.ON if top and end is _End.RETURNS else end

    def _chain(
        self,
        chain: Sequence[Command],
        conditions: tuple[Condition, ...],
        environment: dict[str, tuple[Piece, ...] | None],
    ) -> tuple[_End, Iterator[Condition]]:
        """An `if` with what follows it: how it ends, and what holds where it does not end."""
        before: list[Condition] = []
        guards: list[Condition] = []
        ends: list[_End] = []
        outcomes: list[dict[str, tuple[Piece, ...] | None]] = []
        redirects = self.redirects
        for command in chain:
            own = [Condition(test, holds=True) for test in command.tests[:1]]
            inside = dict(environment)
            self.redirects = redirects
            end = self.commands(command.block or (), (*conditions, *before, *own), inside)
            ends.append(end)
            if end is _End.ON:
                outcomes.append(inside)
            elif len(guards) == len(before):
                guards += [Condition(one.test, holds=False, guard=True) for one in own]
            before += [Condition(one.test, holds=False) for one in own]
        self.redirects = redirects
        is_complete = chain[-1].name == "else"
        if is_complete and _End.ON not in ends:
            return min(ends), iter(())
        if not is_complete:
            outcomes.append(dict(environment))
        _merge(environment, outcomes)
        return _End.ON, iter(guards)

    def _command(
        self,
        command: Command,
        conditions: tuple[Condition, ...],
        environment: dict[str, tuple[Piece, ...] | None],
    ) -> _End:
        match command.name:
            case "stop":
                return _End.STOPS
            case "return":
                return _End.RETURNS
            case "set":
                self._set(command, environment)
            case "global" | "import":
                for argument in command.arguments:
                    for string in strings_of(argument):
                        key = string.value.lower()
                        self.globals.add(key)
                        environment[key] = self.walk.shared.get(key)
            case "include":
                if self.walk.include(self, command, conditions) is _End.STOPS:
                    return _End.STOPS
                for key in self.globals:
                    environment[key] = self.walk.shared.get(key)
            case "redirect":
                self._redirect(command, environment)
            case name if name in ANSWERS:
                self._act(command, conditions, environment)
            case _ if command.block is not None:
                inside = dict(environment)
                self.commands(command.block, conditions, inside)
                _merge(environment, [inside, dict(environment)])
        return _End.ON

    def _act(
        self,
        command: Command,
        conditions: tuple[Condition, ...],
        environment: dict[str, tuple[Piece, ...] | None],
    ) -> None:
        form = self.walk.known.form(command.name, self.sound.capabilities, test=False)
        self.walk.actions.append(
            Action(
                command=command,
                outermost=self.outermost or command,
                arguments=given(command, form),
                conditions=conditions,
                environment=dict(environment),
                values=self.values,
                sound=self.sound,
                redirects=self.redirects,
            )
        )

    def _redirect(self, command: Command, environment: dict[str, tuple[Piece, ...] | None]) -> None:
        for argument in command.arguments:
            if isinstance(argument, String):
                address = self.values.constant(argument, environment)
                if address and len(self.redirects) < 10:
                    self.redirects = (*self.redirects, address.strip())

    def _set(self, command: Command, environment: dict[str, tuple[Piece, ...] | None]) -> None:
        form = self.walk.known.form("set", self.sound.capabilities, test=False)
        arguments = given(command, form)
        if len(arguments.rest) != 2:
            return
        name, value = arguments.rest
        if not isinstance(name, String):
            return
        pieces: tuple[Piece, ...] | None = None
        if isinstance(value, String) and not arguments.tags:
            found = tuple(self.values.pieces(value, environment))
            pieces = found if len(found) <= MOST_PIECES else None
        key = name.value.lower()
        environment[key] = pieces
        if key.startswith("global."):
            key = key.removeprefix("global.")
            self.globals.add(key)
        if key in self.globals:
            self.walk.shared[key] = pieces


def _merge(
    environment: dict[str, tuple[Piece, ...] | None],
    outcomes: Sequence[dict[str, tuple[Piece, ...] | None]],
) -> None:
    """What the variables hold where several ways come together."""
    if not outcomes:
        return
    names = set().union(*outcomes)
    environment.clear()
    for name in names:
        found = [outcome.get(name) for outcome in outcomes]
        environment[name] = found[0] if all(one == found[0] for one in found) else None
