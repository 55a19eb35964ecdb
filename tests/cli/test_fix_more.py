"""`ivrlint check --fix`: keys that are announced, addresses for answers, and plain words."""

from __future__ import annotations

import pytest

HIDDEN = """\
phone "+44 20 7946 0100" {
    language en
    start -> main

    menu main {
        say "For opening hours, press 1. For our address, press 2."
        key 1 -> hours
        key 2 -> address
        key 3 -> agents
        noinput -> hours
        nomatch -> hours
    }

    say hours { "We are open from nine to five." }

    say address { "You find us at the market." }

    queue agents {
        position
        longest 10m -> message
        full -> message
        error -> message
    }

    voicemail message { say "Please leave a message after the tone." }
}
"""

MORE = """\
    menu more {
        say "For sales, press 1. For orders, press 2."
        key 1-2 -> agents
        noinput -> hours
        nomatch -> hours
    }

"""

SHORT = """\
phone "+44 20 7946 0100" {
    language en
    start -> order

    say order {
        "Your order has been sent."
        fact done
        next -> code
    }

    collect code {
        say "Please enter your order number."
        digits 8
        as order-number
        timeout 5s
        presentations 1
        noinput -> unknown
        nomatch -> agents
        next -> agents
    }

    say unknown { "We do not know your order." }

    queue agents {
        position
        hands on order-number
        longest 10m -> message
        full -> message
        error -> message
    }

    voicemail message { say "Please leave a message after the tone." }
}
"""

MAIL = """\
From: No Reply <no-reply@parcels.example>
Subject: Out of office
Auto-Submitted: auto-replied

I am back on Monday.
"""

REPLY = """\
reply case-created {
    kind acknowledgement
    from "no-reply@parcels.example"
    subject "We have received your report"
}
"""


def rules(folder) -> list[str]:
    return sorted(folder.check("--format", "json").rules)


def mended(folder, rule: str, text: str, file: str = "line.ivr") -> str:
    """The file after the unsafe fixes of a rule: it is silent, and no other says anything new."""
    folder.write(file, text)
    before = rules(folder)
    assert rule in before
    folder.check("--select", rule, "--fix")
    assert folder.read(file) == text
    folder.check("--select", rule, "--fix", "--unsafe-fixes")
    after = rules(folder)
    assert rule not in after
    assert all(after.count(other) <= before.count(other) for other in after)
    return folder.read(file)


def kept(folder, rule: str, text: str, file: str = "line.ivr") -> bool:
    """Whether a finding stays, and the file as it is."""
    folder.write(file, text)
    assert rule in rules(folder)
    folder.check("--select", rule, "--fix", "--unsafe-fixes")
    return bool(folder.read(file) == text)


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        (
            "en",
            "For opening hours, press 1. For our address, press 2.",
            "To speak to a person, press 3.",
        ),
        (
            "nl",
            "Voor openingstijden, toets 1. Voor ons adres, toets 2.",
            "Voor een medewerker, toets 3.",
        ),
        (
            "de",
            "Für Öffnungszeiten die Taste 1. Für unsere Adresse die Taste 2.",
            "Für ein Gespräch mit einem Mitarbeiter die Taste 3.",
        ),
        (
            "fr",
            "Pour les horaires, tapez 1. Pour notre adresse, tapez 2.",
            "Pour parler à un conseiller, tapez 3.",
        ),
        (
            "es",
            "Para el horario, pulse 1. Para nuestra dirección, pulse 2.",
            "Para hablar con una persona, pulse 3.",
        ),
    ],
)
def test_the_key_for_a_person_is_announced(folder, language, said, told) -> None:
    english = "For opening hours, press 1. For our address, press 2."
    text = HIDDEN.replace("language en", f"language {language}").replace(english, said)
    assert mended(folder, "human-hidden", text) == text.replace(said, f"{said} {told}")


def test_zero_is_announced_too(folder) -> None:
    text = HIDDEN.replace("key 3", "key 0")
    assert "To speak to a person, press 0." in mended(folder, "human-hidden", text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("press 2.", "press 2"),
        ("key 3", "key *"),
        ('press 2."', 'press 2."\n        say "Thank you."'),
        ("key 3 -> agents", "key 3 -> more"),
        ("nomatch -> hours", 'nomatch -> hours { say "That is no key of this menu." }'),
    ],
    ids=["no full stop", "no figure", "two texts", "another menu first", "words elsewhere"],
)
def test_where_it_is_not_clear_how_nothing_is_announced(folder, before, after) -> None:
    text = HIDDEN.replace(before, after).replace(
        "    say hours",
        MORE + "    say hours",
    )
    assert kept(folder, "human-hidden", text)


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        ("en", "Please enter your order number.", "For more time, press *."),
        ("nl", "Toets uw bestelnummer in.", "Voor meer tijd, toets *."),
        ("de", "Bitte geben Sie Ihre Bestellnummer ein.", "Für mehr Zeit die Taste *."),
        ("fr", "Saisissez votre numéro de commande.", "Pour avoir plus de temps, tapez *."),
        ("es", "Introduzca su número de pedido.", "Para tener más tiempo, pulse *."),
    ],
)
def test_a_key_gives_more_time(folder, language, said, told) -> None:
    text = SHORT.replace("language en", f"language {language}").replace(
        "Please enter your order number.", said
    )
    assert mended(folder, "missing-more-time", text) == text.replace(
        said, f"{said} {told}"
    ).replace("        next -> agents\n", "        next -> agents\n        key * -> code\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("next -> agents", "next -> agents\n        key * -> agents"),
        ("next -> agents", "next -> agents\n        terminator *"),
        ("number.", "number"),
        ("language en", "language cy"),
    ],
    ids=["taken", "ends the entry", "no full stop", "no words at hand"],
)
def test_no_key_gives_more_time_where_it_does_not_fit(folder, before, after) -> None:
    assert kept(folder, "missing-more-time", SHORT.replace(before, after))


def answers_go_to(folder, address: str) -> None:
    folder.write("ivrlint.toml", f'[rules.no-reply-sender]\nreply-to = "{address}"\n')


@pytest.mark.parametrize("old", ["", '    reply-to "noreply@parcels.example"\n'])
def test_answers_go_to_an_address_that_people_read(folder, old) -> None:
    answers_go_to(folder, "service@parcels.example")
    text = REPLY.replace("}\n", f"{old}}}\n")
    assert mended(folder, "no-reply-sender", text) == REPLY.replace(
        "}\n", '    reply-to "service@parcels.example"\n}\n'
    )


@pytest.mark.parametrize("old", ["", "Reply-To: noreply@parcels.example\n"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_mail_gets_the_header(folder, old, ending) -> None:
    answers_go_to(folder, "service@parcels.example")
    folder.write("away.eml", (old + MAIL).replace("\n", ending))
    assert "no-reply-sender" in rules(folder)
    folder.check("--select", "no-reply-sender", "--fix", "--unsafe-fixes")
    wanted = f"Reply-To: service@parcels.example\n{MAIL}".replace("\n", ending)
    assert (folder.path / "away.eml").read_bytes() == wanted.encode()
    assert "no-reply-sender" not in rules(folder)


@pytest.mark.parametrize("address", ["", "service", "no-reply@parcels.example", 'a@b.example" x'])
def test_without_an_address_that_people_read_nothing_changes(folder, address) -> None:
    folder.write("ivrlint.toml", f"[rules.no-reply-sender]\nreply-to = '{address}'\n")
    assert kept(folder, "no-reply-sender", REPLY)


LANGUAGES = """\
phone "+44 20 7946 0100" {
    language en
    start -> languages

    menu languages {
        say "For English, press 1. For Spanish, press 2."
        key 1 -> agents
        key 2 -> agents
        noinput -> agents
        nomatch -> agents
    }

    queue agents {
        position
        longest 10m -> message
        full -> message
        error -> message
    }

    voicemail message { say "Please leave a message after the tone." }
}
"""


@pytest.mark.parametrize(
    ("language", "said", "named"),
    [
        ("en", "For Spanish, press 2.", "For Español, press 2."),
        ("en", "For French, press 2.", "For Français, press 2."),
        ("nl", "Voor Engels, toets 2.", "Voor English, toets 2."),
        ("de", "Für Englisch die Taste 2.", "Für English die Taste 2."),
        ("fr", "Pour continuer en anglais, tapez 2.", "Pour continuer en English, tapez 2."),
        ("es", "Para inglés, pulse 2.", "Para English, pulse 2."),
    ],
)
def test_a_language_is_named_as_it_calls_itself(folder, language, said, named) -> None:
    first = {
        "en": "For English, press 1.",
        "nl": "Voor Nederlands, toets 1.",
        "de": "Für Deutsch die Taste 1.",
        "fr": "Pour le français, tapez 1.",
        "es": "Para español, pulse 1.",
    }[language]
    text = LANGUAGES.replace("language en", f"language {language}").replace(
        "For English, press 1. For Spanish, press 2.", f"{first} {said}"
    )
    assert mended(folder, "late-language-choice", text) == text.replace(said, named)


@pytest.mark.parametrize("said", ["For Polish, press 2.", "For French or Spanish, press 2."])
def test_a_language_that_is_not_clear_stays(folder, said) -> None:
    assert kept(folder, "late-language-choice", LANGUAGES.replace("For Spanish, press 2.", said))


BLAMING = """\
phone "+44 20 7946 0100" {
    language en
    start -> hello

    say hello {
        "You have made an invalid entry. A person will help you."
        next -> agents
    }

    queue agents {
        position
        longest 10m -> message
        full -> message
        error -> message
    }

    voicemail message { say "Please leave a message after the tone." }
}
"""


@pytest.mark.parametrize(
    ("language", "said", "plain"),
    [
        ("en", "You have made an invalid entry.", "We did not understand that."),
        ("en", "Invalid option!", "We did not understand that."),
        ("nl", "U heeft een ongeldige keuze gemaakt.", "We hebben dat niet begrepen."),
    ],
)
def test_what_blames_people_is_said_in_plain_words(folder, language, said, plain) -> None:
    text = BLAMING.replace("language en", f"language {language}").replace(
        "You have made an invalid entry.", said
    )
    assert mended(folder, "hard-language", text) == text.replace(said, plain)


@pytest.mark.parametrize(
    "said", ["Your meter number is invalid.", "Sorry, you have made an invalid entry."]
)
def test_a_sentence_without_plain_words_at_hand_stays(folder, said) -> None:
    assert kept(folder, "hard-language", BLAMING.replace("You have made an invalid entry.", said))


def test_an_article_that_fits_only_the_foreign_name_stays(folder) -> None:
    text = LANGUAGES.replace("language en", "language fr").replace(
        "For English, press 1. For Spanish, press 2.",
        "Pour le français, tapez 1. Pour l'allemand, tapez 2.",
    )
    assert kept(folder, "late-language-choice", text)
