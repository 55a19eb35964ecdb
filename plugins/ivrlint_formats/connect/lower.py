"""Lowering: from the actions of a contact flow to what a caller meets."""

from __future__ import annotations

from ivrlint.model import Flow
from ivrlint_formats.connect.actions import Action, Draft
from ivrlint_formats.connect.entry import silences_of
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.connect.roles import role_of
from ivrlint_formats.connect.settings import language_set, settings_of
from ivrlint_formats.connect.steps import FlowContext, step_of


def lower(draft: Draft, name: str, platform: Platform) -> Flow:
    """The flow that a draft says."""
    actions: dict[str, Action] = {}
    for action in draft.actions:
        actions.setdefault(action.name, action)
    context = FlowContext(
        role=role_of(draft, name, platform),
        platform=platform,
        actions=actions,
        settings=settings_of(draft, platform),
        silences=silences_of(draft.actions),
    )
    languages = {language_set(action, platform) for action in draft.actions} - {None}
    return Flow(
        name=name,
        role=context.role,
        place=draft.start.place if draft.start else draft.node.place,
        start=draft.start.target if draft.start else None,
        language=languages.pop() if len(languages) == 1 else None,
        steps=tuple(step_of(context, action) for action in draft.actions),
        note=(("type", draft.type),) if draft.type else (),
    )
