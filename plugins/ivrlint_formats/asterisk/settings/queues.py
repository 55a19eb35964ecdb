"""What `queues.conf` says of each queue: what the waiting caller hears, and what lets them out.

After `apps/app_queue.c` (`queue_set_param`, `init_queue`, `parse_empty_options`,
`reload_single_queue`); the settings are the same in Asterisk 16 to 22.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Problem
from ivrlint.places import Place
from ivrlint_formats.asterisk.conf.nodes import Conf, NotTaken, Section, Setting
from ivrlint_formats.asterisk.settings.values import (
    integer,
    is_boolean,
    is_integer,
    is_plain,
    is_true,
)

MOST_PERIODIC: Final = 10
"""Periodic announcements that a queue keeps; more are left out."""


class Says(StrEnum):
    """When the place in line or the expected wait is announced."""

    ALWAYS = "always"
    NEVER = "never"
    ONCE = "once"
    """The wait: with the first announcement only."""
    LIMIT = "limit"
    """The place: only up to `announce_position_limit`."""
    MORE = "more"
    """The place: beyond `announce_position_limit` as "more than"."""


@dataclass(frozen=True, slots=True)
class Member:
    """A line `member => interface,penalty,name`: who answers, whoever logs in besides."""

    interface: str
    name: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound file that the queue plays; its place, None where it is the engine's own choice."""

    name: str
    setting: Setting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSettings:
    """One queue. Times are in seconds; what the file does not say is as the engine has it.

    `given` are its settings by the engine's names, the last of each. `context`
    is where a key leads that is pressed while waiting (empty: nowhere);
    `most_waiting` is `maxlen`, 0 for no limit. `join_empty` and
    `leave_when_empty` are the states in which a member does not count; without
    any, callers get in and stay whoever is there. `announce` is for the agent's
    ear.
    """

    name: str
    place: Place = field(compare=False, repr=False)
    given: Mapping[str, Setting] = field(compare=False, repr=False)
    music_class: str
    context: str
    announce: str
    announce_frequency: int
    min_announce_frequency: int
    announce_position: Says
    announce_position_limit: int
    announce_holdtime: Says
    announce_to_first_user: bool
    periodic_announce: tuple[Sound, ...]
    periodic_announce_frequency: int
    random_periodic_announce: bool
    most_waiting: int
    join_empty: frozenset[str]
    leave_when_empty: frozenset[str]
    timeout: int
    retry: int
    timeout_restart: bool
    timeout_by_queue: bool
    autofill: bool
    members: tuple[Member, ...]

    @property
    def says_position(self) -> bool:
        """Whether waiting callers ever hear their place in line."""
        return self.announce_frequency != 0 and self.announce_position is not Says.NEVER

    @property
    def says_holdtime(self) -> bool:
        """Whether waiting callers ever hear how long it will take."""
        return self.announce_frequency != 0 and self.announce_holdtime is not Says.NEVER

    @property
    def says_periodically(self) -> bool:
        """Whether waiting callers hear the periodic announcements."""
        return self.periodic_announce_frequency > 0

    def sound(self, name: str) -> Sound:
        """A part of an announcement by its setting's name (`queue-thankyou`)."""
        if name in self.given:
            return Sound(self.given[name].value, self.given[name])
        return Sound("" if name == "queue-callerannounce" else name)

    def place_of(self, *names: str) -> Place:
        """Where the first of these settings that is given stands; else the queue's header."""
        found = next((self.given[name] for name in names if name in self.given), None)
        return found.place if found else self.place


@dataclass(frozen=True, slots=True)
class QueuesConf:
    """The queues of a file by their names in lower case: the engine takes no notice of case.

    `not_taken` are files that may define more. Queues may also stand in a database.
    """

    queues: Mapping[str, QueueSettings]
    persistent_members: bool = False
    not_taken: tuple[NotTaken, ...] = ()
    problems: tuple[Problem, ...] = ()

    def find(self, name: str) -> QueueSettings | None:
        """The queue that the engine finds by a name."""
        return self.queues.get(name.lower())


_ALIASES: Final = {"music": "musicclass", "musiconhold": "musicclass"}
_INTEGERS: Final = {
    "announce-frequency": 0,
    "min-announce-frequency": 15,
    "announce-position-limit": 10,
    "periodic-announce-frequency": 0,
    "maxlen": 0,
    "timeout": 15,
    "retry": 5,
}
_BOOLEANS: Final = (
    "announce-to-first-user", "random-periodic-announce", "timeoutrestart", "autofill",
)  # fmt: skip
_WORDS: Final = {
    "announce-position": {"limit": Says.LIMIT, "more": Says.MORE},
    "announce-holdtime": {"once": Says.ONCE},
}
_STATES: Final = frozenset(
    {"paused", "penalty", "inuse", "ringing", "invalid", "wrapup", "unavailable", "unknown"}
)
_STATES_OF: Final = {
    "strict": frozenset({"penalty", "invalid", "paused", "unavailable"}),
    "loose": frozenset({"penalty", "invalid"}),
}
_USUAL: Final = frozenset({"penalty", "invalid", "paused"})


def read_queues(conf: Conf) -> QueuesConf:
    """The queues of a configuration, as the engine loads them."""
    general = next((s for s in conf.sections if s.name.lower() == "general"), None)
    overall = _given(general.settings) if general else {}
    fill = "autofill" in overall and is_true(overall["autofill"].value)
    queues: dict[str, QueueSettings] = {}
    problems: list[Problem] = []
    told: set[Setting] = set()
    for section in conf.sections:
        low = section.name.lower()
        if low == "general" or section.is_template:
            continue
        if low in queues:
            line = queues[low].place.begin.line
            message = (
                f"the queue {section.name!r} is defined in line {line} already;"
                " the engine passes over this one"
            )
            problems.append(Problem("invalid-value", section.place, message, hides=False))
            continue
        queues[low] = queue = _queue(section, autofill=fill)
        problems += _mistakes(queue, told)
    persistent = "persistentmembers" in overall and is_true(overall["persistentmembers"].value)
    return QueuesConf(queues, persistent, conf.not_taken, tuple(problems))


def _given(settings: list[Setting]) -> dict[str, Setting]:
    """Settings by the engine's names, the last of each."""
    found: dict[str, Setting] = {}
    for setting in settings:
        name = setting.name.lower()
        found[_ALIASES.get(name, name)] = setting
    return found


def _queue(section: Section, *, autofill: bool) -> QueueSettings:
    given = _given(section.settings)

    def text(name: str) -> str:
        return given[name].value if name in given else ""

    def number(name: str) -> int:
        return integer(given[name].value) if name in given else _INTEGERS[name]

    def switch(name: str) -> bool:
        return name in given and is_true(given[name].value)

    retry, timeout = number("retry"), number("timeout")
    return QueueSettings(
        name=section.name,
        place=section.place,
        given=given,
        music_class=text("musicclass"),
        context=text("context"),
        announce=text("announce"),
        announce_frequency=number("announce-frequency"),
        min_announce_frequency=number("min-announce-frequency"),
        announce_position=_says("announce-position", given),
        announce_position_limit=number("announce-position-limit"),
        announce_holdtime=_says("announce-holdtime", given),
        announce_to_first_user=switch("announce-to-first-user"),
        periodic_announce=_periodic(given.get("periodic-announce")),
        periodic_announce_frequency=number("periodic-announce-frequency"),
        random_periodic_announce=switch("random-periodic-announce"),
        most_waiting=max(0, number("maxlen")),
        join_empty=_states(text("joinempty"), joining=True),
        leave_when_empty=_states(text("leavewhenempty"), joining=False),
        timeout=timeout if timeout >= 0 else _INTEGERS["timeout"],
        retry=retry if retry > 0 else _INTEGERS["retry"],
        timeout_restart=switch("timeoutrestart"),
        timeout_by_queue=text("timeoutpriority").lower() == "conf",
        autofill=switch("autofill") if "autofill" in given else autofill,
        members=tuple(_members(section.settings)),
    )


def _says(name: str, given: Mapping[str, Setting]) -> Says:
    if name not in given:
        return Says.ALWAYS
    word = given[name].value.lower()
    return _WORDS[name].get(word) or (Says.ALWAYS if is_true(word) else Says.NEVER)


def _periodic(setting: Setting | None) -> tuple[Sound, ...]:
    """The announcements in turn; an empty one ends the row."""
    if setting is None:
        return (Sound("queue-periodic-announce"),)
    if "," not in setting.value:
        return (Sound(setting.value, setting),) if setting.value else ()
    names = setting.value.replace("|", ",").split(",", MOST_PERIODIC)[:MOST_PERIODIC]
    row = names[: names.index("")] if "" in names else names
    return tuple(Sound(name, setting) for name in row)


def _states(value: str, *, joining: bool) -> frozenset[str]:
    """The states that `joinempty` or `leavewhenempty` name, as the engine reads them."""
    states: frozenset[str] = frozenset()
    for word in value.lower().split(",") if value else ():
        if word in _STATES:
            states |= {word}
        elif word in _STATES_OF:
            states = _STATES_OF[word]
        elif is_boolean(word):
            states = frozenset() if is_true(word) == joining else _USUAL
    return states


def _members(settings: list[Setting]) -> Iterator[Member]:
    for setting in settings:
        if setting.name.lower() == "member":
            interface, _, more = setting.value.partition(",")
            fields = more.split(",", 2)
            if interface.strip():
                name = fields[1].strip() if len(fields) > 1 else ""
                yield Member(interface.strip(), name or interface.strip(), setting.place)


def _mistakes(queue: QueueSettings, told: set[Setting]) -> Iterator[Problem]:
    """Values that the engine does not take for what their writer meant; a template's once."""
    for name, setting in queue.given.items():
        said = _mistake(name, setting.value) if is_plain(setting) else None
        if said is not None and setting not in told:
            told.add(setting)
            yield Problem("invalid-value", setting.place, said, hides=False)


def _mistake(name: str, value: str) -> str | None:
    if name in _INTEGERS and not is_integer(value):
        return f"{name} has to be a number, not {value!r}; the engine takes it for 0"
    if name in _BOOLEANS and not is_boolean(value):
        return f"{name} has to be yes or no, not {value!r}; the engine takes it for no"
    if name in _WORDS and not (is_boolean(value) or value.lower() in _WORDS[name]):
        words = ", ".join(("yes", "no", *_WORDS[name]))
        return f"{name} has to be one of {words}, not {value!r}; the engine takes it for no"
    if name in ("joinempty", "leavewhenempty"):
        known = _STATES | _STATES_OF.keys()
        for word in value.split(","):
            if word.lower() not in known and not is_boolean(word):
                spaced = word != word.strip() and word.strip().lower() in known
                why = "; it must not have spaces around it" if spaced else ""
                return f"the engine passes over {word!r} of {name}{why}"
    return None
