"""Clauses: the parts of a text that say one thing each, with what is known of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ivrlint.model import Project, Prompt
from ivrlint.places import Place
from ivrlint.text import Text


@dataclass(frozen=True, slots=True)
class AnnouncedKey:
    """A key (or a range of keys) that a clause tells the caller to press.

    `keys` are the single keys (`1`, `*`, `#`), a range spelled out. `exclusive`
    place is where the key word stands.
    """

    keys: tuple[str, ...]
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Duration:
    """A time that a clause names, in seconds (least and most), or unknown for a placeholder."""

    least: float | None
    most: float | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a text that says one thing.

    `families` are the phrase families it belongs to, each with the reason in
    words (`website-redirect`: "verb 'visit' + web noun 'website'").
    """

    text: str
    place: Place = field(compare=False, repr=False)
    families: dict[str, str] = field(default_factory=dict)
    keys: tuple[AnnouncedKey, ...] = ()
    words: tuple[str, ...] = ()
    durations: tuple[Duration, ...] = ()
    has_hours: bool = False
    has_days: bool = False


def clauses(prompt: Prompt) -> tuple[Clause, ...]:
    """The clauses of what a prompt says; none where its words or its language are not known."""
    raise NotImplementedError


def clauses_of(text: Text, language: str | None, project: Project) -> tuple[Clause, ...]:
    """The clauses of a text in a language; none where the language has no words at hand."""
    raise NotImplementedError
