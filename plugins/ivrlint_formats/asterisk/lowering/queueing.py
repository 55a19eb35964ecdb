"""`Queue`: waiting for a person, with what `queues.conf` says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Audio, Cause, Exit, Maybe, Prompt, Queue, Step
from ivrlint_formats.asterisk.language.arguments import Option, options
from ivrlint_formats.asterisk.lowering.folding import folded, told_apart
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.settings.queues import QueueSettings
from ivrlint_formats.asterisk.settings.sounds import sound_name
from ivrlint_formats.asterisk.settings.values import integer
from ivrlint_formats.asterisk.settings.waiting import waiting_prompts

_STATUS: Final = "QUEUESTATUS"
_HUNG_UP: Final = "the caller has hung up"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the line asks for. `hides`: a variable may bring more options."""

    given: Mapping[str, Option]
    hides: bool
    longest: Maybe[float]


def queue(here: Here) -> Step:
    """The caller waits until somebody answers, or until the queue gives the caller back."""
    argument = here.argument(0)
    name = here.text(0)
    asked = _asked(here)
    settings = _settings(here, name)
    defined = _is_defined(here, name, settings)
    common = {
        **here.common,
        "queue": name or (argument.text.strip() if argument else None),
        "longest": UNKNOWN if "n" in asked.given or asked.hides else asked.longest,
        "exits": tuple(_exits(here, asked, settings, defined=defined)),
        "defined": defined,
    }
    if settings is None:
        return Queue(**common)
    music = settings.music_class
    return Queue(
        **common,
        prompts=(*waiting_prompts(settings), *_between_pieces(here, music)),
        position=settings.says_position,
        wait=settings.says_holdtime,
        announce_every=_interval(settings),
        capacity=settings.most_waiting or None,
        staffed=True if settings.members else UNKNOWN,
        note=(("music", music),) if music else (),
    )


def _between_pieces(here: Here, music: str) -> Iterator[Prompt]:
    """What is said between two pieces of the music."""
    classes = here.beside.music.classes if here.beside.music else {}
    found = classes.get(music or "default")
    if found is not None and found.announcement:
        yield Prompt(content=Audio(sound_name(found.announcement)), place=found.place)


def _asked(here: Here) -> _Asked:
    argument, text = here.argument(1), here.text(1)
    written = argument.text if argument else ""
    given = {one.letter: one for one in options(written if text is None else text)}
    longest: Maybe[float] = None
    if here.argument(4) is not None:
        seconds = here.text(4)
        longest = UNKNOWN if seconds is None else float(max(0, integer(seconds)))
    return _Asked(given, argument is not None and text is None, longest)


def _settings(here: Here, name: str | None) -> QueueSettings | None:
    queues = here.beside.queues
    return queues.find(name) if queues is not None and name else None


def _is_defined(here: Here, name: str | None, settings: QueueSettings | None) -> Maybe[bool]:
    """Whether the queue is there: False where the files show that it is not.

    A file without any queue tells nothing: they stand in a database then.
    """
    if settings is not None:
        return True
    queues = here.beside.queues
    if name is None or queues is None or not queues.queues or queues.not_taken:
        return UNKNOWN
    return False


def _interval(settings: QueueSettings) -> float | None:
    """Every how many seconds something is said."""
    if settings.says_position or settings.says_holdtime:
        return float(settings.announce_frequency)
    return float(settings.periodic_announce_frequency) if settings.says_periodically else None


def _exits(
    here: Here, asked: _Asked, settings: QueueSettings | None, *, defined: Maybe[bool]
) -> Iterator[Exit]:
    if defined is False:
        yield from folded(here, _STATUS, ((Cause.ERROR, "UNKNOWN"),))
        return
    seconds = asked.longest
    if seconds is not None or "n" in asked.given:
        after = seconds if isinstance(seconds, float) and "n" not in asked.given else None
        yield here.exit(Cause.TIMEOUT, here.on({_STATUS: "TIMEOUT"}), after=after)
    if settings is None:
        yield from _perhaps(here, asked)
    else:
        yield from _certain(here, settings)
    if "c" in asked.given:
        yield here.exit(Cause.NEXT, here.on({_STATUS: "CONTINUE"}))
    if "F" in asked.given:
        target = asked.given["F"].argument
        place = target.text.replace("^", ",") if target else ""
        way = here.goto(place) if place.strip() else here.on()
        yield here.exit(Cause.CONDITION, way, condition=_HUNG_UP)


def _certain(here: Here, settings: QueueSettings) -> Iterator[Exit]:
    """What `queues.conf` lets happen, and that somebody takes the caller out by hand."""
    outcomes = []
    if settings.most_waiting:
        outcomes.append((Cause.FULL, "FULL"))
    if settings.join_empty:
        outcomes.append((Cause.EMPTY, "JOINEMPTY"))
    if settings.leave_when_empty:
        outcomes.append((Cause.EMPTY, "LEAVEEMPTY"))
    yield from folded(here, _STATUS, outcomes)
    if settings.context:
        yield from here.walk.choices(here.part, settings.context).exits
    withdrawn = here.on({_STATUS: "WITHDRAW"})
    yield here.exit(Cause.CONDITION, withdrawn, condition=f"{_STATUS} = WITHDRAW")


def _perhaps(here: Here, asked: _Asked) -> Iterator[Exit]:
    """What may happen in a queue of which nothing is known: where tests tell it apart, what
    they look for; else an error of the queue."""
    error = here.exit(Cause.ERROR, here.on({_STATUS: "UNKNOWN"}))
    tested = [(Cause.FULL, "FULL"), (Cause.EMPTY, "JOINEMPTY"), (Cause.EMPTY, "LEAVEEMPTY")]
    if asked.hides and asked.longest is None and "n" not in asked.given:
        tested.insert(0, (Cause.TIMEOUT, "TIMEOUT"))
    yield from told_apart(folded(here, _STATUS, tested), [error.target])
    yield error
