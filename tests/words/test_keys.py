"""Announced keys and spoken words."""

from __future__ import annotations

import pytest


def _keys(clauses) -> list[tuple[str, ...]]:
    return [announced.keys for clause in clauses for announced in clause.keys]


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("Press 1.", [("1",)]),
        ("For sales, press one.", [("1",)]),
        ("Press 1 now to confirm", [("1",)]),
        ("Press or say two.", [("2",)]),
        ("Dial zero for the operator.", [("0",)]),
        ("Press the pound key.", [("#",)]),
        ("Push hash, or star.", [("#", "*")]),
        ("Press # or *.", [("#", "*")]),
        ("Press the number 2 key on your keypad.", [("2",)]),
        ("Press 1, 2, 3 or 8.", [("1", "2", "3", "8")]),
        ("Press 1, 2, or 3", [("1", "2", "3")]),
        ("Press 1 to 5.", [("1", "2", "3", "4", "5")]),
        ("Press one through four", [("1", "2", "3", "4")]),
        ("Press 7-9.", [("7", "8", "9")]),
        ("Choose a number between 1 and 4.", [("1", "2", "3", "4")]),
        ("Press 1 to confirm.", [("1",)]),
        ("Press two to hear more.", [("2",)]),
        ("For sales press one, for support two.", [("1",), ("2",)]),
        ("For sales, press 1, for support, 2.", [("1",), ("2",)]),
        ("Press one for Ann, two for Bob, or three to leave a message.", [("1",), ("2",), ("3",)]),
        ("For billing, option 3.", [("3",)]),
        ("Choose option 2.", [("2",)]),
        ("Press a 1.", [("1",)]),
        ("After the tone press any key.", []),
        ("Enter your 4 digit code.", []),
        ("Enter 4 digits.", []),
        ("Press one of the following keys.", []),
        ("Press a key.", []),
        ("One of our agents will help you.", []),
        ("In our press release of 1 June.", []),
        ("Please wait 1 minute.", []),
        ("Press 5 minutes before.", []),
        ("Dial 911.", []),
        ("Dial 1 800 555 1234.", []),
        ("Enter 1 2 3 4 5 6 7.", []),
        ("Press {key}.", []),
        ("Enter $5.", []),
        ("For a refund of 5€, press 1.", [("1",)]),
    ],
)
def test_english_keys(said, keys, cut) -> None:
    assert _keys(cut(said, "en")) == keys


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("Toets 1.", [("1",)]),
        ("Toets een 3.", [("3",)]),
        ("Druk op de één.", [("1",)]),
        ("Toets een voor verkoop.", [("1",)]),
        ("Kies 2.", [("2",)]),
        ("Toets nul.", [("0",)]),
        ("Toets een hekje.", [("#",)]),
        ("Druk op het sterretje of op 9.", [("*", "9")]),
        ("Toets één, twee, drie of acht.", [("1", "2", "3", "8")]),
        ("Toets 1 tot en met 5.", [("1", "2", "3", "4", "5")]),
        ("Kies een cijfer tussen 1 en 3.", [("1", "2", "3")]),
        ("Voor verkoop toets 1, voor inkoop 2.", [("1",), ("2",)]),
        ("Toets 1 voor verkoop, 2 voor inkoop of 3 voor overig.", [("1",), ("2",), ("3",)]),
        ("Druk op de een voor verkoop en op de twee voor service.", [("1",), ("2",)]),
        ("Door op 1 te drukken gaat u akkoord.", [("1",)]),
        ("Als u dat wilt, toets dan nu een 4.", [("4",)]),
        ("Druk op een toets.", []),
        ("Kies een van de volgende keuzes.", []),
        ("Toets uw 4-cijferige code in.", []),
        ("Toets de eerste 4 cijfers van uw postcode in.", []),
        ("Voor vragen over fase 2, toets 1.", [("1",)]),
        ("Bel 112.", []),
        ("Over 5 minuten bellen wij u.", []),
    ],
)
def test_dutch_keys(said, keys, cut) -> None:
    assert _keys(cut(said, "nl")) == keys


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("Drücken Sie die 1.", [("1",)]),
        ("Druecken Sie bitte die Eins.", [("1",)]),
        ("Drück die 1.", [("1",)]),
        ("Wählen Sie eine 3.", [("3",)]),
        ("Taste zwei.", [("2",)]),
        ("Drücken Sie die Raute.", [("#",)]),
        ("Drücken Sie die Sterntaste oder die 9.", [("*", "9")]),
        ("Drücken Sie eins, zwei, drei oder acht.", [("1", "2", "3", "8")]),
        ("Drücken Sie 1 bis 5.", [("1", "2", "3", "4", "5")]),
        ("Wählen Sie eine Ziffer zwischen 1 und 3.", [("1", "2", "3")]),
        ("Für Verkauf die 1, für Einkauf die 2.", [("1",), ("2",)]),
        ("Drücken Sie die 1 für Verkauf, die 2 für Service.", [("1",), ("2",)]),
        ("Drücken Sie die 1, wenn Sie Kunde sind, die 2, wenn nicht.", [("1",), ("2",)]),
        ("Um zu hören, drücken Sie die 1, um zu löschen, die 7.", [("1",), ("7",)]),
        ("Durch Drücken der 3 stimmen Sie zu.", [("3",)]),
        ("Wenn Sie die 4 drücken, stimmen Sie zu.", [("4",)]),
        ("Zum Hauptmenü gelangen Sie mit der 9.", [("9",)]),
        ("Für Ihre letzten 5 Rechnungen drücken Sie die 1.", [("1",)]),
        ("Beenden Sie Ihre Eingabe mit der Raute.", []),
        ("Bestätigen Sie Ihre Angaben mit der Rautetaste.", []),
        ("Drücken Sie eine Taste.", []),
        ("Geben Sie Ihre 4-stellige PIN ein.", []),
        ("Wählen Sie die 112.", []),
        ("Wählen Sie die 0800 555 0100.", []),
        ("Einer unserer Mitarbeiter hilft Ihnen.", []),
        ("In 5 Minuten rufen wir Sie an.", []),
    ],
)
def test_german_keys(said, keys, cut) -> None:
    assert _keys(cut(said, "de")) == keys


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("Tapez 1.", [("1",)]),
        ("Tapez sur la touche 3.", [("3",)]),
        ("Appuyez sur le un.", [("1",)]),
        ("Tapez un pour les ventes.", [("1",)]),
        ("Faites le zéro.", [("0",)]),
        ("Faites l'étoile ou tapez dièse.", [("*",), ("#",)]),
        ("Appuyez sur la touche étoile ou sur le 9.", [("*", "9")]),
        ("Pesez sur le carré.", [("#",)]),
        ("Tapez un, deux, trois ou huit.", [("1", "2", "3", "8")]),
        ("Tapez de 1 à 5.", [("1", "2", "3", "4", "5")]),
        ("Choisissez un chiffre entre 1 et 3.", [("1", "2", "3")]),
        ("Pour les ventes tapez 1, pour les achats 2.", [("1",), ("2",)]),
        (
            "Tapez 1 pour les ventes, 2 pour le service ou 3 pour le reste.",
            [("1",), ("2",), ("3",)],
        ),
        ("En appuyant sur 1, vous acceptez.", [("1",)]),
        ("S'il vous plaît, composez maintenant le 4.", [("4",)]),
        ("TAPEZ ETOILE", [("*",)]),
        ("Appuyez sur une touche.", []),
        ("Choisissez l'un des choix suivants.", []),
        ("Saisissez votre code à 4 chiffres.", []),
        ("Composez les 4 premiers chiffres de votre code postal.", []),
        ("Pour le deuxième étage, tapez 1.", [("1",)]),
        ("Composez le 15.", []),
        ("Composez le 112.", []),
        ("Nous vous rappelons dans 5 minutes.", []),
    ],
)
def test_french_keys(said, keys, cut) -> None:
    assert _keys(cut(said, "fr")) == keys


@pytest.mark.parametrize(
    ("said", "tag", "words"),
    [
        ("Dites « ventes » ou « service ».", "fr", ("ventes", "service")),
        ("Dites oui ou non.", "fr", ("oui", "non")),
        ("Dites-nous pourquoi vous appelez.", "fr", ()),
        ("Tapez ou dites deux.", "fr", ()),
        ("Say 'billing' or 'sales'.", "en", ("billing", "sales")),
        ("Say “main menu” at any time.", "en", ("main menu",)),
        ("Just say yes or no.", "en", ("yes", "no")),
        ("To speak to an operator, say operator at any time.", "en", ("operator",)),
        ("Say your account number.", "en", ()),
        ("Say in a few words why you are calling.", "en", ()),
        ("Press or say two.", "en", ()),
        ("Zeg 'medewerker'.", "nl", ("medewerker",)),
        ("Zeg ja of nee.", "nl", ("ja", "nee")),
        ("Zeg waarvoor u belt.", "nl", ()),
        ("Sagen Sie „Mitarbeiter“.", "de", ("Mitarbeiter",)),
        ("Sagen Sie Ja oder Nein.", "de", ("Ja", "Nein")),
        ("Sag einfach 'Hilfe'.", "de", ("Hilfe",)),
        ("Sagen Sie uns, worum es geht.", "de", ()),
        ("Nennen Sie Ihre Kundennummer.", "de", ()),
    ],
)
def test_spoken_words(said, tag, words, cut) -> None:
    assert tuple(word for clause in cut(said, tag) for word in clause.words) == words


def test_a_key_knows_where_it_stands(cut) -> None:
    (clause,) = cut("For sales, press the one or two.", "en")
    assert clause.keys[0].place.text == "one or two"
