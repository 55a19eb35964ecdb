"""Durations, hours and days."""

from __future__ import annotations

import pytest

MINUTE, HOUR, DAY = 60, 3600, 86_400


def _durations(clauses) -> list[tuple[float | None, float | None]]:
    return [(d.least, d.most) for clause in clauses for d in clause.durations]


@pytest.mark.parametrize(
    ("said", "tag", "durations"),
    [
        ("in 5 minutes", "en", [(5 * MINUTE, 5 * MINUTE)]),
        ("within two business days", "en", [(0, 2 * DAY)]),
        ("less than a minute", "en", [(0, MINUTE)]),
        ("more than fifteen minutes", "en", [(15 * MINUTE, None)]),
        ("between 5 and 10 minutes", "en", [(5 * MINUTE, 10 * MINUTE)]),
        ("in 3-5 days", "en", [(3 * DAY, 5 * DAY)]),
        ("about {ewt} minutes", "en", [(None, None)]),
        ("in half an hour", "en", [(1800, 1800)]),
        ("twenty four hours", "en", [(24 * HOUR, 24 * HOUR)]),
        ("a few minutes", "en", []),
        ("50 cents a minute", "en", []),
        ("open 24 hours a day", "en", []),
        ("binnen 2 werkdagen", "nl", [(0, 2 * DAY)]),
        ("over een kwartier", "nl", [(900, 900)]),
        ("vierentwintig uur", "nl", [(24 * HOUR, 24 * HOUR)]),
        ("ongeveer {wachttijd} minuten", "nl", [(None, None)]),
        ("3 tot 5 minuten", "nl", [(3 * MINUTE, 5 * MINUTE)]),
        ("binnen een uur", "nl", [(0, HOUR)]),
        ("enkele minuten", "nl", []),
        ("tien cent per minuut", "nl", []),
        ("24 uur per dag", "nl", []),
        ("innerhalb von 2 Werktagen", "de", [(0, 2 * DAY)]),
        ("in einer Viertelstunde", "de", [(900, 900)]),
        ("vierundzwanzig Stunden", "de", [(24 * HOUR, 24 * HOUR)]),
        ("fuenf bis zehn Minuten", "de", [(5 * MINUTE, 10 * MINUTE)]),
        ("etwa {wartezeit} Minuten", "de", [(None, None)]),
        ("unter einer Minute", "de", [(0, MINUTE)]),
        ("mehr als drei Tage", "de", [(3 * DAY, None)]),
        ("einige Minuten", "de", []),
        ("zehn Cent pro Minute", "de", []),
        ("24 Stunden am Tag", "de", []),
        ("sous 2 jours ouvrables", "fr", [(0, 2 * DAY)]),
        ("dans un quart d'heure", "fr", [(900, 900)]),
        ("quatre-vingt-dix minutes", "fr", [(90 * MINUTE, 90 * MINUTE)]),
        ("environ {attente} minutes", "fr", [(None, None)]),
        ("de 3 à 5 minutes", "fr", [(3 * MINUTE, 5 * MINUTE)]),
        ("moins d'une heure", "fr", [(0, HOUR)]),
        ("dans l'heure", "fr", [(HOUR, HOUR)]),
        ("plus de dix minutes", "fr", [(10 * MINUTE, None)]),
        ("quelques minutes", "fr", []),
        ("dix centimes la minute", "fr", []),
        ("24 heures sur 24, 7 jours sur 7", "fr", []),
    ],
)
def test_durations_in_seconds(said, tag, durations, cut) -> None:
    assert _durations(cut(said, tag)) == durations


@pytest.mark.parametrize(
    ("said", "tag", "hours", "days"),
    [
        ("We are open from 9 am to 5 pm.", "en", True, False),
        ("We are open from 9 to 5, Monday to Friday.", "en", True, True),
        ("Open 24 hours a day.", "en", True, False),
        ("The office opens at 9:30.", "en", True, False),
        ("We will call you tomorrow.", "en", False, True),
        ("By Friday 12 June.", "en", False, True),
        ("On 12-06-2026.", "en", False, True),
        ("Choose a number between 1 and 4.", "en", False, False),
        ("Between 5 and 10 minutes.", "en", False, False),
        ("In two hours.", "en", False, False),
        ("Van 9 tot 17 uur.", "nl", True, False),
        ("Op werkdagen van 8.30 tot 17.00 uur.", "nl", True, True),
        ("Maandag tot en met vrijdag.", "nl", False, True),
        ("Dag en nacht.", "nl", True, False),
        ("Uiterlijk 12 juni.", "nl", False, True),
        ("Goedemorgen.", "nl", False, False),
        ("Binnen twee uur.", "nl", False, False),
        ("Von 9 bis 17 Uhr.", "de", True, False),
        ("Werktags von 8.30 bis 17.00 Uhr.", "de", True, True),
        ("Rund um die Uhr.", "de", True, False),
        ("Spätestens am 12. Juni.", "de", False, True),
        ("Am 12.06.2026.", "de", False, True),
        ("Guten Morgen.", "de", False, False),
        ("Ein schönes Wochenende.", "de", False, False),
        ("Wir rufen Sie morgen an.", "de", False, True),
        ("In zwei Stunden.", "de", False, False),
        ("De 9 h à 17 h.", "fr", True, False),
        ("Ouvert à 9h30.", "fr", True, False),
        ("Les jours ouvrables de 8.30 à 17.00 heures.", "fr", True, True),
        ("Du lundi au vendredi.", "fr", False, True),
        ("Nuit et jour.", "fr", True, False),
        ("Avant le 12 juin.", "fr", False, True),
        ("Bonjour.", "fr", False, False),
        ("Dans deux heures.", "fr", False, False),
    ],
)
def test_hours_and_days(said, tag, hours, days, cut) -> None:
    clauses = cut(said, tag)
    assert any(clause.has_hours for clause in clauses) is hours
    assert any(clause.has_days for clause in clauses) is days


def test_a_duration_knows_where_it_stands(cut) -> None:
    (clause,) = cut("We answer within two working days.", "en")
    assert clause.durations[0].place.text == "two working days"
