"""Where a text is cut."""

from __future__ import annotations

import pytest


def _texts(clauses) -> list[str]:
    return [clause.text for clause in clauses]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "For sales, press 1. For support, press 2.",
            ["For sales, press 1.", "For support, press 2."],
        ),
        ("For sales press 1 for support press 2", ["For sales press 1", "for support press 2"]),
        (
            "Press 1 for sales, marketing and returns, 2 for support, or 3 for the rest.",
            ["Press 1 for sales, marketing and returns,", "2 for support,", "or 3 for the rest."],
        ),
        ("To speak to an agent, stay on the line.", ["To speak to an agent, stay on the line."]),
        ("Another question? Press 4.", ["Another question? Press 4."]),
        (
            "All our agents are busy, press 1 to be called back or visit our website.",
            ["All our agents are busy,", "press 1 to be called back", "or visit our website."],
        ),
        ("Press 1 and we will text you a link.", ["Press 1 and we will text you a link."]),
        ("Hang up and try again.", ["Hang up and try again."]),
        (
            "Dr. Jones is open until 5 p.m. on Mondays, e.g. today.",
            ["Dr. Jones is open until 5 p.m. on Mondays, e.g. today."],
        ),
        (
            "See www.example.com/help. It costs 1.50 or 2,75 a call.",
            ["See www.example.com/help.", "It costs 1.50 or 2,75 a call."],
        ),
        ("Call +31 (0)20 555 01 00. Thank you.", ["Call +31 (0)20 555 01 00.", "Thank you."]),
        (
            "More is at https://example.com/help\nDiscover our new coats.",
            ["More is at https://example.com/help", "Discover our new coats."],
        ),
        ("It is on\nexample.com\nand in\nEnglish.", ["It is on\nexample.com\nand in\nEnglish."]),
        ("", []),
        ("…", []),
    ],
)
def test_english_is_cut_where_a_new_thing_is_said(said, parts, cut) -> None:
    assert _texts(cut(said, "en")) == parts


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Voor verkoop toets 1, voor inkoop 2.", ["Voor verkoop toets 1,", "voor inkoop 2."]),
        ("Staat uw vraag er niet bij? Toets 0.", ["Staat uw vraag er niet bij? Toets 0."]),
        (
            "Een moment geduld a.u.b. Wij helpen u zo.",
            ["Een moment geduld a.u.b.", "Wij helpen u zo."],
        ),
        (
            "Wilt u niet wachten, kijk dan op onze site.",
            ["Wilt u niet wachten,", "kijk dan op onze site."],
        ),
        (
            "Toets 1 tot en met 5, of blijf aan de lijn.",
            ["Toets 1 tot en met 5, of blijf aan de lijn."],
        ),
    ],
)
def test_dutch_is_cut_where_a_new_thing_is_said(said, parts, cut) -> None:
    assert _texts(cut(said, "nl")) == parts


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "Für Verkauf drücken Sie die 1, für Einkauf die 2.",
            ["Für Verkauf drücken Sie die 1,", "für Einkauf die 2."],
        ),
        (
            "Ist Ihre Frage nicht dabei? Drücken Sie die 0.",
            ["Ist Ihre Frage nicht dabei? Drücken Sie die 0."],
        ),
        (
            "Wenn wir Ihnen nicht helfen können, verbinden wir Sie weiter.",
            ["Wenn wir Ihnen nicht helfen können,", "verbinden wir Sie weiter."],
        ),
        (
            "Wir haben vom 1. bis 3. Mai geschlossen. Bis bald.",
            ["Wir haben vom 1. bis 3. Mai geschlossen.", "Bis bald."],
        ),
        (
            "Wir sind nicht in der Lage, Ihre Anfrage zu bearbeiten.",
            ["Wir sind nicht in der Lage, Ihre Anfrage zu bearbeiten."],
        ),
    ],
)
def test_german_is_cut_where_a_new_thing_is_said(said, parts, cut) -> None:
    assert _texts(cut(said, "de")) == parts


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "Pour les ventes tapez 1, pour les achats 2.",
            ["Pour les ventes tapez 1,", "pour les achats 2."],
        ),
        ("Une autre question ? Tapez 4.", ["Une autre question ? Tapez 4."]),
        (
            "Un instant s'il vous plaît. Mme Roy arrive.",
            ["Un instant s'il vous plaît.", "Mme Roy arrive."],
        ),
        (
            "Tous nos agents sont en ligne, tapez 1 pour être rappelé ou visitez notre site.",
            [
                "Tous nos agents sont en ligne,",
                "tapez 1 pour être rappelé",
                "ou visitez notre site.",
            ],
        ),
        ("Tapez de 1 à 5, ou restez en ligne.", ["Tapez de 1 à 5, ou restez en ligne."]),
    ],
)
def test_french_is_cut_where_a_new_thing_is_said(said, parts, cut) -> None:
    assert _texts(cut(said, "fr")) == parts


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "Para ventas pulse 1, para compras 2.",
            ["Para ventas pulse 1,", "para compras 2."],
        ),
        ("¿Otra pregunta? Pulse 4.", ["¿Otra pregunta? Pulse 4."]),
        (
            "Un momento por favor. La Sra. Ruiz le atenderá.",
            ["Un momento por favor.", "La Sra. Ruiz le atenderá."],
        ),
        (
            "Todos nuestros agentes están ocupados, pulse 1 para que le llamemos o visite la web.",
            [
                "Todos nuestros agentes están ocupados,",
                "pulse 1 para que le llamemos",
                "o visite la web.",
            ],
        ),
        ("Pulse del 1 al 5, o permanezca en línea.", ["Pulse del 1 al 5, o permanezca en línea."]),
    ],
)
def test_spanish_is_cut_where_a_new_thing_is_said(said, parts, cut) -> None:
    assert _texts(cut(said, "es")) == parts


def test_each_clause_knows_where_it_stands(cut) -> None:
    said = "Welcome.  Press 1 for sales, or visit our website."
    for clause in cut(said, "en"):
        assert clause.place.text == clause.text
    assert [clause.place.start for clause in cut(said, "en")] == [0, 10, 29]


def test_a_text_that_goes_on_without_end_is_still_cut(cut) -> None:
    clauses = cut("we are still waiting for you " * 200, "en")
    assert len(clauses) > 5
    assert max(len(clause.text.split()) for clause in clauses) <= 120


def test_staying_on_the_line_is_a_choice_too(cut) -> None:
    (clause,) = cut("For a nurse, stay on the line.", "en")
    assert "human-offer" in clause.families


@pytest.mark.parametrize(
    ("said", "topics"),
    [
        ("For sales, press 1. Another question? Press 2.", [["sales"], ["another", "question"]]),
        ("Please press 1 for sales, or 2 for a complaint.", [["sales"], ["complaint"]]),
        ("Press 0 at any time to speak with an adviser.", [["speak", "with", "adviser"]]),
        ("For questions about your bill press 3.", [["questions", "bill"]]),
        ("Say pizza or press 1.", [[]]),
        ("We are closed.", [["we", "closed"]]),
    ],
)
def test_a_clause_knows_what_its_key_is_for(said, topics, cut) -> None:
    assert [list(clause.topic) for clause in cut(said, "en")] == topics


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Press 1 for sales.", "for sales."),
        ("Please press 0 now to speak with us.", "to speak with us."),
        ("For sales, press 1.", None),
        ("Press 1 now.", None),
        ("Say sales or press 1.", None),
    ],
)
def test_a_clause_tells_where_a_topic_begins_that_follows_its_key(said, topic, cut) -> None:
    (clause,) = cut(said, "en")
    at = clause.topic_after_key
    assert (None if at is None else said[at:]) == topic
    (key,) = clause.keys
    assert said[key.start : key.end].lower().startswith("press")
    assert clause.start == 0
