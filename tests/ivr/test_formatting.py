"""The canonical form: stable, with all comments, and of the same meaning."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivrlint.errors import CannotFormat
from ivrlint.places import Source

MESSY = """\


// A line.
phone   x   "+31 1"{ // beside the brace


language   nl
start->main

  // about the menu
  menu main { key 1   "sales"->sales
     say \"\"\"
   Hello.

     Press 1.
   \"\"\" after noinput   // beside
        noinput -> main {   say "Again."  }

  }
  agent sales

  agent other { }
  // at the end
}
reply r { kind   ticket }"""

TIDY = """\
// A line.
phone x "+31 1" { // beside the brace
    language nl
    start -> main

    // about the menu
    menu main {
        key 1 "sales" -> sales
        say \"\"\"
            Hello.

              Press 1.
            \"\"\" after noinput // beside
        noinput -> main { say "Again." }
    }

    agent sales

    agent other { }
    // at the end
}

reply r { kind ticket }
"""


def formatted(ivr, text):
    return ivr.format(Source("x.ivr", text))


def test_a_messy_file_becomes_tidy(ivr):
    assert formatted(ivr, MESSY) == TIDY


def test_a_tidy_file_stays_as_it_is(ivr, parcel):
    assert formatted(ivr, TIDY) == TIDY
    assert formatted(ivr, parcel) == parcel


ALONE = """\
say hello {
        \"\"\"
      Hello.

          Stay on the line.
    \"\"\" after noinput
    say \"\"\"
  One.
  \"\"\"
}
"""

ALONE_TIDY = """\
say hello {
    \"\"\"
    Hello.

        Stay on the line.
    \"\"\" after noinput
    say \"\"\"
        One.
        \"\"\"
}
"""


def test_a_text_that_stands_alone_is_level_with_its_marks(ivr, read):
    assert formatted(ivr, ALONE) == ALONE_TIDY
    assert formatted(ivr, ALONE_TIDY) == ALONE_TIDY
    assert read(ALONE).flows == read(ALONE_TIDY).flows


def test_a_file_with_mistakes_of_grammar_is_not_printed(ivr):
    with pytest.raises(CannotFormat, match=r"x\.ivr:2: found the end of the line"):
        formatted(ivr, "menu m {\nkey 1 ->\n}")


def test_a_block_that_is_too_wide_for_a_line_is_opened(ivr):
    text = f'say hello {{ "{"x" * 120}" }}'
    assert formatted(ivr, text) == f'say hello {{\n    "{"x" * 120}"\n}}\n'


def test_an_empty_file_stays_empty(ivr):
    assert formatted(ivr, "\n\n") == ""


def test_the_offer_of_a_callback_is_printed_as_it_was_said(ivr, read, parcel):
    assert "\n        callback after 3m\n" in ivr.write(read(parcel))
    assert "\n        longest 10m -> goodbye\n" in ivr.write(read(parcel))


SNIPPETS = [
    "\n",
    "\n\n",
    "\n",
    " ",
    "// c\n",
    "//\n",
    "  // d\n",
    "menu a {",
    "queue b {",
    "say c {",
    "phone d {",
    "}",
    "}\n",
    "}\n\n",
    "key 1 -> a\n",
    'noinput -> a { say "x" }\n',
    '"text"\n',
    '"text"',
    "agent e\n",
    "reply r { kind ticket }\n",
    'body """\n   a\n     b\n   """\n',
    'body """ a\n b"""\n',
    '"""\n   a\n     b\n   """ after noinput\n',
    '    """\n    a\n"""\n',
    "timeout 8s\n",
    "callback after 3m\n",
    "fact done\n",
]


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(parts=st.lists(st.sampled_from(SNIPPETS), max_size=25))
def test_formatting_is_stable_and_changes_no_meaning(ivr, read, parts):
    text = "".join(parts)
    try:
        tidy = formatted(ivr, text)
    except CannotFormat:
        return
    assert formatted(ivr, tidy) == tidy
    before, after = read(text), read(tidy)
    for field in ("flows", "replies", "pages", "hours", "transcripts", "facts"):
        assert getattr(before, field) == getattr(after, field)
    assert [(c.text, c.alone) for c in before.comments] == [
        (c.text, c.alone) for c in after.comments
    ]
    assert len(before.statements) == len(after.statements)
