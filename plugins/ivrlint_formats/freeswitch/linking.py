"""The files of each FreeSWITCH together: what `FreeSwitchFormat.link` does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Comment, Document, Flow, Problem, Transcript
from ivrlint.places import Place
from ivrlint_formats.freeswitch.dialplan.lowering import Contexts
from ivrlint_formats.freeswitch.lowering.ground import SystemGround
from ivrlint_formats.freeswitch.nodes.system import System
from ivrlint_formats.freeswitch.system.building import build, is_document
from ivrlint_formats.freeswitch.system.transcripts import transcripts_of
from ivrlint_formats.freeswitch.xml.files import File, Read

KNOWS: Final = frozenset(
    {
        "menu.noinput",
        "menu.nomatch",
        "menu.timeout",
        "menu.presentations",
        "collect.digits",
        "collect.presentations",
        "queue.announcements",
        "queue.timeout",
        "transfer.error",
        "transfer.noanswer",
        "record.waiting",
    }
)
_FOLDERS: Final = frozenset(
    {"autoload_configs", "chatplan", "dialplan", "directory", "ivr_menus", "lang"}
    | {"sip_profiles", "skinny_profiles", "jingle_profiles", "mrcp_profiles"}
)
"""Folders of a configuration: what stands beside them belongs to it too."""

_WRAPPER: Final = re.compile(r"</?include>")


@dataclass(frozen=True, slots=True)
class Configuration:
    """Files that one FreeSWITCH reads. `owners` are their documents' numbers, by the path."""

    folder: PurePosixPath
    owners: Mapping[str, int]
    system: System

    def names(self, used: Mapping[str, int]) -> Mapping[str, str]:
        """Names of flows, where those of contexts and menus are used in other configurations too.

        A configuration that is one document finds its own flows first.
        """
        if len(set(self.owners.values())) == 1:
            return {}
        return {name: f"{self.folder}/{name}" for name in self.system.names if used[name] > 1}


def link(documents: Sequence[Document]) -> Sequence[Document]:
    """The same documents, with the flows that their dialplans and menus are."""
    reads = {
        number: document.syntax
        for number, document in enumerate(documents)
        if isinstance(document.syntax, Read)
    }
    said = {number: transcripts_of(read.file) for number, read in reads.items()}
    transcripts: dict[str, list[Transcript]] = {}
    for found in said.values():
        for one in found:
            transcripts.setdefault(one.audio, []).append(one)
    flows: dict[int, list[Flow]] = {}
    problems: dict[int, list[Problem]] = {}
    configurations = list(_configurations(documents, reads))
    names = Counter(name for one in configurations for name in one.system.names)
    for configuration in configurations:
        owners = configuration.owners
        ground = SystemGround(configuration.system, transcripts, configuration.names(names))
        for flow in ground.lowered(Contexts(ground)):
            flows.setdefault(owners[flow.place.source.path], []).append(flow)
        for problem in ground.problems:
            problems.setdefault(owners[problem.place.source.path], []).append(problem)
    linked = list(documents)
    for number, read in reads.items():
        comments = tuple(_comments(read.file))
        linked[number] = replace(
            documents[number],
            flows=tuple(flows.get(number, ())),
            transcripts=said[number],
            problems=(*_mistakes(read.file), *problems.get(number, ())),
            comments=comments,
            statements=tuple(_statements(read.file)) if comments else (),
            knows=KNOWS,
        )
    return linked


def _configurations(
    documents: Sequence[Document], reads: Mapping[int, Read]
) -> Iterator[Configuration]:
    """A whole document by itself; fragments that stand in one configuration's folders together."""
    loose: dict[PurePosixPath, list[int]] = {}
    for number, read in reads.items():
        path = PurePosixPath(documents[number].path)
        if not read.file.speaks_of_callers:
            continue
        if is_document(read.file):
            yield _configuration(path.parent, [number], reads)
        else:
            loose.setdefault(_folder(path), []).append(number)
    for folder, numbers in loose.items():
        yield _configuration(folder, numbers, reads)


def _configuration(
    folder: PurePosixPath, numbers: Sequence[int], reads: Mapping[int, Read]
) -> Configuration:
    owners: dict[str, int] = {}
    for number in numbers:
        for file in reads[number].file.all():
            owners.setdefault(file.source.path, number)
    return Configuration(folder, owners, build([reads[number] for number in numbers]))


def _folder(path: PurePosixPath) -> PurePosixPath:
    """The folder of the configuration that a fragment is a part of."""
    for parent in path.parents:
        if parent.name in _FOLDERS:
            return parent.parent
    return path.parent


def _mistakes(file: File) -> Iterator[Problem]:
    """What is wrong with the XML of a file, and of those that it takes in."""
    for one in file.all():
        if one.is_parsed or not one.is_sound:
            for mistake in one.tree.mistakes:
                # The preprocessor leaves these lines out, balanced or not.
                if not _WRAPPER.match(mistake.place.text):
                    yield Problem("syntax-error", mistake.place, mistake.message)


def _comments(file: File) -> Iterator[Comment]:
    for one in file.all():
        if "ivrlint" not in one.source.text:
            continue
        for remark in one.tree.comments:
            if "ivrlint" in remark.text:
                alone = _is_alone(remark.place)
                yield Comment(remark.text.strip(), remark.place, alone)


def _is_alone(place: Place) -> bool:
    """Whether nothing else stands on the lines of a place."""
    source = place.source
    before = source.line_text(place.begin.line)[: place.begin.column - 1]
    after = source.line_text(place.finish.line)[place.finish.column - 1 :]
    return not before.strip() and not after.strip()


def _statements(file: File) -> Iterator[Place]:
    for one in file.all():
        if one.is_parsed:
            for root in one.tree.roots:
                yield from (element.whole for element in root.walk())
