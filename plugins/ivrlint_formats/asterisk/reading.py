"""From one file of an Asterisk configuration to its document: `Format.link` makes flows of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final

from ivrlint.formats import Reading
from ivrlint.model import Document, Reply
from ivrlint.places import Place, Source
from ivrlint_formats.asterisk.conf.nodes import Conf
from ivrlint_formats.asterisk.dialplan.nodes import Dialplan
from ivrlint_formats.asterisk.kinds import Kind, kind_of, kind_of_name

_KNOWS: Final = frozenset({"reply.sender", "reply.reply-to"})
_FORMAT: Final = "asterisk"
_HEAD: Final = 4096
_AEL: Final = r"(?m)^[ \t]*(?:context|macro)\s+[^\n{]*\{"


def read(source: Source, reading: Reading) -> Document:
    """The document of a file: its syntax, its problems, and what it says without the others."""
    kind = kind_in(source)
    if kind is Kind.DIALPLAN or kind is Kind.AEL:
        return _of_dialplan(_dialplan(source, reading, kind), source)
    if kind is Kind.TRANSCRIPT:
        from ivrlint_formats.asterisk.settings.transcripts import read_transcripts

        said = read_transcripts(source)
        return Document(
            source=source,
            format=_FORMAT,
            transcripts=said.transcripts(),
            problems=said.problems,
            comments=said.comments,
            statements=tuple(sound.place for sound in said.sounds) if said.comments else (),
            syntax=said,
        )
    return _of_settings(kind, _conf(source, reading), source)


def kind_in(source: Source) -> Kind:
    """What a file holds, also where the user says that it is Asterisk's and nothing else does."""
    path, text = PurePosixPath(source.path), source.text
    kind = kind_of(path, text[:_HEAD], lambda: text)[0] or kind_of_name(path.name)
    if kind is None:
        kind = Kind.AEL if re.search(_AEL, text) else Kind.DIALPLAN
    return kind


def _conf(source: Source, reading: Reading) -> Conf:
    from ivrlint_formats.asterisk.conf.reading import parse_conf

    return parse_conf(source, reading)


def _dialplan(source: Source, reading: Reading, kind: Kind) -> Dialplan:
    if kind is Kind.AEL:
        from ivrlint_formats.asterisk.ael import parse_ael

        return parse_ael(source, reading)
    from ivrlint_formats.asterisk.dialplan.reading import read_dialplan

    return read_dialplan(_conf(source, reading))


def _of_dialplan(dialplan: Dialplan, source: Source) -> Document:
    return Document(
        source=source,
        format=_FORMAT,
        problems=dialplan.problems,
        comments=dialplan.comments,
        statements=tuple(_statements(dialplan)) if dialplan.comments else (),
        includes=dialplan.taken,
        syntax=dialplan,
    )


def _statements(dialplan: Dialplan) -> Iterator[Place]:
    for context in dialplan.contexts.values():
        yield context.place
        yield from (Place(one.source, one.start, one.end) for one in context.entries)
        yield from (one.place for one in context.directives)
    yield from (variable.place for variable in dialplan.variables)


def _of_settings(kind: Kind, conf: Conf, source: Source) -> Document:
    from ivrlint_formats.asterisk.settings.mails import mails
    from ivrlint_formats.asterisk.settings.music import MusicConf, read_music
    from ivrlint_formats.asterisk.settings.queues import QueuesConf, read_queues
    from ivrlint_formats.asterisk.settings.voicemail import VoicemailConf, read_voicemail

    problems = conf.problems
    replies: tuple[Reply, ...] = ()
    syntax: QueuesConf | VoicemailConf | MusicConf
    if kind is Kind.QUEUES:
        syntax = read_queues(conf)
        problems += syntax.problems
    elif kind is Kind.VOICEMAIL:
        syntax = read_voicemail(conf)
        replies = tuple(mails(syntax))
    else:
        syntax = read_music(conf)
    return Document(
        source=source,
        format=_FORMAT,
        replies=replies,
        problems=problems,
        comments=conf.comments,
        statements=tuple(_settings(conf)) if conf.comments else (),
        includes=conf.taken,
        knows=_KNOWS if kind is Kind.VOICEMAIL else frozenset(),
        syntax=syntax,
    )


def _settings(conf: Conf) -> Iterator[Place]:
    for section in conf.sections:
        yield section.place
        yield from (setting.place for setting in section.settings)


def syntax(source: Source) -> Any:
    """The file by itself as plain data: a dialplan's contexts, a configuration's sections, or
    the names and texts of a transcript."""
    kind = kind_in(source)
    alone = Reading(lambda _source, _name: None)
    if kind is Kind.DIALPLAN or kind is Kind.AEL:
        from ivrlint_formats.asterisk.dialplan.listing import listing

        return listing(_dialplan(source, alone, kind))
    if kind is Kind.TRANSCRIPT:
        from ivrlint_formats.asterisk.settings.transcripts import read_transcripts

        said = read_transcripts(source)
        return {
            "language": said.language,
            "sounds": [
                {
                    "name": sound.name,
                    "text": sound.text.place.text,
                    "line": sound.place.begin.line,
                }
                for sound in said.sounds
            ],
        }
    return {
        "sections": [
            {
                "name": section.name,
                "template": section.is_template,
                "templates": list(section.templates),
                "settings": [
                    {
                        "name": setting.name,
                        "value": setting.value,
                        "path": setting.source.path,
                        "line": setting.place.begin.line,
                    }
                    for setting in section.settings
                ],
                "line": section.place.begin.line,
            }
            for section in _conf(source, alone).sections
        ]
    }
