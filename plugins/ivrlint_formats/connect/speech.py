"""What a caller hears: texts, SSML and recordings, in pieces that know where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ivrlint.model import UNKNOWN, Audio, Maybe, Prompt
from ivrlint.text import Pause, Text, Variable, Words
from ivrlint_formats.connect.actions import Action, Path, Value, masked
from ivrlint_formats.spoken import PLACEHOLDER, name_of, text_of

_VARIABLE: Final = rf"\$\.\w+(?:-\w+)*(?:\.\w+(?:-\w+)*|\[[^\[\]\s]{{1,60}}\])*|{PLACEHOLDER}"


def read_text(value: Value, *, ssml: bool) -> Text:
    """The words, variables and pauses of a value."""
    if value.path is not None:
        return Text((Variable(name_of(value.path), value.place),))
    if value.string is None:
        return Text((Words(value.text, value.place),)) if value.text else Text()
    return text_of(value.string, variables=_VARIABLE, ssml=ssml)


def prompt_of(
    action: Action, within: Path = (), *, language: str | None, interruptible: Maybe[bool] = UNKNOWN
) -> Prompt | None:
    """What is said or played by an action (or by one message of it); None where nothing is."""
    for name in ("Text", "SSML"):
        value = action.value(*within, name)
        if value is None:
            continue
        text = read_text(value, ssml=name == "SSML")
        if not text.plain.strip() and not any(isinstance(one, Pause) for one in text.pieces):
            continue
        return Prompt(
            content=text, place=value.place, language=language, interruptible=interruptible
        )
    for path in ((*within, "PromptId"), (*within, "Media", "Uri")):
        value = action.values.get(path)
        if value is not None and value.text:
            audio = Audio(_audio_name(value, action.shown, path))
            return Prompt(
                content=audio, place=value.place, language=language, interruptible=interruptible
            )
    return None


def _audio_name(value: Value, shown: Mapping[str, str], path: Path) -> str:
    if value.path is not None:
        return value.path
    name = shown.get(".".join(path)) or (shown.get("PromptId") if len(path) == 1 else None)
    return name or masked(value.text.rsplit("/", 1)[-1])
