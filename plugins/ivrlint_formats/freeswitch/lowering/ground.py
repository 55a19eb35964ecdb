"""What holds while the dialplans, menus and queues of one system are lowered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from ivrlint.model import (
    UNKNOWN,
    Flow,
    Maybe,
    Problem,
    Prompt,
    Queue,
    Target,
    Transcript,
    Turn,
    Unresolved,
)
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.freeswitch.lowering.menus import Menus
from ivrlint_formats.freeswitch.lowering.queues import Queues, problems_of
from ivrlint_formats.freeswitch.lowering.sounds import Sounds
from ivrlint_formats.freeswitch.lowering.stacks import Stacks
from ivrlint_formats.freeswitch.lowering.values import is_template
from ivrlint_formats.freeswitch.nodes.ground import Dialplan, Way
from ivrlint_formats.freeswitch.nodes.system import System
from ivrlint_formats.freeswitch.platform import Platform


class SystemGround:
    """The `Ground` of one system."""

    def __init__(
        self,
        system: System,
        transcripts: Mapping[str, Sequence[Transcript]],
        names: Mapping[str, str],
    ) -> None:
        platform = Platform()
        self.system = system
        self._names = names
        self._sounds = Sounds(system, transcripts)
        self._stacks = Stacks(system.menus)
        self._menus = Menus(system, self._sounds, self._stacks, platform, names)
        self._queues = Queues(system, self._sounds, platform)
        self.problems: list[Problem] = [
            problem for queue in system.queues.values() for problem in problems_of(queue, platform)
        ]

    def lowered(self, dialplan: Dialplan) -> list[Flow]:
        """The flows of all contexts and all menus."""
        dialplan.flows()  # tells of every use of a menu
        menus = self._menus.flows(dialplan)
        self.problems += [*self._menus.problems, *self._sounds.problems]
        # What menus lead to may be more than the contexts themselves come to.
        contexts = cast("Sequence[Flow]", dialplan.flows())
        titles = {unique: name for name, unique in self._names.items()}
        return [
            replace(flow, title=titles[flow.name]) if flow.name in titles else flow
            for flow in (*contexts, *menus)
        ]

    def flow_of_context(self, name: str) -> str:
        """The name of the flow that a context is."""
        return self._names.get(name, name)

    def context(self, name: str) -> Way:
        """The way into a context as a whole."""
        if is_template(name):
            reason = f"the context {name!r} is only known during the call"
            return Unresolved(reason)
        return Target(None, self.flow_of_context(name), self.system.contexts_elsewhere)

    def menu(self, name: str, then: Way, place: Place) -> Way:
        """The way into an IVR menu; `then` is where the call goes on after it."""
        del place
        if not isinstance(then, Target) or then.flow is not None:
            self._stacks.use(name, then)
        return self._menus.into(name)

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
        """What is heard of a sound as `playback` takes it."""
        return self._sounds.prompts(
            sound,
            place=place,
            turn=turn,
            every=every,
            language=language,
            interruptible=interruptible,
        )

    def phrase(
        self, argument: String, *, place: Place, language: str | None = None
    ) -> tuple[Prompt, ...]:
        """What is heard of a phrase macro as `phrase` takes it."""
        return self._sounds.phrase(argument, place=place, language=language)

    def spoken(
        self, text: String, *, place: Place, language: str | None = None
    ) -> tuple[Prompt, ...]:
        """What a text-to-speech engine says."""
        return self._sounds.spoken(text, place=place, language=language)

    def queue(self, name: String, then: Way, *, step: str, place: Place, part: str) -> Queue:
        """A step for `callcenter NAME`."""
        return self._queues.callcenter(name, then, step=step, place=place, part=part)

    def fifo(self, name: String, then: Way, *, step: str, place: Place, part: str) -> Queue:
        """A step for `fifo NAME in`."""
        return self._queues.fifo(name, then, step=step, place=place, part=part)
