"""Sentences: their length, the syllables of their words, how they address the listener."""

from __future__ import annotations

import json

import pytest

from ivrlint.model import Project
from ivrlint.text import Pause, Text, Words
from ivrlint.words import (
    Address,
    Language,
    LanguageFile,
    own_names,
    plainer,
    sentence_for,
    sentences_of,
)
from ivrlint.words.schema import first_mistake


@pytest.fixture
def sentences(languages, text_of):
    project = Project([], languages=languages)
    return lambda said, tag: list(sentences_of(text_of(said), tag, project))


@pytest.fixture
def german(tiny, text_of):
    data = tiny | {
        "address": {"formal": ["Sie", "Ihnen"], "informal": ["du", "dir"]},
        "syllables": {"vowels": "aeiouyäöü"},
        "capital-nouns": True,
    }
    assert first_mistake(data) is None
    language = Language.load(LanguageFile("de", lambda: json.dumps(data).encode()))
    project = Project([], languages={"de": language})
    return lambda said: list(sentences_of(text_of(said), "de", project))


def _forms(found):
    return [word.address for sentence in found for word in sentence.words if word.address]


def test_a_text_is_cut_at_the_ends_of_its_sentences(sentences) -> None:
    found = sentences("Welcome to Mr. Smith. You are number {position}, please hold!", "en")
    assert [len(sentence.words) for sentence in found] == [4, 6]
    assert found[1].place.text == "You are number {position}, please hold"


def test_a_silence_ends_a_sentence(languages, text_of) -> None:
    words = text_of("the matrix the italian job").pieces[0]
    first = Words("the matrix", words.place.source.place(0, 10))
    second = Words("the italian job", words.place.source.place(11, 26))
    silence = Pause(0.5, words.place.source.place(10, 11))
    project = Project([], languages=languages)
    found = sentences_of(Text.of([first, silence, second]), "en", project)
    assert [sentence.place.text for sentence in found] == ["the matrix", "the italian job"]


def test_a_text_of_no_known_language_has_no_sentences(sentences) -> None:
    assert sentences("Bore da.", "cy") == []


@pytest.mark.parametrize(
    ("word", "tag", "count"),
    [
        ("menu", "en", 2),
        ("representative", "en", 5),
        ("please", "en", 1),
        ("the", "en", 1),
        ("klantenservice", "nl", 5),
        ("medewerker", "nl", 4),
        ("bericht", "nl", 2),
        ("Mitarbeiter", "de", 4),
        ("verlängern", "de", 3),
        ("téléphone", "fr", 3),
        ("operador", "es", 4),
    ],
)
def test_syllables_are_groups_of_vowels(word, tag, count, sentences) -> None:
    assert [w.syllables for s in sentences(word, tag) for w in s.words] == [count]


def test_numbers_and_placeholders_have_no_syllables(sentences) -> None:
    assert [w.syllables for s in sentences("12 {name}", "en") for w in s.words] == [0, 0]


def test_a_capital_within_a_sentence_is_a_name(sentences) -> None:
    (sentence,) = sentences("Welcome to Zuiderkempenland", "en")
    assert [word.name for word in sentence.words] == [False, False, True]


def test_dutch_tells_u_from_je(sentences) -> None:
    found = sentences("Heeft u een vraag? Dan help ik je graag.", "nl")
    assert _forms(found) == [Address.FORMAL, Address.INFORMAL]


@pytest.mark.parametrize(
    ("said", "tag"),
    [
        ("Wollen Sie warten? Dann helfe ich dir gern.", "de"),
        ("Usted puede esperar. Luego te ayudamos.", "es"),
        ("Voulez-vous attendre ? Alors je t'aide, ton tour vient.", "fr"),
    ],
)
def test_other_languages_tell_formal_from_informal(said, tag, sentences) -> None:
    assert set(_forms(sentences(said, tag))) == {Address.FORMAL, Address.INFORMAL}


def test_english_has_one_way_to_address_people(sentences) -> None:
    assert _forms(sentences("Have you a question? We help you.", "en")) == []


def test_a_capital_makes_the_difference_within_a_sentence(german) -> None:
    assert _forms(german("Bitte warten Sie. Wir helfen dir, wenn sie kommt.")) == [
        Address.FORMAL,
        Address.INFORMAL,
    ]
    assert _forms(german("Sie kommt.")) == []


def test_where_nouns_have_capitals_they_are_no_names(german) -> None:
    assert not any(word.name for s in german("Der Anruf wird bald beantwortet") for word in s.words)


@pytest.mark.parametrize("tag", ["en", "nl", "de", "fr", "es"])
def test_a_sentence_that_a_fix_puts_in_belongs_to_its_family(tag, languages, cut) -> None:
    project = Project([], languages=languages)
    for family in languages[tag].vocabulary.sentences:
        said = sentence_for(family, tag, project)
        assert [family in clause.families for clause in cut(said, tag)] == [True]


def test_a_language_without_the_sentence_or_the_words_has_none(languages) -> None:
    project = Project([], languages=languages)
    assert sentence_for("apology", "en", project) is None
    assert sentence_for("bot-disclosure", "fi", project) is None


@pytest.mark.parametrize("tag", ["en", "nl"])
def test_plain_words_stand_for_sentences_that_blame_people(tag, languages, cut) -> None:
    assert languages[tag].vocabulary.plain
    for blaming, plain in languages[tag].vocabulary.plain.items():
        assert ["accusing" in clause.families for clause in cut(f"{blaming}.", tag)] == [True]
        assert not any("accusing" in clause.families for clause in cut(plain, tag))


def test_a_sentence_is_said_in_plain_words_however_it_is_written(languages) -> None:
    project = Project([], languages=languages)
    assert plainer("Invalid  Entry!", "en-GB", project) == "We did not understand that."
    assert plainer("Invalid entries.", "en", project) is None
    assert plainer("Invalid entry.", "fi", project) is None


@pytest.mark.parametrize("tag", ["en", "nl", "de", "fr", "es"])
def test_each_language_knows_what_the_others_call_themselves(tag, languages) -> None:
    names = own_names(tag, Project([], languages=languages))
    own = {one.vocabulary.name for other, one in languages.items() if other != tag}
    assert {*names.values()} == own & {"Deutsch", "English", "Español", "Français", "Nederlands"}
    assert len(names) == 4
