"""What a caller hears: recordings, numbers, spoken text, silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ivrlint.model import Audio, Cause, Prompt, Say, Step
from ivrlint.text import Pause, Piece, Text, Variable, Words
from ivrlint_formats.asterisk.language.arguments import Argument, split_files
from ivrlint_formats.asterisk.language.variables import Literal, Reference, pieces
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.lowering.unnoticed import UNNOTICED
from ivrlint_formats.asterisk.settings.sounds import folder_language, sound_name

PLAYS: Final = frozenset({"playback", "controlplayback"})
PLAYS_WHILE_LISTENING: Final = frozenset({"background", "backgrounddetect"})
SAYS: Final = frozenset(
    {"saydigits", "saynumber", "sayalpha", "sayalphacase", "sayphonetic", "sayunixtime"}
    | {"datetime", "saymoney", "sayordinal", "saycountednoun", "saycountedadj", "morsecode"}
)
NAMELESS: Final = "value"
"""What stands for `${}` and `$[]`, which the engine takes for nothing."""

_SAYS_TIME: Final = frozenset({"sayunixtime", "datetime"})
"""They say the present time where none is given."""

SPEAKS_TEXT: Final = frozenset(
    {"festival", "flite", "espeak", "picotts", "swift", "verbioprompt", "googletts", "sayt"}
)
_SPEAKING_SCRIPTS: Final = ("tts", "espeak", "festival", "flite", "polly", "speak", "say")


def is_heard(here: Here) -> bool:
    """Whether the line says or plays something and goes on."""
    application = here.application
    return (
        application in PLAYS
        or application in PLAYS_WHILE_LISTENING
        or application in SAYS
        or application in {"wait", "vmsayname"}
        or speaks_text(here)
    )


def speaks_text(here: Here) -> bool:
    """Whether the line has a text spoken: by an engine's application or by a script."""
    if here.application in SPEAKS_TEXT:
        return True
    if here.application not in {"agi", "deadagi", "eagi"} or not here.arguments:
        return False
    script = here.arguments[0].text.rpartition("/")[2].lower()
    second = here.argument(1)
    return (
        second is not None
        and any(word in script for word in _SPEAKING_SCRIPTS)
        and (" " in second.text.strip() or '"' in here.entry.arguments)
    )


def listens(here: Here) -> bool:
    """Whether a key that is pressed meanwhile selects an extension."""
    if here.application in PLAYS_WHILE_LISTENING:
        return True
    if not speaks_text(here):
        return False
    keys = here.argument(3 if here.application.endswith("agi") else 1)
    return keys is not None and keys.text.strip().lower() in {"any", "0123456789#*"}


def prompts_of(here: Here) -> tuple[Prompt, ...]:
    """What is heard at a line that says something."""
    application = here.application
    if application == "wait":
        seconds = here.seconds(0)
        if not seconds:
            return ()
        if _plays_on(here):
            return (Prompt(content=Audio("music"), place=here.entry.place, interruptible=False),)
        pause = Pause(seconds, here.entry.place)
        return (Prompt(content=Text((pause,)), place=here.entry.place, interruptible=False),)
    if application in PLAYS or application in PLAYS_WHILE_LISTENING:
        named = here.argument(0)
        listened = application in PLAYS_WHILE_LISTENING
        return () if named is None else tuple(recordings(here, named, interruptible=listened))
    interruptible = listens(here)
    if speaks_text(here):
        number = 1 if here.application.endswith("agi") else 0
        argument = here.argument(number)
        if argument is None:
            return ()
        language = here.text(2) if here.application.endswith("agi") else None
        return (
            Prompt(
                content=_text(here, argument),
                place=here.place(argument),
                language=language if language and len(language) <= _LONGEST_TAG else None,
                interruptible=interruptible,
            ),
        )
    argument = here.argument(0)
    if argument is None and application in _SAYS_TIME:
        now = Text((Variable("EPOCH", here.entry.place),))
        return (Prompt(content=now, place=here.entry.place, interruptible=False),)
    if argument is None:
        return ()
    if application in SAYS:
        return (
            Prompt(
                content=_text(here, argument),
                place=here.place(argument),
                interruptible=False,
            ),
        )
    return tuple(recordings(here, argument, interruptible=interruptible))


_LONGEST_TAG: Final = 8
_MUSIC: Final = frozenset({"startmusiconhold", "playtones"})
_MOST_LINES: Final = 64


def _plays_on(here: Here) -> bool:
    """Whether music or a tone was started before, in the lines of the extension, and not ended."""
    applications = here.part.applications
    for index in range(here.index - 1, max(-1, here.index - _MOST_LINES), -1):
        if applications[index] in _MUSIC:
            return True
        if applications[index] not in UNNOTICED or applications[index].startswith("stop"):
            return False
    return False


def _text(here: Here, argument: Argument) -> Text:
    """A text with its variables, each knowing where it stands."""
    found: list[Piece] = []
    # The engine takes the quotation marks around an argument away.
    written = here.entry.arguments[argument.start : argument.end]
    begin = argument.start + max(0, written.find(argument.text))
    text = argument.text
    if len(text) > 1 and text[0] == text[-1] == '"':
        begin, text = begin + 1, text[1:-1]
    for piece in pieces(text):
        start, end = begin + piece.start, begin + piece.end
        words = here.entry.words(start, end)
        if isinstance(piece, Literal):
            found.append(words)
        elif isinstance(piece, Reference):
            value = here.value(text[piece.start : piece.end])
            known = value.strip().strip('"') if value and any(map(str.isalpha, value)) else ""
            found.append(
                Words(known, words.place)
                if known
                else Variable(piece.name or NAMELESS, words.place)
            )
        else:
            found.append(Variable(piece.text.strip("$[]") or NAMELESS, words.place))
    return Text(tuple(found))


def recordings(here: Here, argument: Argument, *, interruptible: bool) -> Iterator[Prompt]:
    """The sound files that an argument names (`a&b`), also where a variable holds their names."""
    for file in split_files(argument.text, argument.start):
        name = file.text.strip()
        if not name:
            continue
        common: dict[str, Any] = {"place": here.place(file), "interruptible": interruptible}
        value = here.value(name) if "$" in name else name
        if value is not None:
            for one in value.split("&"):
                if one.strip():
                    yield _recording(one.strip(), **common)
            continue
        several = here.candidates(name)
        if not several:
            yield Prompt(content=Audio(name), **common)
        for value, turn, condition in several:
            for one in value.split("&"):
                if one.strip():
                    yield _recording(one.strip(), turn=turn, condition=condition, **common)


def _recording(name: str, **more: Any) -> Prompt:
    """A sound file; one in the folder of a language is in that language."""
    return Prompt(content=Audio(sound_name(name)), language=folder_language(name), **more)


def say(here: Here) -> Step:
    """A line that says something and goes on."""
    return Say(**here.common, prompts=prompts_of(here), exits=(here.exit(Cause.NEXT, here.on()),))
