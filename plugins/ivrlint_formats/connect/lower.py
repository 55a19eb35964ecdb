"""Lowering: from the actions of a contact flow to what a caller meets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from ivrlint.model import (
    UNKNOWN,
    Bot,
    Branch,
    Call,
    Callback,
    Cause,
    Collect,
    Datum,
    Decides,
    Exit,
    Flow,
    Hangup,
    Lookup,
    Maybe,
    Medium,
    Menu,
    Opaque,
    Party,
    Prompt,
    Queue,
    Record,
    Return,
    Role,
    Say,
    Scope,
    Send,
    Set,
    Step,
    Target,
    Transfer,
    Unresolved,
)
from ivrlint.speech import prompt_seconds
from ivrlint_formats.connect.actions import Action, Condition, Draft, Value
from ivrlint_formats.connect.attributes import decides_by, reads_of, writes_of
from ivrlint_formats.connect.entry import Entry, entry_after
from ivrlint_formats.connect.exits import (
    all_exits,
    condition_exits,
    condition_text,
    exit_to,
    failure_exits,
    fixed_exits,
    next_exits,
)
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.connect.references import flow_target, function_name, name_for_people
from ivrlint_formats.connect.roles import role_of
from ivrlint_formats.connect.settings import (
    UNKNOWN_SETTINGS,
    Settings,
    hook_name,
    queue_of,
    settings_of,
)
from ivrlint_formats.connect.speech import name_of, prompt_of

_KEYS: Final = frozenset("0123456789*#")


def lower(draft: Draft, name: str, platform: Platform) -> Flow:
    """The flow that a draft says."""
    return _Lowering(draft, name, platform).flow()


class _Lowering:
    """The lowering of one flow."""

    def __init__(self, draft: Draft, name: str, platform: Platform) -> None:
        self.draft = draft
        self.name = name
        self.platform = platform
        self.role = role_of(draft, name, platform)
        self.settings = settings_of(draft, platform)
        self.actions: dict[str, Action] = {}
        for action in draft.actions:
            self.actions.setdefault(action.name, action)
        self.makers: dict[str, Callable[[Action], Step]] = {
            "MessageParticipant": self._say,
            "MessageParticipantIteratively": self._loop_prompts,
            "GetParticipantInput": self._input,
            "ConnectParticipantWithLexBot": self._bot,
            "DisconnectParticipant": self._hangup,
            "EndFlowExecution": self._end,
            "EndFlowModuleExecution": self._return,
            "TransferContactToQueue": self._queue,
            "DequeueContactAndTransferToQueue": self._queue,
            "TransferContactToAgent": self._agent,
            "TransferParticipantToThirdParty": self._third_party,
            "TransferToFlow": self._transfer,
            "InvokeFlowModule": self._call,
            "InvokeLambdaFunction": self._function,
            "CreateCallbackContact": self._callback,
            "StartOutboundChatContact": self._send,
            "UpdateContactRecordingBehavior": self._record,
            "UpdateContactRecordingAndAnalyticsBehavior": self._record,
            "Compare": self._compare,
            "CheckHoursOfOperation": self._hours,
            "CheckMetricData": self._metric,
            "Loop": self._loop,
            "CheckOutboundCallStatus": self._check,
            "CheckVoiceId": self._check,
            "DistributeByPercentage": self._chance,
        }
        self.plain_makers: dict[str, Callable[[Action], Step]] = {
            "set": self._set,
            "lookup": self._lookup,
            "opaque": self._opaque,
        }

    def flow(self) -> Flow:
        """The whole flow."""
        draft = self.draft
        languages = {
            language
            for action in draft.actions
            if (language := self._set_language(action)) is not None
        }
        return Flow(
            name=self.name,
            role=self.role,
            place=draft.start.place if draft.start else draft.node.place,
            start=draft.start.target if draft.start else None,
            language=languages.pop() if len(languages) == 1 else None,
            steps=tuple(self._step(action) for action in draft.actions),
            note=(("type", draft.type),) if draft.type else (),
        )

    def _set_language(self, action: Action) -> str | None:
        if action.type == "UpdateContactTextToSpeechVoice":
            voice = action.text("TextToSpeechVoice")
            return self.platform.language_of(voice) if voice else None
        return action.text("LanguageCode") if action.type == "UpdateContactData" else None

    def _step(self, action: Action) -> Step:
        maker = self.makers.get(action.type)
        if maker is None:
            way = self.platform.actions.get(action.type, {}).get("as", "")
            maker = self.plain_makers.get(way, self._not_known)
        return maker(action)

    def _in_force(self, action: Action) -> Settings:
        return self.settings.get(action.name, UNKNOWN_SETTINGS)

    def _common(self, action: Action) -> dict[str, Any]:
        """What every step has."""
        return {
            "name": action.name,
            "place": action.place,
            "title": action.title,
            "reads": reads_of(action),
            "writes": writes_of(action),
            "note": (("type", action.written),) if action.written else (),
        }

    def _prompts(self, action: Action, interruptible: Maybe[bool] = UNKNOWN) -> tuple[Prompt, ...]:
        language = self._in_force(action).language
        prompt = prompt_of(action, language=language, interruptible=interruptible)
        return () if prompt is None else (prompt,)

    def _all(self, action: Action) -> tuple[Exit, ...]:
        return all_exits(action, self.platform)

    # What is said and asked.

    def _say(self, action: Action) -> Step:
        return Say(**self._common(action), prompts=self._prompts(action), exits=self._all(action))

    def _loop_prompts(self, action: Action) -> Step:
        """What waiting callers hear again and again, until someone answers."""
        every = action.value("InterruptFrequencySeconds")
        exits = [
            exit_to(one.way, Cause.TIMEOUT, after=every.number if every else None)
            for one in action.conditions
        ]
        exits += next_exits(action, self.platform)
        exits += failure_exits(action)
        numbers = dict.fromkeys(path[0] for path, _ in action.under("Messages"))
        language = self._in_force(action).language
        prompts = [prompt_of(action, ("Messages", one), language=language) for one in numbers]
        return Queue(
            **self._common(action),
            prompts=tuple(_repeated([one for one in prompts if one is not None])),
            exits=tuple(exits),
            position=False,
            wait=False,
        )

    def _input(self, action: Action) -> Step:
        stores = action.value("StoreInput")
        if stores is not None and stores.is_true:
            return self._collect(action)
        if action.has("EnableDTMFBuffer") and not action.conditions:
            return self._set(action)
        return self._menu(action)

    def _menu(self, action: Action) -> Step:
        exits: list[Exit] = []
        complete = True
        for condition in action.conditions:
            key = condition.operand.known
            complete = complete and key is not None
            exits.append(self._option(action, condition, key))
        error = action.failure("NoMatchingError")
        silence = action.failure("InputTimeLimitExceeded")
        wrong = action.failure("NoMatchingCondition")
        # An error without a way of its own takes that of all errors; a wrong key
        # without one takes NextAction.
        for way, cause in (
            (silence or error, Cause.NOINPUT),
            (wrong or action.next or error, Cause.NOMATCH),
        ):
            if way is not None:
                exits.append(exit_to(way, cause))
        exits += failure_exits(action, without=("InputTimeLimitExceeded", "NoMatchingCondition"))
        return Menu(
            **self._common(action),
            prompts=self._prompts(action, interruptible=True),
            exits=tuple(exits),
            timeout=self._seconds(action, "InputTimeLimitSeconds", self.platform.input_seconds),
            digit_timeout=None,
            presentations=1,
            interruptible=True,
            speech=False,
            keys=True,
            complete=complete,
            longest=1,
            terminator=None,
        )

    def _option(self, action: Action, condition: Condition, key: str | None) -> Exit:
        if key is not None:
            return exit_to(condition.way, Cause.KEY, key=key)
        text = condition_text(action, condition, self.platform)
        return exit_to(condition.way, Cause.CONDITION, condition=text)

    def _seconds(self, action: Action, name: str, default: float, *within: str) -> Maybe[float]:
        value = action.value(*within, name)
        if value is None:
            return default
        return UNKNOWN if value.number is None else float(value.number)

    def _collect(self, action: Action) -> Step:
        entry: Entry = entry_after(action, self.actions)
        exits = list(next_exits(action, self.platform))
        if entry.silence is not None:
            exits.append(exit_to(entry.silence, Cause.NOINPUT))
        exits += failure_exits(action)
        longest = action.value("InputValidation", "CustomValidation", "MaximumLength")
        common = self._common(action)
        common["writes"] = entry.kept
        config = "DTMFConfiguration"
        ending = action.value(config, "InputTerminationSequence")
        return Collect(
            **common,
            prompts=self._prompts(action, interruptible=True),
            exits=tuple(exits),
            timeout=self._seconds(action, "InputTimeLimitSeconds", self.platform.input_seconds),
            digit_timeout=self._seconds(
                action, "InterdigitTimeLimitSeconds", self.platform.interdigit_seconds, config
            ),
            presentations=1,
            interruptible=True,
            speech=False,
            keys=True,
            data=entry.kept[0].name if entry.kept else None,
            most=UNKNOWN if longest is None or longest.number is None else longest.number,
            terminator=_known(ending) if ending else self.platform.terminator,
            secret=action.has("InputEncryption"),
        )

    def _bot(self, action: Action) -> Step:
        exits = [exit_to(one.way, Cause.WORD, word=one.operand.text) for one in action.conditions]
        wrong = action.failure("NoMatchingCondition") or (
            action.next if action.conditions else None
        )
        if wrong is not None:
            exits.append(exit_to(wrong, Cause.NOMATCH))
        elif action.next is not None:
            exits.append(exit_to(action.next, Cause.NEXT))
        exits += failure_exits(action, without=("NoMatchingCondition",))
        return Bot(**self._common(action), prompts=self._prompts(action), exits=tuple(exits))

    # Where a flow ends or leads to.

    def _hangup(self, action: Action) -> Step:
        return Hangup(**self._common(action))

    def _return(self, action: Action) -> Step:
        return Return(**self._common(action))

    def _end(self, action: Action) -> Step:
        """The end of a flow: of the call too, unless the flow runs beside something else."""
        if self.role in (Role.ENTRY, Role.INTERNAL):
            return Hangup(**self._common(action))
        return Return(**self._common(action))

    def _queue(self, action: Action) -> Step:
        force = self._in_force(action)
        found = queue_of(action) or force.queue
        waiting: Target | Unresolved = Unresolved(
            "which flow waiting callers hear is set elsewhere, or the instance's default",
            Scope.STARTS,
        )
        if force.waiting is not None:
            waiting = flow_target(force.waiting[1], force.waiting[0])
        common = self._common(action)
        if found is not None and found[1].path is not None:
            chosen = Datum(name_of(found[1].path), found[1].place)
            common["reads"] = (*common["reads"], chosen)
        return Queue(
            **common,
            queue=name_for_people(found[1], found[0]) if found else None,
            waiting=waiting,
            exits=(*failure_exits(action), *next_exits(action, self.platform)),
        )

    def _agent(self, action: Action) -> Step:
        return Transfer(
            **self._common(action), party=Party.PERSON, blind=True, exits=self._all(action)
        )

    def _third_party(self, action: Action) -> Step:
        number = action.value("ThirdPartyPhoneNumber")
        comes_back = action.value("ContinueFlowExecution")
        blind_old = action.value("BlindTransfer")
        blind = (comes_back is not None and comes_back.text.lower() == "false") or (
            blind_old is not None and blind_old.is_true
        )
        exits = list(failure_exits(action))
        if action.next is not None and not blind:
            exits.insert(0, exit_to(action.next, Cause.NEXT))
        seconds = action.value("ThirdPartyConnectionTimeLimitSeconds")
        return Transfer(
            **self._common(action),
            party=Party.NUMBER,
            to=number.text if number else None,
            longest=UNKNOWN if seconds is None or seconds.number is None else seconds.number,
            blind=blind,
            exits=tuple(exits),
        )

    def _transfer(self, action: Action) -> Step:
        value, shown = action.value("ContactFlowId"), action.shown.get("ContactFlowId")
        return Transfer(
            **self._common(action),
            party=Party.FLOW,
            to=name_for_people(value, shown),
            flow_target=flow_target(value, shown),
            exits=self._all(action),
        )

    def _call(self, action: Action) -> Step:
        value, shown = action.value("FlowModuleId"), action.shown.get("FlowModuleId")
        return Call(
            **self._common(action), callee=flow_target(value, shown), exits=self._all(action)
        )

    def _callback(self, action: Action) -> Step:
        return Callback(**self._common(action), exits=self._all(action))

    # What goes on without the caller.

    def _function(self, action: Action) -> Step:
        value = action.value("LambdaFunctionARN")
        system = function_name(value, action.shown.get("LambdaFunctionARN"))
        return Lookup(**self._common(action), system=system, exits=self._all(action))

    def _lookup(self, action: Action) -> Step:
        system = str(self.platform.actions[action.type]["system"])
        return Lookup(**self._common(action), system=system, exits=self._all(action))

    def _set(self, action: Action) -> Step:
        common = self._common(action)
        written = common["writes"]
        values = [value for _, value in action.under("Attributes")]
        plain = values[0].known if len(values) == len(written) == 1 else None
        return Set(**common, value_set=plain, exits=self._all(action))

    def _send(self, action: Action) -> Step:
        message = action.value("InitialSystemMessage", "Content")
        return Send(
            **self._common(action),
            medium=Medium.SMS,
            prompts=(_message(message),) if message else (),
            exits=self._all(action),
        )

    def _record(self, action: Action) -> Step:
        return Record(**self._common(action), on=_records(action), exits=self._all(action))

    def _opaque(self, action: Action) -> Step:
        return Opaque(
            **self._common(action),
            what=self.platform.block(action.type),
            continues=True,
            prompts=self._prompts(action),
            exits=self._all(action),
        )

    def _not_known(self, action: Action) -> Step:
        return Opaque(
            **self._common(action),
            what=action.written or "an action without a type",
            prompts=self._prompts(action),
            exits=self._all(action),
        )

    # Decisions.

    def _branch(
        self, action: Action, decides: Decides, subject: str | None, exits: Iterator[Exit]
    ) -> Step:
        return Branch(**self._common(action), decides=decides, subject=subject, exits=tuple(exits))

    def _cases(self, action: Action) -> Iterator[Exit]:
        yield from condition_exits(action, self.platform)
        if action.next is not None and not action.failure("NoMatchingCondition"):
            yield exit_to(action.next, Cause.OTHERWISE)
        yield from failure_exits(action)

    def _compare(self, action: Action) -> Step:
        value = action.value("ComparisonValue")
        subject = name_of(value.text) if value else None
        return self._branch(action, decides_by(subject), subject, self._cases(action))

    def _check(self, action: Action) -> Step:
        is_voice = action.type == "CheckVoiceId"
        decides = Decides.CALLER if is_voice else Decides.UNKNOWN
        return self._branch(action, decides, None, self._cases(action))

    def _chance(self, action: Action) -> Step:
        return self._branch(action, Decides.CHANCE, None, self._cases(action))

    def _metric(self, action: Action) -> Step:
        metric = action.text("MetricType") or ""
        staff = action.has("Staffing") or metric.startswith("NumberOfAgents")
        found = queue_of(action) or self._in_force(action).queue
        subject = name_for_people(found[1], found[0]) if found else None
        decides = Decides.STAFF if staff else Decides.QUEUE
        return self._branch(action, decides, subject, self._cases(action))

    def _hours(self, action: Action) -> Step:
        value = action.value("HoursOfOperationId")
        subject = name_for_people(value, action.shown.get("HoursOfOperationId"))
        causes = {"True": Cause.OPEN, "False": Cause.CLOSED}
        return self._branch(action, Decides.HOURS, subject, self._fixed(action, causes))

    def _loop(self, action: Action) -> Step:
        count = action.value("LoopCount")
        causes = {"ContinueLooping": Cause.NEXT, "DoneLooping": Cause.EXHAUSTED}
        return Branch(
            **self._common(action),
            decides=Decides.ATTEMPTS,
            limit=UNKNOWN if count is None or count.number is None else count.number,
            exits=tuple(self._fixed(action, causes)),
        )

    def _fixed(self, action: Action, causes: dict[str, Cause]) -> Iterator[Exit]:
        def other(condition: Condition) -> Exit:
            text = condition_text(action, condition, self.platform)
            return exit_to(condition.way, Cause.CONDITION, condition=text)

        yield from fixed_exits(action, causes, other)
        yield from failure_exits(action)


def _known(value: Value) -> Maybe[str]:
    return UNKNOWN if value.known is None else value.known


def _repeated(prompts: list[Prompt]) -> Iterator[Prompt]:
    """Prompts that are played in a circle: each comes again after all have been heard."""
    from dataclasses import replace

    lengths = [prompt_seconds(prompt) for prompt in prompts]
    known = [length for length in lengths if length is not None]
    every = round(sum(known), 1) if len(known) == len(lengths) and sum(known) > 0 else None
    for prompt in prompts:
        yield replace(prompt, every=every)


def _message(value: Value) -> Prompt:
    from ivrlint_formats.connect.speech import read_text

    return Prompt(content=read_text(value, ssml=False), place=value.place)


def _records(action: Action) -> Maybe[bool]:
    """Whether the call is recorded from here on."""
    option = action.text("RecordingBehaviorOption")
    if option is not None:
        return option.lower().startswith("enable")
    for path in (("RecordingBehavior",), ("VoiceBehavior", "VoiceRecordingBehavior")):
        if any(True for _ in action.under(*path, "RecordedParticipants")):
            return True
        if action.text(*path, "IVRRecordingBehavior") == "Enabled":
            return True
    if action.type == "UpdateContactRecordingBehavior":
        return False
    return UNKNOWN
