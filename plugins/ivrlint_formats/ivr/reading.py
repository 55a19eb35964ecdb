"""What lowering needs of one file, and the arguments of one statement, taken in turn."""

from __future__ import annotations

from ivrlint.model import Datum, Target, Unresolved
from ivrlint.model.knowledge import Scope
from ivrlint.places import Place, Source
from ivrlint.text import Text
from ivrlint_formats.ivr import strings
from ivrlint_formats.ivr.faults import VALUE, Fault, Faults, listed, meant, shown
from ivrlint_formats.ivr.nodes import Argument, Goal, Statement, String, Word


class File:
    """One file while it is lowered: its source, its mistakes, its names."""

    def __init__(self, source: Source, faults: Faults, broken: frozenset[int]) -> None:
        self.source = source
        self.faults = faults
        self.broken = broken
        """Where the statements begin of which the parser has told a mistake."""
        self.near: dict[tuple[str, str], str | None] = {}
        """What was meant by a misspelt word in a kind of block, once it was looked for."""
        self.elsewhere: set[str] = set()
        """Names of the flows and pages of the file."""
        self.here: set[str] = set()
        """Names of the steps of the flow at hand."""

    def place(self, start: int, end: int) -> Place:
        """A place of the file."""
        return self.source.place(start, end)

    def header(self, statement: Statement) -> Place:
        """The place of a statement without its block."""
        return self.place(statement.start, statement.header_end)

    def text(self, argument: Argument) -> Text:
        """A text in pieces."""
        self.check(argument)
        return strings.text(argument, self.source, self.faults)

    def plain(self, argument: Argument) -> str:
        """A text where no variables are looked for."""
        self.check(argument)
        return strings.plain(argument)

    def check(self, argument: Argument) -> None:
        """Tell of escapes that mean nothing."""
        if isinstance(argument, String):
            strings.check(argument, self.faults)

    def datum(self, argument: Argument) -> Datum:
        """A piece of data by its name."""
        return Datum(self.plain(argument), self.place(argument.start, argument.end))

    def target(self, goal: Goal) -> Target | Unresolved:
        """What an arrow leads to.

        A name alone is a step of the flow, else a flow or a page of the file.
        """
        open_ = self.unresolved(goal)
        reference = goal.reference
        if reference is None:
            assert open_ is not None
            return open_
        names = [self.plain(name) for name in reference.names]
        if len(names) == 2:
            return Target(names[1], names[0], open_)
        name = names[0]
        elsewhere = reference.kind in ("flow", "page")
        if reference.kind is None and name not in self.here:
            elsewhere = name in self.elsewhere
        return Target(None, name, open_) if elsewhere else Target(name, None, open_)

    def unresolved(self, goal: Goal) -> Unresolved | None:
        """The unresolved part of a goal."""
        if goal.otherwise is None:
            return None
        scope = Scope.ANYWHERE
        word = goal.otherwise.scope
        if word is not None:
            try:
                scope = Scope(word.text)
            except ValueError:
                known = [str(each) for each in Scope]
                message = f"found {shown(word.text)}, expected {listed(known)}"
                self.faults.add(message + meant(word.text, known), word.start, word.end, VALUE)
        return Unresolved(self.plain(goal.otherwise.reason), scope)


class Arguments:
    """The arguments of a statement, taken one after the other.

    `name` is the word that the statement begins with, or the one that was meant.
    Every method that asks for something raises Fault where it is not there.
    """

    def __init__(self, file: File, statement: Statement, name: str) -> None:
        self.file = file
        self.statement = statement
        self.name = name
        self._rest = list(reversed(statement.arguments))

    @property
    def ended(self) -> bool:
        """Whether all were taken."""
        return not self._rest

    @property
    def word(self) -> str | None:
        """The next one, where it is a bare word."""
        return self._rest[-1].text if self._rest and isinstance(self._rest[-1], Word) else None

    @property
    def following(self) -> Argument | None:
        """The next one, whatever it is."""
        return self._rest[-1] if self._rest else None

    @property
    def is_text(self) -> bool:
        """Whether the next one is a text in quotation marks."""
        return bool(self._rest) and isinstance(self._rest[-1], String)

    def accept(self, word: str) -> bool:
        """Take the next one if it is this bare word."""
        if self.word == word:
            self._rest.pop()
            return True
        return False

    def take(self, wanted: str) -> Argument:
        """Take the next one, whatever it is."""
        if not self._rest:
            raise self.lacking(wanted)
        return self._rest.pop()

    def choice(self, known: dict[str, object], wanted: str) -> object:
        """Take a word that is one of those known."""
        argument = self.take(wanted)
        name = argument.text if isinstance(argument, Word) else argument.raw
        if name not in known:
            message = f"found {shown(name)}, expected {wanted}: {listed(known)}"
            near = meant(name, known)
            raise Fault(message + near, argument.start, argument.end, VALUE)
        return known[name]

    def goal(self) -> Goal:
        """The goal of the statement."""
        if self.statement.goal is None:
            raise self.lacking("`->` and where it leads")
        return self.statement.goal

    def target(self) -> Target | Unresolved:
        """Where the statement leads."""
        return self.file.target(self.goal())

    def end(self, *, goal: bool = False, block: bool = False) -> None:
        """Nothing more may come; a goal and a block only where they belong."""
        statement = self.statement
        if self._rest:
            rest = self._rest[-1]
            found = rest.text if isinstance(rest, Word) else rest.raw
            raise Fault(f"found {shown(found)}, expected the end of the line", rest.start, rest.end)
        head = shown(self.name)
        if statement.goal is not None and not goal:
            raise Fault(
                f"{head} leads nowhere: no `->` is expected here",
                statement.goal.start,
                statement.goal.end,
            )
        if statement.block is not None and not block:
            start = statement.block.start
            raise Fault(
                f"{head} has no block: found '{{', expected the end of the line", start, start + 1
            )

    def lacking(self, wanted: str) -> Fault:
        """The fault of something that is not there, right behind what is."""
        statement = self.statement
        end = statement.header_end
        return Fault(f"expected {wanted} after {shown(self._tail())}", statement.start, end)

    def _tail(self) -> str:
        statement = self.statement
        return " ".join(self.file.source.text[statement.start : statement.header_end].split())
