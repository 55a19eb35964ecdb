"""The files of each Asterisk configuration together: what `AsteriskFormat.link` does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final, TypeVar

from ivrlint.lean import dataclass
from ivrlint.model import Document, Flow, Scope, Unresolved
from ivrlint_formats.asterisk.dialplan.nodes import Dialplan
from ivrlint_formats.asterisk.lowering.beside import Beside
from ivrlint_formats.asterisk.lowering.flows import Flows
from ivrlint_formats.asterisk.lowering.walk import Walk
from ivrlint_formats.asterisk.settings.music import MusicConf
from ivrlint_formats.asterisk.settings.queues import QueuesConf
from ivrlint_formats.asterisk.settings.voicemail import VoicemailConf

_T = TypeVar("_T")

_MAIN: Final = {"extensions.ael": 0, "extensions.conf": 1}
_OTHER: Final = len(_MAIN)

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
        "record.waiting",
    }
)


@dataclass(frozen=True, slots=True)
class Configuration:
    """Dialplans that the engine may load together, by their numbers among the documents."""

    folder: PurePosixPath
    numbers: tuple[int, ...]
    walk: Walk


def link(documents: Sequence[Document]) -> Sequence[Document]:
    """The same documents, with the flows that their dialplans are."""
    linking = _Linking(documents)
    lowered = [(one, Flows(one.walk, linking.beside(one.folder))) for one in linking.configurations]
    for _, flows in lowered:
        flows.lower()
    while any(one.walk.wanted for one, _ in lowered):
        for _, flows in lowered:
            flows.make_wanted()
    linked = list(documents)
    for configuration, flows in lowered:
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
        self._documents = documents
        self._dialplans = {
            number: document.syntax
            for number, document in enumerate(documents)
            if isinstance(document.syntax, Dialplan)
        }
        self._besides: dict[PurePosixPath, Beside] | None = None
        self._by_context: dict[str, list[Configuration]] = {}
        self.configurations = [
            self._configuration(folder, numbers) for folder, numbers in self._grouped()
        ]
        for configuration in self.configurations:
            for name in configuration.walk.system.contexts:
                self._by_context.setdefault(name, []).append(configuration)

    def _grouped(self) -> Iterator[tuple[PurePosixPath, list[int]]]:
        """The dialplans that belong together: those of a folder, but for what defines again
        what another has defined (a copy from before, another try)."""
        by_folder: dict[PurePosixPath, list[int]] = {}
        for number in self._dialplans:
            path = PurePosixPath(self._documents[number].path)
            by_folder.setdefault(path.parent, []).append(number)
        for folder, numbers in by_folder.items():
            together: list[int] = []
            names: set[str] = set()
            for number in sorted(numbers, key=self._precedence):
                own = self._dialplans[number].contexts.keys()
                is_main = self._precedence(number)[0] < _OTHER
                if is_main or names.isdisjoint(own):
                    together.append(number)
                    names |= own
                else:
                    yield folder, [number]
            yield folder, together

    def _precedence(self, number: int) -> tuple[int, str]:
        """Where two define the same line, the engine keeps that of extensions.ael."""
        path = self._documents[number].path
        return _MAIN.get(PurePosixPath(path).name, _OTHER), path

    def _configuration(self, folder: PurePosixPath, numbers: Sequence[int]) -> Configuration:
        def find(context: str) -> Walk | Unresolved | None:
            return self._find_elsewhere(context, configuration)

        walk = Walk([self._dialplans[number] for number in numbers], find_elsewhere=find)
        configuration = Configuration(folder, tuple(numbers), walk)
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
                return Unresolved(reason, Scope.STARTS)
        return None

    def beside(self, folder: PurePosixPath) -> Beside:
        """What stands beside the dialplans of a folder; of two files of a kind, neither."""
        if self._besides is None:
            files: dict[PurePosixPath, list[object]] = {}
            for document in self._documents:
                parent = PurePosixPath(document.path).parent
                files.setdefault(parent, []).append(document.syntax)
            self._besides = {
                parent: Beside(
                    _only(QueuesConf, syntaxes),
                    _only(VoicemailConf, syntaxes),
                    _only(MusicConf, syntaxes),
                )
                for parent, syntaxes in files.items()
            }
        return self._besides[folder]


def _only(kind: type[_T], syntaxes: Iterable[object]) -> _T | None:
    found = [syntax for syntax in syntaxes if isinstance(syntax, kind)]
    return found[0] if len(found) == 1 else None
