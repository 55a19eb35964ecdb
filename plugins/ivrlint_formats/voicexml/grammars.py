"""Grammars that stand in the file: which keys and words they take, and what those mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivrlint.model import UNKNOWN, Maybe
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml import rule_texts
from ivrlint_formats.voicexml.accepted import NOTHING, Accepted, Answer
from ivrlint_formats.voicexml.platform import Platform
from ivrlint_formats.voicexml.srgs import Phrase, Rules

_BUILTIN: Final = re.compile(r"\s*builtin:\s*(grammar|dtmf)?/*\s*(\w*)\s*(?:\?(.*))?", re.DOTALL)
_KEYS: Final = re.compile(r"[0-9*#]+")
_TAGGED: Final = re.compile(
    r"(?:out|\$)?(?:[.\[]'?(?P<slot>\w+)'?\]?)?\s*=\s*(?P<value>'[^']*'|\"[^\"]*\"|-?[\w.]+)\s*;?"
)
_SLOT: Final = re.compile(r"<(?P<slot>\w+)\s+(?P<value>\"[^\"]*\"|[\w.-]+)>")


def accepted_by(
    grammar: Element, slots: frozenset[str], platform: Platform, takes: Taken
) -> Accepted:
    """What a `grammar` (or a `dtmf` of VoiceXML 1.0) takes.

    `slots` are the names under which its field looks for the value.
    """
    is_dtmf = grammar.local == "dtmf" or (grammar.get("mode") or "").strip().lower() == "dtmf"
    source = grammar.get("src")
    if source is not None:
        match = _BUILTIN.match(source)
        if match is None:
            return _unknown(is_dtmf=is_dtmf, source=source, mode=grammar.get("mode"))
        return _of_means(
            builtin(grammar, match[2], match[3] or "", platform),
            Taken(
                keys=match[1] != "grammar" and takes.keys,
                speech=match[1] != "dtmf" and takes.speech,
            ),
        )
    if any(grammar.get(name) is not None for name in ("srcexpr", "expr")):
        return _unknown(is_dtmf=is_dtmf, mode=grammar.get("mode"))
    rules = Rules(grammar)
    phrases: list[Phrase] | None
    if rules.is_empty:
        phrases, lengths = rule_texts.phrases_of(grammar), None
    else:
        phrases, lengths = rules.phrases(), rules.lengths() if is_dtmf else None
    if phrases is None:
        found = _unknown(is_dtmf=is_dtmf)
        if lengths is None:
            return found
        return Accepted(complete=False, keys=True, least=lengths[0], most=lengths[1])
    return _of_phrases(phrases, slots, is_dtmf=is_dtmf)


class Taken:
    """By which means a field takes answers at all (property `inputmodes`)."""

    __slots__ = ("keys", "speech")

    def __init__(self, *, keys: bool, speech: bool) -> None:
        self.keys = keys
        self.speech = speech


ANY_MEANS: Final = Taken(keys=True, speech=True)


def builtin(element: Element, name: str, parameters: str, platform: Platform) -> Accepted:
    """What a builtin grammar takes: `boolean?y=1;n=2`, `digits?minlength=4;maxlength=6`."""
    facts = platform.builtin(name.strip().lower())
    if facts is None:
        return Accepted(complete=False, keys=True, speech=True)
    given = dict(_parameters(parameters))
    if facts.options:
        keys = {value: key for key, value in facts.options.items()}
        for parameter, value in facts.parameters.items():
            keys[value] = given.get(parameter, keys[value])
        place = (element.attribute("type") or element.attribute("src") or element).place
        answers = tuple(
            Answer(place, key=key, value=value, builtin=True) for value, key in keys.items()
        )
        return Accepted(answers, keys=True, speech=True, least=1, most=1)
    least: Maybe[int] = UNKNOWN if facts.least is None else facts.least
    most: Maybe[int] = UNKNOWN if facts.most is None else facts.most
    for name_, value in given.items():
        if value.isdigit() and len(value) < 5:
            least = int(value) if name_ in ("minlength", "length") else least
            most = int(value) if name_ in ("maxlength", "length") else most
    return Accepted(keys=True, speech=True, least=least, most=most)


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"[;&]", text):
        name, _, value = part.partition("=")
        yield name.strip().lower(), value.strip()


def _of_means(accepted: Accepted, takes: Taken) -> Accepted:
    """The same, by these means only."""
    if not takes.keys and not takes.speech:
        return NOTHING
    return Accepted(
        accepted.answers if takes.keys else (),
        accepted.complete and (takes.keys or not accepted.answers),
        takes.keys,
        takes.speech,
        accepted.least,
        accepted.most,
    )


def _unknown(*, is_dtmf: bool, source: str = "", mode: str | None = "voice") -> Accepted:
    """A grammar of another file, or in a notation that is not read.

    Without a `mode` the other file says whether keys or words are meant.
    """
    is_dtmf = is_dtmf or "dtmf" in source.lower()
    return Accepted(complete=False, keys=is_dtmf or mode is None, speech=not is_dtmf)


def _of_phrases(phrases: list[Phrase], slots: frozenset[str], *, is_dtmf: bool) -> Accepted:
    answers: list[Answer] = []
    complete = True
    for phrase in phrases:
        if not is_dtmf:
            words = " ".join(phrase.tokens).replace("!", "").strip()
            if words:
                answers.append(Answer(phrase.place, word=words, value=_value(phrase, slots, words)))
            continue
        key = "".join(phrase.tokens).replace(" ", "")
        if _KEYS.fullmatch(key):
            answers.append(Answer(phrase.place, key=key, value=_value(phrase, slots, key)))
        else:
            complete = False
    lengths = [len(answer.key) for answer in answers if answer.key]
    return Accepted(
        tuple(answers),
        complete and bool(answers),
        is_dtmf,
        not is_dtmf,
        min(lengths) if lengths and complete else UNKNOWN,
        max(lengths) if lengths and complete else UNKNOWN,
    )


def _value(phrase: Phrase, slots: frozenset[str], said: str) -> Maybe[str]:
    """What a phrase means: what its tag says, else the phrase itself."""
    if phrase.tag is None:
        return said
    tag = phrase.tag.strip()
    match = _TAGGED.fullmatch(tag) or _SLOT.fullmatch(tag)
    if match is not None:
        slot = match["slot"]
        return match["value"].strip("\"'") if slot is None or slot in slots else UNKNOWN
    if re.fullmatch(r"'[^']*'|\"[^\"]*\"|[\w .-]+", tag):
        return tag.strip("\"'")
    return UNKNOWN
