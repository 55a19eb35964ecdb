"""Steps: from a statement with a block to a step of the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ivrlint.model import (
    Agent,
    Bot,
    Branch,
    Call,
    Callback,
    Cause,
    Collect,
    Datum,
    Decides,
    Hangup,
    Input,
    Lookup,
    Menu,
    Opaque,
    Party,
    Queue,
    Record,
    Return,
    Say,
    Send,
    Set,
    Step,
    Survey,
    Target,
    Transfer,
    Unresolved,
    Visit,
    Voicemail,
)
from ivrlint.places import Place
from ivrlint_formats.ivr.bodies import Body, make_exit
from ivrlint_formats.ivr.faults import Fault
from ivrlint_formats.ivr.nodes import Argument, Word
from ivrlint_formats.ivr.numbers import whole, wrong
from ivrlint_formats.ivr.reading import Arguments, File
from ivrlint_formats.ivr.settings import EVERY_STEP, STEP_SETTINGS
from ivrlint_formats.ivr.values import DURATION
from ivrlint_formats.ivr.vocabulary import CAUSES

CLASSES: Final[dict[str, type[Step]]] = {
    kind.kind: kind
    for kind in (
        Say, Menu, Collect, Branch, Queue, Transfer, Agent, Bot, Voicemail, Callback, Survey,
        Send, Record, Lookup, Set, Call, Return, Hangup, Visit, Opaque,
    )
}  # fmt: skip
"""The class of each kind of step."""


def offer_name(queue: str) -> str:
    """The name of the step that a queue's offer of a callback leads to."""
    return f"{queue}.callback"


def lower_step(arguments: Arguments) -> tuple[Step, ...]:
    """The step that a statement says, and what its block brings with it.

    Raises Fault where it has no name.
    """
    file, statement, word = arguments.file, arguments.statement, arguments.name
    broken = statement.start in file.broken
    name_at = arguments.take(f"the name of this {word} step")
    name = file.plain(name_at)
    if not broken:
        arguments.end(block=True)
        if word == "say" and statement.block is None:
            message = "a say step needs a block: expected `say NAME { … }`"
            raise Fault(message, statement.start, statement.header_end)
    body = _StepBody(file, word, name)
    if statement.block is not None:
        body.read(statement.block.items)
    return body.steps(file.place(statement.start, name_at.end))


class _StepBody(Body):
    """The block of a step."""

    def __init__(self, file: File, word: str, name: str) -> None:
        super().__init__(file, (*EVERY_STEP, *STEP_SETTINGS[word]), f"{_article(word)} step")
        self.word = word
        self.name = name
        self.offers: list[Step] = []
        self.writes_said = False
        self.takes_prompts()
        settings = self.handlers
        self.takes_exits(cause for cause in CAUSES if cause not in settings)
        special: dict[str, Callable[[_StepBody], None]] = {
            "menu": _StepBody._as_input,
            "collect": _StepBody._as_collect,
            "branch": _StepBody._as_branch,
            "queue": _StepBody._as_queue,
            "transfer": _StepBody._as_transfer,
            "call": _StepBody._as_call,
            "visit": _StepBody._as_visit,
        }
        if word in special:
            special[word](self)

    def steps(self, place: Place) -> tuple[Step, ...]:
        """The step, and those that it brings with it."""
        if issubclass(CLASSES[self.word], Input):
            self.fields["set_at"] = tuple(self.set_at)
        step = CLASSES[self.word](
            name=self.name,
            place=place,
            prompts=tuple(self.prompts),
            exits=tuple(self.exits),
            note=tuple(self.note),
            **self.facts,
            **self.fields,
        )
        return (step, *self.offers)

    def _or_exit(self, word: str) -> None:
        """A setting that is a way out where an arrow follows: `timeout 8s`, `timeout -> x`."""
        setting = self.handlers[word]

        def take(arguments: Arguments) -> None:
            (setting if arguments.statement.goal is None else self._exit)(arguments)

        self.handlers[word] = take

    def _as_input(self) -> None:
        self._or_exit("timeout")

    def _as_collect(self) -> None:
        self._as_input()
        self.fields["data"] = None
        self.handlers |= {"digits": self._digits, "as": self._as, "writes": self._writes}

    def _digits(self, arguments: Arguments) -> None:
        """`digits 15`, `digits 4-6`: the least and the most."""
        self.once(arguments, "digits")
        argument = arguments.take("a number or a range such as 4-6")
        arguments.end()
        least, dash, most = (
            argument.text.partition("-") if isinstance(argument, Word) else ("", "", "")
        )
        if dash:
            self.fields["least"] = whole(_part(argument, least, 0))
            self.fields["most"] = whole(_part(argument, most, len(least) + 1))
            if self.fields["most"] < self.fields["least"]:
                raise wrong(argument, "the smaller number first")
        else:
            self.fields["least"] = self.fields["most"] = whole(argument)

    def _as(self, arguments: Arguments) -> None:
        """`as parcel-code`: what is asked for, which is also written."""
        self.once(arguments, "as")
        argument = arguments.take("the name of what is asked for")
        arguments.end()
        self.fields["data"] = arguments.file.plain(argument)
        if not self.writes_said:
            self.fields["writes"] = (arguments.file.datum(argument),)

    def _writes(self, arguments: Arguments) -> None:
        """`writes a b`; `writes none` where not even what is asked for is kept."""
        self.once(arguments, "writes")
        self.writes_said = True
        found: list[Datum] = []
        if not arguments.accept("none"):
            while not arguments.ended:
                found.append(arguments.file.datum(arguments.take("a name")))
        arguments.end()
        self.fields["writes"] = tuple(found)

    def _as_branch(self) -> None:
        self.fields |= {"decides": Decides.UNKNOWN, "subject": None}
        self.handlers["on"] = self._on

    def _on(self, arguments: Arguments) -> None:
        """`on hours office`: what decides."""
        self.once(arguments, "on")
        known: dict[str, object] = {str(each): each for each in Decides}
        self.fields["decides"] = arguments.choice(known, "what decides")
        if not arguments.ended:
            self.fields["subject"] = arguments.file.plain(arguments.take("a name"))
        arguments.end()

    def _as_queue(self) -> None:
        self.fields["waiting"] = None
        self.handlers |= {"waiting": self._goal("waiting"), "callback": self._offer}
        self._longest_or_exit()

    def _offer(self, arguments: Arguments) -> None:
        """`callback key 1 "label" after 3m`: a way out to a callback of the queue's own."""
        self.once(arguments, "callback")
        fields: dict[str, Any] = {}
        if arguments.accept("key"):
            fields["key"] = arguments.file.plain(arguments.take("a key"))
        if arguments.is_text:
            fields["label"] = arguments.file.text(arguments.take("a label"))
        if arguments.accept("after"):
            fields["after"] = DURATION.read(arguments)
        arguments.end(block=True)
        name = offer_name(self.name)
        self.exits.append(make_exit(arguments, Cause.KEY, Target(name), fields))
        place = arguments.file.header(arguments.statement)
        self.offers.append(Callback(name=name, place=place, promise=None))

    def _as_transfer(self) -> None:
        self.fields |= {"party": Party.UNKNOWN, "to": None, "flow_target": None}
        self.handlers["to"] = self._to
        self._longest_or_exit()

    def _longest_or_exit(self) -> None:
        """`longest 10m` is a setting; `longest 10m -> x` is also the way out after it."""
        setting = self.handlers["longest"]

        def take(arguments: Arguments) -> None:
            if arguments.statement.goal is None:
                setting(arguments)
                return
            self.once(arguments, "longest")
            after = DURATION.read(arguments)
            arguments.end(goal=True, block=True)
            self.fields["longest"] = after
            found = make_exit(arguments, Cause.TIMEOUT, arguments.target(), {"after": after})
            self.exits.append(found)

        self.handlers["longest"] = take

    def _to(self, arguments: Arguments) -> None:
        """`to number "…"`, `to flow -> name`: who takes over."""
        self.once(arguments, "to")
        known: dict[str, object] = {str(each): each for each in Party}
        self.fields["party"] = arguments.choice(known, "who takes over")
        if not arguments.ended:
            self.fields["to"] = arguments.file.plain(arguments.take("a name or a number"))
        arguments.end(goal=True)
        if arguments.statement.goal is not None:
            self.fields["flow_target"] = arguments.target()

    def _as_call(self) -> None:
        self.fields["callee"] = Unresolved("the file does not say which flow is run")
        self.handlers["runs"] = self._goal("callee")

    def _as_visit(self) -> None:
        self.fields["page"] = None
        self.handlers["shows"] = self._goal("page")

    def _goal(self, field: str) -> Callable[[Arguments], None]:
        """A setting that leads somewhere: `runs -> payment`."""

        def take(arguments: Arguments) -> None:
            self.once(arguments, arguments.name)
            arguments.end(goal=True)
            self.fields[field] = arguments.target()

        return take


def _part(argument: Argument, text: str, at: int) -> Word:
    start = argument.start + at
    return Word(text, start, start + len(text))


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
