"""The walk of a call through contexts, past what a caller does not notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ivrlint.model import Scope, Target, Unresolved
from ivrlint_formats.freeswitch.dialplan.deciding import NOTHING
from ivrlint_formats.freeswitch.dialplan.knowing import Knowing
from ivrlint_formats.freeswitch.dialplan.places import Cursor, Key
from ivrlint_formats.freeswitch.dialplan.plan import Plan, Subject
from ivrlint_formats.freeswitch.dialplan.program import Act, End, Test
from ivrlint_formats.freeswitch.dialplan.run import Run
from ivrlint_formats.freeswitch.nodes.ground import Ground, Way

_DEEPEST: Final = 20
"""Menus in a row whose ends are looked for at once; more become steps of their own."""

_MOST_CLONES: Final = 10_000
"""Steps of extensions that calls for others pass, in one context; beyond it they are left out."""

_ENTERED: Final = Unresolved("the number is put together during the call", Scope.STARTS)
_OTHERS: Final = Unresolved("another extension may take the number", Scope.STARTS)
_CONTEXT: Final = Unresolved("the context is put together during the call", Scope.STARTS)


class Walk(Knowing):
    """The contexts of one system, in which calls walk from action to action.

    `wanted` are places that have become steps and are not made yet, `names` and
    `places` lead from a place to its step and back. `ended` are
    the parts in which a call ends with the last action. `called` are parts that
    `execute_extension` runs, `gone_to` those that calls are transferred to.
    """

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.wanted: Final[list[Cursor]] = []
        self.names: Final[dict[Key, str]] = {}
        self.places: Final[dict[Target, Cursor]] = {}
        self.ended: Final[dict[tuple[int, str], Cursor]] = {}
        self.called: Final[set[tuple[int, int]]] = set()
        self.gone_to: Final[set[tuple[int, int]]] = set()
        self._passed: dict[tuple[int, int, int, str], Sequence[int]] = {}

    def start(self, plan: Plan, subject: Subject) -> Cursor:
        """Where the hunt for a number begins to matter.

        An extension whose numbers another one takes before is come to from there alone.
        """
        is_first = plan.clones <= _MOST_CLONES and plan.is_found(subject)
        first = plan.following(-1, subject) if is_first else None
        at = subject.home if first is None else first
        return Cursor(plan, at, plan.extensions[at].start, subject)

    def enter(self, context: str, number: str) -> Cursor | Way:
        """Where a call begins that dials a number in a context."""
        plan = self.plans.get(context) or self.plans.get("global")
        if plan is None:
            return self.ground.context(context)
        subject = plan.find(number)
        if plan.is_exhausted:
            return Unresolved("the context has too many extensions to look through", Scope.STARTS)
        if subject is not None:
            return self.start(plan, subject)
        elsewhere = self.ground.system.contexts_elsewhere
        if plan.context.not_taken:
            reason = f"{plan.context.not_taken[0].what!r} may bring it, which is not at hand"
            elsewhere = Unresolved(reason, Scope.STARTS)
        return Target(number, plan.flow, elsewhere)

    def way(self, place: Cursor, values: Mapping[str, str] = NOTHING, depth: int = 0) -> Way:
        """Where a call gets to from a place: the first step that a caller may notice.

        `values` are variables whose values are known on this way alone.
        """
        met: set[Key] = set()
        at = place
        while True:
            extension = at.extension
            index = extension.passed[at.index]
            at = Cursor(at.plan, at.at, index, at.subject)
            key = at.key
            if key in self.names or key in met:
                return self.step(at)
            met.add(key)
            op = extension.ops[index]
            after: Cursor | Way | None
            if isinstance(op, End):
                after = self._after_end(at, op)
            elif isinstance(op, Test):
                holds = self.facts.holds(op, at.subject.texts, values)
                if holds is None:
                    settled = self._settled(at, values)
                    after = None if settled == index else self._moved(at, settled)
                else:
                    after = self._moved(at, op.yes if holds else op.no)
            else:
                after = self._jump(at, op, values, depth)
            if after is None:
                return self.step(at)
            if not isinstance(after, Cursor):
                return after
            at = after

    def _settled(self, at: Cursor, values: Mapping[str, str]) -> int:
        """Where a test leads whose outcome makes no difference for what was dialled."""
        texts = at.subject.texts
        if values:
            passed = at.extension.passed_with(lambda test: self.facts.holds(test, texts, values))
            return passed[at.index]
        key = (id(at.plan), at.at, at.subject.home, at.subject.key)
        known = self._passed.get(key)
        if known is None:
            known = at.extension.passed_with(lambda test: self.facts.holds(test, texts))
            self._passed[key] = known
        return known[at.index]

    def _moved(self, at: Cursor, index: int) -> Cursor:
        return Cursor(at.plan, at.at, index, at.subject)

    def next(self, at: Cursor) -> Cursor:
        """The place after an action."""
        op = at.extension.ops[at.index]
        return self._moved(at, op.next) if isinstance(op, Act) else at

    def _after_end(self, at: Cursor, end: End) -> Cursor | Way:
        """The next extension of the hunt, else the end of the call."""
        plan = at.plan
        if plan.then is not None:
            return plan.then
        if not end.taken or at.extension.continues:
            following = plan.following(at.at, at.subject)
            if self._is_open(at, following):
                return _OTHERS
            if following is not None:
                start = plan.extensions[following].start
                return Cursor(plan, following, start, self._from_home(at, following))
        return self.end(at)

    def _is_open(self, at: Cursor, following: int | None) -> bool:
        """Whether a hunt goes on from its home with a number of which too little is known."""
        subject, plan = at.subject, at.plan
        if at.at < subject.home or subject.whole is not None or not subject.texts:
            return False
        if following is None:
            return plan.may_follow(at.at)
        return plan.asks_number(following) and not plan.covers(following, subject.home)

    def _from_home(self, at: Cursor, following: int) -> Subject:
        """What is dialled where the hunt goes on to an extension that looks at the number."""
        plan, subject = at.plan, at.subject
        if at.at < subject.home or not plan.asks_number(following):
            return subject
        if subject.key:
            return plan.known(following, subject.key)
        return plan.subject_of(following)

    def end(self, at: Cursor) -> Target:
        """The target where the call of a place ends, as nothing else is to follow."""
        self.ended.setdefault((id(at.plan), at.part), at)
        return Target(f"{at.part} end", at.plan.flow)

    def ends(self, at: Cursor) -> bool:
        """Whether nothing comes from a place on, in this extension."""
        op = at.extension.ops[at.extension.passed[at.index]]
        return isinstance(op, End) and at.plan.then is None

    def step(self, at: Cursor) -> Target:
        """The target that a place is, as a step."""
        key = at.key
        name = self.names.get(key)
        if name is None:
            name = self.names[key] = self._name(at)
            self.wanted.append(at)
            at.plan.clones += not at.is_home or bool(at.subject.key)
            self.places[Target(name, at.plan.flow or None)] = at
        return Target(name, at.plan.flow or None)

    def _name(self, at: Cursor) -> str:
        op = at.extension.ops[at.index]
        number = 0 if isinstance(op, End) else op.number
        if isinstance(at.plan, Run):
            return at.plan.named()
        part = f"{at.part} {at.subject.key}".rstrip()
        if at.is_home:
            return f"{part},{number}"
        return f"{part} via {at.extension.part},{number}"

    def _jump(
        self, at: Cursor, act: Act, values: Mapping[str, str], depth: int
    ) -> Cursor | Way | None:
        """Where an action leads that only sends the call on; None for one that is a step."""
        name = act.application.name.lower()
        if name == "transfer":
            to = self.transfer(at, act, values)
            # A jump to nowhere is told where it stands, not at all that lead to it.
            return None if isinstance(to, Target) and self._is_lost(to) else to
        if name == "ivr" and not self._is_missing(at, act):
            return self.menu(at, act, depth)
        return None

    def _is_lost(self, to: Target) -> bool:
        """Whether a way names an extension that is not there, or a context."""
        return to.elsewhere is None

    def _is_missing(self, at: Cursor, act: Act) -> bool:
        """Whether the system does not have the menu that an action runs."""
        data, system = act.application.data, self.ground.system
        name = None if data is None else self.value(at, data.value.strip())
        return name is not None and name not in system.menus and system.menus_elsewhere is None

    def menu(self, at: Cursor, act: Act, depth: int = 0) -> Way | None:
        """The way into the menu that an action runs; None for one that is a step of its own."""
        data = act.application.data
        if data is None or depth > _DEEPEST:
            return None
        name = self.value(at, data.value.strip())
        if name is None:
            return Unresolved("the menu is chosen during the call", Scope.STARTS)
        then = self.way(self.next(at), NOTHING, depth + 1)
        return self.ground.menu(name, then, act.application.place)

    def transfer(
        self, at: Cursor, act: Act, values: Mapping[str, str] = NOTHING, *, calls: bool = False
    ) -> Cursor | Way:
        """Where `transfer` and `execute_extension` lead: `number [dialplan [context]]`."""
        given = [one.text for one in self.arguments(act) if one.text != "-both"]
        if not given:
            return Unresolved("no number is named", Scope.STARTS)
        dialplan = given[1].lower() if len(given) > 1 else "xml"
        if dialplan != "xml":
            return Unresolved(f"the dialplan {dialplan!r} decides where it leads", Scope.STARTS)
        contexts = [given[2]] if len(given) > 2 else self._contexts_of(at)
        numbers = self.values(at, given[0], values)
        if not numbers:
            return _ENTERED
        found: list[Cursor | Way] = []
        for one in contexts:
            context = self.value(at, one, values)
            if context is None:
                return _CONTEXT
            for number in numbers:
                to = self.enter(context, number)
                if isinstance(to, Cursor):
                    aims = self.called if calls else self.gone_to
                    aims.add((id(to.plan), to.subject.home))
                if to not in found:
                    found.append(to)
        if len(found) == 1:
            return found[0]
        return _ENTERED if found else _CONTEXT

    def _contexts_of(self, at: Cursor) -> Sequence[str]:
        """The contexts in which an application may run that names none."""
        if at.plan.then is None:
            return [at.plan.context.name]
        return self.contexts_with_menus
