"""Variables: what is known of them stands in the text, what is not is a variable."""

from __future__ import annotations

from ivrlint.text import Variable


def test_a_constant_stands_for_its_variable(reply) -> None:
    found = reply(
        """\
        require ["vacation", "variables"];
        set "name" "Anna Berg";
        set "Sign" "Regards, ${NAME}";
        vacation "I am away. ${sign}";
        """
    )
    (body,) = found.bodies
    assert body.text.plain == "I am away. Regards, Anna Berg"
    assert found.variables == {"subject"}
    at = body.text.plain.index("Anna")
    assert body.text.part(at, at + 4).begin == (2, 13)


def test_what_is_set_in_several_ways_is_a_variable(reply) -> None:
    found = reply(
        """\
        require ["vacation", "variables"];
        set "who" "Anna";
        if header "to" "jan@x.nl" { set "who" "Jan"; }
        vacation :subject "From ${who}" "x";
        """
    )
    assert [piece for piece in found.subject.pieces if isinstance(piece, Variable)]
    assert found.variables == {"who"}


def test_the_same_in_all_ways_is_a_constant(reply) -> None:
    found = reply(
        """\
        require ["vacation", "variables"];
        if header "to" "jan@x.nl" { set "who" "Jan"; } else { set "who" "Jan"; }
        vacation :subject "From ${who}" "x";
        """
    )
    assert found.subject.plain == "From Jan"


def test_matches_and_changed_values_are_variables(reply) -> None:
    found = reply(
        """\
        require ["vacation", "variables"];
        set :upper "who" "jan";
        vacation :subject "${1} ${who}" "x";
        """
    )
    assert found.variables == {"1", "who"}


def test_without_the_capability_nothing_is_filled_in(reply) -> None:
    found = reply('require "vacation";\nvacation :subject "Dear ${name}" "x";\n')
    assert found.subject.plain == "Dear ${name}"
    assert found.variables == frozenset()


def test_what_a_template_fills_in_is_a_variable(reply) -> None:
    found = reply('require "vacation";\nvacation :subject "Back on {{ date }}" "x";\n')
    assert found.subject.plain == "Back on {date}"


def test_encoded_characters_are_read_before_variables(reply) -> None:
    found = reply(
        'require ["vacation", "variables", "encoded-character"];\n'
        'set "a" "b";\nvacation "${hex:24}{a} ${a}";\n'
    )
    assert found.bodies[0].text.plain == "b b"
