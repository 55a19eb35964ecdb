"""`ivrlint phrases`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner


@pytest.fixture
def phrases(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    from ivrlint._cli.phrases import command

    def run(*arguments: str, given: str | bytes = ""):
        return CliRunner().invoke(command, arguments, input=given)

    return run


def test_it_says_the_families_of_a_text_and_why(phrases) -> None:
    done = phrases("--language", "nl", "Bezoek onze website of toets 1 voor een medewerker.")
    assert done.exit_code == 0
    assert "Bezoek onze website\n" in done.output
    assert "website-redirect        directing 'Bezoek' + web noun 'website'" in done.output
    assert "keys                    1" in done.output


def test_json_for_programs(phrases) -> None:
    done = phrases("--language", "en-GB", "--format", "json", "Visit our website.", "Press 1.")
    assert json.loads(done.output) == [
        {
            "text": "Visit our website.",
            "families": [
                {"name": "website-redirect", "because": "directing 'Visit' + web noun 'website'"}
            ],
        },
        {"text": "Press 1.", "families": []},
    ]


def test_lines_of_standard_input_where_no_text_is_given(phrases) -> None:
    done = phrases("--language", "en", "--format", "json", given="Please hold.\n\n  Press 1.  \n")
    assert [row["text"] for row in json.loads(done.output)] == ["Please hold.", "Press 1."]


def test_bytes_that_are_no_text_are_read_all_the_same(phrases) -> None:
    done = phrases("--language", "en", given=b"Please hold.\x1b[2J \xff\n")
    assert done.exit_code == 0
    assert "\\x1b[2J" in done.output


def test_durations_hours_days_and_spoken_words_are_shown(phrases) -> None:
    done = phrases("--language", "en", "Say yes. We answer within 2 days, from 9 to 5 on Monday.")
    for shown in ("spoken words            yes", "duration                2 days"):
        assert shown in done.output
    assert "hours" in done.output
    assert "days" in done.output


def test_the_language_has_to_be_named(phrases) -> None:
    done = phrases("Press 1.")
    assert done.exit_code == 2
    assert "--language" in done.output


def test_a_language_without_words_is_an_error_that_names_the_others(phrases) -> None:
    from ivrlint.errors import UsageError

    done = phrases("--language", "tlh", "Press 1.")
    assert isinstance(done.exception, UsageError)
    assert "'tlh'" in str(done.exception)
    assert "de, en, es, fr, nl" in str(done.exception)
