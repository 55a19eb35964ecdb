"""Plugins that do not do what they should: each is named, and the rest runs."""

from __future__ import annotations

import pytest

HEAD = """\
from ivrlint.finding import Finding, Skipped
from ivrlint.formats import Claim, Format
from ivrlint.hooks import hookimpl
from ivrlint.model import Document, Flow, Say, Step
from ivrlint.reports import Report
from ivrlint.rule import rule
from ivrlint.words import LanguageFile

def broken():
    raise ZeroDivisionError("in the depth")
"""
RULES = """
@hookimpl
def ivrlint_rules():
    return [{}]
"""
LOADING = {
    "it cannot be imported": ("import not_there_at_all", "No module named"),
    "it has a syntax error": ("def (:", "SyntaxError"),
    "it ends the program": ("raise SystemExit(0)", "SystemExit"),
    "it raises": ("1 / 0", "ZeroDivisionError: division by zero"),
    "a hook has a wrong name": (
        HEAD + "@hookimpl\ndef ivrlint_rule():\n    return []",
        "ivrlint_rule",
    ),
    "a hook asks for something": (
        HEAD + "@hookimpl\ndef ivrlint_rules(config):\n    return []",
        "config",
    ),
    "a hook raises": (HEAD + RULES.format("broken()"), "ivrlint_rules failed: ZeroDivisionError"),
    "a hook gives nothing": (HEAD + "@hookimpl\ndef ivrlint_rules():\n    pass", "not iterable"),
    "a hook gives something else": (HEAD + RULES.format("broken"), "not a Rule"),
    "a rule without a type": (
        HEAD + "@rule('error', since='1')\ndef odd(step):\n    yield\n" + RULES.format("odd"),
        "its first parameter needs a type",
    ),
    "a rule for what there is not": (
        HEAD
        + "@rule('error', since='1')\ndef odd(step: 'Stap'):\n    yield\n"
        + RULES.format("odd"),
        "there is no 'Stap'",
    ),
    "an option without a default": (
        HEAD
        + "@rule('error', since='1')\ndef odd(step: Step, *, most: int):\n    yield\n"
        + RULES.format("odd"),
        "option 'most' needs a default",
    ),
    "a rule of a name that is taken": (
        HEAD
        + "@rule('error', since='1')\ndef dead_end(step: Step):\n    yield\n"
        + RULES.format("dead_end"),
        "the rule 'dead-end' is already that of plugin 'rules'",
    ),
    "a format without a name": (
        HEAD
        + "class Odd(Format):\n    def claim(self, candidate): ...\n"
        + "    def read(self, source, reading): ...\n"
        + "@hookimpl\ndef ivrlint_formats():\n    return [Odd()]",
        "a format without a name",
    ),
    "a report that is none": (
        HEAD + "@hookimpl\ndef ivrlint_reports():\n    return ['report']",
        "not a Report",
    ),
}


@pytest.mark.parametrize(("code", "said"), LOADING.values(), ids=LOADING)
def test_a_plugin_that_cannot_be_used(place, code: str, said: str) -> None:
    place.install("acme", code)
    done = place.check()
    assert done.status == 2
    assert done.rules == ["dangling-target"]
    assert "plugin 'acme'" in done.err
    assert said in done.err
    assert "Traceback" not in done.err
    done = place.run("plugins")
    assert done.status == 2
    assert said in done.err


@pytest.mark.parametrize("kind", ["it cannot be imported", "it raises", "a hook raises"])
def test_the_traceback_is_shown_on_request(place, kind: str) -> None:
    place.install("acme", LOADING[kind][0])
    assert "(--traceback shows where)" in place.check().err
    done = place.check("--traceback")
    assert done.status == 2
    assert "Traceback (most recent call last)" in done.err
    assert "acme.py" in done.err


def test_what_a_broken_plugin_gave_before_is_kept(place) -> None:
    place.install(
        "acme",
        HEAD
        + "@rule('error', since='1', pack='acme')\n"
        + "def says(say: Say):\n    yield Finding(say, 'it says something')\n"
        + "@hookimpl\ndef ivrlint_rules():\n    yield says\n    broken()",
    )
    done = place.check()
    assert (done.status, sorted(done.rules)) == (2, ["dangling-target", "says"])


def test_a_switched_off_plugin_cannot_fail(place) -> None:
    place.install("acme", "1 / 0")
    place.write("ivrlint.toml", '[plugins]\ndisable = ["acme"]\n')
    done = place.check()
    assert (done.status, done.err) == (1, "")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "    if say.name == 'b':\n        broken()\n    yield Finding(say, 'odd')",
            "in the depth",
        ),
        ("    return None", "not iterable"),
        ("    yield 'a finding'", "it yields 'a finding', not a Finding"),
        ("    yield Finding(None, 'nowhere')", "AttributeError"),
        ("    yield Finding(say, None)", "TypeError"),
    ],
)
def test_a_rule_that_fails(place, body: str, said: str) -> None:
    place.install(
        "acme",
        HEAD + f"@rule('error', since='1')\ndef odd(say: Say):\n{body}\n" + RULES.format("odd"),
    )
    place.write(
        "more.ivr",
        'phone "2" { start -> a\n say a { "A." next -> b }\n say b { "B." next -> c }\n'
        ' say c { "C." } }\n',
    )
    done = place.check("--select", "all")
    assert done.status == 2
    assert "rule 'odd' failed" in done.err
    assert said in done.err
    assert "dangling-target" in done.rules
    if "in the depth" in said:
        assert "more.ivr" in done.err
        assert done.rules.count("odd") == 2, "what it had said before stays"
        assert "acme.py" in place.check("--select", "all", "--traceback").err


@pytest.mark.parametrize(
    ("claim", "read", "said"),
    [
        ("broken()", "", "format 'odd' failed on strange.odd: ZeroDivisionError"),
        ("return 7", "", "it claims 7, not a Claim"),
        ("return Claim.CERTAIN", "broken()", "strange.odd: format 'odd' failed: ZeroDivisionError"),
        ("return Claim.CERTAIN", "return None", "it gives None, not a Document"),
    ],
)
def test_a_format_that_fails(place, claim: str, read: str, said: str) -> None:
    place.install(
        "acme",
        HEAD
        + "class Odd(Format):\n    name = 'odd'\n    description = 'odd'\n    names = ('*.odd',)\n"
        + "    def claim(self, candidate):\n"
        + f"        if candidate.path.suffix == '.odd':\n            {claim}\n"
        + "        return Claim.NO\n"
        + f"    def read(self, source, reading):\n        {read or 'pass'}\n"
        + "@hookimpl\ndef ivrlint_formats():\n    return [Odd()]",
    )
    place.write("strange.odd", "anything")
    done = place.check()
    assert done.status == 2
    assert said in done.err
    assert done.rules == ["dangling-target"]
    assert "acme.py" in place.check("--traceback").err or "not a" in said
    assert place.run("show", "strange.odd").status == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("yield 'begun '\n        broken()", "ZeroDivisionError: in the depth"),
        ("yield 7", "it gives 7, not text"),
        ("return None", "not iterable"),
    ],
)
def test_a_report_that_fails(place, body: str, said: str) -> None:
    place.install(
        "acme",
        HEAD
        + "class Odd(Report):\n    name = 'odd'\n    description = 'odd'\n"
        + f"    def write(self, outcome):\n        {body}\n"
        + "@hookimpl\ndef ivrlint_reports():\n    return [Odd()]",
    )
    done = place.run("check", "--format", "odd", "--format", "concise=out.txt")
    assert done.status == 2
    assert "report 'odd' failed" in done.err
    assert said in done.err
    assert "dangling-target" in (place.folder / "out.txt").read_text("utf-8")


def test_a_report_whose_plugin_failed(place) -> None:
    place.install("acme", HEAD + "@hookimpl\ndef ivrlint_reports():\n    broken()")
    done = place.run("check", "--format", "odd")
    assert done.status == 2
    assert "there is no report 'odd'" in done.err
    assert "plugin 'acme': ivrlint_reports failed" in done.err


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("b'{'", "cannot be read"),
        ("b'[]'", "cannot be used"),
        ('b\'{"language": "xx"}\'', "cannot be used"),
        ("None", "words of language 'xx'"),
        ("broken()", "words of language 'xx'"),
    ],
)
def test_a_language_that_fails(place, read: str, said: str) -> None:
    place.install(
        "acme",
        HEAD + "@hookimpl\ndef ivrlint_phrases():\n"
        f"    return [LanguageFile('xx', lambda: {read})]",
    )
    place.write("other.ivr", 'phone "2" {\n language xx\n start -> a\n say a { "A." }\n}\n')
    done = place.check()
    assert done.status == 2
    assert said in done.err
    assert "dangling-target" in done.rules
    done = place.run("phrases", "--language", "xx", "text")
    assert done.status == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1
