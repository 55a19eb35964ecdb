"""The steps of a flow: what a caller meets, one thing after another.

The names are the field's own: VoiceXML, Amazon Connect, Asterisk.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from ivrlint.lean import dataclass
from ivrlint.model.exits import CALLER_INPUT, Exit
from ivrlint.model.knowledge import UNKNOWN, Maybe, Target, Unresolved
from ivrlint.model.prompts import Prompt
from ivrlint.places import Place

if TYPE_CHECKING:
    from ivrlint.model.flows import Flow


@dataclass(frozen=True, slots=True)
class Datum:
    """A piece of data that a step reads or writes, by name."""

    name: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What every step has.

    `place` is what a finding about the whole step points at (its name or its
    header). `title` is what the user calls it where the name is a machine's.
    `part` is the group of steps that it belongs to (an extension of a
    context). `tags` and `values` are declared facts. `note` holds what
    machines need and people seldom read, as pairs of name and value.
    """

    kind: ClassVar[str] = "step"

    name: str
    place: Place = field(compare=False, repr=False)
    exits: tuple[Exit, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    reads: tuple[Datum, ...] = ()
    writes: tuple[Datum, ...] = ()
    title: str | None = None
    part: str = ""
    tags: frozenset[str] = frozenset()
    values: tuple[tuple[str, str], ...] = ()
    note: tuple[tuple[str, str], ...] = ()
    flow: Flow = field(init=False, compare=False, repr=False)
    """The flow it belongs to; raises ValueError before the project is linked."""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            # Only asked for what is not set: rules ask for the flow a million times.
            if name == "flow":
                raise ValueError("this step is not part of a linked project")
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    @property
    def shown_name(self) -> str:
        """The name that the user knows it by."""
        return self.title or self.name

    def value(self, name: str) -> str | None:
        """A declared fact of this step, None where it is not declared."""
        return next((value for key, value in self.values if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Step):
    """Says or plays its prompts, then goes on."""

    kind: ClassVar[str] = "say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input(Step):
    """What menus and collected input share.

    Times are in seconds. `timeout` is the wait for the first input,
    `digit_timeout` the wait between digits. `presentations` counts how often
    the prompt is played before the last noinput or nomatch exit is taken, from
    the first playing; None means that nothing limits it. `interruptible` says
    whether the caller may act before the prompt has ended; `speech` whether
    spoken input is taken, `keys` whether key presses are. `set_at` says where
    the file itself sets one of these fields, by the field's name: the place of
    the value alone, as long as it stands there as it is.
    """

    timeout: Maybe[float] = UNKNOWN
    digit_timeout: Maybe[float] = UNKNOWN
    presentations: Maybe[int] = UNKNOWN
    interruptible: Maybe[bool] = UNKNOWN
    speech: Maybe[bool] = UNKNOWN
    keys: Maybe[bool] = UNKNOWN
    set_at: tuple[tuple[str, Place], ...] = field(default=(), compare=False, repr=False)

    def place_of(self, setting: str) -> Place | None:
        """Where the file sets this field (`timeout`); None where an engine's default fills it."""
        return next((place for name, place in self.set_at if name == setting), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu(Input):
    """Offers options; each option is an exit by key or word.

    Options are tried in their order: where a format prefers the most specific
    pattern, its reader puts that one first.

    `complete` says whether the exits are all the options there are, as far as
    the file tells. `waits` is False for a menu that goes on without giving the
    caller time to choose. `longest` is the most keys it reads for one choice.
    """

    kind: ClassVar[str] = "menu"
    complete: bool = True
    waits: bool = True
    longest: Maybe[int] = UNKNOWN
    terminator: Maybe[str] = UNKNOWN

    @property
    def options(self) -> tuple[Exit, ...]:
        """The exits that the caller chooses."""
        return tuple([exit_ for exit_ in self.exits if exit_.cause in CALLER_INPUT])


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect(Input):
    """Asks for data: a number, a date, a name.

    `data` names what is asked for (also in `writes`). `least` and `most` are
    digits; `terminator` is the key that ends the entry. `secret` marks card
    numbers, PINs and the like.
    """

    kind: ClassVar[str] = "collect"
    data: str | None = None
    least: Maybe[int] = UNKNOWN
    most: Maybe[int] = UNKNOWN
    terminator: Maybe[str] = UNKNOWN
    secret: bool = False


class Decides(StrEnum):
    """What a branch looks at."""

    HOURS = "hours"
    HOLIDAY = "holiday"
    LANGUAGE = "language"
    DATA = "data"
    CALLER = "caller"
    ATTEMPTS = "attempts"
    STAFF = "staff"
    QUEUE = "queue"
    CHANCE = "chance"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch(Step):
    """Decides without the caller; its exits are the cases.

    `subject` names what is looked at: an hours table, a piece of data, an
    attribute of the caller, a queue. `limit` is the number of times that an
    ATTEMPTS branch lets through before it takes its EXHAUSTED exit.
    """

    kind: ClassVar[str] = "branch"
    decides: Decides = Decides.UNKNOWN
    subject: str | None = None
    limit: Maybe[int] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Step):
    """Callers wait here for a person. Its prompts are what they hear meanwhile.

    Times are in seconds. `queue` is its name in the system, where the step has
    another. `position` and `wait` say whether the place in line and the
    expected wait are announced (by the system itself; a prompt may do it too).
    `waiting` is the flow that runs while the caller waits. `hands_on` is the
    data that the person gets to see; UNKNOWN where the file does not say.
    `defined` is False where the project has to define the queue and does not.
    """

    kind: ClassVar[str] = "queue"
    queue: str | None = None
    position: Maybe[bool] = UNKNOWN
    wait: Maybe[bool] = UNKNOWN
    announce_every: Maybe[float] = UNKNOWN
    expected: Maybe[float] = UNKNOWN
    longest: Maybe[float] = UNKNOWN
    capacity: Maybe[int] = UNKNOWN
    staffed: Maybe[bool] = UNKNOWN
    waiting: Target | Unresolved | None = None
    hands_on: Maybe[tuple[Datum, ...]] = UNKNOWN
    defined: Maybe[bool] = UNKNOWN


class Party(StrEnum):
    """Who takes over at a transfer."""

    NUMBER = "number"
    PERSON = "person"
    DEPARTMENT = "department"
    FLOW = "flow"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Step):
    """Hands the caller over to a number, a person, a department or another flow.

    `to` is the number or name as written. `flow_target` is the flow, for
    Party.FLOW (the edge of the graph). `longest` is the ringing time in
    seconds. `blind` says that the machine does not learn what becomes of it.
    """

    kind: ClassVar[str] = "transfer"
    party: Party = Party.UNKNOWN
    to: str | None = None
    flow_target: Target | Unresolved | None = None
    longest: Maybe[float] = UNKNOWN
    blind: Maybe[bool] = UNKNOWN
    hands_on: Maybe[tuple[Datum, ...]] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent(Step):
    """A person talks with the caller here.

    `group` is the team. What the person asks for stands in `writes`, what the
    person sees in `reads`.
    """

    kind: ClassVar[str] = "agent"
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot(Step):
    """A machine that talks or writes freely.

    `persona` is the name it goes by. `tries` is how often it may fail before
    it takes its EXHAUSTED exit; None where nothing limits it.
    """

    kind: ClassVar[str] = "bot"
    persona: str | None = None
    tries: Maybe[int] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Voicemail(Step):
    """The caller leaves a message. `box` is whose; `promise` is the time in
    seconds within which an answer is promised."""

    kind: ClassVar[str] = "voicemail"
    box: str | None = None
    promise: Maybe[float] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback(Step):
    """The company will call the caller. `promise` is within how many seconds."""

    kind: ClassVar[str] = "callback"
    promise: Maybe[float] = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey(Step):
    """Asks how satisfied the caller is. `cap` is the least number of seconds
    between two surveys of the same person."""

    kind: ClassVar[str] = "survey"
    cap: Maybe[float] = UNKNOWN


class Medium(StrEnum):
    """By what means something is sent."""

    SMS = "sms"
    MAIL = "mail"
    CHAT = "chat"
    LETTER = "letter"
    PUSH = "push"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Send(Step):
    """Sends a message: an SMS with a link, a confirmation.

    `reply` names the reply that is sent, where the project has to define it;
    else its prompts are the text.
    """

    kind: ClassVar[str] = "send"
    medium: Medium = Medium.UNKNOWN
    reply: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Step):
    """Starts (`on`) or stops recording the call from here."""

    kind: ClassVar[str] = "record"
    on: Maybe[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Step):
    """Asks another system. `system` is which."""

    kind: ClassVar[str] = "lookup"
    system: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Set(Step):
    """Sets data; what, stands in `writes`. `value` is what a single datum is
    set to, None where it is not a plain value."""

    kind: ClassVar[str] = "set"
    value_set: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Step):
    """Runs a sub-flow that comes back; then its own exits are taken."""

    kind: ClassVar[str] = "call"
    callee: Target | Unresolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(Step):
    """Goes back to whoever called this sub-flow."""

    kind: ClassVar[str] = "return"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hangup(Step):
    """Ends the call. `implicit`: the file just ends there."""

    kind: ClassVar[str] = "hangup"
    implicit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Step):
    """The caller meets a page or a form of the web: `page` is its name."""

    kind: ClassVar[str] = "visit"
    page: Target | Unresolved | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opaque(Step):
    """Something runs here that the reader does not model.

    `what` names it in the format's own words. `continues`: whether the call
    goes on after it by its exits; UNKNOWN where it may, None or False where it
    ends or leaves.
    """

    kind: ClassVar[str] = "opaque"
    what: str = ""
    continues: Maybe[bool] = UNKNOWN
