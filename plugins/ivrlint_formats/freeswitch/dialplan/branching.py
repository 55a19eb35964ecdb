"""Conditions that are decided during the call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.model import Branch, Cause, Decides, Exit, Step
from ivrlint.places import Place
from ivrlint_formats.freeswitch.dialplan.clocks import Clocks, kind_of_test
from ivrlint_formats.freeswitch.dialplan.program import Act, Check, End, Extension, Test
from ivrlint_formats.freeswitch.dialplan.times import Kind
from ivrlint_formats.freeswitch.dialplan.variables import names_in
from ivrlint_formats.freeswitch.nodes.ground import Way

_LONGEST: Final = 120
"""Code points of a condition that are shown."""

_OF_CALLER: Final = ("caller_id", "ani", "network_addr", "sip_from", "effective_caller_id")
_CLOCK: Final = ("strftime(", "strftime_tz(")
_LANGUAGE: Final = frozenset({"language", "lang", "default_language"})
_STAFF: Final = ("callcenter_config", "fifo(", "sofia_contact(", "user_exists(", "group_call(")

_CAUSES: Final[dict[Kind, tuple[Cause, Cause]]] = {
    "open": (Cause.OPEN, Cause.CLOSED),
    "closed": (Cause.CLOSED, Cause.OPEN),
    "holiday": (Cause.HOLIDAY, Cause.OTHERWISE),
    "unknown": (Cause.CONDITION, Cause.OTHERWISE),
}


def branch(
    test: Test,
    extension: Extension,
    yes: Way,
    no: Way,
    *,
    name: str,
    part: str,
    asked: frozenset[str],
    clocks: Clocks,
) -> Step:
    """A condition as a step. `asked` are variables that callers enter."""
    decides, subject = _subject(test.checks, asked)
    causes = _CAUSES["unknown"]
    told = clocks.kind(test.checks[0]) if len(test.checks) == 1 else None
    if decides is Decides.HOURS or told is not None:
        kind = told or kind_of_test(test, extension)
        causes = _CAUSES[kind]
        decides = Decides.HOLIDAY if kind == "holiday" else Decides.HOURS
    text = _shown(test)
    return Branch(
        name=name,
        place=test.place,
        part=part,
        decides=decides,
        subject=subject,
        exits=(
            Exit(
                cause=causes[0],
                target=yes,
                place=_place(extension, test.yes) or test.place,
                condition=text,
            ),
            Exit(cause=causes[1], target=no, place=_place(extension, test.no) or test.place),
        ),
    )


def _subject(checks: Sequence[Check], asked: frozenset[str]) -> tuple[Decides, str | None]:
    if any(check.times for check in checks):
        return Decides.HOURS, _times(checks[0])
    fields = [check.field.strip() for check in checks if check.field]
    if not fields:
        return Decides.UNKNOWN, None
    shown = fields[0] if len(fields[0]) <= _LONGEST else f"{fields[0][:_LONGEST]}…"
    bare = fields[0].removeprefix("${").removesuffix("}")
    if any(mark in fields[0] for mark in _CLOCK):
        return Decides.HOURS, shown
    if bare.startswith(_OF_CALLER):
        return Decides.CALLER, bare
    if bare in _LANGUAGE:
        return Decides.LANGUAGE, bare
    if any(mark in fields[0] for mark in _STAFF):
        return Decides.STAFF, shown
    if any(name in asked for name in names_in(fields[0])):
        return Decides.DATA, bare
    return Decides.UNKNOWN, bare if "(" not in bare else shown


def _times(check: Check) -> str:
    return ", ".join(f"{name} {value.strip()}" for name, value in check.times.items())


def _shown(test: Test) -> str:
    """A condition as it is written, in short."""
    words = {"any": " or ", "xor": " or only "}.get(test.rule, " and ")
    shown = []
    for check in test.checks:
        if check.field:
            expression = "" if check.expression is None else check.expression.value.strip()
            shown.append(f"{check.field.strip()} =~ {expression}")
        if check.times:
            shown.append(_times(check))
    text = " ".join(words.join(shown).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _place(extension: Extension, index: int) -> Place | None:
    """Where an outcome of a condition is written: at its first action."""
    op = extension.ops[index]
    if isinstance(op, Act):
        return op.application.place
    return None if isinstance(op, End) else op.place
