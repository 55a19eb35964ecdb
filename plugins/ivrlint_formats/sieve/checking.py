"""What the compiler of a Sieve engine refuses: commands and tests held against what is known.

After Pigeonhole (`sieve-validator.c`), with its places. What is not known at all (a command, a
test, a capability) is no fault: engines differ in what they offer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ivrlint.display import visible
from ivrlint.model import Problem
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.sieve.commands import Commands, Form
from ivrlint_formats.sieve.nodes import (
    Argument,
    Command,
    Number,
    Placeholder,
    Script,
    Strings,
    Tag,
)
from ivrlint_formats.sieve.texts import encoded

SYNTAX: Final = "syntax-error"
VALUE: Final = "invalid-value"

_WANTED: Final = {"string": "a text", "strings": "a text or a list of texts", "number": "a number"}
_ADDRESS: Final = re.compile(
    r"\s*(?:(?:[^<>@,]*<)\s*(?P<named>[^\s<>@,]+\s*@\s*[^\s<>@,]+)\s*>|"
    r"(?P<bare>[^\s<>@,]+\s*@\s*[^\s<>@,]+))\s*",
)
_NAME: Final = re.compile(r"(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*", re.ASCII)
_IMPLIED: Final = {"vacation-seconds": "vacation", "spamtestplus": "spamtest"}
_CONDITIONS: Final = frozenset({"if", "elsif"})
LONGEST_ADDRESS: Final = 1_000


def capabilities_of(commands: Iterable[Command]) -> frozenset[str]:
    """The capabilities that a script asks for, by `require` or with `ihave`."""
    found: set[str] = set()
    for outer in commands:
        for command in outer.walk():
            if command.name in ("require", "ihave"):
                for argument in command.arguments:
                    found |= {string.value for string in strings_of(argument)}
    return frozenset(found | {_IMPLIED[name] for name in found if name in _IMPLIED})


def strings_of(argument: Argument) -> tuple[String, ...]:
    """The texts of an argument that is a text or a list of texts."""
    if isinstance(argument, String):
        return (argument,)
    if isinstance(argument, Strings):
        return tuple(item for item in argument.items if isinstance(item, String))
    return ()


def check(script: Script, known: Commands) -> list[Problem]:
    """What is wrong with the commands of a script."""
    return _Check(script, known).run()


class _Check:
    def __init__(self, script: Script, known: Commands) -> None:
        self.script = script
        self.known = known
        self.capabilities = capabilities_of(script.commands)
        self.foreign = self.capabilities - known.capabilities
        self.problems: list[Problem] = []
        self.told: set[str] = set()
        self.puzzling: set[int] = set()

    def run(self) -> list[Problem]:
        self._extensions()
        self._block(self.script.commands, loop=False, beginning=True)
        return self.problems

    def _add(self, rule: str, place: Place, message: str) -> None:
        self.problems.append(Problem(rule, place, message, hides=False))

    def _block(
        self, commands: tuple[Command, ...], *, loop: bool, beginning: bool, foreign: bool = False
    ) -> None:
        """Check commands; `foreign`: in a block of a command that is not known."""
        before: Command | None = None
        for command in commands:
            self._order(command, before, beginning=beginning or foreign)
            self._command(command, loop=loop or foreign, foreign=foreign)
            before = command
            beginning = beginning and command.name == "require"

    def _order(self, command: Command, before: Command | None, *, beginning: bool) -> None:
        if command.name == "require" and not beginning:
            message = "`require` stands only at the beginning of a script"
            self._add(SYNTAX, command.place, message)
        form = self.known.form(command.name, self.capabilities, test=False)
        if form is None or not form.after or command.broken:
            return
        if before is None or before.name not in form.after:
            wanted = " or ".join(f"`{name}`" for name in form.after)
            message = f"`{command.name}` has to follow the block of {wanted}"
            self._add(SYNTAX, command.place, message)

    def _extensions(self) -> None:
        """`extracttext` works on what `foreverypart` is at."""
        if "extracttext" not in self.capabilities or "foreverypart" in self.capabilities:
            return
        for command in self.script.commands:
            for argument in command.arguments if command.name == "require" else ():
                for string in strings_of(argument):
                    if string.value == "extracttext":
                        message = '`extracttext` needs `require "foreverypart"` as well'
                        self._add(VALUE, string.place, message)

    def _command(self, command: Command, *, loop: bool, foreign: bool) -> None:
        inside = loop or command.name == "foreverypart"
        if not command.broken:
            form = self.known.form(command.name, self.capabilities, test=False)
            if form is not None:
                self._named(command, form, kind="command")
                self._shape(command, form)
                if command.name in ("break", "extracttext") and not loop:
                    message = f"`{command.name}` stands only inside `foreverypart`"
                    self._add(SYNTAX, command.place, message)
                self._values(command)
            elif self.known.is_test(command.name):
                message = f"`{command.name}` is a test: it stands after `if`, not by itself"
                self._add(SYNTAX, command.place, message)
            for test in command.tests:
                self._test(test)
        if command.block is not None:
            unknown = self.known.form(command.name, self.capabilities, test=False) is None
            self._block(command.block, loop=inside, beginning=False, foreign=foreign or unknown)

    def _test(self, outer: Command) -> None:
        pending = [outer]
        while pending:
            test = pending.pop()
            form = self.known.form(test.name, self.capabilities, test=True)
            if form is not None:
                self._named(test, form, kind="test")
                self._shape(test, form)
                self._values(test)
            elif self.known.is_command(test.name):
                message = f"`{test.name}` is a command, expected a test"
                self._add(SYNTAX, test.place, message)
            pending.extend(reversed(test.tests))

    def _named(self, command: Command, form: Form, *, kind: str) -> None:
        if not form.needs or form.needs & self.capabilities or command.name in self.told:
            return
        self.told.add(command.name)
        first = sorted(form.needs)[0]
        message = f'the {kind} `{command.name}` needs `require "{first}"`'
        self._add(VALUE, command.place, message)

    def _shape(self, command: Command, form: Form) -> None:
        arguments = [one for one in command.arguments if not isinstance(one, Placeholder)]
        filled = len(arguments) < len(command.arguments)
        positional = list(self._tags(command, form))
        self._one_of(command, form)
        if not filled and command.place.start not in self.puzzling:
            self._positional(command, form, positional)
        self._tests(command, form)
        if form.block and command.block is None:
            self._add(
                SYNTAX, command.place, f"`{command.name}` needs a block between `{{` and `}}`"
            )
        elif not form.block and command.block is not None:
            self._add(SYNTAX, command.place, f"`{command.name}` takes no block, expected `;`")

    def _tags(self, command: Command, form: Form) -> Iterator[Argument]:
        """Check the tags of a command, and give what is none."""
        seen: dict[str, str] = {}
        rest = iter(command.arguments)
        begun = False
        for argument in rest:
            if not isinstance(argument, Tag):
                begun = True
                yield argument
                continue
            tag = form.tags.get(argument.name)
            if begun and tag is not None:
                message = f"`{argument.name}` has to stand before the arguments without a tag"
                self._add(SYNTAX, argument.place, message)
            if tag is None:
                self._unknown_tag(command, argument)
                continue
            if tag.needs and tag.needs not in self.capabilities:
                if f"{command.name} {argument.name}" not in self.told:
                    self.told.add(f"{command.name} {argument.name}")
                    message = f'`{argument.name}` needs `require "{tag.needs}"`'
                    self._add(VALUE, argument.place, message)
            elif tag.group in seen:
                other = seen[tag.group]
                message = (
                    f"`{argument.name}` stands twice"
                    if other == argument.name
                    else f"`{argument.name}` and `{other}` exclude each other"
                )
                self._add(SYNTAX, argument.place, message)
            seen[tag.group] = argument.name
            if tag.takes is not None:
                self._taken(command, argument, tag.takes, next(rest, None))

    def _unknown_tag(self, command: Command, tag: Tag) -> None:
        """A tag that nobody knows; another capability may give it."""
        # It may take what stands after it.
        self.puzzling.add(command.place.start)
        key = f"{command.name} {tag.name}"
        if self.foreign or key in self.told:
            return
        self.told.add(key)
        self._add(SYNTAX, tag.place, f"`{command.name}` knows no `{tag.name}`")

    def _taken(self, command: Command, tag: Tag, takes: str, value: Argument | None) -> None:
        if value is None:
            self._add(SYNTAX, tag.place, f"after `{tag.name}` {_WANTED[takes]} has to stand")
        elif not _fits(value, takes):
            self.puzzling.add(command.place.start)
            message = f"after `{tag.name}` {_WANTED[takes]} has to stand, not {_shown(value)}"
            self._add(SYNTAX, value.place, message)
        elif isinstance(value, String):
            self._tag_value(command, tag, value)

    def _tag_value(self, command: Command, tag: Tag, value: String) -> None:
        if "${" in value.value and "variables" in self.capabilities:
            return
        if tag.name in (":value", ":count") and command.name != "duplicate":
            if value.value not in self.known.relations:
                wanted = ", ".join(self.known.relations)
                message = f"{_quoted(value)} is no comparison: expected one of {wanted}"
                self._add(VALUE, value.place, message)
        elif tag.name == ":comparator":
            name = f"comparator-{value.value}"
            if value.value not in self.known.comparators and name not in self.capabilities:
                message = f"{_quoted(value)} is no comparator that is known"
                self._add(VALUE, value.place, message)
            elif value.value == "i;ascii-numeric" and name not in self.capabilities:
                self._add(VALUE, value.place, f'this comparator needs `require "{name}"`')
        elif tag.name == ":from" and command.name == "vacation":
            self._address(value)

    def _address(self, value: String) -> None:
        text = value.value
        found = _ADDRESS.fullmatch(text) if len(text) <= LONGEST_ADDRESS else None
        if found is None or not (found["named"] or found["bare"]).isascii():
            self._add(VALUE, value.place, f"{_quoted(value)} is no mail address")

    def _positional(self, command: Command, form: Form, found: list[Argument]) -> None:
        wanted = len(form.args)
        if not form.least <= len(found) <= wanted:
            number = str(wanted) if form.least == wanted else f"{form.least} or {wanted}"
            plural = "" if number == "1" else "s"
            message = (
                f"`{command.name}` takes {number} argument{plural} without a tag,"
                f" and {len(found)} stand{'s' if len(found) == 1 else ''} here"
            )
            self._add(SYNTAX, command.place, message)
            self.puzzling.add(command.place.start)
            return
        args = form.args
        if len(found) < wanted:
            args = args[: len(found)] if form.optional_last else args[wanted - len(found) :]
        for argument, (name, kind) in zip(found, args, strict=True):
            if not _fits(argument, kind):
                message = f"expected {_WANTED[kind]} ({name}), found {_shown(argument)}"
                self._add(SYNTAX, argument.place, message)
                return

    def _one_of(self, command: Command, form: Form) -> None:
        if not form.one_of or any(isinstance(one, Placeholder) for one in command.arguments):
            return
        found = [
            one for one in command.arguments if isinstance(one, Tag) and one.name in form.one_of
        ]
        if len(found) != 1:
            wanted = " or ".join(f"`{name}`" for name in sorted(form.one_of))
            self._add(SYNTAX, command.place, f"`{command.name}` needs either {wanted}")

    def _tests(self, command: Command, form: Form) -> None:
        tests = command.tests
        if form.tests is None:
            if tests:
                self._add(SYNTAX, command.place, f"`{command.name}` takes no tests")
        elif form.tests == "one":
            if not tests and command.place.start not in self.puzzling:
                self._add(SYNTAX, command.place, f"`{command.name}` needs a test")
            elif tests and command.listed:
                message = f"`{command.name}` takes one test, without parentheses"
                self._add(SYNTAX, command.place, message)
        elif not tests or not command.listed:
            message = f"`{command.name}` takes a list of tests between parentheses"
            self._add(SYNTAX, command.place, message)

    def _values(self, command: Command) -> None:
        if "encoded-character" in self.capabilities:
            for argument in command.arguments:
                for string in strings_of(argument):
                    for place in encoded(string)[1]:
                        self._add(VALUE, place, "there is no such Unicode character")
        strings = [one for one in command.arguments if isinstance(one, String)]
        if command.name == "redirect" and len(strings) == 1:
            (address,) = strings
            if "${" not in address.value or "variables" not in self.capabilities:
                self._address(address)
        elif command.name == "include" and len(strings) == 1:
            script, _ = encoded(strings[0])
            if re.search(r"[/\x00-\x1f\x7f-\x9f\u2028\u2029]", script.value) or not script.value:
                self._add(VALUE, script.place, f"{_quoted(script)} is no name of a script")
        elif command.name == "set" and len(strings) == 2:
            name = strings[0]
            if not _NAME.fullmatch(name.value):
                self._add(VALUE, name.place, f"{_quoted(name)} is no name of a variable")


def _fits(argument: Argument, kind: str) -> bool:
    if isinstance(argument, Placeholder):
        return True
    if kind == "number":
        return isinstance(argument, Number)
    if kind == "string":
        return isinstance(argument, String)
    return isinstance(argument, String | Strings)


def _shown(argument: Argument) -> str:
    match argument:
        case Tag():
            return f"`{argument.name}`"
        case Number():
            return "a number"
        case Strings():
            return "a list of texts"
    return "a text"


def _quoted(string: String) -> str:
    text = string.value if len(string.value) <= 40 else string.value[:39] + "…"
    return f"'{visible(text)}'"
