"""Whatever the text: no error, and every place inside it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivrlint.places import Source
from ivrlint.text import Pause, Text, Variable, Words
from ivrlint.words import clauses_in

WORDS = """
toets druk op press dial say zeg 'ja' " “ ” een één one 1 2 10 112 0800 555 0100 # * { } {x} , .
; : ? ! … - – / of or en and to tot t/m between voor for if als a.u.b. p.m. 9:30 17.00 uur am
pulse marque oprima ¿ ¡ almohadilla gato cuarenta y uno veintidós del al hasta mañana
tapez appuyez sur faites le dites dièse étoile l' d'un qu'il soixante-dix quatre vingt 9h30 ou à
www.example.com a@b.nl we call you back bel ons terug wij u later website niet not minutes
drücken druecken Sie die sagen „ja“ wir rufen zurück an Mitarbeiter:innen *innen nicht 3. Mai bis
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n", " ", "\t"])
SPOKEN = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)


@pytest.mark.parametrize("tag", ["de", "en", "es", "fr", "nl"])
@given(said=st.text(max_size=200) | SPOKEN)
@settings(deadline=None, max_examples=300)
def test_any_text_is_cut_into_clauses_that_stand_in_it_in_order(said, tag, cut) -> None:
    end = 0
    for clause in cut(said, tag):
        assert end <= clause.place.start < clause.place.end <= len(said)
        assert clause.place.text == clause.text
        end = clause.place.end
        for part in (*clause.keys, *clause.durations):
            assert clause.place.start <= part.place.start < part.place.end <= clause.place.end
        for announced in clause.keys:
            assert announced.keys
            assert all(key in {"*", "#"} or key.isdecimal() for key in announced.keys)


@given(parts=st.lists(st.text(max_size=20) | st.none() | st.floats(0, 9), max_size=8))
@settings(deadline=None)
def test_any_text_in_pieces_has_its_places_in_its_file(parts, languages) -> None:
    source = Source("prompt.txt", "".join(part if isinstance(part, str) else "@" for part in parts))
    pieces, at = [], 0
    for part in parts:
        size = len(part) if isinstance(part, str) else 1
        place = source.place(at, at + size)
        at += size
        if isinstance(part, str):
            pieces.append(Words(part, place))
        else:
            pieces.append(Variable("n", place) if part is None else Pause(part, place))
    for clause in clauses_in(Text.of(pieces), languages["en"]):
        assert 0 <= clause.place.start <= clause.place.end <= len(source.text)


@pytest.mark.parametrize(
    "junk",
    [
        "a" * 300_000,
        "a." * 20_000,
        "1 " * 50_000,
        "1," * 50_000,
        "press " * 20_000,
        "press 1 or " * 5_000,
        "say 'a' " * 5_000,
        "for " * 20_000,
        "{" * 50_000,
        "'" * 50_000,
        "\n" * 100_000,
        "a " * 20_000 + "?",
        "a@" * 20_000,
        "http://" * 20_000,
        "+1 (" * 20_000,
        "one " * 20_000,
        "rufen wir Sie " * 10_000,
        "1. " * 20_000,
        "a:in" * 20_000,
        "eingabe mit der " * 10_000,
        "quatre-vingt-" * 10_000,
        "l'" * 50_000,
        "d'un " * 20_000,
        "9" * 300_000,
        "e\u0301" * 50_000,
        "\u0000\u202e" * 10_000,
    ],
    ids=lambda junk: repr(junk[:8]),
)
def test_long_junk_is_read_to_its_end(junk, cut) -> None:
    for tag in ("de", "en", "es", "fr", "nl"):
        clauses = cut(junk, tag)
        assert all(clause.place.end <= len(junk) for clause in clauses)


def test_twice_the_clauses_cost_no_more_than_twice_the_steps(languages) -> None:
    """Steps are counted, not timed: calls of functions while a text is looked at."""
    import sys

    def calls(said: str, tag: str) -> int:
        count = 0

        def tracer(frame, event, arg) -> None:
            nonlocal count
            count += event in {"call", "c_call"}

        text = Text.of([Words(said, Source("p", said).place(0, len(said)))])
        sys.setprofile(tracer)
        try:
            clauses_in(text, languages[tag])
        finally:
            sys.setprofile(None)
        return count

    for said, tag in (
        ("All our agents are busy, please hold or visit our website. ", "en"),
        ("press 1 for sales, 2 for support ", "en"),
        ("we call you ", "en"),
        ("say 'yes' or ", "en"),
        ("one two three ", "en"),
        ("Drücken Sie die 1, wenn Sie anrufen, die 2, wenn wir Sie zurückrufen. ", "de"),
        ("wir rufen Sie an ", "de"),
        ("L'un de nos agents va vous répondre, n'hésitez pas à visiter notre site. ", "fr"),
        ("d'une soixante et onze quatre-vingt-dix ", "fr"),
        ("tapez l'un des chiffres de 1 à 4 ", "fr"),
        ("Le llamaremos, pulse 1 para ventas, 2 para soporte o visite nuestra web. ", "es"),
        ("cuarenta y uno treinta y ", "es"),
    ):
        calls(said, tag)
        once, twice = calls(said * 300, tag), calls(said * 600, tag)
        assert twice <= 2.2 * once, said
