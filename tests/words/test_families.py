"""Which family a sentence belongs to, on our own sentences.

`fresh/` holds sentences as managers of phone lines record them, with near
misses. Each file was written before the word tables were tried on it, and then
the tables were mended on it, so what is found here is no forecast. The first
time, of the sentences of the second files 43 % (Dutch) and 46 % (English) were
found, of the third 89 and 92 %, of the fourth 93 and 84 %; of their near
misses 4 and 8, 4 and 4, 9 and 11 % were taken wrongly. The fifth and sixth are
by another author: of the fifth 78 and 80 % were found, and 4 and 5 % of its near
misses; of the sixth, after mending on the fifth, 90 and 91 %, and 3 and 4 %.
The seventh, of only eight families and less usual wordings, then had 75 and 67 %,
and 8 and 12 %.
The eighth are of what callers come for (`cancel`, `complaint`, `buy`, `fault`), after the
tables were made on sentences of the same day: 48 and 57 % were found, and 25 and 38 % of
the near misses.

The German files are by one author, who wrote the tables too. The first was
written just before the tables, so its first score says nothing. The second to
the fifth say in German what English files say that the author had not read
before: the fifth, the sixth, the fourth and seventh, and the third. The first
time 80, 85, 88 and 90 % were found, and 4, 4, 2 and 1 % of the near misses
taken wrongly, each after mending on those before. The sixth, of less usual
wordings and nearer misses, then had 85 and 9 %.

French was written by one author, sentences and words: of the second file 78 % were
found the first time, of the third 82, the fourth 85, the fifth 89 and the sixth 97 %
(of plainer sentences), of the seventh, of less usual ones, 81 %; of their near misses
9, 8, 9, 5, 5 and 5 % were taken wrongly. Of 85 phrases in sentences of real machines
and mails, written by others and not kept here, 79 were found, 93 %.

Spanish too. Its second file was written before the tables, but its author knew it
while he wrote them, so 98 % say nothing. The third says in Spanish what an English
file by another author says: 77 % were found the first time, and 2 % of its near
misses taken wrongly; of the fourth 89 and 3 %, of the fifth, of nearer misses, 78 and
12 %, and of the sixth, of less usual wordings, 63 and 1 %, each after mending on those
before.

The seventh file of German and the eighth of French, of what callers come for, and the
eighth and ninth, of the families that came after, were written by the author of the
words within the same minutes: that 97 to 100 % of them were found says nothing.
The ninth of German and the tenth of French, in Spanish the sixth, say what the less
usual half of an English file says: 76, 75 and 63 % were found the first time, and 2, 1
and 1 % of the near misses taken wrongly.
The tenth of German, the eleventh of French and the seventh of Spanish say what the
first English file says, usual wordings: 97, 97 and 93 % were found the first time, and
none of the near misses taken wrongly.
The eleventh of German, the twelfth of French and the eighth of Spanish are of the later
families alone: 77, 94 and 96 % were found the first time, and 11, 7 and 4 % of the near
misses taken wrongly. The ninth of Spanish says what the sixth of German says, less usual
wordings: 74 %, and 4 %.

The files `-flows` are what whole menus and mails in these languages, written to judge
the rules, were misunderstood in; the tables were mended on them, so they measure nothing.

The ninth of English and Dutch, the twelfth of German and the tenth of Spanish say much the
same of every family, in unusual wordings and with near misses. Tried before the tables were
touched, 72, 72, 77 and 80 % were found, and 13, 9, 7 and 9 % of the near misses taken wrongly.
Their author then widened the tables, so the 95 to 98 % after that are no forecast.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

FRESH = Path(__file__).parent / "fresh"

FAMILIES = {
    "website-redirect", "call-back-later", "busy-wait", "queue-progress", "callback-offer",
    "upsell", "survey", "no-reply", "refusal", "closed-case", "human-offer", "cost-notice",
    "recording-notice", "filler", "menu-changed", "vague-promise", "bot-disclosure", "other-option",
    "dial-another-number", "apology", "thanks", "emergency", "no-code", "unusually-busy",
    "transfer-announcement", "may-hang-up", "key-ends-call", "cancel", "complaint", "buy", "fault",
    "wait-advice", "opening-hours", "always-open", "desk-or-paper",
    "contact-offer", "reason", "working-days", "left-company", "private-detail",
    "credentials-request", "absence", "courtesy", "answer-promise", "blocked-account", "receipt",
    "recording-purpose", "recording-objection", "jargon", "accusing", "writing-channel",
    "national-id", "more-time", "language-choice",
}  # fmt: skip

FOUND = 0.97
"""The share of the sentences of a file that has to be found."""
WRONG = 0.01
"""The share of its near misses that may be taken wrongly."""


def _sentences(path: Path) -> dict[str, list[tuple[bool, str]]]:
    found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    family = ""
    for line in path.read_text("utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "#":
            family = rest
        elif mark in {"+", "-"}:
            found[family].append((mark == "+", rest))
    return dict(found)


FILES = sorted(FRESH.glob("*.txt"))


def _families(said, tag, cut) -> set[str]:
    return {name for clause in cut(said, tag) for name in clause.families}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_sentences_are_found_and_near_misses_are_not(path, cut, record_property) -> None:
    tag = path.stem.partition("-")[0]
    missed, wrong, meant, near = [], [], 0, 0
    for family, rows in _sentences(path).items():
        for belongs, said in rows:
            found = family in _families(said, tag, cut)
            meant += belongs
            near += not belongs
            if belongs and not found:
                missed.append(f"{family}: {said}")
            if found and not belongs:
                wrong.append(f"{family}: {said}")
    record_property("words", (tag, meant - len(missed), meant, len(wrong), near))
    assert len(missed) <= (1 - FOUND) * meant, "\n".join(missed)
    assert len(wrong) <= WRONG * near, "\n".join(wrong)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_family_has_sentences_and_near_misses(path) -> None:
    sentences = _sentences(path)
    assert set(sentences) <= FAMILIES
    if "-" not in path.stem:
        assert set(sentences) == FAMILIES
    for family, rows in sentences.items():
        assert {belongs for belongs, _ in rows} == {True, False}, family


@pytest.mark.parametrize("tag", ["de", "en", "es", "fr", "nl"])
def test_every_language_knows_every_family(tag, languages) -> None:
    assert set(languages[tag].vocabulary.families.names) == FAMILIES


@pytest.mark.parametrize(
    ("said", "tag", "families"),
    [
        ("All our agents are busy.", "en", {"busy-wait"}),
        ("There are {position} callers ahead of you.", "en", {"queue-progress"}),
        ("There are several callers ahead of you.", "en", {"busy-wait"}),
        ("We will call you back later.", "en", {"callback-offer"}),
        ("Please call back later.", "en", {"call-back-later"}),
        ("For help with our website, press 2.", "en", set()),
        ("Our offices are closed today.", "en", set()),
        ("Er zijn nog {positie} wachtenden voor u.", "nl", {"queue-progress"}),
        ("Er zijn nog enkele wachtenden voor u.", "nl", {"busy-wait"}),
        ("Wij bellen u later terug.", "nl", {"callback-offer"}),
        ("Belt u ons later terug.", "nl", {"call-back-later"}),
        ("Neem contact met ons op.", "nl", {"contact-offer"}),
        ("U chat met een computer.", "nl", {"bot-disclosure"}),
        ("Het gesprek wordt opgenomen.", "nl", {"recording-notice"}),
        ("De telefoon wordt zo opgenomen.", "nl", set()),
        ("Onze kantoren zijn gesloten.", "nl", set()),
        ("Uw dossier is gesloten.", "nl", {"closed-case"}),
        ("Es sind noch {position} Anrufer vor Ihnen.", "de", {"queue-progress"}),
        ("Es sind noch einige Anrufer vor Ihnen.", "de", {"busy-wait"}),
        ("Wir rufen Sie später zurück.", "de", {"callback-offer"}),
        (
            "Wir rufen dich unter deiner Nummer so bald wie möglich zurück.",
            "de",
            {"callback-offer"},
        ),
        ("Rufen Sie uns später zurück.", "de", {"call-back-later"}),
        ("Das koennen wir leider nicht fuer Sie aendern.", "de", {"refusal"}),
        ("Das können wir gerne für Sie ändern.", "de", set()),
        ("Das Gespräch wird aufgezeichnet.", "de", {"recording-notice"}),
        ("Wir nehmen Ihre Meldung auf.", "de", set()),
        ("Unser Büro ist geschlossen.", "de", set()),
        ("Ihr Fall ist geschlossen.", "de", {"closed-case"}),
        ("Alle unsere Mitarbeiter:innen sind im Gespräch.", "de", {"busy-wait"}),
        ("Alle Mitarbeiter*innen sind im Gespräch.", "de", {"busy-wait"}),
        ("Hay {position} llamadas antes que la suya.", "es", {"queue-progress"}),
        ("Hay varias llamadas antes que la suya.", "es", {"busy-wait"}),
        ("Le llamaremos más tarde.", "es", {"callback-offer"}),
        ("Llámenos más tarde.", "es", {"call-back-later"}),
        ("La llamada se graba.", "es", {"recording-notice"}),
        ("Su solicitud queda registrada.", "es", {"receipt"}),
        ("Nuestras oficinas están cerradas.", "es", set()),
        ("Su caso está cerrado.", "es", {"closed-case"}),
        ("TODOS NUESTROS AGENTES ESTAN OCUPADOS", "es", {"busy-wait"}),
        ("Il y a {position} personnes avant vous.", "fr", {"queue-progress"}),
        ("Il y a quelques personnes avant vous.", "fr", {"busy-wait"}),
        ("Nous vous rappellerons plus tard.", "fr", {"callback-offer"}),
        ("Rappelez-nous plus tard.", "fr", {"call-back-later"}),
        ("Nous vous rappelons que nos bureaux sont fermés.", "fr", set()),
        ("L'appel est enregistré.", "fr", {"recording-notice"}),
        ("Votre demande est enregistrée.", "fr", {"receipt"}),
        ("Nos bureaux sont fermés.", "fr", set()),
        ("Votre dossier est clos.", "fr", {"closed-case"}),
    ],
)
def test_direction_numbers_and_homographs_decide(said, tag, families, cut) -> None:
    assert _families(said, tag, cut) == families


def test_a_clause_says_why_it_belongs_to_a_family(cut) -> None:
    (clause,) = cut("Visit our website.", "en")
    assert clause.families == {"website-redirect": "directing 'Visit' + web noun 'website'"}
