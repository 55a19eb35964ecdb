"""What answers are called."""

from __future__ import annotations


def test_a_rule_of_a_mail_program_gives_its_name(read) -> None:
    document = read(
        """\
        require ["vacation", "reject"];
        # rule:[Holidays in July]
        if true { vacation "x"; }
        # rule:[No spam]
        if header "a" "b" { reject "y"; }
        vacation "z";
        """
    )
    assert [one.name for one in document.replies] == ["Holidays in July", "No spam", "vacation"]


def test_names_are_never_used_twice(read) -> None:
    document = read(
        """\
        require "vacation";
        vacation :handle "a" "1";
        vacation :handle "a" "2";
        vacation :handle "a 2" "3";
        vacation "4";
        vacation "5";
        """
    )
    names = [one.name for one in document.replies]
    assert names[:2] == ["a", "a 2"]
    assert len(set(names)) == 5


def test_what_a_mail_program_keeps_in_comments_disturbs_nothing(read) -> None:
    document = read(
        """\
        require "vacation";
        ### Mail: Vacation Responder ### DON'T EDIT ###
        # DATA: {"version":1,"enabled":true,"message":"I'm away; {keep}"}
        # EDITDATA[{"x":[1,2]}]
        vacation "I'm away.";
        """
    )
    assert document.problems == ()
    assert len(document.replies) == 1


def test_tests_of_engines_are_walked_through(read) -> None:
    document = read(
        """\
        require ["vnd.dovecot.testsuite", "vacation"];
        test_set "message" text:
        From: a@b.nl

        vacation "no command";
        .
        ;
        test "A note" {
            vacation "one";
            if not test_result_execute { test_fail "no"; }
        }
        """
    )
    assert document.problems == ()
    assert [one.bodies[0].text.plain for one in document.replies] == ["one"]
