"""Texts whose language nothing tells: it is heard from what they say, or left open."""

from __future__ import annotations

import pytest

from ivrlint.model import Document, Flow, Project, Prompt, Say
from ivrlint.places import Source
from ivrlint.text import Text, Variable, Words

PLACE = Source("a.ivr", "x").place(0, 1)

LANGUAGES = {
    "en": "Welcome to the town hall. For passports, press 1. For anything else, hold on.",
    "nl": "Welkom in het stadhuis. Voor een paspoort, toets 1. Voor iets anders, blijf hangen.",
    "de": "Willkommen im Rathaus. Für einen Reisepass drücken Sie die 1. Sonst warten Sie bitte.",
    "fr": "Bienvenue à la mairie. Pour un passeport, tapez 1. Pour autre chose, restez en ligne.",
    "es": "Bienvenido al ayuntamiento. Para el pasaporte, pulse 1. Para otra cosa, no cuelgue.",
    "pt": "Bem-vindo à câmara municipal. Para o passaporte, marque 1. Para outro assunto, aguarde.",
}


def spoken(*texts: str, language: str | None = None) -> list[str | None]:
    """The languages of the prompts of one flow that says these texts."""
    prompts = tuple(Prompt(content=Text((Words(text, PLACE),)), place=PLACE) for text in texts)
    return languages_of(*prompts, language=language)


def languages_of(*prompts: Prompt, language: str | None = None) -> list[str | None]:
    say = Say(name="greeting", place=PLACE, prompts=prompts)
    flow = Flow(name="main", place=PLACE, start="greeting", steps=(say,), language=language)
    Project([Document(source=PLACE.source, format="ivr", flows=(flow,))])
    return [prompt.spoken_language for prompt in prompts]


@pytest.mark.parametrize(("language", "text"), LANGUAGES.items())
def test_the_language_of_a_menu_is_heard_from_its_words(language: str, text: str) -> None:
    assert spoken(text) == [language]


def test_a_short_text_is_in_the_language_of_the_others() -> None:
    assert spoken(LANGUAGES["nl"], "Momentje.") == ["nl", "nl"]


def test_three_words_are_too_few_to_go_by() -> None:
    assert spoken("Bitte warten Sie.") == [None]


def test_a_flow_in_two_languages_is_left_open() -> None:
    assert spoken(LANGUAGES["en"], LANGUAGES["fr"]) == [None, None]


def test_what_is_written_down_wins() -> None:
    assert spoken(LANGUAGES["en"], language="nl-NL") == ["nl-NL"]


def test_names_of_variables_are_in_no_language() -> None:
    names = tuple(Variable(name, PLACE) for name in ("please", "hold", "the", "line", "we", "are"))
    assert languages_of(Prompt(content=Text(names), place=PLACE)) == [None]
