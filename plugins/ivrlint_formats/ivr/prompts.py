"""Prompts: what is said or played, and how it is heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ivrlint.model import UNKNOWN, Audio, Maybe, Prompt, Turn
from ivrlint.text import Text
from ivrlint_formats.ivr.faults import Fault, meant, shown
from ivrlint_formats.ivr.nodes import String, Word
from ivrlint_formats.ivr.numbers import whole
from ivrlint_formats.ivr.reading import Arguments
from ivrlint_formats.ivr.values import DURATION

TURNS: Final = ("first", "again", "leaving")
"""Words for when a prompt is heard; the two others stand behind `after`."""


def prompt(arguments: Arguments) -> Prompt:
    """A prompt: `say "…"`, `play "file"`, or a text alone, and how it is heard."""
    statement = arguments.statement
    head = statement.head
    content: Text | Audio
    if isinstance(head, String):
        content = arguments.file.text(head)
    elif arguments.name == "play":
        content = _audio(arguments)
    elif not arguments.is_text:
        raise arguments.lacking("a text in quotation marks")
    else:
        content = arguments.file.text(arguments.take("a text"))
    heard = _Hearing(arguments)
    try:
        heard.read()
        arguments.end()
    except Fault as fault:
        if statement.start not in arguments.file.broken:
            arguments.file.faults.take(fault)
    return Prompt(content=content, place=arguments.file.header(statement), **heard.fields)


def _audio(arguments: Arguments) -> Audio:
    name = arguments.file.plain(arguments.take("the name of a sound file"))
    transcript = seconds = None
    while arguments.word in ("says", "lasts"):
        if arguments.accept("says"):
            transcript = arguments.file.text(arguments.take("what it says"))
        elif arguments.accept("lasts"):
            seconds = DURATION.read(arguments)
    return Audio(name, transcript, seconds)


class _Hearing:
    """How a prompt is heard: the words behind its text."""

    def __init__(self, arguments: Arguments) -> None:
        self.arguments = arguments
        self.fields: dict[str, Any] = {}

    def read(self) -> None:
        """Take all that is left."""
        known: dict[str, Callable[[], None]] = {
            "every": self._every,
            "after": self._after,
            "language": self._language,
            "when": self._when,
            "interruptible": self._interruptible,
        }
        known |= dict.fromkeys(TURNS, self._turn)
        while not self.arguments.ended:
            take = known.get(self.arguments.word or "")
            if take is None:
                rest = self.arguments.take("")
                found = rest.text if isinstance(rest, Word) else rest.raw
                hint = meant(found, known) or "; a statement ends with its line"
                raise Fault(
                    f"found {shown(found)}, which means nothing behind a prompt{hint}",
                    rest.start,
                    rest.end,
                )
            take()

    def _count(self) -> None:
        word = self.arguments.word
        if word is not None and word.isdecimal():
            self.fields["count"] = whole(self.arguments.take("a number"), 1)

    def _every(self) -> None:
        self.arguments.accept("every")
        self.fields["every"] = DURATION.read(self.arguments)

    def _turn(self) -> None:
        word = self.arguments.choice({turn: Turn(turn) for turn in TURNS}, "when it is heard")
        self.fields["turn"] = word
        self._count()

    def _after(self) -> None:
        self.arguments.accept("after")
        known: dict[str, object] = {"noinput": Turn.NOINPUT, "nomatch": Turn.NOMATCH}
        self.fields["turn"] = self.arguments.choice(known, "after what it is heard")
        self._count()

    def _language(self) -> None:
        self.arguments.accept("language")
        self.fields["language"] = self.arguments.file.plain(self.arguments.take("a language"))

    def _when(self) -> None:
        self.arguments.accept("when")
        self.fields["condition"] = self.arguments.file.plain(self.arguments.take("a condition"))

    def _interruptible(self) -> None:
        self.arguments.accept("interruptible")
        value: Maybe[bool] = True
        if self.arguments.accept("none"):
            value = None
        elif self.arguments.accept("unknown"):
            value = UNKNOWN
        elif self.arguments.word in ("yes", "no"):
            said = self.arguments.following
            value = bool(self.arguments.choice({"yes": True, "no": False}, "yes or no"))
            if said is not None:
                place = self.arguments.file.place(said.start, said.end)
                self.fields["interruptible_at"] = place
        self.fields["interruptible"] = value
