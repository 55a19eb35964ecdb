"""Lowering: from a file of dialogs to what a caller meets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.model import Exit, Flow, Role, Target
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.addresses import Library
from ivrlint_formats.voicexml.drafts import Label, Start, Way, target_of
from ivrlint_formats.voicexml.events import OutsideDialog
from ivrlint_formats.voicexml.execution import Execution, Site
from ivrlint_formats.voicexml.files import VoiceXmlFile, events_of, handlers_of
from ivrlint_formats.voicexml.forms import FormDialog
from ivrlint_formats.voicexml.ground import Ground
from ivrlint_formats.voicexml.links import address_of, ways_of_link
from ivrlint_formats.voicexml.menus import MenuDialog
from ivrlint_formats.voicexml.platform import Platform
from ivrlint_formats.voicexml.progress import LOST, State
from ivrlint_formats.voicexml.scopes import Handler
from ivrlint_formats.voicexml.speech import Hearing

KNOWS: Final = frozenset(
    {
        "collect.digits",
        "collect.presentations",
        "flow.entries",
        "menu.interruptible",
        "menu.presentations",
        "menu.timeout",
        "transfer.noanswer",
    }
)


def lower(
    file: VoiceXmlFile, library: Library, platform: Platform, role: Role = Role.ENTRY
) -> Iterator[Flow]:
    """The flow of the dialogs of a file, and one for the events that come from outside of it."""
    if file.vxml is None:
        return
    ground = Ground(file, library, platform)
    root = ground.root
    language = file.language or (root.language if root is not None else None)
    hearing = Hearing(platform, ground.constant, language)
    dialogs = list(_dialogs(ground, hearing))
    for dialog in dialogs:
        start = ground.starts[id(dialog.element)]
        assert isinstance(start, Start)
        start.label.goal = dialog.label
    ground.work()
    for dialog in dialogs:
        dialog.lower()
        ground.work()
    if dialogs:
        options = tuple(_options(ground))
        steps = ground.drafts.steps()
        start = ground.starts[id(dialogs[0].element)]
        assert isinstance(start, Start)
        yield Flow(
            name=library.name_of(file),
            role=role,
            place=file.vxml.place,
            start=start.draft.name if start.draft is not None else None,
            language=language,
            steps=steps,
            options=tuple(
                Exit(cause=way.cause, target=target_of(way.goal), place=way.place, **way.more)
                for way in options
            ),
        )
    yield from _events(ground, hearing, language)


def _dialogs(ground: Ground, hearing: Hearing) -> Iterator[FormDialog | MenuDialog]:
    """The forms and menus, each with its start known to all of them."""
    bases: list[tuple[Element, str]] = []
    used: dict[str, int] = {}
    taken = set(ground.file.by_id)
    for element in ground.file.dialogs:
        name = (element.get("id") or "").strip()
        named = bool(name) and ground.file.by_id.get(name) is element
        base = name if named else name or element.local
        while not named and (base in taken):
            used[name or element.local] = used.get(name or element.local, 1) + 1
            base = f"{name or element.local}-{used[name or element.local]}"
        taken.add(base)
        bases.append((element, base))
        ground.starts[id(element)] = ground.drafts.start(element.place, base, Label(), named=named)
    for element, base in bases:
        kind = FormDialog if element.local == "form" else MenuDialog
        yield kind(ground, element, base, hearing)


def _options(ground: Ground) -> Iterator[Way]:
    """The links of the file and of its application that lead to an address: they always hold."""
    for file in (ground.file, ground.root):
        if file is None or file.vxml is None:
            continue
        for link in file.vxml.elements("link"):
            goal = address_of(ground, link, file)
            if goal is not None:
                yield from ways_of_link(ground, link, goal)


def _events(ground: Ground, hearing: Hearing, language: str | None) -> Iterator[Flow]:
    """What the file does with events that no step of it throws.

    Errors may come at any time, and so may the end of the call; after that the
    caller hears nothing, but the dialogs that it leads to are of use.
    """
    file = ground.file
    assert file.vxml is not None
    below = [file.vxml, *file.dialogs, *(item for one in file.dialogs for item in one.elements())]
    handlers = [
        Handler.of(handler, file)
        for element in below
        for handler in handlers_of(element)
        if id(handler) not in ground.attached and _comes_from_outside(handler)
    ]
    if not handlers:
        return
    outside = Ground(file, ground.library, ground.platform)
    name = ground.library.name_of(file)
    outside.starts.update(
        (key, Target(start.draft.name, name))
        for key, start in ground.starts.items()
        if isinstance(start, Start) and start.draft is not None
    )
    dialog = OutsideDialog(outside, hearing)
    execution = Execution(outside, dialog)
    entries = []
    for handler in handlers:
        ended = all(map(ground.platform.ends_call, events_of(handler.element)))
        if ended and not any(
            one.local in ("goto", "subdialog", "submit") for one in handler.element.walk()
        ):
            continue
        base = f"{(events_of(handler.element)[0].rpartition('.')[2] or 'event')}"
        site = Site(base, base, -1, file, catching=True)
        frame = execution.frame(handler.element.children)
        entry = outside.drafts.start(handler.element.place, base, Label(), named=False)
        entry.label.goal = execution.run(frame, State(LOST), site)
        entries.append(entry)
    outside.work()
    steps = outside.drafts.steps()
    if entries:
        yield Flow(
            name=f"{ground.library.name_of(file)} events",
            role=Role.INTERNAL,
            place=file.vxml.place,
            entries=tuple(one.draft.name for one in entries if one.draft is not None),
            language=language,
            steps=steps,
        )


def _comes_from_outside(handler: Element) -> bool:
    """Whether an event may come that no dialog throws: an error, the end of the call, any."""
    return any(
        not name or name.partition(".")[0] in ("error", "connection", "telephone", "session")
        for name in events_of(handler)
    )
