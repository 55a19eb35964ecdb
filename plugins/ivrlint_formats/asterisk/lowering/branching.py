"""Decisions: `GotoIf`, `GotoIfTime`, `ExecIf`, `While`, `If`, `Random`."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.model import Branch, Cause, Decides, Exit, Step, Target
from ivrlint_formats.asterisk.language.arguments import Argument
from ivrlint_formats.asterisk.language.targets import parse_branches
from ivrlint_formats.asterisk.language.times import kind_of, parse_time_spec
from ivrlint_formats.asterisk.lowering.blocks import blocks_of
from ivrlint_formats.asterisk.lowering.counting import limit_of
from ivrlint_formats.asterisk.lowering.ground import Way
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.lowering.inside import always_run, inner_entry
from ivrlint_formats.asterisk.lowering.menus import menu
from ivrlint_formats.asterisk.lowering.speaking import PLAYS_WHILE_LISTENING, say
from ivrlint_formats.asterisk.lowering.subjects import subject_of
from ivrlint_formats.asterisk.lowering.unnoticed import UNNOTICED

_MOST_NESTED: Final = 8
"""Tests that are taken out of one another; real dialplans nest one or two."""

_LONGEST: Final = 120
"""Code points of a condition that are shown."""


def goto_if(here: Here) -> Step:
    """A test with a jump for each outcome; without one the call goes on."""
    branches = parse_branches(here.entry.arguments, nested=False)
    yes = here.goto(branches.true.text) if branches.true else here.on()
    no = here.goto(branches.false.text) if branches.false else here.on()
    return _decision(here, branches.condition, yes, no, branches.true, branches.false)


def exec_if(here: Here) -> Step:
    """A test that decides which application runs; then the call goes on.

    Where it only asks whether there is a prompt, it is the prompt.
    """
    played = always_run(here)
    if played is not None:
        return menu(here) if played.application in PLAYS_WHILE_LISTENING else say(played)
    branches = parse_branches(here.entry.arguments)
    yes = _run(here, branches.true, "then")
    no = _run(here, branches.false, "else")
    return _decision(here, branches.condition, yes, no, branches.true, branches.false)


def _decision(
    here: Here,
    condition: Argument,
    yes: Way,
    no: Way,
    yes_at: Argument | None,
    no_at: Argument | None,
) -> Step:
    text = _shown(condition.text)
    limit = limit_of(here.walk, here.part, here.index, condition.text)
    decides, subject = subject_of(condition.text)
    if decides is Decides.DATA and subject not in here.walk.entered_in(here.part.context):
        decides = Decides.UNKNOWN
    places = [here.place(at) if at else here.place(condition) for at in (yes_at, no_at)]
    if limit is not None:
        decides, subject = Decides.ATTEMPTS, limit.name
        over, under = (yes, no) if limit.when else (no, yes)
        over_at, under_at = places if limit.when else reversed(places)
        exits: tuple[Exit, ...] = (
            here.exit(Cause.EXHAUSTED, over, over_at, condition=text if limit.when else None),
            here.exit(Cause.OTHERWISE, under, under_at),
        )
        return Branch(
            **here.common, exits=exits, decides=decides, subject=subject, limit=limit.times
        )
    exits = (
        here.exit(Cause.CONDITION, yes, places[0], condition=text),
        here.exit(Cause.OTHERWISE, no, places[1]),
    )
    return Branch(**here.common, exits=exits, decides=decides, subject=subject)


def _shown(condition: str) -> str:
    """A condition without the marks of an expression around it."""
    text = condition.strip()
    if text.startswith("$[") and text.endswith("]"):
        text = text[2:-1].strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _run(here: Here, branch: Argument | None, suffix: str) -> Way:
    """The way over the application that a test runs."""
    from ivrlint_formats.asterisk.lowering.making import made
    from ivrlint_formats.asterisk.lowering.opaque import unmodelled

    entry = inner_entry(here, branch) if branch else None
    if entry is None:
        return here.on()
    name = entry.application.lower()
    if name == "goto":
        return here.goto(entry.arguments)
    if name in {"exitwhile", "continuewhile"}:
        return here.way(here.walk.turn(here.part, here.index, leaves=name == "exitwhile"))
    if name in UNNOTICED:
        return here.on()
    inside = here.inside(entry, suffix)
    depth = inside.name.count(" then") + inside.name.count(" else")
    step = made(inside) if depth <= _MOST_NESTED else unmodelled(inside)
    here.more += [step, *inside.more]
    return Target(step.name)


def goto_if_time(here: Here) -> Step:
    """A test of the hour and the day, with a jump for each outcome."""
    branches = parse_branches(here.entry.arguments, nested=False)
    yes = here.goto(branches.true.text) if branches.true else here.on()
    no = here.goto(branches.false.text) if branches.false else here.on()
    return _of_time(here, branches.condition, yes, no, branches.true, branches.false)


def exec_if_time(here: Here) -> Step:
    """A test of the hour and the day that decides whether an application runs."""
    branches = parse_branches(here.entry.arguments, nested=False)
    yes = _run(here, branches.true, "then")
    no = _run(here, branches.false, "else")
    return _of_time(here, branches.condition, yes, no, branches.true, branches.false)


_CLOSED: Final = re.compile(
    r"clos|night|after(?!noon)|holiday|weekend|lunch|noc(?:he|turn)|ferme|cerrad|fora"
    r"|gesloten|geschlossen|feier|outof|(?<![a-z])off(?!ice)"
)
_OPEN: Final = re.compile(r"open|(?<![a-z])day|office|business|working|hours|abert|abiert")
"""Words in the names of targets: `officehours`, `day,s,1`, but no `sunday`."""


def _of_time(
    here: Here,
    condition: Argument,
    yes: Way,
    no: Way,
    yes_at: Argument | None,
    no_at: Argument | None,
) -> Step:
    value = here.value(condition.text)
    spec = None if value is None else parse_time_spec(value)
    kind: str = "unknown" if spec is None else kind_of(spec)
    named = _named(yes_at)
    if named is not None and kind != "holiday":
        kind = named
    elif kind == "unknown":
        kind = _OPPOSITE.get(_named(no_at) or "", kind)
    decides = Decides.HOLIDAY if kind == "holiday" else Decides.HOURS
    causes = {
        "open": (Cause.OPEN, Cause.CLOSED),
        "closed": (Cause.CLOSED, Cause.OPEN),
        "holiday": (Cause.HOLIDAY, Cause.OTHERWISE),
    }.get(kind, (Cause.CONDITION, Cause.OTHERWISE))
    first = here.place(yes_at or condition)
    second = here.place(no_at) if no_at else here.entry.place
    text = _shown(condition.text)
    return Branch(
        **here.common,
        exits=(
            here.exit(causes[0], yes, first, condition=text),
            here.exit(causes[1], no, second),
        ),
        decides=decides,
        subject=text,
    )


_OPPOSITE: Final = {"open": "closed", "closed": "open"}


def _named(target: Argument | None) -> str | None:
    """Whether the name of a target tells of open or of closed hours."""
    text = target.text.lower() if target else ""
    if _CLOSED.search(text):
        return "closed"
    return "open" if _OPEN.search(text) else None


def while_loop(here: Here) -> Step:
    """The head of a loop: on, or past its end."""
    closing = blocks_of(here.part).closing.get(here.index)
    condition = Argument(here.entry.arguments, 0, len(here.entry.arguments))
    out = here.on() if closing is None else here.way(here.walk.after(here.part, closing))
    return _decision(here, condition, here.on(), out, None, None)


def if_block(here: Here) -> Step:
    """The head of a block: on, or to the next branch of it."""
    other = blocks_of(here.part).otherwise.get(here.index)
    condition = Argument(here.entry.arguments, 0, len(here.entry.arguments))
    no = here.on()
    if other is not None:
        application = here.part.applications[other]
        no = here.way(
            (here.part, other) if application == "elseif" else here.walk.after(here.part, other)
        )
    return _decision(here, condition, here.on(), no, None, None)


def random(here: Here) -> Step:
    """Chance: `Random(30:target)`."""
    probability, _, target = here.entry.arguments.partition(":")
    return Branch(
        **here.common,
        exits=(
            here.exit(Cause.CONDITION, here.goto(target), condition=f"{probability.strip()} %"),
            here.exit(Cause.OTHERWISE, here.on()),
        ),
        decides=Decides.CHANCE,
    )
