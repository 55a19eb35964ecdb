"""Dialplan that comes back: `Gosub`, `Macro`, `Return`."""

from __future__ import annotations

from typing import Final

from ivrlint.model import Branch, Call, Cause, Return, Step, Target
from ivrlint_formats.asterisk.language.arguments import Argument, split_arguments
from ivrlint_formats.asterisk.language.targets import parse_branches
from ivrlint_formats.asterisk.lowering.ground import Way
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.lowering.reaching import reached
from ivrlint_formats.asterisk.lowering.subjects import subject_of

_LONGEST: Final = 120
"""Code points of a condition that are shown."""


def gosub(here: Here) -> Step:
    """`Gosub(context,exten,priority(arguments))`."""
    return _call(here, reached(here, here.entry.arguments))


def macro(here: Here) -> Step:
    """`Macro(name,arguments)` runs `macro-name,s,1`."""
    return _call(here, _of_macro(here, here.argument(0)))


def ael_sub(here: Here) -> Step:
    """`AELSub(routine,arguments)` runs a macro of AEL."""
    routine = here.argument(0)
    return _call(here, reached(here, f"{routine.text.strip() if routine else ''},~~s~~,1"))


def gosub_if(here: Here) -> Step:
    """A test that decides which subroutine runs."""
    branches = parse_branches(here.entry.arguments)
    yes, no = (
        here.on() if one is None else _further(here, reached(here, one.text), one, which)
        for one, which in ((branches.true, "then"), (branches.false, "else"))
    )
    return _decision(here, branches.condition, yes, no)


def macro_if(here: Here) -> Step:
    """A test that decides which macro runs."""
    branches = parse_branches(here.entry.arguments, nested=False)
    yes, no = (
        here.on() if one is None else _further(here, _of_macro(here, _first(one)), one, which)
        for one, which in ((branches.true, "then"), (branches.false, "else"))
    )
    return _decision(here, branches.condition, yes, no)


def come_back(here: Here) -> Step:
    """Back to where the subroutine was called."""
    return Return(**here.common)


def _first(branch: Argument) -> Argument:
    return next(iter(split_arguments(branch.text)), branch)


def _of_macro(here: Here, name: Argument | None) -> Way:
    return reached(here, f"macro-{name.text.strip() if name else ''},s,1")


def _call(here: Here, callee: Way) -> Step:
    return Call(**here.common, callee=callee, exits=(here.exit(Cause.NEXT, here.on()),))


def _further(here: Here, callee: Way, branch: Argument, which: str) -> Way:
    """The way over a call that a test decides about: a step of its own."""
    name, place = f"{here.name} {which}", here.place(branch)
    exits = (here.exit(Cause.NEXT, here.on(), place),)
    here.more.append(Call(name=name, place=place, part=here.part.name, callee=callee, exits=exits))
    return Target(name)


def _decision(here: Here, condition: Argument, yes: Way, no: Way) -> Step:
    text = condition.text.strip()
    if text.startswith("$[") and text.endswith("]"):
        text = text[2:-1].strip()
    decides, subject = subject_of(condition.text)
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return Branch(
        **here.common,
        exits=(
            here.exit(Cause.CONDITION, yes, condition=shown),
            here.exit(Cause.OTHERWISE, no),
        ),
        decides=decides,
        subject=subject,
    )
