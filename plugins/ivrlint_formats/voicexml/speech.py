"""What a caller hears: prompts, texts, recordings, and lists made of the choices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Audio, Maybe, Prompt, Turn
from ivrlint.places import Place
from ivrlint.text import Pause, Piece, Text, Variable, Words
from ivrlint_formats.data import String
from ivrlint_formats.markup import Content, Element
from ivrlint_formats.spoken import PLACEHOLDER, break_seconds, collapsed, joined, pieces_of
from ivrlint_formats.voicexml.expressions import Lookup, string_of, truth_of
from ivrlint_formats.voicexml.files import language_of, seconds
from ivrlint_formats.voicexml.platform import Platform

VARIABLES: Final = rf"{PLACEHOLDER}|<%=[^%]{{1,200}}%>|<\?=[^?]{{1,200}}\?>|%[sd]\b"
"""Placeholders of template languages in a text."""

_MOST_LISTED: Final = 100
"""Choices that an `enumerate` lists; nobody hears that many."""
_QUEUED: Final = frozenset({"prompt", "audio", "value", "enumerate", "break"})
_UNSPOKEN: Final = frozenset(
    {"property", "script", "grammar", "log", "filled", "catch", "noinput", "nomatch", "help",
     "error", "option", "choice", "link", "param", "assign", "var"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a menu or an option of a field, as `enumerate` speaks it."""

    phrase: tuple[Piece, ...]
    key: Words | None
    place: Place


@dataclass(frozen=True, slots=True)
class Hearing:
    """How prompts are heard where they stand.

    `language` is the flow's, `interruptible` what the property says, `choices`
    what an `enumerate` lists, `lookup` tells constants.
    """

    platform: Platform
    lookup: Lookup
    language: str | None = None
    interruptible: Maybe[bool] = True
    choices: Sequence[Choice] = ()


def is_spoken(part: Content, platform: Platform) -> bool:
    """Whether it is a prompt, or text and SSML that an interpreter takes as one."""
    if isinstance(part, String):
        return bool(part.value.strip())
    return isinstance(part, Element) and (part.local in _QUEUED or part.local in platform.spoken)


def prompts_of(content: Iterable[Content], hearing: Hearing) -> list[Prompt]:
    """The prompts among these parts; what is no prompt is left out.

    Text and values that follow one another are one prompt.
    """
    found: list[Prompt] = []
    loose: list[Content] = []
    for part in content:
        if isinstance(part, Element) and part.local == "foreach":
            found += _split(loose, hearing)
            loose = []
            found += _each(part, hearing)
        if not is_spoken(part, hearing.platform):
            continue
        if isinstance(part, Element) and part.local == "prompt":
            found += _split(loose, hearing)
            loose = []
            found += _of_element(part, hearing)
        else:
            loose.append(part)
    return [*found, *_split(loose, hearing)]


def timeout_of(content: Iterable[Content]) -> float | None:
    """The time-out that the last prompt sets, in seconds."""
    found = None
    for part in content:
        if isinstance(part, Element) and part.local == "prompt":
            found = seconds(part.get("timeout")) or found
    return found


def timeout_at(content: Iterable[Content]) -> Place | None:
    """Where the last prompt sets the time-out."""
    found = None
    for part in content:
        if isinstance(part, Element) and part.local == "prompt" and seconds(part.get("timeout")):
            written = part.string("timeout")
            found = written.inside if written else found
    return found


def _of_element(element: Element, hearing: Hearing) -> Iterator[Prompt]:
    """What a `prompt` says: one prompt for each stretch of text and each recording."""
    condition = element.get("cond")
    if condition is not None:
        holds = truth_of(condition, hearing.lookup)
        if holds is False:
            return
        condition = None if holds is True else condition.strip()
    barge = (element.get("bargein") or "").strip().lower()
    if barge in ("true", "false"):
        hearing = replace(hearing, interruptible=barge == "true")
    said = element.string("bargein") if barge in ("true", "false") else None
    language = language_of(element)
    written = (element.get("count") or "1").strip()
    count = int(written) if written.isdigit() and len(written) < 7 else 1
    for prompt in _split(element.children, hearing):
        yield replace(
            prompt,
            language=None if language == hearing.language else language,
            condition=prompt.condition or condition,
            interruptible_at=said.inside if said else None,
            turn=Turn.FIRST if count < 2 else Turn.AGAIN,
            count=0 if count < 3 else count,
        )


def _split(content: Iterable[Content], hearing: Hearing) -> list[Prompt]:
    """Text up to a recording, the recording, text after it, and so on."""
    found: list[Prompt] = []
    text: list[Content] = []
    for part in _flattened(content):
        if isinstance(part, Element) and part.local in ("audio", "foreach"):
            found += _of_text(text, hearing)
            text = []
            found += _recording(part, hearing) if part.local == "audio" else _each(part, hearing)
        else:
            text.append(part)
    return [*found, *_of_text(text, hearing)]


def _flattened(content: Iterable[Content]) -> Iterator[Content]:
    """The parts, with SSML around a recording opened: the recording is heard by itself."""
    for part in content:
        if (
            isinstance(part, Element)
            and part.local not in ("audio", "foreach", "enumerate")
            and any(inner.local in ("audio", "foreach") for inner in part.walk())
        ):
            # Elements nest no deeper than `markup.DEEPEST`.
            yield from _flattened(part.children)
        else:
            yield part


def _of_text(content: Sequence[Content], hearing: Hearing) -> Iterator[Prompt]:
    text = text_of(content, hearing)
    if text.plain.strip() or any(isinstance(piece, Pause) for piece in text.pieces):
        yield Prompt(content=text, place=text.place, interruptible=hearing.interruptible)


def text_of(content: Iterable[Content], hearing: Hearing) -> Text:
    """The words, values and pauses of some content."""

    def other(element: Element) -> Iterable[Piece] | None:
        return _piece(element, hearing)

    return Text.of(joined(collapsed(pieces_of(content, variables=VARIABLES, other=other))))


def _piece(element: Element, hearing: Hearing) -> Iterable[Piece] | None:
    match element.local:
        case "value":
            return _value(element, hearing.lookup)
        case "enumerate":
            return _listed(element, hearing)
        case "break":
            return _break(element, hearing.platform)
        case name if name in _UNSPOKEN:
            return ()
    return None


def _value(element: Element, lookup: Lookup) -> list[Piece]:
    string = element.string("expr")
    if string is None:
        return []
    said = string_of(string.value, lookup)
    if said is None:
        return [Variable(string.value.strip() or "value", element.place)]
    start = string.value.find(said) if said else -1
    return [string.part(start, start + len(said)) if start >= 0 else Words(said, element.place)]


def _break(element: Element, platform: Platform) -> list[Piece]:
    attributes = {one.name: one.value.value for one in element.attributes}
    length = attributes.get("msecs", "").strip()
    if length.isdigit() and len(length) < 9:
        lasts = int(length) / 1000
    elif (size := attributes.get("size", "").strip()) in platform.breaks:
        lasts = platform.breaks[size]
    else:
        lasts = break_seconds(attributes)
    return [Pause(lasts, element.place)] if lasts else []


def _listed(element: Element, hearing: Hearing) -> list[Piece]:
    """An `enumerate`: its content for each choice, or the choices themselves.

    Whether the platform's own list tells the keys is its own affair.
    """
    found: list[Piece] = []
    own = any(is_spoken(part, hearing.platform) for part in element.children)
    for choice in hearing.choices[:_MOST_LISTED]:
        if not own:
            found += choice.phrase
            if choice.key is not None:
                found.append(Variable("key", choice.place))
            found.append(Pause(hearing.platform.breaks["small"], element.place))
            continue

        def spoken(name: str, choice: Choice = choice) -> Sequence[Piece]:
            if name == "_prompt":
                return choice.phrase
            return (choice.key,) if choice.key is not None else ()

        found += _with(element.children, hearing, spoken)
        found.append(Pause(hearing.platform.breaks["small"], element.place))
    return found


def _with(
    content: Iterable[Content], hearing: Hearing, spoken: Callable[[str], Sequence[Piece]]
) -> Iterator[Piece]:
    def other(element: Element) -> Iterable[Piece] | None:
        name = (element.get("expr") or "").strip()
        if element.local == "value" and name in ("_prompt", "_dtmf"):
            return spoken(name)
        return _piece(element, hearing) if element.local != "enumerate" else ()

    return pieces_of(content, variables=VARIABLES, other=other)


def _recording(element: Element, hearing: Hearing) -> Iterator[Prompt]:
    """An `audio`; its content is what is said where the recording cannot be played."""
    transcript = text_of(_unnested(element.children), hearing)
    name = element.get("src")
    expression = element.get("expr")
    if name is None and expression is not None:
        known = string_of(expression, hearing.lookup)
        name = known if known is not None else "{" + expression.strip() + "}"
    if not (name or "").strip():
        if transcript.plain.strip():
            yield Prompt(
                content=transcript, place=transcript.place, interruptible=hearing.interruptible
            )
        return
    audio = Audio((name or "").strip(), transcript if transcript.plain.strip() else None)
    yield Prompt(content=audio, place=element.place, interruptible=hearing.interruptible)


def _unnested(content: Iterable[Content]) -> Iterator[Content]:
    """The text of a recording's content; recordings in it are a second try of the same."""
    for part in content:
        if isinstance(part, Element) and part.local == "audio":
            yield from _unnested(part.children)
        else:
            yield part


def _each(element: Element, hearing: Hearing) -> Iterator[Prompt]:
    """A `foreach`: what it says is said for each entry of a list that the call fills."""
    condition = f"for each {element.get('item') or 'entry'} of {element.get('array') or 'a list'}"
    parts = [*prompts_of((c for c in element.children if _is_prompt(c)), hearing)]
    parts = parts or _split(element.children, hearing)
    for prompt in parts:
        yield replace(prompt, condition=condition)


def _is_prompt(part: Content) -> bool:
    return isinstance(part, Element) and part.local == "prompt"
