"""What a caller hears: recordings, phrases, spoken text, silence, tones."""

from __future__ import annotations

from typing import Final

from ivrlint.model import Audio, Cause, Exit, Opaque, Prompt, Say, Step
from ivrlint.text import Pause, Text, Variable, Words
from ivrlint_formats.data import String
from ivrlint_formats.freeswitch.dialplan.here import Here
from ivrlint_formats.freeswitch.dialplan.variables import names_in

_ENDLESS: Final = ("local_stream://", "shout://", "shoutcast://", "moh", "vlc://")
_TONES: Final = ("tone_stream://", "teletone_stream://")


def playback(here: Here) -> Step:
    """A sound is played, or a phrase, a text, silence, a tone."""
    data = here.data
    if data is None or not data.value.strip():
        return _said(here, ())
    bare = _without_settings(data)
    sound = bare.value
    if sound.startswith(_ENDLESS) or "loops=-1" in data.value:
        return Opaque(**here.common, what="music", continues=False)
    if "hold_music" in sound:
        return Opaque(**here.common, what="music", continues=True, exits=_next(here))
    if sound.startswith(_TONES):
        return _said(here, (_tone(data),))
    return _said(here, _sound(here, bare, data))


def _sound(here: Here, sound: String, written: String) -> tuple[Prompt, ...]:
    """What is heard of a sound."""
    language = _language(here)
    return here.walk.ground.prompts(sound, place=written.place, language=language)


def _language(here: Here) -> str | None:
    """The language that the dialplan has given the call; None where it has not."""
    for name in ("language", "default_language"):
        value = here.set_here(name)
        if isinstance(value, str) and value.isalpha():
            return value
    return None


def _without_settings(data: String) -> String:
    """A sound without what stands before it in braces (`{loops=10}`)."""
    text = data.value
    start = len(text) - len(text.lstrip())
    if text[start : start + 1] == "{" and "}" in text:
        start = text.index("}") + 1
    words = data.part(start, max(start, len(text.rstrip())))
    return String(words.text, words.place, words.place, words.anchors)


def loop_playback(here: Here) -> Step:
    """A sound that is played several times: `+3 sound`, without a number for ever."""
    if not here.text(0).startswith("+"):
        return endless(here)
    sound = here.string(1)
    return _said(
        here,
        ()
        if sound is None
        else here.walk.ground.prompts(sound, place=sound.place, language=_language(here)),
    )


def endless(here: Here) -> Step:
    """Something is heard until the caller hangs up."""
    return Opaque(**here.common, what=here.act.application.name.strip(), continues=False)


def phrase(here: Here) -> Step:
    """A phrase macro speaks."""
    data = here.data
    return _said(
        here,
        ()
        if data is None
        else here.walk.ground.phrase(data, place=data.place, language=_language(here)),
    )


def speak(here: Here) -> Step:
    """A text is spoken: `engine|voice|text`, or the text alone."""
    data = here.data
    if data is None:
        return _said(here, ())
    parts = data.value.split("|", 2)
    start = len(data.value) - len(parts[-1])
    words = data.part(start, len(data.value))
    text = String(words.text, words.place, words.place, words.anchors)
    return _said(here, here.walk.ground.spoken(text, place=words.place, language=_language(here)))


def say(here: Here) -> Step:
    """A number, a date or a time is said: `en NUMBER pronounced 42`."""
    data = here.data
    given = here.arguments
    if data is None or len(given) < 4:
        return _said(here, ())
    last = given[-1].string(data)
    names = names_in(last.value)
    language = given[0].text.partition(":")[2] or given[0].text
    what = (
        Variable(names[0] if names else given[1].text.lower(), last.place)
        if "$" in last.value
        else Words(last.value, last.place, last.anchors)
    )
    prompt = Prompt(
        content=Text((what,)),
        place=last.place,
        language=language if language.isalpha() and len(language) == 2 else None,
    )
    return _said(here, (prompt,))


def wait(here: Here) -> Step:
    """The caller waits in silence."""
    seconds = here.seconds(0)
    if not seconds:
        return _said(here, ())
    pause = Text((Pause(seconds, here.at),))
    return _said(here, (Prompt(content=pause, place=here.at, interruptible=False),))


def tones(here: Here) -> Step:
    """Tones are heard."""
    data = here.data
    return _said(here, () if data is None else (_tone(data),))


def _tone(data: String) -> Prompt:
    return Prompt(content=Audio("tone"), place=data.place, interruptible=False)


def _next(here: Here) -> tuple[Exit, ...]:
    return (here.exit(Cause.NEXT, here.on()),)


def _said(here: Here, prompts: tuple[Prompt, ...]) -> Step:
    return Say(**here.common, prompts=prompts, exits=(here.exit(Cause.NEXT, here.on()),))
