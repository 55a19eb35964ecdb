"""A mistake gets file, line, key, and what was probably meant."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ivrlint._config import Catalogue, Config, load
from ivrlint.errors import ConfigurationError

Configure = Callable[[str], Config]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("selct = []", "ivrlint.toml:1: selct: unknown key 'selct', did you mean 'select'?"),
        (
            'select = ["key-gap",\n  "too-many-option"]',
            (
                "ivrlint.toml:2: select[2]: unknown rule or pack 'too-many-option',"
                " did you mean 'too-many-options'?"
            ),
        ),
        ("ignore = [3]", "ivrlint.toml:1: ignore[1]: expected the name of a rule, found 3"),
        (
            "[rules.too-many-options]\nmax = 'three'",
            "ivrlint.toml:2: rules.too-many-options.max: expected a whole number, found 'three'",
        ),
        (
            "[rules.too-many-options]\nmx = 3",
            "ivrlint.toml:2: rules.too-many-options.mx: unknown key 'mx', did you mean 'max'?",
        ),
        (
            "[rules.too-many-options]\nmax = true",
            "ivrlint.toml:2: rules.too-many-options.max: expected a whole number, found true",
        ),
        (
            "[rules.too-many-options]\ntolerance = nan",
            "ivrlint.toml:2: rules.too-many-options.tolerance: nan is not taken for a number",
        ),
        (
            "[rules.too-many-options]\nignore-tags = ['a', 2]",
            "ivrlint.toml:2: rules.too-many-options.ignore-tags[2]: expected text, found 2",
        ),
        (
            "\n[rules.menus]\nseverity = 'error'",
            "ivrlint.toml:2: rules.menus: 'menus' is not one rule: name the rules",
        ),
        (
            "[rules]\nkey-gaps = {severity = 'error'}",
            "ivrlint.toml:2: rules.key-gaps: unknown rule 'key-gaps', did you mean 'key-gap'?",
        ),
        (
            "fail-on = 'warnings'",
            (
                "ivrlint.toml:1: fail-on: expected one of info, warning, error; found 'warnings',"
                " did you mean 'warning'?"
            ),
        ),
        (
            "preset = 'stict'",
            (
                "ivrlint.toml:1: preset: expected one of default, strict; found 'stict',"
                " did you mean 'strict'?"
            ),
        ),
        (
            "preset = ['strict', 'stict']",
            (
                "ivrlint.toml:1: preset[2]: expected one of default, strict; found 'stict',"
                " did you mean 'strict'?"
            ),
        ),
        (
            "language = 'Nederlands'",
            (
                "ivrlint.toml:1: language: expected a language tag such as nl or en-GB,"
                " found 'Nederlands'"
            ),
        ),
        (
            "max-file-size = 0",
            "ivrlint.toml:1: max-file-size: expected at least 1, found 0",
        ),
        (
            "[[ignore]]\npath = 'a'",
            "ivrlint.toml:1: ignore[1]: the key 'rules' is missing",
        ),
        (
            "[[ignore]]\npath = 'a'\nrules = []",
            "ivrlint.toml:3: ignore[1].rules: must not be empty",
        ),
        (
            "[[ignore]]\npath = 'a'\nrules = ['key-gap']\nuntil = '1 May'",
            "ivrlint.toml:4: ignore[1].until: expected a date such as 2027-03-01, found '1 May'",
        ),
        (
            "[[ignore]]\npath = 'a'\nrules = ['key-gap']\nuntil = '2027-02-30'",
            "ivrlint.toml:4: ignore[1].until: '2027-02-30' is no date of the calendar",
        ),
        (
            "exclude = ['ok', '!']",
            "ivrlint.toml:1: exclude[2]: '!' is no pattern of paths",
        ),
        (
            "[[per-path]]\npath = ['a']\nignore = 'menus'",
            "ivrlint.toml:3: per-path[1].ignore: expected a list, found 'menus'",
        ),
        (
            "[[per-path]]\npath = 'a'\nseverity = {key-gp = 'error'}",
            (
                "ivrlint.toml:3: per-path[1].severity.key-gp: unknown rule 'key-gp',"
                " did you mean 'key-gap'?"
            ),
        ),
        ("[[facts]]\npath = 3", "ivrlint.toml:2: facts[1].path: expected text or a list, found 3"),
        (
            "required-version = '>=9'",
            "ivrlint.toml:1: required-version: ivrlint >=9 is wanted, this is 0.1.0",
        ),
        (
            "required-version = 'new'",
            (
                "ivrlint.toml:1: required-version: 'new' is no version specifier,"
                " expected one such as '>=0.1,<1'"
            ),
        ),
        ("select = [", "ivrlint.toml:1:11: not TOML: invalid value"),
        ("a = 1\na = 2", "ivrlint.toml:2:6: not TOML: cannot overwrite a value"),
        (
            "ignore = ['key-gap']\n[[ignore]]\npath = 'a'",
            (
                "ivrlint.toml:2:9: not TOML: [[ignore]] cannot follow a list `ignore`:"
                " name the rules in `extend-ignore`"
            ),
        ),
        ("max-file-size = " + "9" * 5000, "ivrlint.toml: holds a number of thousands of digits"),
        ("x = " + "[" * 100_000, "ivrlint.toml: nested too deeply to be read"),
        ("x" + ".x" * 300_000 + " = 1", "ivrlint.toml:1: a key of more than 64 parts is not read"),
        ("# " + "x" * 2_000_000, "ivrlint.toml: a configuration of more than 1 MiB is not read"),
    ],
)
def test_a_mistake_is_told_exactly(configure: Configure, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        configure(text)
    assert str(caught.value) == message


def test_every_mistake_is_told_in_order(configure: Configure) -> None:
    with pytest.raises(ConfigurationError) as caught:
        configure("fail = 1\n[rules.key-gap]\nfoo = 1\n[[facts]]\n")
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [
        "ivrlint.toml:1",
        "ivrlint.toml:3",
        "ivrlint.toml:4",
    ]


def test_a_wrong_version_is_the_only_thing_said(configure: Configure) -> None:
    with pytest.raises(ConfigurationError) as caught:
        configure("required-version = '>=9'\nnew-setting = 1")
    assert len(str(caught.value).splitlines()) == 1


def test_lines_are_right_behind_wide_characters(configure: Configure) -> None:
    with pytest.raises(ConfigurationError, match=r'toml:3: rules\.key-gap\."é"'):
        configure('# ⏳⏳⏳\n[rules.key-gap]\n"é" = 1')


def test_in_pyproject_the_keys_are_those_of_the_table(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "pyproject.toml"
    path.write_text("[project]\nname = 'x'\n[tool.ivrlint]\nfail-on = 'never'\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"^pyproject\.toml:4: fail-on: expected one of"):
        load(path, catalogue)
    path.write_text("[project]\nname = 'x'\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"has no table \[tool\.ivrlint\]"):
        load(path, catalogue)


def test_bytes_that_are_no_text_are_told(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "ivrlint.toml"
    path.write_bytes(b"ignore = []\n\xff\xfe")
    with pytest.raises(ConfigurationError, match="not UTF-8"):
        load(path, catalogue)
    with pytest.raises(ConfigurationError, match="no such configuration file"):
        load(tmp_path / "none.toml", catalogue)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "ivrlint.toml"
    path.write_bytes(b"\xef\xbb\xbfpreset = 'strict'\n")
    assert load(path, catalogue).presets == ("strict",)


def test_a_rule_of_a_plugin_that_is_not_loaded_is_no_mistake(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = tmp_path / "ivrlint.toml"
    path.write_text("ignore = ['acme-jingle']\n[rules.acme-jingle]\nlength = 3\n", "utf-8")
    with pytest.raises(ConfigurationError, match="unknown rule or pack 'acme-jingle'"):
        load(path, catalogue)
    partial = Catalogue(catalogue.rules.values(), complete=False)
    assert load(path, partial).ignore == ("acme-jingle",)
    path.write_text("ignore = ['key-gapp']", "utf-8")
    with pytest.raises(ConfigurationError, match="did you mean 'key-gap'"):
        load(path, partial)


def test_a_sound_configuration_is_checked_once(
    configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "[rules.key-gap]\nseverity = 'error'\n[[ignore]]\npath='a'\nrules=['key-gap']\n"
    configure(text)

    def fail(*_: object) -> None:
        raise AssertionError("checked again")

    monkeypatch.setattr("ivrlint._config.check.check", fail)
    assert configure(text).rules["key-gap"].severity is not None
    with pytest.raises(AssertionError):
        configure(text + "# changed")


def test_what_was_sound_for_other_rules_is_checked_again(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = tmp_path / "ivrlint.toml"
    path.write_text("ignore = ['key-gap']", "utf-8")
    load(path, catalogue)
    fewer = Catalogue([rule for rule in catalogue.rules.values() if rule.name != "key-gap"])
    with pytest.raises(ConfigurationError, match="unknown rule or pack 'key-gap'"):
        load(path, fewer)


def test_nothing_expensive_is_imported_for_a_known_configuration(
    configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "[[facts]]\npath = 'a/b.ivr'\nstep = 'x'\ntags = ['done']\n"
    configure(text)
    for name in (
        "jsonschema",
        "tree_sitter",
        "tree_sitter_toml",
        "pathspec",
        "packaging.specifiers",
    ):
        monkeypatch.delitem(sys.modules, name, raising=False)
    config = configure(text)
    assert config.facts[0].paths.match("a/b.ivr")
    assert not {"jsonschema", "tree_sitter", "tree_sitter_toml", "pathspec"} & sys.modules.keys()
