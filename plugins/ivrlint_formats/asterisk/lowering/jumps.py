"""Where the jumps of a dialplan lead by their texts, read before anything is lowered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ivrlint.lean import dataclass
from ivrlint_formats.asterisk.language.arguments import parse_options, split_arguments
from ivrlint_formats.asterisk.language.targets import parse_branches, parse_goto
from ivrlint_formats.asterisk.lowering.languages import LANGUAGE_SETTINGS
from ivrlint_formats.asterisk.lowering.parts import Part

_JUMPS: Final = frozenset({"goto", "gosub"})
_BRANCHES: Final = frozenset({"gotoif", "gotoiftime", "gosubif", "execif", "execiftime"})
_CALLS: Final = frozenset({"gosub", "gosubif"})
_NOTED: Final = (
    _JUMPS | _BRANCHES | {"set", "macro", "dial", "read", "setglobalvar", "mset", "setvar"}
)


@dataclass(slots=True)
class Jumps:
    """`numbers`: priorities that a jump names, by context and extension.

    `called` are the contexts that subroutines and macros run in; `gone_to`
    those that a Goto enters from elsewhere; `assigned` the variables that are
    set anywhere. `speaking` are the contexts that set a language;
    `asks_language` says that one is set where a test holds.
    """

    numbers: dict[tuple[str, str], set[int]]
    called: set[str]
    gone_to: set[str]
    assigned: set[str]
    speaking: set[str]
    asks_language: bool = False


def jumps_of(parts: Iterable[Part], numbers: dict[tuple[str, str], set[int]]) -> Jumps:
    """The jumps of all lines of these parts; `numbers` is filled in."""
    found = Jumps(numbers, set(), set(), set(), set())
    for part in parts:
        for index, application in enumerate(part.applications):
            if application in _NOTED:
                _note_line(found, part, application, part.lines[index].arguments)
    return found


def _note_line(found: Jumps, part: Part, application: str, arguments: str) -> None:
    context, exten = part.context, part.extension.exten
    if application == "set":
        name = arguments.partition("=")[0].strip().lstrip("_")
        found.assigned.add(_plain(name))
        if name in LANGUAGE_SETTINGS:
            found.speaking.add(context)
    elif application in _JUMPS:
        _note(found, context, exten, arguments, application)
    elif application in _BRANCHES:
        _note_branches(found, context, exten, arguments, application)
    elif application == "macro":
        found.called.add("macro-" + arguments.split(",", 1)[0].strip())
    elif application == "dial":
        if "U(" in arguments or "M(" in arguments:
            _note_dial(found, arguments)
    else:
        name = arguments.replace("=", ",").split(",", 1)[0].strip().lstrip("_")
        found.assigned.add(name)


def _plain(name: str) -> str:
    """The variable that `GLOBAL(x)` and the like set."""
    if name.endswith(")") and "(" in name:
        return name[name.index("(") + 1 : -1]
    return name


def _note(found: Jumps, context: str, exten: str, text: str, application: str) -> None:
    target = parse_goto(text)
    if target is None:
        return
    into = target.context.text.strip() if target.context else context
    if target.priority.text.isdigit():
        name = target.exten.text.strip() if target.exten else exten
        found.numbers.setdefault((into, name), set()).add(int(target.priority.text[:9]))
    if application in _CALLS:
        if target.context:
            found.called.add(into)
    elif target.context:
        found.gone_to.add(into)


def _note_branches(found: Jumps, context: str, exten: str, text: str, application: str) -> None:
    branches = parse_branches(text, nested=application in {"execif", "gosubif"})
    for branch in (branches.true, branches.false):
        if branch is None:
            continue
        if not application.startswith("exec"):
            _note(found, context, exten, branch.text, application.removesuffix("if"))
            continue
        name, bracket, rest = branch.text.partition("(")
        name = name.strip().lower()
        if bracket and name in _JUMPS:
            _note(found, context, exten, rest.rstrip().removesuffix(")"), name)
        elif bracket and name == "set":
            variable = rest.partition("=")[0].strip().lstrip("_")
            found.assigned.add(_plain(variable))
            found.asks_language |= variable in LANGUAGE_SETTINGS


def _note_dial(found: Jumps, text: str) -> None:
    arguments = split_arguments(text)
    if len(arguments) < 3:
        return
    options = parse_options(arguments[2].text)
    if options.get("M"):
        found.called.add("macro-" + str(options["M"]).split("^")[0])
    if options.get("U"):
        found.called.add(str(options["U"]).split("^")[0])
