"""Scripts that take in others."""

from __future__ import annotations

import pytest

AWAY = """\
require ["vacation", "include", "variables"];
global "who";
vacation "${who} is away.";
"""


@pytest.mark.parametrize("name", ["away", "away_sieve", "sieve__away_sieve", "global__away_sieve"])
def test_a_script_is_found_by_its_name(name, read) -> None:
    document = read('require "include";\ninclude :personal "away";\n', **{name: AWAY})
    (found,) = document.replies
    assert found.place.source.path.endswith(("away", "away.sieve"))
    assert [source.path for source in document.includes] == [found.place.source.path]


def test_conditions_around_an_include_count(read) -> None:
    text = 'require "include";\nif exists "x-a" { include "away"; }\n'
    (found,) = read(text, away_sieve=AWAY).replies
    assert found.trigger == "a message arrives and the header x-a is there"


def test_global_variables_are_shared(read) -> None:
    text = """\
    require ["include", "variables"];
    global "who";
    set "who" "Anna";
    include "away";
    """
    (found,) = read(text, away_sieve=AWAY).replies
    assert found.bodies[0].text.plain == "Anna is away."


def test_own_variables_are_not_shared(read) -> None:
    text = 'require ["include", "variables"];\nset "who" "Anna";\ninclude "away";\n'
    (found,) = read(text, away_sieve=AWAY).replies
    assert found.bodies[0].text.plain == "{who} is away."


def test_a_script_that_is_not_at_hand_is_no_fault(read) -> None:
    document = read('require ["include", "vacation"];\ninclude "spam";\nvacation "x";\n')
    assert document.problems == ()
    assert len(document.replies) == 1


def test_a_script_that_includes_itself_ends(read) -> None:
    text = 'require ["include", "vacation"];\ninclude "a";\nvacation "x";\n'
    document = read('require "include";\ninclude "a";\n', a_sieve=text)
    assert document.problems == ()
    assert 0 < len(document.replies) <= 100


def test_return_ends_the_included_script_alone(read) -> None:
    text = 'require ["include", "vacation"];\ninclude "a";\nvacation "here";\n'
    included = 'require ["include", "vacation"];\nreturn;\nvacation "there";\n'
    document = read(text, a_sieve=included)
    assert [one.bodies[0].text.plain for one in document.replies] == ["here"]


def test_stop_ends_them_all(read) -> None:
    text = 'require ["include", "vacation"];\ninclude "a";\nvacation "here";\n'
    assert read(text, a_sieve="stop;\n").replies == ()


def test_a_mistake_in_an_included_script_stands_there(read) -> None:
    document = read('require "include";\ninclude "a";\n', a_sieve="keep\n")
    (problem,) = document.problems
    assert problem.place.source.path == "a.sieve"


def test_no_path_is_followed(read, problems) -> None:
    text = 'require "include";\ninclude "../a";\n'
    assert problems(text) == [(2, "invalid-value", "'../a' is no name of a script")]
    assert read(text, **{"..__a_sieve": "keep;"}).includes == ()
