"""Small scripts and what `sievec` of Pigeonhole 0.5.19 makes of them: the lines it refuses."""

from __future__ import annotations

import pytest

ACCEPTED = {
    "nothing": "",
    "a comment": "# nothing\n",
    "a comment without a line end": "keep; # kept",
    "capitals": "KEEP;\nStop;\n",
    "carriage returns": "keep;\r\nstop;\r\n",
    "units": "if size :over 10k { keep; } elsif size :under 2M { stop; }\n",
    "doubled dots": 'require "vacation";\nvacation text:\nhello\n..x\n.\n;\n',
    "a comment after text:": 'require "vacation";\nvacation text: # here\nhello\n.\n;\n',
    "a comment in brackets": "/* a\n * b */ keep;\n",
    "several requires": 'require "copy"; # x\n/* y */ require ["fileinto"];\nkeep;\n',
    "one test in a list": "if anyof (true) { keep; }\n",
    "tests one inside the other": "if not not allof (true, not anyof (false, true)) { keep; }\n",
    "an empty block": "if true { }\n",
    "tests nested 30 deep": "if " + "not " * 30 + "true { keep; }\n",
    "blocks nested 31 deep": "if true {\n" * 31 + "keep;\n" + "}" * 31 + "\n",
    "capabilities asked for": 'require "ihave";\nif ihave "vacation" { vacation "x"; }\n',
    "a number with a letter": "if size :over 99999999999999999 { keep; }\n",
    "an address with a name": 'redirect "Jan Jansen <jan@example.org>";\n',
    "flags": 'require "imap4flags";\nsetflag "a";\nif hasflag "a" { keep; }\n',
}
REFUSED = {
    "a command that does not end": ("keep", [1]),
    "a command without `;` before a brace": ("if true {\n keep\n}\nstop;\n", [3]),
    "a block that does not end": ("if true { keep;\n", [2]),
    "a brace too many": ("keep;\n}\n", [2]),
    "a semicolon too many": ("keep;;\n", [1]),
    "a semicolon after a block": ("if true { keep; };\n", [1]),
    "a number alone": ("5;\nkeep;\n", [1]),
    "a text alone": ('"abc";\nkeep;\n', [1]),
    "a block alone": ("{ keep; }\nstop;\n", [1]),
    "a missing semicolon": ('redirect "a@b.nl"\nkeep;\nstop;\n', [1]),
    "a missing semicolon before a block": ('redirect "a@b.nl"\nif true { keep; }\n', [1]),
    "else if": ("if true\n{\n keep;\n}\nelse if false { stop; }\n", [5]),
    "a missing block": ("if true;\n", [1]),
    "a condition without braces": ("if true keep;\n", [1]),
    "elsif by itself": ("elsif true { keep; }\n", [1]),
    "else after something else": ("if true { keep; } keep; else { stop; }\n", [1]),
    "two elses": ("if true { }\nelse { } else { }\n", [2]),
    "require later": ('keep;\nrequire "fileinto";\n', [2]),
    "require in a block": ('if true {\n require "fileinto";\n}', [2]),
    "require without anything": ("require;\n", [1]),
    "two arguments of require": ('require "a" "b";\n', [1]),
    "a unit that is none": ("if size :over 100Q { }\n", [1]),
    "an empty list": ("keep;\nredirect [];\n", [2]),
    "a list that ends with a comma": ('require ["fileinto",];\n', [1]),
    "a list without a comma": ('if header ["a","b" "c" {\n keep;\n}\nkeep;\n', [1]),
    "a list that does not end": ('if header "a" ["b","c" {\n keep;\n}\nkeep;\n', [1]),
    "a number in a list": ('require ["fileinto", 5];', [1]),
    "tests that do not end": ("if anyof(true,true {\n keep;\n}\nkeep;\n", [1]),
    "tests that end with a comma": ("if anyof(true, ) { keep; }\n", [1]),
    "no tests": ("if anyof() { keep; }\n", [1]),
    "a list of tests that is none": ("if allof true { keep; }\n", [1]),
    "a test between parentheses": ("if (true) { keep; }\n", [1]),
    "two tests": ("if true, false { keep; }", [1]),
    "not without a test": ("if not { keep; }\n", [1]),
    "a text as a test": ('if "x" { keep; }', [1]),
    "a command as a test": ("if true { keep; }\nif else { keep; }\n", [2]),
    "tests of a command": ("keep anyof(true);", [1]),
    "a block of a command": ("keep { stop; }", [1]),
    "an argument too many": ('keep "a";', [1]),
    "an argument too few": ('if header "a" { keep; }\n', [1]),
    "an argument of the wrong kind": ('if header 5 "a" { keep; }\n', [1]),
    "a list where a text is wanted": ('redirect ["a@b.nl"];\n', [1]),
    "a tag that is not known": ("stop :foo;", [1]),
    "two tags that exclude each other": ('if header :contains :is "a" "b" { }\n', [1]),
    "neither over nor under": ("if size 5 { }\n", [1]),
    "over and under": ("if size :over :under 5 { }\n", [1]),
    "a tag without a name": ("keep : tag;", [1]),
    "a tag after the arguments": ('require "vacation";\nvacation "a" :days 7;\n', [2]),
    "a text for a number": ('require "vacation";\nvacation :days "7" "x";\n', [2]),
    "nothing for a number": ('require "vacation";\nvacation :days "x";\n', [2]),
    "a tag twice": ('require "vacation";\nvacation :days 1 :days 2 "x";\n', [2]),
    "a text that is missing": ('require "vacation";\nvacation;\n', [2]),
    "a character that means nothing": ("keep @;\nstop;", [1]),
    "a form feed": ("keep\x0c;", [1]),
    "a space that is none": ("keep;\n\xa0stop;", [2]),
    "tests nested too deep": ("if " + "not " * 31 + "true { keep; }\n", [1]),
    "a comparison that is none": (
        'require ["date","relational"];\nif currentdate :value "foo" "date" "x" { }\n', [2]
    ),
    "a comparator that is none": ('if header :comparator "foo" "a" "b" { }\n', [1]),
    "an address that is none": ('redirect "nobody";\n', [1]),
    "a variable that is none": ('require "variables";\nset "3a" "v";\n', [2]),
    "break outside a loop": ('require "foreverypart";\nbreak;\n', [2]),
    "five mistakes": ('keep "a";\nstop 3;\nif true;\nredirect 5;\nkeep :foo;\n', [1, 2, 3, 4, 5]),
}  # fmt: skip


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_what_pigeonhole_accepts_is_sound(text, problems) -> None:
    assert problems(text) == []


@pytest.mark.parametrize(("text", "lines"), REFUSED.values(), ids=REFUSED)
def test_what_pigeonhole_refuses_is_told_at_its_line(text, lines, problems) -> None:
    assert [line for line, _, _ in problems(text)] == lines


LATER = {
    "a text that does not end": ('require "vacation";\nvacation "hello\n\nkeep;\n', 2),
    "a text of lines that does not end": ('require "vacation";\nvacation text:\nhello\n', 2),
    "a comment that does not end": ("keep;\n/* x\n\nkeep;\n", 2),
    "blocks nested too deep": ("if true {\n" * 32 + "keep;\n" + "}" * 32 + "\n", 32),
}


@pytest.mark.parametrize(("text", "line"), LATER.values(), ids=LATER)
def test_what_goes_too_far_is_told_where_it_begins(text, line, problems) -> None:
    """Pigeonhole names the line at which it notices, which may be the last of the file."""
    assert [found for found, _, _ in problems(text)] == [line]


def test_other_mistakes_are_told_beside_one_of_the_syntax(problems) -> None:
    """Pigeonhole looks at commands only where it could read them all."""
    assert [line for line, _, _ in problems("keep @;\nstop 3;\n")] == [1, 2]


def test_what_engines_differ_in_is_no_fault(problems) -> None:
    assert problems('require ["vnd.acme.tea", "x-own"];\ntea :hot 5 "green" { keep; }\n') == []
    assert problems("if sunny { keep; }\n") == []


def test_a_tag_of_a_foreign_capability_is_no_fault(problems) -> None:
    text = 'require "vnd.acme.lists";\nif header :inlist "from" "x" { keep; }\n'
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('vacation "x";', 'the command `vacation` needs `require "vacation"`'),
        ('if envelope "from" "x" { keep; }', 'the test `envelope` needs `require "envelope"`'),
        ("keep :copy;", '`:copy` needs `require "copy"`'),
        (
            (
                'require "relational";\n'
                'if header :value "gt" :comparator "i;ascii-numeric" "a" "1" { }'
            ),
            'this comparator needs `require "comparator-i;ascii-numeric"`',
        ),
    ],
)
def test_what_lacks_its_require_is_an_invalid_value(text, message, problems) -> None:
    assert [(rule, told) for _, rule, told in problems(text)] == [("invalid-value", message)]


def test_what_a_template_fills_in_is_no_fault(problems) -> None:
    text = """\
    require ["vacation", "{{ extra }}"];
    {% if away %}
    vacation :days {{ days }} :subject {{ subject }} "Back on {{ date }}";
    {% endif %}
    {{ more_rules }}
    <%= footer %>
    """
    assert problems(text) == []


def test_many_mistakes_are_cut_short(problems) -> None:
    assert len(problems("}" * 1_000)) == 60
