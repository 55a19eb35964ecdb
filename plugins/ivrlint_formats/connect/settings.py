"""What is in force at each action: working queue, queue flow, language, streaming.

Other actions set them earlier on the way. A value counts where every way to
the action sets the same one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ivrlint.lean import dataclass
from ivrlint_formats.connect.actions import Action, Draft, Value
from ivrlint_formats.connect.platform import Platform

_SETTERS: Final = ("QueueId", "AgentId")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force; None where it is not known."""

    queue: tuple[str, Value] | None = None
    """The working queue: its name for people, and the parameter that set it."""
    waiting: tuple[str | None, Value] | None = None
    """The flow that runs while the caller waits: its name for people, and its id."""
    language: str | None = None
    streaming: bool | None = None
    """Whether what the caller says is streamed to a recording."""

    def met(self, other: Settings) -> Settings:
        """What is still known where two ways meet."""
        if self == other:
            return self
        return Settings(
            self.queue if self.queue == other.queue else None,
            self.waiting if self.waiting == other.waiting else None,
            self.language if self.language == other.language else None,
            self.streaming if self.streaming == other.streaming else None,
        )


UNKNOWN_SETTINGS: Final = Settings()


def settings_of(draft: Draft, platform: Platform) -> dict[str, Settings]:
    """What is in force when each action begins, by the action's name.

    Each of the values changes at most once more at an action, so the work
    grows with the number of ways.
    """
    actions: dict[str, Action] = {}
    for action in draft.actions:
        actions.setdefault(action.name, action)
    start = draft.start.target if draft.start else None
    if start not in actions:
        return {}
    known: dict[str, Settings] = {start: UNKNOWN_SETTINGS}
    todo = deque([start])
    while todo:
        action = actions[todo.popleft()]
        before = known[action.name]
        for target, after in _after(action, before, platform):
            if target not in actions:
                continue
            old = known.get(target)
            new = after if old is None else old.met(after)
            if new != old:
                known[target] = new
                todo.append(target)
    return known


def _after(action: Action, before: Settings, platform: Platform) -> Iterator[tuple[str, Settings]]:
    """The actions that may follow, each with what is in force then.

    An error leaves everything as it was. Where it leads to the same action as
    success does, only success is looked at: a setting fails in outages only.
    """
    changed = _changed(action, before, platform)
    succeeded = {condition.way.target for condition in action.conditions}
    if action.next is not None and not platform.is_filler(action.type):
        succeeded.add(action.next.target)
    for target in succeeded:
        yield target, changed
    for failure in action.failures:
        if failure.way.target not in succeeded:
            yield failure.way.target, before


def _changed(action: Action, before: Settings, platform: Platform) -> Settings:
    match action.type:
        case "UpdateContactTargetQueue":
            return replace(before, queue=queue_of(action))
        case "UpdateContactEventHooks":
            hook = action.value("EventHooks", "CustomerQueue")
            if hook is not None:
                return replace(before, waiting=(hook_name(action, "CustomerQueue"), hook))
        case "UpdateContactTextToSpeechVoice":
            return replace(before, language=language_set(action, platform))
        case "UpdateContactData" if action.value("LanguageCode") is not None:
            return replace(before, language=language_set(action, platform))
        case "UpdateContactMediaStreamingBehavior":
            state = action.text("MediaStreamingState")
            return replace(before, streaming=None if state is None else state == "Enabled")
        case "InvokeFlowModule":
            return UNKNOWN_SETTINGS
    return before


def language_set(action: Action, platform: Platform) -> str | None:
    """The language that an action sets, by a voice or by its code; None where it is not known."""
    if action.type == "UpdateContactTextToSpeechVoice":
        voice = action.text("TextToSpeechVoice")
        return platform.language_of(voice) if voice else None
    return action.text("LanguageCode") if action.type == "UpdateContactData" else None


def hook_name(action: Action, event: str) -> str | None:
    """The name of the flow that an action sets for an event, where the file has one."""
    return action.shown.get(f"EventHooks.{event}") or action.shown.get("EventHooks")


def queue_of(action: Action) -> tuple[str, Value] | None:
    """The queue that an action names: its name for people, and the parameter."""
    for name in _SETTERS:
        value = action.value(name)
        if value is not None:
            return action.shown.get(name) or action.shown.get("QueueId") or "", value
    return None
