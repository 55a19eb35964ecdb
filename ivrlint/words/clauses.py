"""Clauses: the parts of a text that say one thing each, with what is known of them."""

from __future__ import annotations

from dataclasses import field

from ivrlint.lean import dataclass
from ivrlint.model import Project, Prompt
from ivrlint.places import Place
from ivrlint.text import Text
from ivrlint.words.language import Language, language_for


@dataclass(frozen=True, slots=True)
class AnnouncedKey:
    """A key, several, or a range of keys that a clause tells the caller to press.

    `keys` are the single keys (`1`, `*`, `#`), a range spelled out. `place` is
    where the keys stand, without the verb; `start` and `end` are the offsets in
    `Text.plain` of all that tells them, the verb too.
    """

    keys: tuple[str, ...]
    place: Place = field(compare=False, repr=False)
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Duration:
    """A time that a clause names, in seconds.

    `least` is None where only a most is not said, and both are None for a
    placeholder: "within two days" is 0 to 172,800.
    """

    least: float | None
    most: float | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a text that says one thing.

    `families` are the phrase families it belongs to, each with the reason in
    words (`website-redirect`: "direct 'bezoek' + web noun 'website'"). `words`
    are those that it tells the caller to say. `start` is its offset in `Text.plain`.
    `topic` are the words in small letters that tell what it is about, without
    those that tell a key and those that say nothing by themselves (`for`, `your`).
    `topic_after_key` is the offset in `Text.plain` of a topic that is told after
    its key (`press 1 for sales`); None where it comes first, or is missing.
    """

    text: str
    place: Place = field(compare=False, repr=False)
    families: dict[str, str] = field(default_factory=dict)
    keys: tuple[AnnouncedKey, ...] = ()
    words: tuple[str, ...] = ()
    durations: tuple[Duration, ...] = ()
    has_hours: bool = False
    has_days: bool = False
    start: int = field(default=0, compare=False)
    topic: tuple[str, ...] = ()
    topic_after_key: int | None = field(default=None, compare=False)


def clauses(prompt: Prompt) -> tuple[Clause, ...]:
    """The clauses of what a prompt says; none where its words or its language are not known."""
    text = prompt.text
    if text is None:
        return ()
    return clauses_of(text, prompt.spoken_language, prompt.step.flow.document.project)


def clauses_of(text: Text, language: str | None, project: Project) -> tuple[Clause, ...]:
    """The clauses of a text in a language; none where the language has no words at hand.

    Each text is looked at once a run. Raises PluginError where the data of the
    language cannot be used.
    """
    if not language or not text:
        return ()
    seen = project.clauses_seen
    key = (id(text), language)
    known = seen.get(key)
    if known is None or known[0] is not text:
        words = language_for(language, project.languages)
        if words is None:
            found: tuple[Clause, ...] = ()
        elif words.tag != language:
            found = clauses_of(text, words.tag, project)
        else:
            found = clauses_in(text, words)
        known = seen[key] = (text, found)
    return known[1]


def clauses_in(text: Text, language: Language) -> tuple[Clause, ...]:
    """The clauses of a text in a language."""
    from ivrlint.words.reading import Reading

    reading = Reading(text, language.vocabulary)
    return tuple(reading.clause(part) for part in reading.parts)
