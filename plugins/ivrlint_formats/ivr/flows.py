"""Flows: from a statement with a block, or from a file of steps alone."""

from __future__ import annotations

from typing import Any

from ivrlint.model import Channel, Flow, Step
from ivrlint_formats.ivr import strings
from ivrlint_formats.ivr.bodies import Body
from ivrlint_formats.ivr.faults import Fault, meant, shown
from ivrlint_formats.ivr.nodes import Item, Statement, Word, statements
from ivrlint_formats.ivr.reading import Arguments, File
from ivrlint_formats.ivr.settings import FLOW
from ivrlint_formats.ivr.steps import lower_step, offer_name
from ivrlint_formats.ivr.vocabulary import CAUSES, STEPS


def names_of(statement: Statement) -> tuple[str | None, tuple[str, ...]]:
    """The name of a flow in its header or its block, None where it has none, and its numbers."""
    name = next((each.text for each in statement.arguments if isinstance(each, Word)), None)
    if name is None and statement.block is not None:
        for inner in statements(statement.block.items):
            if inner.word == "name" and inner.arguments:
                name = strings.plain(inner.arguments[0])
                break
    numbers = [strings.plain(each) for each in statement.arguments if not isinstance(each, Word)]
    return name, tuple(numbers)


def lower_flow(file: File, statement: Statement, stem: str) -> Flow:
    """The flow that a statement says; `stem` is its name where it has none and no number."""
    named, numbers = names_of(statement)
    if statement.start not in file.broken:
        _check_header(file, statement)
    items = statement.block.items if statement.block is not None else ()
    body = FlowBody(file, items)
    body.named = any(isinstance(each, Word) for each in statement.arguments)
    body.read(items)
    return body.flow(
        name=named if named is not None else numbers[0] if numbers else stem,
        channel=Channel(statement.word or "phone"),
        place=file.header(statement),
        numbers=numbers,
    )


def _check_header(file: File, statement: Statement) -> None:
    words = [each for each in statement.arguments if isinstance(each, Word)]
    try:
        if len(words) > 1:
            message = (
                f"found {shown(words[1].text)}, expected `{{`: a flow has one name, "
                "numbers and addresses stand in quotation marks"
            )
            raise Fault(message, words[1].start, words[1].end)
        if statement.goal is not None:
            raise Fault("a flow leads nowhere", statement.goal.start, statement.goal.end)
        if statement.block is None:
            end = statement.header_end
            raise Fault("this flow has no block: expected `{`", statement.start, end)
    except Fault as fault:
        file.faults.take(fault)
    for each in statement.arguments:
        file.check(each)


class FlowBody(Body):
    """The block of a flow, or what stands in a file outside of all flows."""

    def __init__(self, file: File, items: tuple[Item, ...]) -> None:
        super().__init__(file, FLOW, "a flow")
        self.steps: list[Step] = []
        self.start: str | None = None
        self.started = False
        self.entries: list[str] = []
        self.open = False
        self.named = False
        self.lines: dict[str, int] = {}
        self.takes_exits(CAUSES)
        self.handlers |= {"start": self._start, "entry": self._entry, "name": self._name}
        self.handlers |= dict.fromkeys(STEPS, self._step)
        self.despite_mistakes.append(self._step)
        file.here = step_names(items)

    def flow(self, **fields: Any) -> Flow:
        """The flow, with the fields that its header says."""
        start = self.start
        if not self.started:
            start = self.steps[0].name if self.steps else None
        return Flow(
            start=start,
            entries=tuple(self.entries),
            open=self.open,
            steps=tuple(self.steps),
            options=tuple(self.exits),
            note=tuple(self.note),
            **self.facts,
            **self.fields,
            **fields,
        )

    def _step(self, arguments: Arguments) -> None:
        steps = lower_step(arguments)
        self.steps += steps
        step = steps[0]
        first = self.lines.setdefault(step.name, step.place.begin.line)
        if first != step.place.begin.line:
            message = f"this flow has a step {shown(step.name)} already, in line {first}"
            self.file.faults.add(message, step.place.start, step.place.end)

    def _start(self, arguments: Arguments) -> None:
        self.once(arguments, "start")
        if arguments.accept("none"):
            arguments.end()
        else:
            self.start = self._own_step(arguments)
        self.started = True

    def _entry(self, arguments: Arguments) -> None:
        if arguments.accept("anywhere"):
            arguments.end()
            self.open = True
        else:
            self.entries.append(self._own_step(arguments))

    def _name(self, arguments: Arguments) -> None:
        self.once(arguments, "name")
        argument = arguments.take("a name")
        self.file.check(argument)
        arguments.end()
        if self.named:
            statement = arguments.statement
            message = "this flow has a name already, in its first line"
            raise Fault(message, statement.start, statement.header_end)

    def _own_step(self, arguments: Arguments) -> str:
        """The goal of the statement, which has to be a step of the flow."""
        arguments.end(goal=True)
        goal = arguments.goal()
        reference = goal.reference
        if reference is None or len(reference.names) > 1 or reference.kind or goal.otherwise:
            raise Fault("expected the name of a step of this flow", goal.start, goal.end)
        name = arguments.file.plain(reference.names[0])
        if name not in self.file.here:
            near = meant(name, self.file.here)
            raise Fault(f"this flow has no step {shown(name)}{near}", goal.start, goal.end)
        return name


def step_names(items: tuple[Item, ...]) -> set[str]:
    """The names of the steps among some items, with those that queues bring along.

    A misspelt word that opens a block counts: its mistake is told once, not at
    every way that leads there.
    """
    names = set()
    for statement in statements(items):
        if statement.arguments and (statement.word in STEPS or statement.block is not None):
            name = strings.plain(statement.arguments[0])
            names.add(name)
            if statement.word == "queue" and statement.block is not None:
                inner = statements(statement.block.items)
                names |= {offer_name(name) for each in inner if each.word == "callback"}
    return names
