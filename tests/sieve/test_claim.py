"""What is recognised as a script, and what is not."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from ivrlint.formats import Candidate, Claim

SCRIPTS = [
    'require ["fileinto", "vacation"];\nkeep;\n',
    '# a comment\n/* another */\nrequire "vacation-seconds";\n',
    'require [\n  # why\n  "vnd.dovecot.pipe"];\n',
    'if header :contains "subject" "x" { discard; }\n',
    'if not anyof (exists "a", address :is "from" "x") { keep; }\n',
    'redirect "a@b.nl";\n',
    "keep;\n",
    "vacation :days 7 text:\nI am away.\n.\n;\n",
    "{% if x %}\n" + 'require "vacation";\n',
]
OTHERS = [
    "",
    'require "net/http"\nputs "x"; keep\n',
    'require "lib.pl";\nkeep;\n',
    'const a = require("vacation");\nkeep();\n',
    "if (x) { keep; }\n",
    "if [ -f x ]; then redirect; fi\n",
    "#!/usr/bin/perl\nkeep;\n",
    "[general]\nkeep = yes ; stop\n",
    '{"require": "vacation;"}',
    "context a { s => { keep; } };\n",
    "redirect the caller; keep the line\n",
]


def claim(sieve, path: str, text: str) -> Claim:
    return sieve.claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_script_is_known_by_its_content(text, sieve) -> None:
    assert claim(sieve, "rules.txt", text) is Claim.BY_CONTENT
    assert claim(sieve, "rules.sieve", text) is Claim.CERTAIN


@pytest.mark.parametrize("text", OTHERS)
def test_other_files_are_left_alone(text, sieve) -> None:
    assert claim(sieve, "rules.txt", text) is Claim.NO


def test_the_name_is_enough_where_the_content_tells_nothing(sieve) -> None:
    assert claim(sieve, "rules.sieve", "# nothing yet\n") is Claim.BY_NAME
    assert claim(sieve, "rules.sieve", "<html></html>") is Claim.NO
    assert claim(sieve, "rules.sieve", "#!/usr/bin/perl\n") is Claim.NO


def test_a_long_comment_hides_nothing(sieve) -> None:
    text = "# licence\n" * 1_000 + 'require "vacation";\n'
    assert claim(sieve, "vacation.script", text) is Claim.NO
    text = "/* require vacation; */\n" + text
    assert claim(sieve, "vacation.script", text) is Claim.BY_CONTENT
