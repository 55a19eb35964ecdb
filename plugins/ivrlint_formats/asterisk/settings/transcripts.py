"""Transcripts: what is said in sound files, as `core-sounds-en.txt` and projects write it down.

The dialplan names a sound without language and suffix, and the engine looks
for it in the folder of the caller's language. So `de/custom/menu.wav: …` is
known as `custom/menu` too. Of several texts for one name the language of the
prompt chooses (`Project.transcript`).
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, cast

from ivrlint.lean import dataclass
from ivrlint.model import Comment, Problem, Transcript
from ivrlint.places import Place, Source
from ivrlint.text import Pause, Text, Words
from ivrlint_formats.asterisk.settings.sounds import folder_language, language_of, sound_name
from ivrlint_formats.grammar_cache import load_lark

if TYPE_CHECKING:
    from lark import Lark, Token

_NOTE: Final = r"\[[^\[\]]*\]|\([^()]*\)"
"""A text in brackets tells of a sound that is no speech: a tone, silence."""
_SILENCE: Final = r"(?:.*/)?silence/(\d{1,4})"
_LANGUAGE_OF_NAME: Final = r"(?i)[a-z]+-sounds?-([a-z]{2}(?:[-_][a-z0-9]+)?)(?=[. (~]|$)"


@dataclass(frozen=True, slots=True)
class Said:
    """One sound of a file: its name as written, its text, its place."""

    name: str
    text: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Transcripts:
    """The sounds of a file; `language` is that of its name or its folder, if they tell."""

    sounds: tuple[Said, ...]
    language: str | None = None
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()

    def transcripts(self) -> tuple[Transcript, ...]:
        """The sounds by every name that a dialplan may have for them.

        Their language is that of their own folder, else that of the file.
        """
        return tuple(
            Transcript(name, sound.text, sound.place, folder_language(sound.name) or self.language)
            for sound in self.sounds
            for name in dict.fromkeys((sound.name, sound_name(sound.name)))
        )


def load(*, strict: bool = False) -> Lark:
    """The parser of the grammar; `strict` as in `load_lark`."""
    return load_lark("asterisk_transcript", start="transcripts", lexer="basic", strict=strict)


def read_transcripts(source: Source) -> Transcripts:
    """The sounds of a file; a line that names none is a problem, nothing else is lost by it."""
    sounds: list[Said] = []
    comments: list[Comment] = []
    problems: list[Problem] = []
    watch = "ivrlint" in source.text
    for token in cast("list[Token]", load().parse(source.text).children):
        text = str(token)
        start = token.start_pos or 0
        if token.type == "SOUND":
            said = _sound(source, text, start)
            if said is not None:
                sounds.append(said)
        elif token.type == "OTHER":
            place = source.place(start, start + len(text))
            message = "no sound: a line is the name of a sound, a colon, and what is said in it"
            problems.append(Problem("syntax-error", place, message, hides=False))
        elif watch and "ivrlint" in text:
            words = text.lstrip(" \t;").rstrip()
            comments.append(Comment(words, source.place(start, start + len(text)), alone=True))
    return Transcripts(tuple(sounds), _language(source.path), tuple(comments), tuple(problems))


def _sound(source: Source, line: str, start: int) -> Said | None:
    """The sound of a line; None where nothing is written down of it."""
    name, _, rest = line.partition(":")
    stripped = rest.strip()
    if not stripped:
        return None
    at = start + len(name) + 1 + len(rest) - len(rest.lstrip())
    place = source.place(at, at + len(stripped))
    text = Text((Words(stripped, place),))
    name = name.strip()
    silence = re.fullmatch(_SILENCE, name)
    if silence or re.fullmatch(_NOTE, stripped):
        text = Text((Pause(float(silence[1]) if silence else 0.0, place),))
    begin = start + len(line) - len(line.lstrip())
    return Said(name, text, source.place(begin, place.end))


def _language(path: str) -> str | None:
    whole = PurePosixPath(path)
    found = re.match(_LANGUAGE_OF_NAME, whole.name)
    return language_of(found[1]) if found else language_of(whole.parent.name)
