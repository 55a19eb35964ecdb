"""Data files: whole ones, wrong ones, and how a language is chosen."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from ivrlint.errors import PluginError
from ivrlint.model import Project
from ivrlint.words import Language, LanguageFile, clauses_of, language_for
from ivrlint.words.schema import first_mistake, language_schema


def _data(tag: str):
    return json.loads(files("ivrlint_phrases").joinpath(f"{tag}.json").read_bytes())


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(language_schema())


@pytest.mark.parametrize("tag", ["de", "en", "es", "fr", "nl"])
def test_our_languages_keep_to_the_schema(tag) -> None:
    assert first_mistake(_data(tag)) is None


@pytest.mark.parametrize("tag", ["de", "en", "es", "fr", "nl"])
def test_every_group_of_words_is_used_and_says_each_word_once(tag) -> None:
    data = _data(tag)
    taken_in = [entry for entries in data["groups"].values() for entry in entries]
    asked = json.dumps([data["families"], [entry[1:] for entry in taken_in if entry[0] == "@"]])
    for name, entries in data["groups"].items():
        assert f'"{name}"' in asked, f"no family asks for {name}"
        assert len(set(entries)) == len(entries), name


@pytest.mark.parametrize(
    ("tag", "chosen"),
    [
        ("nl", "nl"),
        ("nl-NL", "nl"),
        ("NL_be", "nl"),
        ("en-GB", "en"),
        ("de-AT", "de"),
        ("xx", None),
        (None, None),
    ],
)
def test_the_language_of_a_tag(tag, chosen, languages) -> None:
    found = language_for(tag, languages)
    assert (found.tag if found else None) == chosen


def test_a_text_without_words_for_its_language_has_no_clauses(languages, text_of) -> None:
    project = Project([], languages=languages)
    assert clauses_of(text_of("Pwyswch 1."), "cy-GB", project) == ()
    assert clauses_of(text_of("Press 1."), None, project) == ()


def test_a_text_is_looked_at_once_a_run(languages, text_of) -> None:
    project = Project([], languages=languages)
    text = text_of("Press 1.")
    assert clauses_of(text, "en", project) is clauses_of(text, "en-GB", project)


def test_words_are_read_when_they_are_needed() -> None:
    def read() -> bytes:
        raise AssertionError("nobody has asked")

    assert Language.load(LanguageFile("en", read)).tag == "en"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: d.pop("grammar"), "'grammar' is a required property"),
        (lambda d: d["grammar"].pop("key-verb"), "grammar: 'key-verb' is a required property"),
        (lambda d: d["groups"].update(web="website"), "groups/web: 'website' is not of type"),
        (lambda d: d["groups"].update(web=[7]), "groups/web/0: 7 is not of type 'string'"),
        (lambda d: d["groups"].update(web=["web*site"]), "'web*site' has a star inside a word"),
        (lambda d: d["groups"].update(web=["@wbe"]), "takes in 'wbe', which is not there"),
        (
            lambda d: d["families"]["website-redirect"].update(any=[{"all": ["wbe"]}]),
            "'website-redirect' asks for 'wbe', which is no group of words",
        ),
        (
            lambda d: d["families"]["website-redirect"].update(any=[{}]),
            "families/website-redirect/any/0",
        ),
        (lambda d: d["families"]["website-redirect"].update(unless=["nope"]), "names 'nope'"),
        (lambda d: d["units"].update(fortnight=["fortnight"]), "units: 'fortnight'"),
        (lambda d: d.update(spellings={"ue": "ü"}), "spellings: 'ue'"),
        (lambda d: d["numbers"].update(one="1"), "numbers/one: '1' is not of type 'number'"),
    ],
)
def test_a_mistake_in_a_data_file_is_told_in_one_sentence(change, told, tiny, read) -> None:
    change(tiny)
    with pytest.raises(PluginError) as caught:
        read(tiny, "Press 1.")
    assert told in str(caught.value)
    assert str(caught.value).startswith("the words of language 'en' cannot be used: ")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b"[]", b"7"])
def test_a_file_that_is_no_data_is_told_in_one_sentence(data, read) -> None:
    with pytest.raises(PluginError, match="the words of language 'en' cannot be"):
        read(data, "Press 1.")


def test_a_group_takes_in_others_even_in_a_circle(tiny, read) -> None:
    tiny["groups"] = {"web": ["@more", "website"], "more": ["@web", "portal"]}
    (clause,) = read(tiny, "our portal")
    assert clause.families == {"website-redirect": "web 'portal'"}


@pytest.mark.parametrize(
    ("entry", "said", "found"),
    [
        ("website", "our Website!", True),
        ("website", "our websites", False),
        ("web*", "our webportal", True),
        ("*site", "de klantenservicesite", True),
        ("*web*", "de klantenwebwinkel", True),
        ("call-back", "a call back, please", True),
        ("call back", "a call-back", True),
        ("bring … over", "we bring you right over", True),
        ("bring … over", "we bring it to you and your lovely family over", False),
        ("wait <number> minutes", "wait five minutes", True),
        ("wait <number> minutes", "wait {n} minutes", True),
        ("wait <number> minutes", "wait some minutes", False),
        ("don't", "we don\u2019t", True),
        ("één", "e\u0301e\u0301n", True),
        ("our site", "our. site", False),
        ("<address>", "go to example.com", True),
        ("<phone>", "on 0800 555 0100", True),
    ],
)
def test_what_an_entry_finds(entry, said, found, tiny, read) -> None:
    tiny["groups"]["web"] = [entry]
    clauses = read(tiny, said)
    assert any(clause.families for clause in clauses) is found


@pytest.mark.parametrize(
    ("entry", "said", "found"),
    [
        ("heeft u", "heb je", True),
        ("heeft u", "heb jij", False),
        ("heb je", "heeft u", False),
        ("neem uw … mee", "neem je jas mee", True),
        ("u", "je", True),
    ],
)
def test_a_word_may_stand_for_others(entry, said, found, tiny, read) -> None:
    tiny["same-words"] = {"je": ["u", "uw"], "heb": ["heeft"]}
    tiny["groups"]["web"] = [entry]
    clauses = read(tiny, said)
    assert any(clause.families for clause in clauses) is found


@pytest.mark.parametrize("entry", ["zurück", "zurueck"])
@pytest.mark.parametrize("said", ["Zurück!", "zurueck", "ZURU\u0308CK"])
def test_letters_with_two_spellings_are_the_same(entry, said, tiny, read) -> None:
    tiny["spellings"] = {"ü": "ue"}
    tiny["groups"]["web"] = [entry]
    (clause,) = read(tiny, said)
    assert "website-redirect" in clause.families


def test_a_reason_shows_words_as_they_were_written(tiny, read) -> None:
    tiny["spellings"] = {"ü": "ue"}
    tiny["families"]["website-redirect"]["any"] = [{"all": ["web", "'zurück'"]}]
    (clause,) = read(tiny, "website zurueck")
    assert clause.families == {"website-redirect": "web 'website' + 'zurück'"}


def test_a_figure_with_a_full_stop_before_some_words_is_an_ordinal(tiny, read) -> None:
    tiny["after-ordinals"] = ["mai"]
    assert [c.text for c in read(tiny, "Am 3. Mai. Am 3. Morgen")] == [
        "Am 3. Mai.",
        "Am 3.",
        "Morgen",
    ]


def test_greetings_and_the_end_of_input_need_no_words_in_a_language(tiny, read) -> None:
    tiny["grammar"]["day"] = ["morning"]
    tiny["grammar"]["key-verb"] = ["with"]
    said = "Good morning. End your entry with pound."
    assert [c.has_days for c in read(tiny, said)] == [True, False]
    assert [bool(c.keys) for c in read(tiny, said)] == [False, True]
    tiny["grammar"] |= {"not-a-day": ["good morning"], "input-end": ["entry with"]}
    assert not any(c.has_days or c.keys for c in read(tiny, said))


@pytest.mark.parametrize(
    ("entry", "said", "found"),
    [
        ("l'appel", "l'appel", True),
        ("l'appel", "L\u2019appel", True),
        ("appel", "cet appel d'urgence", True),
        ("urgence", "cet appel d'urgence", True),
        ("qu'il … d'un", "qu'il vient d'un", True),
        ("appel", "s'il l'appelle", False),
        ("aujourd'hui", "qu'aujourd'hui", True),
        ("hui", "aujourd'hui", False),
        ("étoile", "etoile", True),
        ("etoile", "étoile", False),
        ("a été", "a ete", True),
        ("cœur", "coeur", True),
        ("à", "a", False),
        ("rappelé*", "rappelez", False),
    ],
)
def test_words_may_lose_their_vowel_or_their_accents(entry, said, found, tiny, read) -> None:
    tiny["elisions"] = ["l", "d", "qu", "s"]
    tiny["accents-optional"] = True
    tiny["groups"]["web"] = [entry]
    clauses = read(tiny, said)
    assert any(clause.families for clause in clauses) is found


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("press quatre-vingt", ["80"]),
        ("press quatre-vingt-dix", ["90"]),
        ("press quatre-vingt-dix-sept", ["97"]),
        ("press quatre-vingt seven", ["87"]),
        ("press four, twenty", ["4", "20"]),
        ("press quatre, vingt", []),
        ("press 15", []),
        ("press 16", ["16"]),
    ],
)
def test_numbers_of_several_words_and_short_phone_numbers(said, keys, tiny, read) -> None:
    rows = {"quatre-vingt": 80, "quatre-vingt-dix": 90, "quatre-vingt-dix-sept": 97, "twenty": 20}
    tiny["numbers"] |= rows
    tiny["short-numbers"] = ["15"]
    found = [key for clause in read(tiny, said) for some in clause.keys for key in some.keys]
    assert found == keys


@pytest.mark.parametrize(
    ("pattern", "said", "found"),
    [
        ({"all": ["'a'", "'b'"]}, "b a", True),
        ({"sequence": ["'a'", "'b'"]}, "b a", False),
        ({"sequence": ["'a'", "'b'"]}, "b a x x x b", True),
        ({"sequence": ["'a'", "'b'"], "gap": 1}, "a x b", True),
        ({"sequence": ["'a'", "'b'"], "gap": 1}, "a x x b", False),
        ({"sequence": ["'a'", "'b'"], "gap": 1}, "a x x a b", True),
        ({"sequence": ["'a'", "'b'", "'c'"], "gap": 0}, "a b a b c", True),
        ({"sequence": ["'a'", ["'b'", "'c'"]]}, "a c", True),
        ({"all": ["'a'"], "not": ["'b'"]}, "a b", False),
        ({"sequence": ["<start>", "'a'", "<end>"], "gap": 0}, "a", True),
        ({"sequence": ["<start>", "'a'"], "gap": 0}, "x a", False),
        ({"all": ["'a'", "<question>"]}, "a?", True),
        ({"all": ["'a'", "<question>"]}, "a!", False),
        ({"all": ["'a'", "<key>"]}, "a press 1", True),
        ({"all": ["'a'", "<duration>"]}, "a five minutes", True),
    ],
)
def test_what_a_pattern_asks_for(pattern, said, found, tiny, read) -> None:
    tiny["families"] = {"some-family": {"any": [pattern]}}
    clauses = read(tiny, said)
    assert any(clause.families for clause in clauses) is found


def test_a_family_can_give_way_to_another(tiny, read) -> None:
    tiny["families"] = {
        "one": {"any": [{"all": ["'a'"]}], "unless": ["two"]},
        "two": {"any": [{"all": ["'b'"]}]},
    }
    assert [set(c.families) for c in read(tiny, "a! a b.")] == [{"one"}, {"two"}]
