"""From a source to a sound script: parsed, mended, and what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ivrlint.lean import dataclass
from ivrlint.model import Problem
from ivrlint.places import Source
from ivrlint_formats.sieve.checking import SYNTAX, capabilities_of, check
from ivrlint_formats.sieve.commands import Commands
from ivrlint_formats.sieve.nodes import Script
from ivrlint_formats.sieve.parsing import parse
from ivrlint_formats.sieve.splitting import split

if TYPE_CHECKING:
    from lark import Lark


@dataclass(frozen=True, slots=True)
class Sound:
    """A script as it can be used, where it stands, and what is wrong with it."""

    source: Source
    script: Script
    capabilities: frozenset[str]
    problems: tuple[Problem, ...]


class Scripts:
    """Reads scripts; what is expensive is made once."""

    def __init__(self, known: Commands) -> None:
        self.known = known

    @cached_property
    def _lark(self) -> Lark:
        from ivrlint_formats.sieve.grammar import load

        return load()

    def read(self, source: Source) -> Sound:
        """A script with its mistakes; never raises for what stands in it."""
        script = parse(self._lark, source)
        capabilities = capabilities_of(script.commands)
        commands, missing = split(script.commands, self.known, capabilities)
        script = replace(script, commands=commands)
        problems = [Problem(SYNTAX, one.place, one.message) for one in script.mistakes]
        problems += [Problem(SYNTAX, one.place, one.message, hides=False) for one in missing]
        problems += check(script, self.known)
        problems.sort(key=lambda problem: problem.place.start)
        return Sound(source, script, capabilities, tuple(problems))
