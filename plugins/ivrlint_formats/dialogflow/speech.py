"""What a customer hears or reads: the messages of a fulfillment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Audio, Prompt
from ivrlint.text import Piece, Text, Variable
from ivrlint_formats.data import Object, String
from ivrlint_formats.spoken import text_of

VARIABLES: Final = (
    r"\$(?:session|page|intent|flow|sys|request)\.[\w-]{1,80}(?:\.[\w-]{1,80}){0,10}"
    r"(?:\([^()\r\n]{0,200}\))?"
)
_SEVERAL: Final = "one of several, by chance"
_MOST_MESSAGES: Final = 1000


@dataclass(frozen=True, slots=True)
class Fulfillment:
    """What an agent does before it waits or goes on.

    `handoff` is the message that hands over to people, `number` the telephone number that the
    call is transferred to, `ends` the message that ends the session; the first of them counts.
    """

    prompts: tuple[Prompt, ...] = ()
    webhook: String | None = None
    handoff: Object | None = None
    number: String | None = None
    ends: Object | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing but messages is in it."""
        return not (self.webhook or self.handoff or self.number or self.ends)


def fulfillment_of(node: Object | None, language: str | None) -> Fulfillment:
    """What a fulfillment does; of messages in several languages those in the agent's own."""
    if node is None:
        return Fulfillment()
    prompts: list[Prompt] = []
    handoff = ends = None
    number: String | None = None
    for message, condition in _messages(node):
        spoken_in = message.text("languageCode")
        if spoken_in and language and _base(spoken_in) != _base(language):
            continue
        prompts += _prompts(message, condition)
        if condition is None and handoff is None and number is None and ends is None:
            handoff = message.object("liveAgentHandoff")
            call = message.object("telephonyTransferCall")
            number = call.string("phoneNumber") if call else None
            ends = message.object("endInteraction")
    return Fulfillment(tuple(prompts), node.string("webhook"), handoff, number, ends)


def _base(language: str) -> str:
    return language.lower().partition("-")[0]


def _messages(node: Object) -> Iterator[tuple[Object, str | None]]:
    """The messages, each with the condition that it is said under."""
    for message in node.objects("messages"):
        yield message, None
    todo = [
        (case, "") for group in node.objects("conditionalCases") for case in group.objects("cases")
    ]
    todo.reverse()
    told = 0
    while todo and told < _MOST_MESSAGES:
        case, outer = todo.pop()
        own = case.text("condition") or "otherwise"
        condition = f"{outer} and {own}" if outer else own
        for content in case.objects("caseContent"):
            said = content.object("message")
            if said is not None:
                told += 1
                yield said, condition
            more = content.object("additionalCases")
            todo += [(one, condition) for one in more.objects("cases")] if more else []


def _prompts(message: Object, condition: str | None) -> Iterator[Prompt]:
    text = message.object("text")
    variants = [one for one in text.items("text") if isinstance(one, String)] if text else []
    for one in variants:
        yield from _said(one, condition or (_SEVERAL if len(variants) > 1 else None))
    spoken = message.object("outputAudioText")
    if spoken is not None:
        for key in ("text", "ssml"):
            string = spoken.string(key)
            if string is not None:
                yield from _said(string, condition, ssml=key == "ssml")
    played = message.object("playAudio")
    mixed = message.object("mixedAudio")
    for holder, key in (
        *(((played, "audioUri"),) if played else ()),
        *((one, "uri") for one in (mixed.objects("segments") if mixed else ())),
    ):
        uri = holder.string(key)
        if uri is not None and uri.value.strip():
            name = uri.value.rstrip("/").rsplit("/", 1)[-1]
            yield Prompt(content=Audio(name or uri.value), place=uri.place, condition=condition)


def _named(piece: Piece) -> Piece:
    """A parameter by the name that its question has."""
    if not isinstance(piece, Variable):
        return piece
    name = piece.name
    for prefix in ("session.params.", "page.params."):
        name = name.removeprefix(prefix)
    return Variable(name, piece.place)


def _said(string: String, condition: str | None, *, ssml: bool = False) -> Iterator[Prompt]:
    text = Text.of(map(_named, text_of(string, variables=VARIABLES, ssml=ssml).pieces))
    if text.plain.strip():
        yield Prompt(content=text, place=string.place, condition=condition)
