"""Lowering: from the blocks of a flow to what a customer meets."""

from __future__ import annotations

from ivrlint.model import Flow, Reply, Step
from ivrlint_formats.genesys.answers import answered_by_keys, leads_to
from ivrlint_formats.genesys.context import Context
from ivrlint_formats.genesys.drafts import Block, Choice, Draft
from ivrlint_formats.genesys.platform import Platform
from ivrlint_formats.genesys.replies import replies_of
from ivrlint_formats.genesys.steps import step_of


def lower(draft: Draft, name: str, platform: Platform) -> tuple[Flow, tuple[Reply, ...]]:
    """The flow that a draft says, and the messages that it sends."""
    context = Context(
        draft,
        platform,
        _names(draft),
        name,
        tuple(_everywhere(draft).values()),
        frozenset(draft.blocks[number].part for number in draft.called if number in draft.blocks),
    )
    steps: list[Step] = []
    for number, block in sorted(draft.blocks.items(), key=_order):
        if number in context.names:
            steps.append(step_of(context, block, number))
    start = draft.final(draft.start) if draft.start is not None else None
    entry = context.names.get(start) if isinstance(start, int) else None
    steps = answered_by_keys(steps, entry)
    # The end of a task that every way leaves before is nowhere in the file.
    used = {entry}.union(*(leads_to(step) for step in steps))
    ends = {
        context.names[number]
        for number, block in draft.blocks.items()
        if block.kind == "end" and number in context.names
    }
    steps = [step for step in steps if step.name in used or step.name not in ends]
    flow = Flow(
        name=name,
        title=draft.name.value if draft.name and draft.name.value != name else None,
        channel=platform.channel(draft.kind),
        role=context.role,
        place=draft.place,
        start=entry,
        language=context.language,
        steps=tuple(steps),
        note=(("type", draft.kind),),
    )
    return flow, replies_of(context)


def _everywhere(draft: Draft) -> dict[str, Choice]:
    """The choices whose keys hold in every menu: of several for one key the first."""
    found: dict[str, Choice] = {}
    for block in draft.blocks.values():
        for choice in block.choices:
            if choice.everywhere and choice.key is not None:
                found.setdefault(choice.key, choice)
    return found


def _order(numbered: tuple[int, Block]) -> tuple[int, int]:
    """The order of the file; the end of a task stands at its end."""
    number, block = numbered
    return (block.whole.end if block.kind == "end" else block.place.start, number)


def _names(draft: Draft) -> dict[int, str]:
    """A name for every step, numbered where Architect's is not unique.

    Ends that nothing leads to are no steps.
    """
    needed = {draft.final(ref) for ref in _refs(draft)}
    names: dict[int, str] = {}
    taken: dict[str, int] = {}
    used: set[str] = set()
    for number, block in sorted(draft.blocks.items(), key=_order):
        if number in draft.same or (block.kind == "end" and number not in needed):
            continue
        title = " ".join(block.title.split())[:80] or block.kind
        count = taken.get(title, 0) + 1
        while (name := title if count == 1 else f"{title} {count}") in used:
            count += 1
        taken[title] = count
        used.add(name)
        names[number] = name
    return names


def _refs(draft: Draft) -> list[int | str]:
    refs: list[int | str] = [] if draft.start is None else [draft.start]
    for block in draft.blocks.values():
        refs += [way.to for way in block.outputs.values()]
        refs += [choice.way.to for choice in block.choices]
        if block.default is not None:
            refs.append(block.default.to)
        if block.next is not None:
            refs.append(block.next)
    return refs
