"""Lowering: from the pages of a flow to what a customer meets.

A page does, in this order: what its entry fulfillment says, the questions of its form, the
routes that only have a condition; then it waits for an intent. Each is a step; the first one has
the name of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ivrlint.model import (
    UNKNOWN,
    Branch,
    Call,
    Cause,
    Channel,
    Collect,
    Datum,
    Decides,
    Exit,
    Hangup,
    Lookup,
    Maybe,
    Menu,
    Party,
    Return,
    Role,
    Say,
    Scope,
    Set,
    Step,
    Target,
    Transfer,
    Unresolved,
)
from ivrlint.places import Place
from ivrlint_formats.data import Node, Object, Scalar, String
from ivrlint_formats.dialogflow.agents import CxFlow
from ivrlint_formats.dialogflow.handlers import Handler, handlers_of, webhook_handler
from ivrlint_formats.dialogflow.parts import Part, target_of
from ivrlint_formats.dialogflow.speech import Fulfillment, fulfillment_of

START: Final = "START_PAGE"
_NO_SPEECH_SECONDS: Final = 5.0
"""How long speech is waited for where nothing is set (Dialogflow CX, advanced speech settings)."""

MOST_SHARED: Final = 100_000
"""How many routes of groups are read for the pages that name them, in one flow.

Real flows have some hundreds. Beyond it the menus are not complete.
"""

MOST_EVENTS: Final = 200
"""How many events of a flow are looked at; the platform knows some thirty."""

_SECONDS: Final = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)s")
_ALWAYS: Final = re.compile(r"\s*(?:true|\$page\.params\.status\s*=\s*\"FINAL\")\s*", re.IGNORECASE)
_PARAMETER: Final = re.compile(r"\$(?:session|page)\.params\.([\w-]+)")


def steps_of(flow: CxFlow) -> tuple[list[Step], list[Exit]]:
    """The steps of a flow, those of its start page first, and the intents it listens to anywhere.

    An intent of the flow that leads nowhere is answered wherever the customer is; it stands
    at the start page only.
    """
    lowering = _Lowering(flow)
    options: list[Exit] = []
    if flow.part is not None:
        for one in lowering.intents(flow.part):
            (lowering.answered if _stays(one) else options).append(one)
        lowering.page(START, flow.part)
    for page in flow.pages:
        lowering.page(page.name, page)
    return lowering.ordered, options


def _stays(way: Exit) -> bool:
    return way.target == Target(START)


class _Lowering:
    """The steps of a flow, as they become known."""

    def __init__(self, flow: CxFlow) -> None:
        self.flow = flow
        self.steps: dict[str, Step] = {}
        self.ordered: list[Step] = []
        self.answered: list[Exit] = []
        self._new: list[Step] = []
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._left = MOST_SHARED
        self.page_name = START
        self.here: Part | None = flow.part
        self._pages = flow.page_names
        # Who writes is never silent: no event is sent while a chat waits.
        is_call = flow.channel is Channel.PHONE
        self._mistakes = (Cause.NOINPUT, Cause.NOMATCH) if is_call else (Cause.NOMATCH,)
        own = flow.part.node.objects("eventHandlers") if flow.part else ()
        # Every page asks for them: of the same event only the first one counts.
        first = {one.text("event"): one for one in reversed(list(own))}
        self._handlers = list(first.values())[:MOST_EVENTS]

    def page(self, name: str, part: Part) -> None:
        """Add the steps of a page: those that it consists of, then those on its ways."""
        names = self._page(name, part)
        self.ordered += sorted(self._new, key=lambda step: step.name not in names)
        self._new.clear()

    def _page(self, name: str, part: Part) -> frozenset[str]:
        """Add the steps of a page, in any order; the names of those that it consists of."""
        self.page_name, self.here = name, part
        entry = fulfillment_of(part.node.object("entryFulfillment"), self.flow.language)
        form = part.node.object("form")
        questions = [one for one in (form.objects("parameters") if form else ()) if _is_asked(one)]
        conditions = [one for one in self._routes(part) if one.string("intent") is None]
        ends = bool(entry.handoff or entry.number or entry.ends)
        names = self._names(entry, questions, conditions, ends=ends)
        own = frozenset(names)
        if entry.webhook is not None:
            self._lookup(names.pop(0), part.place, entry.webhook, names[0])
        if ends:
            self._leave(names[0], part.place, entry)
            return own
        prompts = entry.prompts
        if prompts and (questions or conditions):
            self._add(
                Say(
                    name=names.pop(0),
                    place=part.place,
                    prompts=prompts,
                    exits=(self._on(part.place, names[0]),),
                )
            )
            prompts = ()
        for question in questions:
            self._question(names.pop(0), question, names[0])
        if conditions:
            self._conditions(names.pop(0), part, conditions, names[0] if names else None)
        if names:
            self._wait(names[0], part, prompts)
        return own

    def _names(
        self,
        entry: Fulfillment,
        questions: Sequence[Object],
        conditions: Sequence[Object],
        *,
        ends: bool,
    ) -> list[str]:
        """The names of the steps of a page, in the order in which they come."""
        kinds = ["webhook"] if entry.webhook is not None else []
        if ends:
            kinds.append("end")
        else:
            if entry.prompts and (questions or conditions):
                kinds.append("says")
            kinds += [one.text("displayName") or "question" for one in questions]
            kinds += ["routes"] if conditions else []
            surely = any(_ALWAYS.fullmatch(one.text("condition") or "") for one in conditions)
            kinds += [] if surely else ["waits"]
        return [self.page_name, *(self._free(f"{self.page_name}: {one}") for one in kinds[1:])]

    def _free(self, name: str) -> str:
        """A name that no step and no page has."""
        wanted = name
        while wanted in self._taken or wanted in self._pages:
            self._numbers[name] = self._numbers.get(name, 1) + 1
            wanted = f"{name} {self._numbers[name]}"
        self._taken.add(wanted)
        return wanted

    def _add(self, step: Step) -> None:
        if step.name not in self.steps:
            self.steps[step.name] = step
            self._new.append(step)

    def _on(self, place: Place, name: str, **more: Any) -> Exit:
        return Exit(cause=Cause.NEXT, target=Target(name), place=place, **more)

    def _levels(self) -> list[Sequence[Object]]:
        own = list(self.here.node.objects("eventHandlers")) if self.here else []
        return [own, self._handlers]

    def _lookup(
        self, name: str, place: Place, webhook: String, then: str | Target | Unresolved
    ) -> None:
        target = Target(then) if isinstance(then, str) else then
        exits = [Exit(cause=Cause.NEXT, target=target, place=webhook.place)]
        handler = webhook_handler(self._levels())
        if handler is not None:
            # A webhook of its own is not asked here: it would fail in the same way.
            prompts = fulfillment_of(
                handler.object("triggerFulfillment"), self.flow.language
            ).prompts
            failed = self._target(handler, place, Target(self.page_name))
            exits.append(
                Exit(cause=Cause.ERROR, target=failed, place=webhook.place, prompts=prompts)
            )
        self._add(Lookup(name=name, place=place, system=webhook.value or None, exits=tuple(exits)))

    def _leave(self, name: str, place: Place, said: Fulfillment) -> None:
        """The step at which people take over, or the session ends."""
        if said.handoff is not None or said.number is not None:
            number = said.number.value if said.number else None
            self._add(
                Transfer(
                    name=name,
                    place=place,
                    prompts=said.prompts,
                    party=Party.NUMBER if number else Party.PERSON,
                    to=number,
                    blind=True,
                )
            )
        elif said.prompts:
            over = self._end()
            self._add(
                Say(name=name, place=place, prompts=said.prompts, exits=(self._on(place, over),))
            )
        else:
            self._add(Hangup(name=name, place=place))

    def _end(self) -> str:
        """The step at which the session ends."""
        if "END_SESSION" not in self.steps and self.here is not None:
            self._add(Hangup(name="END_SESSION", place=self.here.place))
        return "END_SESSION"

    def _question(self, name: str, parameter: Object, then: str) -> None:
        label = parameter.string("displayName")
        place = label.place if label else parameter.place
        data = label.value if label else name
        behavior = parameter.object("fillBehavior")
        asked = behavior.object("initialPromptFulfillment") if behavior else None
        own = list(behavior.objects("repromptEventHandlers")) if behavior else []
        handlers = handlers_of([own, *self._levels()])
        redacted = parameter.get("redact")
        common = self._input(parameter, handlers)
        self._add(
            Collect(
                **common,
                name=name,
                place=place,
                prompts=fulfillment_of(asked, self.flow.language).prompts,
                exits=(self._on(place, then), *self._failing(name, place, handlers)),
                data=data,
                writes=(Datum(data, place),),
                secret=isinstance(redacted, Scalar) and redacted.value is True,
            )
        )

    def _input(self, node: Object, handlers: Sequence[Handler]) -> dict[str, Any]:
        """What waiting for the customer has, as keyword arguments."""
        spoken = self.flow.channel is Channel.PHONE
        seconds = _setting(node, "speechSettings", "noSpeechTimeout")
        most = _setting(node, "dtmfSettings", "maxDigits")
        ending = _setting(node, "dtmfSettings", "finishDigit")
        timeout: Maybe[float] = _NO_SPEECH_SECONDS if spoken else UNKNOWN
        if isinstance(seconds, String) and (match := _SECONDS.fullmatch(seconds.value)):
            timeout = float(match[1])
        return {
            "timeout": timeout,
            "presentations": self._presentations(handlers),
            "speech": spoken,
            "keys": self._keys(node, spoken=spoken),
            "terminator": ending.value if isinstance(ending, String) and ending.value else UNKNOWN,
            **(
                {"most": most.value}
                if isinstance(most, Scalar)
                and isinstance(most.value, int)
                and node.get("entityType")
                else {}
            ),
        }

    def _keys(self, node: Object, *, spoken: bool) -> Maybe[bool]:
        """Whether keys are taken; what is not set here may be set for the flow or the agent."""
        keys = _setting(node, "dtmfSettings", "enabled")
        if isinstance(keys, Scalar):
            return keys.value is True
        return UNKNOWN if spoken else False

    def _presentations(self, handlers: Sequence[Handler]) -> int:
        """How often a question is put before its last way is taken."""
        counts = [1]
        for cause in self._mistakes:
            own = [one for one in handlers if one.cause is cause]
            leaving = [one.count for one in own if one.count and any(target_of(one.node))]
            numbered = max((one.count for one in own), default=0)
            counts.append(min(leaving) if leaving else numbered + 1)
        return max(counts)

    def _failing(self, name: str, place: Place, handlers: Sequence[Handler]) -> Iterator[Exit]:
        """The ways after silence and after what is not understood.

        A handler without a target stays where it is. The first one that leaves is the last.
        """
        for cause in self._mistakes:
            own = [one for one in handlers if one.cause is cause]
            if not own and self.flow.part is None:
                reason = "the handlers of the flow are in a file that is not at hand"
                yield Exit(cause=cause, target=Unresolved(reason, Scope.FLOW), place=place)
            for one in own:
                event = one.node.string("event")
                at = event.place if event else one.node.place
                prompts, target = self._led(one.node, at, Target(name))
                leaves = any(target_of(one.node))
                yield Exit(
                    cause=cause,
                    target=target,
                    place=at,
                    count=0 if leaves else one.count,
                    prompts=prompts,
                )
                if leaves and one.count:
                    break

    def _routes(self, part: Part) -> Sequence[Object]:
        """The routes of a page, then those of its groups."""
        found = list(part.node.objects("transitionRoutes"))
        names = (
            one.value for one in part.node.items("transitionRouteGroups") if isinstance(one, String)
        )
        for name in dict.fromkeys(names):
            group = self.flow.groups.get(name)
            if group is not None and self._left > 0:
                shared = list(group.objects("transitionRoutes"))
                self._left -= len(shared)
                found += shared
        return found

    def _conditions(
        self, name: str, part: Part, routes: Sequence[Object], otherwise: str | None
    ) -> None:
        """The routes that are taken without the customer."""
        exits: list[Exit] = []
        reads: dict[str, Datum] = {}
        for route in routes:
            condition = route.string("condition")
            text = condition.value.strip() if condition else ""
            at = condition.place if condition else route.place
            for match in _PARAMETER.finditer(text):
                reads.setdefault(match[1], Datum(match[1], at))
            prompts, target = self._led(route, at, self._stay(name, otherwise))
            if not text or _ALWAYS.fullmatch(text):
                cause = Cause.OTHERWISE if exits else Cause.NEXT
                exits.append(Exit(cause=cause, target=target, place=at, prompts=prompts))
                break
            exits.append(
                Exit(
                    cause=Cause.CONDITION, target=target, place=at, condition=text, prompts=prompts
                )
            )
        else:
            if otherwise is not None:
                exits.append(
                    Exit(cause=Cause.OTHERWISE, target=Target(otherwise), place=part.place)
                )
        if len(exits) == 1 and exits[0].cause is Cause.NEXT:
            self._add(Set(name=name, place=part.place, exits=tuple(exits)))
            return
        subject = next(iter(reads)) if len(reads) == 1 else None
        self._add(
            Branch(
                name=name,
                place=part.place,
                decides=Decides.DATA,
                subject=subject,
                reads=tuple(reads.values()),
                exits=tuple(exits),
            )
        )

    def _stay(self, name: str, otherwise: str | None) -> Target:
        return Target(otherwise or name)

    def _wait(self, name: str, part: Part, prompts: Sequence[Any]) -> None:
        """The step at which a page waits for an intent."""
        handlers = handlers_of(self._levels())
        known = all(
            isinstance(one, String) and one.value in self.flow.groups
            for one in part.node.items("transitionRouteGroups")
        )
        known = known and self._left > 0
        # The other intents of a start page hold at every page of the flow.
        intents = self.answered if self.page_name == START else self.intents(part)
        self._add(
            Menu(
                **self._input(part.node, handlers),
                name=name,
                title=f"{self.flow.name}, start page" if name == START else None,
                place=part.place,
                prompts=tuple(prompts),
                exits=(*intents, *self._failing(name, part.place, handlers)),
                complete=known and self.flow.part is not None,
            )
        )

    def intents(self, part: Part) -> list[Exit]:
        """The ways that customers take by what they say."""
        exits: list[Exit] = []
        seen: set[tuple[str, str]] = set()
        for route in self._routes(part):
            intent = route.string("intent")
            if intent is None:
                continue
            condition = (route.text("condition") or "").strip()
            condition = "" if _ALWAYS.fullmatch(condition) else condition
            word = intent.value.rpartition("/")[2]
            if (word, condition) in seen:
                continue
            seen.add((word, condition))
            prompts, target = self._led(route, intent.place, Target(self.page_name))
            exits.append(
                Exit(
                    cause=Cause.WORD,
                    word=word,
                    target=target,
                    place=intent.place,
                    condition=condition or None,
                    prompts=prompts,
                )
            )
        return exits

    def _led(
        self, route: Object, place: Place, stay: Target
    ) -> tuple[tuple[Any, ...], Target | Unresolved]:
        """What is said on a way, and where it leads; without a target to `stay`."""
        said = fulfillment_of(route.object("triggerFulfillment"), self.flow.language)
        if said.handoff is not None or said.number is not None or said.ends is not None:
            name = self._free(f"{self.page_name}: leaves")
            self._leave(name, place, said)
            if said.webhook is not None:
                before = self._free(f"{self.page_name}: webhook")
                self._lookup(before, place, said.webhook, name)
                name = before
            return (), Target(name)
        target = self._target(route, place, stay)
        if said.webhook is not None:
            name = self._free(f"{self.page_name}: webhook")
            self._lookup(name, place, said.webhook, target)
            return said.prompts, Target(name)
        return said.prompts, target

    def _target(self, route: Object, place: Place, stay: Target) -> Target | Unresolved:
        page, flow = target_of(route)
        if flow is not None and flow.value:
            return Target(self._call(flow, place))
        if page is None or not page.value:
            return stay
        match page.value.rpartition("/")[2] if page.value.startswith("projects/") else page.value:
            case "START_PAGE":
                return Target(START) if self.flow.part else self._not_here("start page")
            case "END_SESSION":
                return Target(self._end())
            case "CURRENT_PAGE":
                return Target(self.page_name)
            case "PREVIOUS_PAGE":
                return Unresolved("it leads back to the page before", Scope.FLOW)
            case "END_FLOW":
                return Target(self._return("END_FLOW"))
            case name if name.startswith("END_FLOW_"):
                return Target(self._return(name))
            case name:
                if name in self._pages:
                    return Target(self._pages[name])
                if self.flow.part is None or not self.flow.whole:
                    return Target(name, elsewhere=self._not_here(f"page {name!r}"))
                return Target(name)

    def _not_here(self, what: str) -> Unresolved:
        return Unresolved(f"the {what} of the flow is in a file that is not at hand", Scope.FLOW)

    def _return(self, name: str) -> str:
        place = self.here.place if self.here else None
        if name not in self.steps and place is not None:
            over = Hangup if self.flow.role is Role.ENTRY else Return
            self._add(over(name=name, place=place, note=(("ends", name),)))
        return name

    def _call(self, flow: String, place: Place) -> str:
        """The step that runs another flow, which comes back to this page when it ends."""
        wanted = flow.value.rpartition("/")[2] if flow.value.startswith("projects/") else flow.value
        name = f"{self.page_name}: flow {wanted}"
        step = self.steps.get(name)
        if step is None:
            elsewhere = None
            if not self.flow.whole:
                reason = f"no file of the project defines the flow {wanted!r}"
                elsewhere = Unresolved(reason, Scope.STARTS)
            self._add(
                Call(
                    name=name,
                    place=place,
                    callee=Target(None, flow=wanted, elsewhere=elsewhere),
                    exits=(self._on(place, self.page_name),),
                )
            )
        return name


def _is_asked(parameter: Object) -> bool:
    required = parameter.get("required")
    return isinstance(required, Scalar) and required.value is True


def _setting(node: Object, group: str, name: str) -> Node | None:
    """A setting of a page or a parameter."""
    advanced = node.object("advancedSettings")
    settings = advanced.object(group) if advanced else None
    return settings.get(name) if settings else None
