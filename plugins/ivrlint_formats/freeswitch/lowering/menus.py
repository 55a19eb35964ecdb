"""IVR menus as flows: one flow for each menu, which leads on where its uses do.

After `switch_ivr_menu.c` and `mod_dptools` (`ivr`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ivrlint.model import (
    Branch,
    Cause,
    Collect,
    Datum,
    Exit,
    Flow,
    Menu,
    Problem,
    Prompt,
    Role,
    Say,
    Scope,
    Step,
    Target,
    Turn,
    Unresolved,
)
from ivrlint.places import Place
from ivrlint_formats.data import String
from ivrlint_formats.freeswitch.lowering.entries import EXEC, application, faults_of, running
from ivrlint_formats.freeswitch.lowering.keys import keys_of
from ivrlint_formats.freeswitch.lowering.limits import Limits
from ivrlint_formats.freeswitch.lowering.sounds import Sounds
from ivrlint_formats.freeswitch.lowering.stacks import SUB, Stacks
from ivrlint_formats.freeswitch.lowering.values import is_template
from ivrlint_formats.freeswitch.nodes.ground import Application, Dialplan, Way
from ivrlint_formats.freeswitch.nodes.system import MenuNode, System
from ivrlint_formats.freeswitch.platform import Platform
from ivrlint_formats.markup import Element

_AFTER: Final = Unresolved("what follows the menu is not in the files at hand", Scope.STARTS)
_MANY: Final = Unresolved("the menu is started in very many places", Scope.ANYWHERE)
_MOST_WAYS: Final = 50
_END: Final = "end"
_TOP: Final = "top"
_BACK: Final = "back"


class Menus:
    """Makes the flows of all menus of a system."""

    def __init__(
        self,
        system: System,
        sounds: Sounds,
        stacks: Stacks,
        platform: Platform,
        names: Mapping[str, str],
    ) -> None:
        self.system = system
        self.sounds = sounds
        self.stacks = stacks
        self.platform = platform
        self._names = names
        self.problems: list[Problem] = []

    def flow_of(self, name: str) -> str:
        """The name of the flow that a menu is."""
        unique = self._names.get(name, name)
        return f"ivr {unique}" if name in self.system.contexts else unique

    def into(self, name: str) -> Way:
        """The way into a menu."""
        if is_template(name):
            return Unresolved(f"the menu {name!r} is only known during the call", Scope.STARTS)
        if name in self.system.menus:
            return Target(None, self.flow_of(name))
        return Target(None, name, self.system.menus_elsewhere)

    def flows(self, dialplan: Dialplan) -> list[Flow]:
        """The flows of all menus, in the order of the files."""
        for menu in self.system.menus.values():
            self._nested_uses(menu)
        return [_Lowering(self, menu, dialplan).flow() for menu in self.system.menus.values()]

    def _nested_uses(self, menu: MenuNode) -> None:
        """Menus that an entry runs with the application `ivr`: then this menu goes on."""
        for entry in menu.element.elements("entry"):
            called, _, name = (entry.get("param") or "").partition(" ")
            if entry.get("action") == EXEC and called == "ivr" and name.strip():
                self.stacks.use(name.strip(), Target(menu.name, self.flow_of(menu.name)))


class _Lowering:
    """One menu."""

    def __init__(self, menus: Menus, menu: MenuNode, dialplan: Dialplan) -> None:
        self._menus = menus
        self._stacks = menus.stacks
        self._dialplan = dialplan
        self._menu = menu
        self._element = menu.element
        self._place = menu.element.place
        self._steps: list[Step] = []
        self._made: dict[str, Way] = {}
        self._again = Target(menu.name)
        self._exit_sound = self._sound("exit-sound")
        self._limits = Limits(menu.element, menus.platform)
        menus.problems += self._limits.problems

    def flow(self) -> Flow:
        """The flow of the menu."""
        name = self._menu.name
        exits = tuple(self._exits())
        waits = bool(self._text("greet-long"))
        menu = Menu(
            name=name,
            place=self._place,
            exits=exits,
            prompts=tuple(self._prompts()),
            timeout=self._limits.timeout,
            digit_timeout=self._limits.digit_timeout,
            presentations=self._limits.presentations,
            interruptible=True,
            set_at=self._limits.set_at,
            speech=False,
            keys=True,
            complete=all(one.key is not None for one in exits if one.cause is Cause.KEY),
            waits=waits,
            longest=self._limits.longest,
            terminator=self._menus.platform.terminator,
        )
        steps = [*self._pin(name), menu, *self._steps]
        inner = self._stacks.parents.get(name) and not self._stacks.is_used(name)
        return Flow(
            name=self._menus.flow_of(name),
            role=Role.MODULE if inner else Role.ENTRY,
            place=self._place,
            start=steps[0].name,
            steps=tuple(steps),
        )

    def _text(self, attribute: str) -> str:
        return self._element.get(attribute) or ""

    def _sound(self, attribute: str, turn: Turn = Turn.FIRST) -> tuple[Prompt, ...]:
        sound = self._element.attribute(attribute)
        if sound is None or not sound.value.value.strip():
            return ()
        return self._menus.sounds.prompts(
            sound.value, place=sound.place, turn=turn, interruptible=True
        )

    def _prompts(self) -> Iterator[Prompt]:
        yield from self._sound("greet-long")
        yield from self._sound("greet-short", Turn.AGAIN)
        yield from self._sound("invalid-sound", Turn.NOMATCH)

    def _exits(self) -> Iterator[Exit]:
        entries: dict[str, list[Element]] = {}
        for entry in self._element.elements("entry"):
            self._menus.problems += faults_of(entry, self._menus.platform)
            if digits := entry.get("digits"):
                entries.setdefault(digits, []).append(entry)
        lost: list[Exit] = []
        for digits, same in entries.items():
            counting = running(same)
            yield from self._options(digits, counting)
            for number, entry in enumerate(same, 1):
                if not any(entry is one for one in counting):
                    name = f"{self._menu.name},{digits} ({number})"
                    way = self._entry(entry, name, self._again)
                    key = next(iter(keys_of(digits)), None)
                    lost.append(Exit(cause=Cause.KEY, key=key, target=way, place=entry.place))
        yield from lost
        ended = self._end()
        for cause, attribute in (
            (Cause.NOINPUT, "exec-on-max-timeouts"),
            (Cause.NOMATCH, "exec-on-max-failures"),
        ):
            yield self._last(cause, attribute, ended)

    def _last(self, cause: Cause, attribute: str, ended: Way) -> Exit:
        """What happens after the last try: an application first, where one is named."""
        run = self._element.attribute(attribute)
        place, way = self._place, ended
        if run is not None and run.value.value.strip():
            place = run.place
            first = application(run.value, run.place)
            name = f"{self._menu.name},{'t' if cause is Cause.NOINPUT else 'i'}"
            way = self._run([first], ended, name)
        return Exit(cause=cause, target=way, place=place, prompts=self._leaving(way, ended))

    def _leaving(self, way: Way, ended: Way) -> tuple[Prompt, ...]:
        """The exit sound is heard where the menu itself ends, and no other one runs around it."""
        name = self._menu.name
        inner = self._stacks.parents.get(name) and not self._stacks.is_used(name)
        return self._exit_sound if way is ended and not inner else ()

    def _options(self, digits: str, entries: Sequence[Element]) -> Iterator[Exit]:
        """The option of some digits: all entries that name them run, one after the other."""
        way: Way = self._again
        for number in range(len(entries), 0, -1):
            suffix = f",{number}" if number > 1 else ""
            way = self._entry(entries[number - 1], f"{self._menu.name},{digits}{suffix}", way)
        place = entries[0].place
        confirmed = self._confirmation()
        for key in keys_of(digits) or (None,):
            yield Exit(cause=Cause.KEY, key=key, target=way, place=place, prompts=confirmed)

    def _confirmation(self) -> tuple[Prompt, ...]:
        """What is played of the digits, for the caller to confirm them."""
        macro = self._element.attribute("confirm-macro")
        if macro is None or not macro.value.value.strip():
            return ()
        return self._menus.sounds.phrase(macro.value, place=macro.place)

    def _entry(self, entry: Element, name: str, then: Way) -> Way:
        """Where an entry leads; `then` is what runs after it."""
        param = entry.string("param")
        match entry.get("action"):
            case "menu-exit":
                return self._end_all()
            case "menu-back":
                return self._end()
            case "menu-top":
                return self._top()
            case action if action == SUB:
                sub = param.value if param is not None else ""
                return then if sub == self._menu.name else self._menus.into(sub)
            case "menu-play-sound":
                return self._play(entry, param, name, then)
            case action if action == EXEC and param is not None and param.value.strip():
                return self._run([application(param, entry.place)], then, name, entry.get("digits"))
        return then

    def _play(self, entry: Element, sound: String | None, name: str, then: Way) -> Way:
        prompts = () if sound is None else self._menus.sounds.prompts(sound, place=entry.place)
        if not prompts:
            return then
        on = Exit(cause=Cause.NEXT, target=then, place=entry.place)
        self._steps.append(Say(name=name, place=entry.place, prompts=prompts, exits=(on,)))
        return Target(name)

    def _run(
        self,
        applications: Sequence[Application],
        then: Way,
        name: str,
        entered: str | None = None,
    ) -> Way:
        lowered = self._dialplan.applications(
            applications, then, name=name, part="", entered=entered
        )
        self._steps += lowered.steps
        return lowered.start

    def _end(self) -> Way:
        """Where the call goes on when this menu ends: behind its uses, or back to a menu."""
        ways = self._stacks.ways_on(self._menu.name)
        ways += [Target(None, self._menus.flow_of(one)) for one in self._parents()]
        return self._one_of(ways, _BACK)

    def _parents(self) -> Iterable[str]:
        return self._stacks.parents.get(self._menu.name, ())

    def _end_all(self) -> Way:
        """Where the call goes on when all menus end."""
        ways: dict[Way, None] = {}
        for top in self._stacks.outermost(self._menu.name):
            ways |= dict.fromkeys(self._stacks.ways_on(top))
        return self._one_of(list(ways), _END)

    def _top(self) -> Way:
        """The outermost menu starts again."""
        tops = self._stacks.outermost(self._menu.name)
        if tops == [self._menu.name]:
            return self._again
        ways = [
            self._again if one == self._menu.name else Target(None, self._menus.flow_of(one))
            for one in tops
        ]
        return self._one_of(ways, _TOP)

    def _one_of(self, ways: Sequence[Way], name: str) -> Way:
        """The way itself, or a branch for the ways there are: which one, the call has decided."""
        if not ways:
            return _AFTER
        if len(ways) == 1:
            return ways[0]
        if len(ways) > _MOST_WAYS:
            return _MANY
        if name not in self._made:
            step = f"{self._menu.name},{name}"
            exits = tuple(
                Exit(
                    cause=Cause.CONDITION,
                    target=way,
                    place=self._place,
                    condition=f"the menu was started there ({number})",
                )
                for number, way in enumerate(ways, 1)
            )
            self._steps.append(Branch(name=step, place=self._place, exits=exits))
            self._made[name] = Target(step)
        return self._made[name]

    def _pin(self, name: str) -> Iterator[Step]:
        """The question for the PIN that goes before the menu."""
        pin = self._element.attribute("pin")
        if pin is None or not pin.value.value.strip():
            return
        facts = self._menus.platform.pin
        step = f"{name},pin"
        yield Collect(
            name=step,
            place=pin.place,
            data="pin",
            writes=(Datum("pin", pin.place),),
            secret=True,
            least=1,
            most=None if is_template(pin.value.value) else len(pin.value.value.strip()),
            terminator=self._menus.platform.terminator,
            timeout=facts["timeout_ms"] / 1000,
            presentations=facts["tries"],
            interruptible=True,
            speech=False,
            keys=True,
            prompts=(
                *self._pin_sound("pin-file", facts["sound"], pin.place, Turn.FIRST),
                *self._pin_sound("bad-pin-file", facts["bad_sound"], pin.place, Turn.NOMATCH),
            ),
            exits=(
                Exit(cause=Cause.NEXT, target=self._again, place=pin.place),
                Exit(cause=Cause.EXHAUSTED, target=self._end(), place=pin.place),
            ),
        )

    def _pin_sound(
        self, attribute: str, default: str, place: Place, turn: Turn
    ) -> tuple[Prompt, ...]:
        own = self._sound(attribute, turn)
        if own or self._element.get(attribute):
            return own
        return self._menus.sounds.prompts(String(default, place, place), place=place, turn=turn)
