"""What callers are asked for: `read` and `play_and_get_digits`, and the menus made of them."""

from __future__ import annotations

from typing import Any, Final

from ivrlint.model import (
    UNKNOWN,
    Cause,
    Collect,
    Datum,
    Exit,
    Maybe,
    Menu,
    Prompt,
    Step,
    Turn,
    Unresolved,
)
from ivrlint_formats.freeswitch.dialplan.arguments import split_arguments
from ivrlint_formats.freeswitch.dialplan.here import Here
from ivrlint_formats.freeswitch.dialplan.matching import expression_of
from ivrlint_formats.freeswitch.dialplan.places import Cursor
from ivrlint_formats.freeswitch.dialplan.program import Act
from ivrlint_formats.freeswitch.dialplan.variables import names_in
from ivrlint_formats.freeswitch.nodes.ground import Way

_KEYS: Final = "1234567890*#"
_SECRETS: Final = ("pin", "pass", "secret", "cvv", "senha", "clave")
_NO_SOUND: Final = frozenset({"silence", "undef", "none"})


def read(here: Here) -> Step:
    """`read min max sound variable timeout terminators [digit_timeout]`: asked once."""
    return _asked(
        here, sound=2, variable=3, timeout=4, terminators=5, digit_timeout=6, presentations=1
    )


def play_and_get_digits(here: Here) -> Step:
    """`play_and_get_digits min max tries timeout terminators sound invalid variable regexp …`."""
    return _asked(
        here,
        sound=5,
        variable=7,
        timeout=3,
        terminators=4,
        digit_timeout=9,
        presentations=here.whole(2) or 1,
        invalid=6,
        expression=8,
        failure=10,
    )


def _asked(
    here: Here,
    *,
    sound: int,
    variable: int,
    timeout: int,
    terminators: int,
    digit_timeout: int,
    presentations: int,
    invalid: int | None = None,
    expression: int | None = None,
    failure: int | None = None,
) -> Step:
    name = here.text(variable)
    most, least = here.whole(1), here.whole(0)
    fits = "" if expression is None else here.text(expression)
    first = here.seconds(timeout)
    prompts = [*_sound(here, sound, Turn.FIRST)]
    if invalid is not None:
        prompts += _sound(here, invalid, Turn.NOMATCH)
    common: dict[str, Any] = {
        **here.common,
        "prompts": tuple(prompts),
        "timeout": first if first else UNKNOWN,
        "digit_timeout": here.seconds(digit_timeout) or first or UNKNOWN,
        "presentations": presentations,
        "interruptible": True,
        "set_at": tuple(
            (field, given.inside)
            for field, number in (("timeout", timeout), ("digit_timeout", digit_timeout))
            if (given := here.string(number)) is not None
        ),
        "speech": False,
        "keys": True,
        "terminator": _terminator(here.text(terminators)),
        "writes": (Datum(name, here.at),) if name else (),
    }
    lost = _failure(here, failure, name)
    options, complete = _options(here, name, fits) if most == 1 and name else ([], True)
    if options:
        return Menu(
            **common,
            longest=1,
            complete=complete,
            exits=(*options, here.exit(Cause.NOINPUT, lost), here.exit(Cause.NOMATCH, lost)),
        )
    shown = str(name).lower()
    exits = [here.exit(Cause.NEXT, here.on()), here.exit(Cause.NOINPUT, lost)]
    if fits and fits not in {".*", "\\d+", ".+"}:
        exits.append(here.exit(Cause.NOMATCH, lost))
    return Collect(
        **common,
        data=name or None,
        least=UNKNOWN if least is None else least,
        most=UNKNOWN if most is None else most,
        secret=any(word in shown for word in _SECRETS),
        exits=tuple(exits),
    )


def _sound(here: Here, number: int, turn: Turn) -> tuple[Prompt, ...]:
    sound = here.string(number)
    if sound is None or sound.value.strip().lower() in _NO_SOUND:
        return ()
    return here.walk.ground.prompts(sound, place=sound.place, turn=turn)


def _terminator(text: str) -> Maybe[str]:
    if not text or "$" in text:
        return UNKNOWN
    return None if text.lower() == "none" else text[:1]


def _failure(here: Here, number: int | None, name: str) -> Way:
    """Where the call goes after the last try: a number that is named, else on."""
    text = "" if number is None else here.text(number)
    given = [one.text for one in split_arguments(text)]
    if given:
        context = given[2] if len(given) > 2 else here.cursor.plan.context.name
        return here.enter(context, given[0])
    return here.on({name: ""}) if name else here.on()


def _options(here: Here, name: str, fits: str) -> tuple[list[Exit], bool]:
    """The keys of a menu: the next action transfers to a number that holds what was pressed.

    A key that leads to no number of the dialplan is none of its options. And
    whether these are all, as other files may define more.
    """
    found, complete = [], True
    cursor = _following(here)
    act = None if cursor is None else cursor.extension.ops[cursor.index]
    if cursor is None or not isinstance(act, Act):
        return [], True
    if name not in names_in(here.walk.arguments(act)[0].text):
        return [], True
    expression = expression_of(fits) if fits else None
    for key in _KEYS:
        if expression is not None and expression.fits(key) is False:
            continue
        to = here.walk.transfer(cursor, act, {name: key})
        if isinstance(to, Cursor):
            found.append(here.exit(Cause.KEY, here.way(to), key=key))
        elif isinstance(to, Unresolved) or to.elsewhere is not None:
            complete = False
    return found, complete


def _following(here: Here) -> Cursor | None:
    """The place of the transfer that follows, past what nobody notices."""
    at = here.walk.next(here.cursor)
    index = at.extension.passed[at.index]
    op = at.extension.ops[index]
    if isinstance(op, Act) and op.application.name.lower() == "transfer":
        return Cursor(at.plan, at.at, index, at.subject) if here.walk.arguments(op) else None
    return None
