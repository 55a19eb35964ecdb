"""The files of each Asterisk configuration together: what `AsteriskFormat.link` does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Document, Flow, Scope, Unresolved
from ivrlint_formats.asterisk.dialplan.nodes import Dialplan
from ivrlint_formats.asterisk.lowering.beside import Beside
from ivrlint_formats.asterisk.lowering.flows import Flows
from ivrlint_formats.asterisk.lowering.walk import Walk
from ivrlint_formats.asterisk.settings.music import MusicConf
from ivrlint_formats.asterisk.settings.queues import QueuesConf
from ivrlint_formats.asterisk.settings.voicemail import VoicemailConf

_MAIN: Final = frozenset({"extensions.conf", "extensions.ael"})
"""Dialplans that the engine loads together."""

KNOWS: Final = frozenset(
    {
        "menu.noinput",
        "menu.nomatch",
        "menu.timeout",
        "collect.digits",
        "collect.presentations",
        "queue.timeout",
        "transfer.error",
        "transfer.noanswer",
    }
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """Dialplans that the engine loads together, and what stands beside them in their folder."""

    folder: PurePosixPath
    numbers: tuple[int, ...]
    walk: Walk
    is_main: bool


def link(documents: Sequence[Document]) -> Sequence[Document]:
    """The same documents, with the flows that their dialplans are."""
    linking = _Linking(documents)
    linked = list(documents)
    for configuration in linking.configurations:
        flows = Flows(configuration.walk, linking.beside(configuration.folder))
        flows.lower()
        linking.flows.append((configuration, flows))
    for configuration, flows in linking.flows:
        owners: dict[str, int] = {}
        for number in configuration.numbers:
            document = documents[number]
            for source in (document.source, *document.includes):
                owners.setdefault(source.path, number)
        found: dict[int, list[Flow]] = {}
        for context in configuration.walk.system.contexts.values():
            number = owners.get(context.parts[0].source.path, configuration.numbers[0])
            found.setdefault(number, []).append(flows.flow(context))
        for number in configuration.numbers:
            linked[number] = replace(
                linked[number], flows=tuple(found.get(number, ())), knows=KNOWS
            )
    return linked


class _Linking:
    """What one linking knows: the configurations, and where contexts of other files are."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.flows: list[tuple[Configuration, Flows]] = []
        self._documents = documents
        self.configurations = list(self._grouped())
        self._by_context: dict[str, list[Configuration]] = {}
        for configuration in self.configurations:
            for context in configuration.walk.system.contexts.values():
                self._by_context.setdefault(context.name, []).append(configuration)

    def _grouped(self) -> Iterable[Configuration]:
        together: dict[PurePosixPath, list[int]] = {}
        for number, document in enumerate(self._documents):
            if not isinstance(document.syntax, Dialplan):
                continue
            path = PurePosixPath(document.path)
            if path.name in _MAIN:
                together.setdefault(path.parent, []).append(number)
            else:
                yield self._configuration(path.parent, [number], is_main=False)
        for folder, numbers in together.items():
            # Where both define the same line, the engine keeps that of extensions.ael.
            numbers.sort(key=lambda number: not self._documents[number].path.endswith(".ael"))
            yield self._configuration(folder, numbers, is_main=True)

    def _configuration(
        self, folder: PurePosixPath, numbers: Sequence[int], *, is_main: bool
    ) -> Configuration:
        dialplans = [
            syntax
            for number in numbers
            if isinstance(syntax := self._documents[number].syntax, Dialplan)
        ]

        def find(context: str) -> Walk | Unresolved | None:
            return self._find_elsewhere(context, configuration)

        walk = Walk(dialplans, find_elsewhere=find)
        configuration = Configuration(folder, tuple(numbers), walk, is_main)
        return configuration

    def _find_elsewhere(self, context: str, asking: Configuration) -> Walk | Unresolved | None:
        """The configuration that defines a context which the asking one lacks.

        One in the same folder goes before the rest of the project. None where
        none does; Unresolved where several do.
        """
        found = [one for one in self._by_context.get(context, ()) if one is not asking]
        near = [one for one in found if one.folder == asking.folder]
        for group in (near, found):
            if len(group) == 1:
                return group[0].walk
            if group:
                reason = f"{len(group)} files of the project define a context {context!r}"
                return Unresolved(reason, Scope.ANYWHERE)
        return None

    @property
    def beside(self):  # type: ignore[no-untyped-def]
        """What stands beside the dialplans of a folder."""

        @cache
        def of(folder: PurePosixPath) -> Beside:
            return _beside(self._documents, folder)

        return of


def _beside(documents: Sequence[Document], folder: PurePosixPath) -> Beside:
    """The settings that lie in a folder."""
    found: dict[type, list[object]] = {}
    for document in documents:
        if PurePosixPath(document.path).parent == folder:
            found.setdefault(type(document.syntax), []).append(document.syntax)

    def only(kind: type) -> object | None:
        ones = found.get(kind, [])
        return ones[0] if len(ones) == 1 else None

    queues, voicemail, music = only(QueuesConf), only(VoicemailConf), only(MusicConf)
    assert queues is None or isinstance(queues, QueuesConf)
    assert voicemail is None or isinstance(voicemail, VoicemailConf)
    assert music is None or isinstance(music, MusicConf)
    return Beside(queues, voicemail, music)
