"""What the lowering of dialplans asks of the lowering of menus, queues and sounds, and the other
way round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Protocol, TypeAlias

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Maybe, Prompt, Queue, Step, Target, Turn, Unresolved
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.freeswitch.nodes.system import System

Way: TypeAlias = Target | Unresolved
"""Where a call goes on."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """What a run of applications has become: where it begins, and its steps.

    `start` is the way on itself where nothing of it is a step.
    """

    start: Way
    steps: tuple[Step, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Application:
    """One application with its arguments, and where both stand.

    `data` None: it has none. Written by an `<action>`, a menu's entry (`menu-exec-app`),
    or `exec-on-max-failures`.
    """

    name: str
    data: String | None
    place: Place = field(compare=False, repr=False)


class Ground(Protocol):
    """What holds for one system while its dialplans are lowered. Given to the dialplan's side."""

    system: System

    def flow_of_context(self, name: str) -> str:
        """The name of the flow that a context of the system is."""
        ...

    def context(self, name: str) -> Way:
        """The way into a context as a whole: missing contexts are `Target`s that lead nowhere
        where all files are at hand, else `Unresolved`."""
        ...

    def menu(self, name: str, then: Way, place: Place) -> Way:
        """The way into an IVR menu; `then` is where the call goes on after the application `ivr`.

        Every use is to be told: the menu's ends lead to what follows its uses. The menu is a flow
        of its own, so `then` names its flow.
        """
        ...

    def prompts(
        self,
        sound: String,
        *,
        place: Place,
        turn: Turn = Turn.FIRST,
        every: float | None = None,
        language: str | None = None,
        interruptible: Maybe[bool] = UNKNOWN,
    ) -> tuple[Prompt, ...]:
        """What is heard of a sound as `playback` and menus take it: a file, `phrase:name:data`,
        `say:text`, `file_string://a!b`, `silence_stream://ms`; nothing for tones and music."""
        ...

    def phrase(
        self, argument: String, *, place: Place, language: str | None = None
    ) -> tuple[Prompt, ...]:
        """What is heard of a phrase macro as the application `phrase` takes it: `name,data`."""
        ...

    def spoken(
        self, text: String, *, place: Place, language: str | None = None
    ) -> tuple[Prompt, ...]:
        """What a text-to-speech engine says: words and `${variables}`, no engine, no voice."""
        ...

    def queue(self, name: String, then: Way, *, step: str, place: Place, part: str) -> Queue:
        """A step named `step` for the application `callcenter NAME`: announcements, limits, and
        whether the project defines it. Its exits for what ends the wait lead to `then`."""
        ...

    def fifo(self, name: String, then: Way, *, step: str, place: Place, part: str) -> Queue:
        """The same for `fifo NAME in`; `name` is the name alone. What channel variables say
        (`fifo_announce`, `fifo_orbit_exten`) is the dialplan's side's to add."""
        ...


class Dialplan(Protocol):
    """What the dialplan's side gives: `ivrlint_formats.freeswitch.dialplan.lowering.Contexts`,
    made as `Contexts(ground)`."""

    def flows(self) -> Sequence[object]:
        """The flow (`ivrlint.model.Flow`) of every context of `ground.system`, in its order."""
        ...

    def applications(
        self,
        run: Sequence[Application],
        then: Way,
        *,
        name: str,
        part: str,
        entered: str | None = None,
    ) -> Lowered:
        """Steps for applications that run one after the other outside of any extension, as a
        menu's entries do: named `name`, `name,2`, …; `then` is what follows them.

        `entered` is the expression of an entry, whose groups `$1` and the like stand for.
        """
        ...
