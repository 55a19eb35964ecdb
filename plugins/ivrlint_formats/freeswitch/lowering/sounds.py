"""What is heard of a sound: a file, a phrase, spoken text, silence.

After `switch_ivr_play_file` and `switch_ivr_phrase_macro` of `switch_ivr_play_say.c`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Audio, Maybe, Problem, Prompt, Transcript, Turn
from ivrlint.places import Place
from ivrlint.text import Pause, Piece, Text, Variable, Words
from ivrlint_formats.data import String
from ivrlint_formats.freeswitch.lowering.names import language_of, sound_name, without_parameters
from ivrlint_formats.freeswitch.lowering.patterns import Groups, matched
from ivrlint_formats.freeswitch.lowering.values import is_template
from ivrlint_formats.freeswitch.nodes.system import Macro, System
from ivrlint_formats.markup import Element
from ivrlint_formats.spoken import joined, text_of

VARIABLES: Final = r"\$?\$\{[^{}\r\n]{0,200}\}|\$\d{1,2}"
"""What the engine fills in: `${caller_id_name}`, `$${domain}`, `$1`."""

_PHRASE: Final = "phrase:"
_SAY: Final = re.compile(r"say:(?:[\w.-]+:[\w.-]+:)?", re.IGNORECASE)
_STREAM: Final = re.compile(r"([a-z_]+)://(.*)", re.IGNORECASE | re.DOTALL)
_SILENCE: Final = re.compile(r"(\d{1,6})")
_MUSIC: Final = frozenset({"tone_stream", "local_stream", "vlc", "shout"})
_NUMBER: Final = re.compile(r"\$(\d{1,2})")
_DEEPEST: Final = 8
"""Phrases that play phrases; the engine has no limit, real ones do so once."""
_MOST: Final = 500
"""Actions of one phrase, and of those that it plays, that are looked at."""
_PAUSE: Final = 0.1
"""Seconds between two actions of a macro that says nothing else (`pause`)."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """One thing that is played: a text, or a recording by its name, with what is said in it."""

    content: Text | str
    place: Place
    spoken_in: str | None = None
    said: Text | None = None


class Sounds:
    """Turns what a system plays into prompts."""

    def __init__(self, system: System, transcripts: Mapping[str, Sequence[Transcript]]) -> None:
        self._system = system
        self._transcripts = transcripts
        self._known: dict[tuple[str, str, str | None], tuple[Prompt, ...]] = {}
        self._left = 0
        self.problems: list[Problem] = []

    def prompts(
        self,
        sound: String,
        *,
        place: Place,
        turn: Turn = Turn.FIRST,
        every: float | None = None,
        language: str | None = None,
        interruptible: Maybe[bool] = UNKNOWN,
    ) -> tuple[Prompt, ...]:
        """What is heard of a sound, as `playback` and menus take it."""
        key = (sound.value, "", language)
        found = self._known.get(key)
        if found is None:
            found = tuple(self._joined(self._sound(sound, place, language, 0), language))
            if sound.value.startswith(_PHRASE):
                self._known[key] = found
        return tuple(
            replace(
                one, place=_place(one, place), turn=turn, every=every, interruptible=interruptible
            )
            for one in found
        )

    def phrase(
        self, argument: String, *, place: Place, language: str | None = None
    ) -> tuple[Prompt, ...]:
        """What is heard of `name,data`, as the application `phrase` takes it."""
        key = (argument.value, ",", language)
        if key not in self._known:
            heard = self._phrase(argument, ",", place, language, 0)
            self._known[key] = tuple(self._joined(heard, language))
        return tuple(replace(one, place=_place(one, place)) for one in self._known[key])

    def spoken(
        self, text: String, *, place: Place, language: str | None = None
    ) -> tuple[Prompt, ...]:
        """What a text-to-speech engine says."""
        return tuple(self._joined([self._text(text, place)], language))

    def _sound(
        self, sound: String, place: Place, language: str | None, depth: int
    ) -> Iterator[_Heard]:
        value = sound.value
        name = without_parameters(value.strip())
        start = value.find(name) if name else 0
        lower = name[:20].lower()
        if not name:
            return
        if lower.startswith(_PHRASE):
            rest = part_of(sound, start + len(_PHRASE), start + len(name))
            yield from self._phrase(rest, ":", place, language, depth)
        elif (say := _SAY.match(name)) is not None:
            yield self._text(part_of(sound, start + say.end(), start + len(name)), place)
        elif (stream := _STREAM.match(name)) is not None:
            yield from self._stream(stream, sound, start, place, language, depth)
        else:
            yield self._file(name, place, language)

    def _stream(
        self,
        stream: re.Match[str],
        sound: String,
        start: int,
        place: Place,
        language: str | None,
        depth: int,
    ) -> Iterator[_Heard]:
        kind, rest = stream[1].lower(), stream[2]
        if kind == "silence_stream":
            length = _SILENCE.match(rest)
            if length is not None:
                yield _Heard(Text((Pause(int(length[1]) / 1000, place),)), place)
        elif kind == "file_string" and depth < _DEEPEST:
            at = start + stream.start(2)
            for one in rest.split("!")[:_MOST]:
                yield from self._sound(
                    part_of(sound, at, at + len(one)), place, language, depth + 1
                )
                at += len(one) + 1
        elif kind == "say":
            at = start + stream.start(2)
            yield self._text(part_of(sound, at, at + len(rest)), place)
        elif kind not in _MUSIC:
            yield self._file(stream[0], place, language)

    def _file(self, name: str, place: Place, language: str | None) -> _Heard:
        known = sound_name(name)
        said = language or language_of(name) or self._system.language
        found = self._transcript(known, said)
        if found is None:
            return _Heard(known, place, language_of(name))
        return _Heard(known, place, found.language or language_of(name), found.text)

    def _transcript(self, name: str, language: str | None) -> Transcript | None:
        """What is said in a sound, where the files at hand agree on it."""
        found = self._transcripts.get(name, ())
        if language is not None:
            wanted = language.lower()
            exact = [one for one in found if (one.language or "").lower() == wanted]
            short = wanted.partition("-")[0]
            near = [one for one in found if (one.language or "").lower() == short]
            found = exact or near
        elif len(found) > 1:
            return None
        if not found or any(one.text != found[0].text for one in found):
            return None
        return found[0]

    def _text(self, text: String, place: Place) -> _Heard:
        return _Heard(text_of(text, variables=VARIABLES), place)

    def _phrase(
        self, argument: String, separator: str, place: Place, language: str | None, depth: int
    ) -> Iterator[_Heard]:
        """The actions of the macro that match the data; the macro's name where it is not known."""
        if depth == 0:
            self._left = _MOST
        name, _, data = argument.value.partition(separator)
        macro = self._system.macros.find(name.strip(), language) if depth < _DEEPEST else None
        several = macro is not None and len(list(macro.element.elements("input"))) > 1
        if macro is None and depth < _DEEPEST:
            self._miss(name.strip(), argument, language)
        if macro is None or "$" in name or (several and "$" in data):
            yield _Heard(f"{_PHRASE}{name.strip()}", place)
            return
        said = language or macro.language
        for action, groups in self._actions(macro, data):
            self._left -= 1
            if self._left < 0:
                return
            yield from self._action(action, groups, said, depth)

    def _miss(self, name: str, argument: String, language: str | None) -> None:
        """Tell of a macro that the whole configuration does not have: callers hear nothing."""
        macros = self._system.macros
        if is_template(name) or not name or self._system.contexts_elsewhere is not None:
            return
        if not macros.elsewhere(language):
            place = argument.part(0, len(name)).place
            said = language or macros.default
            message = f"there is no phrase {name!r} in the language {said!r}: nothing is heard"
            self.problems.append(Problem("invalid-value", place, message, hides=False))

    @staticmethod
    def _actions(macro: Macro, data: str) -> Iterator[tuple[Element, Groups]]:
        """The actions that run, with the groups of the pattern that let them."""
        for input_ in macro.element.elements("input"):
            groups = matched(input_.get("pattern") or "", data)
            if groups is None:
                chosen = input_.first("nomatch")
                groups = Groups(())
            else:
                chosen = input_.first("match")
            if chosen is None:
                continue
            for action in chosen.elements("action"):
                if (action.get("function") or "").lower() == "break":
                    return
                yield action, groups
            if (input_.get("break_on_match") or "").lower() in ("true", "yes", "on", "1"):
                return

    def _action(
        self, action: Element, groups: Groups, language: str | None, depth: int
    ) -> Iterator[_Heard]:
        function = (action.get("function") or "").lower()
        data, place = action.string("data"), action.place
        if data is None:
            return
        data = _filled(data, groups)
        if function == "play-file":
            yield from self._sound(data, place, language, depth + 1)
        elif function == "speak-text":
            yield _Heard(text_of(data, variables=VARIABLES), place, language)
        elif function == "phrase":
            name = action.string("phrase") or data
            joined = String(f"{name.value}:{data.value}", name.place, name.inside)
            yield from self._phrase(joined, ":", place, language, depth + 1)
        elif function == "say":
            yield _Heard(_said(data, action, place), place)
        elif function == "sleep" and data.value.strip().isdigit():
            yield _Heard(Text((Pause(int(data.value.strip()[:6]) / 1000, place),)), place)
        elif function == "execute":
            found = re.match(r"\s*sleep\((\d{1,6})\)", data.value)
            if found:
                yield _Heard(Text((Pause(int(found[1]) / 1000, place),)), place)

    def _joined(self, heard: Iterable[_Heard], language: str | None) -> Iterator[Prompt]:
        """Texts that follow one another as one prompt; recordings without a text by themselves.

        A recording that is played alone keeps its name: the project knows what is said in it.
        """
        run: list[_Heard] = []
        for one in heard:
            if isinstance(one.content, str) and one.said is None:
                yield from self._said(run, language)
                run = []
                yield self._recording(one, language)
            else:
                run.append(one)
        yield from self._said(run, language)

    @staticmethod
    def _recording(one: _Heard, language: str | None) -> Prompt:
        return Prompt(
            content=Audio(str(one.content)), place=one.place, language=language or one.spoken_in
        )

    def _said(self, run: Sequence[_Heard], language: str | None) -> Iterator[Prompt]:
        texts = [one.said or one.content for one in run]
        if len(run) == 1 and isinstance(run[0].content, str):
            yield self._recording(run[0], language)
            return
        pieces: list[Piece] = []
        for text in texts:
            assert isinstance(text, Text)
            pieces += _between(pieces, text)
            pieces += text.pieces
        if all(isinstance(piece, Pause) for piece in pieces):
            return
        spoken_in = next((one.spoken_in for one in run if one.spoken_in), None)
        yield Prompt(
            content=Text.of(joined(pieces)), place=run[0].place, language=language or spoken_in
        )


def _place(prompt: Prompt, place: Place) -> Place:
    """Where a prompt of a phrase stands: in its macro; where that is not known, at its use."""
    content = prompt.content
    is_name = isinstance(content, Audio) and content.name.startswith(_PHRASE)
    return place if is_name else prompt.place


def _between(before: Sequence[Piece], text: Text) -> Iterator[Piece]:
    """What keeps two texts apart: the engine leaves a tenth of a second; words need a space."""
    if not before or not text.pieces:
        return
    last, first = before[-1], text.pieces[0]
    if isinstance(last, Pause) or isinstance(first, Pause):
        return
    source, start = first.place.source, first.place.start
    if last.place.source is source:
        yield Words(" ", source.place(start, start))
    else:
        yield Pause(_PAUSE, first.place)


def part_of(string: String, start: int, end: int) -> String:
    """A stretch of a string as a string."""
    words = string.part(start, end)
    return String(words.text, words.place, words.place, words.anchors)


def _filled(data: String, groups: Groups) -> String:
    """The data of an action with what the pattern has caught; what is not known stays `$1`."""
    if "$" not in data.value or not groups.values:
        return data
    value = _NUMBER.sub(
        lambda match: known if (known := groups.value(int(match[1]))) is not None else match[0],
        data.value,
    )
    if value == data.value:
        return data
    return String(value, data.place, data.inside, ((0, data.inside.start),))


def _said(data: String, action: Element, place: Place) -> Text:
    """What the module `say` makes of a value: the value itself, or its kind."""
    value = data.value.strip()
    if value and "$" not in value:
        return Text((Words(value, data.inside if data.value == value else place),))
    name = value.strip("${}") if "{" in value else (action.get("type") or "value").lower()
    return Text((Variable(name or "value", place),))
