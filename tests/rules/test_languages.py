"""The same line in five languages: rules say the same of each."""

from __future__ import annotations

import pytest

import ivrlint_phrases

LINE = """
phone line "0800 123" {{
    language "{tag}"
    start -> welcome

    say welcome {{
        "{welcome}"
        next -> choose
    }}

    menu choose {{
        say "{choose}"
        key 1 -> waiting
        key 2 -> waiting
        key 4 -> waiting
        noinput -> choose
        nomatch -> choose
    }}

    queue waiting {{
        say "{waiting}"
        next -> later
    }}

    say later {{
        "{later}"
    }}
}}
"""

SAID = {
    "de": {
        "welcome": "Willkommen. Ihr Anruf ist uns wichtig.",
        "choose": "Für den Verkauf drücken Sie die 1. Drücken Sie die 2 für Störungen. Für alle"
        " anderen Fragen drücken Sie die 3.",
        "waiting": "Alle Mitarbeiter sind im Gespräch. Besuchen Sie unsere Webseite.",
        "later": "Bitte rufen Sie später noch einmal an.",
    },
    "en": {
        "welcome": "Welcome. Your call is important to us.",
        "choose": "For sales, press 1. Press 2 for faults. For all other questions, press 3.",
        "waiting": "All our agents are busy. Visit our website.",
        "later": "Please call back later.",
    },
    "es": {
        "welcome": "Bienvenido. Su llamada es importante para nosotros.",
        "choose": "Para ventas, pulse 1. Pulse 2 para averías. Para cualquier otra consulta,"
        " pulse 3.",
        "waiting": "Todos nuestros agentes están ocupados. Visite nuestra página web.",
        "later": "Por favor, llame más tarde.",
    },
    "fr": {
        "welcome": "Bienvenue. Votre appel est important pour nous.",
        "choose": "Pour les ventes, tapez 1. Tapez 2 pour une panne. Pour toute autre question,"
        " tapez 3.",
        "waiting": "Tous nos conseillers sont occupés. Consultez notre site internet.",
        "later": "Veuillez rappeler plus tard.",
    },
    "nl": {
        "welcome": "Welkom. Uw telefoontje is belangrijk voor ons.",
        "choose": "Voor verkoop, toets 1. Toets 2 voor storingen. Voor alle andere vragen,"
        " toets 3.",
        "waiting": "Al onze medewerkers zijn in gesprek. Bezoek onze website.",
        "later": "Bel later terug.",
    },
}

RULES = (
    "call-back-later",
    "filler-phrase",
    "key-before-option",
    "unannounced-key",
    "unbound-key",
    "website-while-waiting",
)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_speaks_in_every_language_of_the_same_line(name, said_by) -> None:
    lines = {
        tag: [line for line, _ in said_by(name, LINE.format(tag=tag, **said))]
        for tag, said in SAID.items()
    }
    assert lines["en"]
    assert lines == dict.fromkeys(SAID, lines["en"])


def test_these_are_all_languages() -> None:
    assert sorted(SAID) == sorted(file.tag for file in ivrlint_phrases.ivrlint_phrases())
