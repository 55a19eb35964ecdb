"""The rule `hard-language`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related
from ivrlint.lean import dataclass
from ivrlint.model import Channel, Document, Flow, Page, Project, Prompt, Reply, Role, Step
from ivrlint.places import Place
from ivrlint.rule import Findings, rule
from ivrlint.text import Text
from ivrlint.words import (
    Address,
    Clause,
    Sentence,
    SpokenWord,
    clauses_of,
    plainer,
    sentences_of,
)
from ivrlint_rules.hearing import prompts_of
from ivrlint_rules.judgement import is_tagged

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING, Role.HOLD})
_LONG_WORD: Final = 4
_FEWEST_WORDS: Final = 12
_FEWEST_LONG: Final = 4
"""Words of a text, and long ones of them, below which their share says nothing."""


_LISTED: Final = 3
"""A sentence with so many numbers and placeholders reads out a list of data."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One text of a customer's contact, with its language; `spoken`: heard, not read."""

    text: Text
    language: str | None
    spoken: bool
    mandatory: bool = False


@rule("info", since="0.1", fix="unsafe")
def hard_language(document: Document, *, words: int = 18, long_words: float = 0.25) -> Findings:
    """Long sentences, jargon, blame, or two forms of address.

    A spoken sentence is gone when it has been said. People who are old, tired,
    frightened or new in the country lose the beginning before the end has come;
    words of the trade say nothing to them; and "invalid entry" tells them that it
    is their own fault.

    The rule speaks about spoken sentences of too many words, texts with too
    many long words (four syllables and more), words that callers need not know,
    words that blame them, and flows and messages that say both *u* and *je*
    (in languages that have such forms). What is only read is not measured, but
    its words are. It is silent about sentences that announce keys or opening hours (they
    are lists), about names, numbers and placeholders, about texts tagged
    `mandatory`, about what only colleagues hear, and in languages without words
    at hand.

    Source: customers ("I had no idea what that line meant"; asked for the AC
    output of an inverter; told that they must have filled in something wrong);
    the W3C's accessibility notes on voice systems; Avaya's help advises against
    "invalid" and "wrong"; the Irish guidelines name plain language as a subject.

    Options:

        words (words): The longest spoken sentence.
        long-words (share): How much of a spoken text may be words of four syllables and more.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> code
            collect code {
                say "Enter your meter number."
                noinput -> sorry
                nomatch -> sorry
                next -> agents
            }
            say sorry {
                "You have made an invalid entry."  //! blames the customer
                next -> agents
            }
            queue agents { }
        }

    Bad:

        phone "+31 20 555 0100" {
            language nl-NL
            start -> hello
            say hello {
                "Welkom, heeft u een vraag?"
                next -> agents
            }
            queue agents { say "Wij helpen je graag." }  //! 'je', and elsewhere 'u'
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> code
            collect code {
                say "Enter your meter number."
                noinput -> sorry
                nomatch -> sorry
                next -> agents
            }
            say sorry {
                "Sorry, that number does not fit. A person will help you."
                next -> agents
            }
            queue agents { }
        }

    Bad (twiml; files main.xml):

        --- main.xml
        <Response>
          <Say language="en-GB">Please utilize the keypad of your telephone.</Say> <!--! jargon -->
          <Dial>+442079460101</Dial>
        </Response>
    """
    told: set[str] = set()
    found = chain(
        *(_judged(_said_in(flow), document, words, long_words, told) for flow in _heard(document)),
        *(_judged(_written_in(one), document, words, long_words, told) for one in document.replies),
        *(_judged(_shown_on(page), document, words, long_words, told) for page in document.pages),
    )
    # What is put together of recordings may say the same at the same place several times.
    places: set[tuple[int, int, str]] = set()
    for finding in found:
        key = (id(finding.place.source), finding.place.start, finding.message)
        if key not in places:
            places.add(key)
            yield finding


def _heard(document: Document) -> Iterator[Flow]:
    return (flow for flow in document.flows if flow.role in _ROLES)


def _said_in(flow: Flow) -> Iterator[_Said]:
    for step in flow.steps:
        for prompt in prompts_of(step):
            if prompt.text is not None:
                yield _said(step, prompt, prompt.text)


def _said(step: Step, prompt: Prompt, text: Text) -> _Said:
    spoken = step.flow.channel is Channel.PHONE
    return _Said(text, prompt.spoken_language, spoken, is_tagged(step, "mandatory"))


def _written_in(reply: Reply) -> Iterator[_Said]:
    for body in reply.bodies:
        yield _Said(body.text, body.language or reply.spoken_language, spoken=False)


def _shown_on(page: Page) -> Iterator[_Said]:
    for text in page.texts:
        yield _Said(text, page.spoken_language, spoken=False)


def _judged(
    texts: Iterable[_Said], document: Document, most: int, share: float, told: set[str]
) -> Iterator[Finding]:
    """What is hard about the texts of one flow, message or page; each text is told of once."""
    project = document.project
    forms: dict[Address, list[tuple[Place, str]]] = {}
    for said in texts:
        if said.mandatory or not said.text:
            continue
        known = said.text.plain in told
        told.add(said.text.plain)
        sentences = list(sentences_of(said.text, said.language, project))
        for sentence in sentences:
            for word in sentence.words:
                if word.address is not None:
                    place = said.text.part(word.start, word.end)
                    forms.setdefault(word.address, []).append((place, word.text))
        if known:
            continue
        yield from _words(said, document)
        if said.spoken:
            yield from _lengths(said, sentences, project, most, share)
    if len(forms) > 1:
        yield _mixed(forms)


def _words(said: _Said, document: Document) -> Iterator[Finding]:
    for clause in clauses_of(said.text, said.language, document.project):
        if "accusing" in clause.families:
            word = _quoted(clause.families["accusing"])
            yield Finding(
                _place(said.text, clause, word),
                f"{word} blames the customer; say what to do instead",
                fix=_fix(said, clause, document),
            )
        elif "jargon" in clause.families:
            word = _quoted(clause.families["jargon"])
            yield Finding(
                _place(said.text, clause, word), f"{word} is jargon; say it in everyday words"
            )


def _fix(said: _Said, clause: Clause, document: Document) -> Fix | None:
    """The fix that says a whole sentence in plain words; None where none are at hand for it."""
    before = said.text.plain[: clause.start].rstrip()
    after = said.text.plain[clause.start + len(clause.text) :]
    written = clause.text.rstrip()
    wording = plainer(written, said.language, document.project)
    if document.format != "ivr" or wording is None or before[-1:] not in ("", ".", "!", "?"):
        return None
    if written[-1] not in ".!" and after.strip():
        return None
    place = said.text.part(clause.start, clause.start + len(written))
    if place.text != written or place.source is not document.source:
        return None
    return Fix(f"say {wording!r}", (Edit(place, wording),))


def _quoted(reason: str) -> str:
    """The words that a reason quotes."""
    return reason.partition(" ")[2] or reason


def _place(text: Text, clause: Clause, quoted: str) -> Place:
    """Where the quoted words stand: recordings played in a row may stand far from each other."""
    word = quoted.strip("'\"")
    at = text.plain.find(word, clause.start)
    return text.part(at, at + len(word)) if at >= 0 else clause.place


def _lengths(
    said: _Said, sentences: list[Sentence], project: Project, most: int, share: float
) -> Iterator[Finding]:
    listing = [
        clause.place
        for clause in clauses_of(said.text, said.language, project)
        if clause.keys or clause.words or clause.has_hours
    ]
    talk = [one for one in sentences if not any(_meets(one.place, place) for place in listing)]
    long_ones = [one for one in talk if _count(one) > most]
    if long_ones:
        longest = max(long_ones, key=_count)
        yield Finding(
            longest.place,
            f"a spoken sentence of {_count(longest)} words; {most} are enough",
            related=[
                Related(o.place, "this one is long too") for o in long_ones if o is not longest
            ],
        )
    counted = [word for one in talk for word in one.words if word.syllables and not word.name]
    long = [word for word in counted if word.syllables >= _LONG_WORD]
    if (
        len(counted) >= _FEWEST_WORDS
        and len(long) >= _FEWEST_LONG
        and len(long) > share * len(counted)
    ):
        yield Finding(
            said.text,
            f"{len(long)} of {len(counted)} words are long, such as {long[0].text!r};"
            " say it in shorter words",
        )


def _count(sentence: Sentence) -> int:
    """The words of a sentence that have to be kept in mind; 0 where it reads out a list of data."""
    filled_in = sum(map(_is_filled_in, sentence.words))
    return len(sentence.words) - filled_in if filled_in < _LISTED else 0


def _is_filled_in(word: SpokenWord) -> bool:
    """Whether it is a number, or something that is filled in during the call."""
    return not word.text[:1].isalpha()


def _meets(one: Place, other: Place) -> bool:
    return one.source is other.source and one.start < other.end and other.start < one.end


def _mixed(forms: dict[Address, list[tuple[Place, str]]]) -> Finding:
    """Both forms of address: the rarer one is the odd one out."""
    common, rare = sorted(forms.values(), key=len, reverse=True)
    place, word = rare[0]
    other_place, other = common[0]
    return Finding(
        place,
        f"{word.lower()!r}, and elsewhere {other.lower()!r}: address people in one way",
        related=[Related(other_place, f"here it is {other.lower()!r}")],
    )
