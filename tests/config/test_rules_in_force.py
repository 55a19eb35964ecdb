"""Which rules run: the preset, then the configuration, then the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ivrlint._config import (
    ActiveRule,
    Catalogue,
    CommandLine,
    Config,
    resolve_rules,
)
from ivrlint._config.describe import as_data, as_text, describe
from ivrlint.errors import UsageError
from ivrlint.finding import Finding, Severity
from ivrlint.places import Source
from ivrlint.presets import Preset, RuleSettings

Configure = Callable[[str], Config]


def _on(
    config: Config, catalogue: Catalogue, command_line: CommandLine | None = None
) -> dict[str, ActiveRule]:
    active = resolve_rules(config, catalogue, command_line)
    return {a.rule.name: a for a in active if a.rule.pack != "ivrlint"}


def test_by_default_what_is_on_by_default(configure: Configure, catalogue: Catalogue) -> None:
    on = _on(configure(""), catalogue)
    assert list(on) == ["key-gap", "too-many-options", "dropped-while-waiting"]


@pytest.mark.parametrize(
    ("text", "command_line", "expected"),
    [
        ("select = ['queue']", CommandLine(), {"dropped-while-waiting", "long-wait"}),
        ("select = ['many-options']", CommandLine(), {"too-many-options"}),
        ("select = []", CommandLine(), set()),
        (
            "extend-select = ['legal']\nignore = ['menus']",
            CommandLine(),
            {"dropped-while-waiting", "paid-waiting"},
        ),
        # The more precise name wins, and ignore over select of the same precision.
        (
            "select = ['all', 'key-gap']\nignore = ['menus', 'legal']",
            CommandLine(),
            {"key-gap", "dropped-while-waiting", "long-wait"},
        ),
        ("select = ['key-gap']\nignore = ['key-gap']", CommandLine(), set()),
        # The command line's selection replaces the file's …
        ("select = ['queue']", CommandLine(select=("legal",)), {"paid-waiting"}),
        # … and what the file ignores stays so, unless it is named as precisely.
        ("ignore = ['key-gap']", CommandLine(select=("menus",)), {"too-many-options"}),
        ("ignore = ['key-gap']", CommandLine(select=("key-gap",)), {"key-gap"}),
        ("ignore = ['menus']", CommandLine(select=("key-gap",)), {"key-gap"}),
        # The command line's ignore wins over whatever the file selects.
        ("select = ['key-gap', 'queue']", CommandLine(ignore=("menus", "long-wait")),
         {"dropped-while-waiting"}),
        ("", CommandLine(ignore=("all",)), set()),
        (
            "preset = 'strict'",
            CommandLine(),
            {"key-gap", "too-many-options", "dropped-while-waiting", "long-wait"},
        ),
        (
            "preset = 'strict'\nignore = ['long-wait']",
            CommandLine(presets=("default",)),
            {"key-gap", "too-many-options", "dropped-while-waiting"},
        ),
        ("preset = 'strict'\nextend-select = ['legal']", CommandLine(select=("legal",)),
         {"paid-waiting"}),
    ],
)  # fmt: skip
def test_selecting(
    configure: Configure,
    catalogue: Catalogue,
    text: str,
    command_line: CommandLine,
    expected: set[str],
) -> None:
    assert set(_on(configure(text), catalogue, command_line)) == expected


def test_findings_about_the_linting_go_only_by_name(
    configure: Configure, catalogue: Catalogue
) -> None:
    def own(text: str, command_line: CommandLine | None = None) -> int:
        active = resolve_rules(configure(text), catalogue, command_line)
        return sum(a.rule.pack == "ivrlint" for a in active)

    assert own("") == own("select = ['queue']") == own("ignore = ['all']") == 6
    assert own("", CommandLine(select=("key-gap",))) == 6
    assert own("ignore = ['unused-suppression']") == 5
    assert own("ignore = ['ivrlint']") == 0


def test_names_of_the_command_line_are_checked(configure: Configure, catalogue: Catalogue) -> None:
    config = configure("")
    with pytest.raises(UsageError, match=r"--select: .*'key-gaps', did you mean 'key-gap'"):
        resolve_rules(config, catalogue, CommandLine(select=("key-gaps",)))
    with pytest.raises(UsageError, match="no preset 'strct', did you mean 'strict'"):
        resolve_rules(config, catalogue, CommandLine(presets=("strct",)))


def _finding(severity: Severity | None = None) -> Finding:
    return Finding(Source("a.ivr", "x").place(), "", severity)


def test_severities(configure: Configure, catalogue: Catalogue) -> None:
    on = _on(configure("[rules.key-gap]\nseverity = 'error'"), catalogue)
    assert on["key-gap"].severity_of(_finding(Severity.INFO)) is Severity.ERROR
    many = on["too-many-options"]
    assert many.severity_of(_finding()) is Severity.WARNING
    assert many.severity_of(_finding(Severity.INFO)) is Severity.INFO


def test_strict_makes_an_error_of_every_warning(configure: Configure, catalogue: Catalogue) -> None:
    text = "preset = 'strict'\n[rules.long-wait]\nseverity = 'warning'"
    on = _on(configure(text), catalogue)
    assert on["too-many-options"].severity_of(_finding()) is Severity.ERROR
    assert on["key-gap"].severity_of(_finding()) is Severity.INFO
    assert on["key-gap"].severity_of(_finding(Severity.WARNING)) is Severity.ERROR
    assert on["long-wait"].severity_of(_finding()) is Severity.WARNING


def test_options_are_ready_for_the_check(configure: Configure, catalogue: Catalogue) -> None:
    text = "[rules.many-options]\nmax = 3\nignore-tags = ['expert']"
    on = _on(configure(text), catalogue)
    assert on["too-many-options"].options == {"max": 3, "ignore_tags": ("expert",)}


def test_a_preset_sets_single_rules_and_the_file_wins(
    configure: Configure, catalogue: Catalogue
) -> None:
    preset = Preset(
        "house",
        "ours",
        rules={
            "too-many-options": RuleSettings(Severity.ERROR, {"max": 4, "tolerance": 1}),
            "long-wait": RuleSettings(enabled=True),
            "key-gap": RuleSettings(enabled=False),
        },
    )
    with_preset = Catalogue(catalogue.rules.values(), presets=(preset,))
    config = configure("[rules.too-many-options]\nmax = 7")
    on = _on(config, with_preset, CommandLine(presets=("house",)))
    assert set(on) == {"too-many-options", "dropped-while-waiting", "long-wait"}
    assert on["too-many-options"].options == {"max": 7, "tolerance": 1}
    assert on["too-many-options"].severity is Severity.ERROR
    origins = {name: str(origin) for name, origin in on["too-many-options"].origins.items()}
    assert origins == {
        "severity": "preset house",
        "max": "ivrlint.toml:2",
        "tolerance": "preset house",
    }


def test_of_several_presets_the_later_wins_and_lists_are_joined(
    configure: Configure, catalogue: Catalogue
) -> None:
    def preset(name: str, tag: str, most: int) -> Preset:
        options = {"max": most, "ignore-tags": (tag,)}
        return Preset(name, "", rules={"too-many-options": RuleSettings(options=options)})

    both = Catalogue(
        catalogue.rules.values(), presets=(preset("one", "rare", 4), preset("two", "expert", 6))
    )
    on = _on(configure(""), both, CommandLine(presets=("one", "strict", "two")))
    assert on["too-many-options"].options == {"max": 6, "ignore_tags": ("rare", "expert")}
    assert on["too-many-options"].severity is Severity.ERROR
    assert str(on["too-many-options"].origins["max"]) == "preset two"


def test_a_file_may_name_several_presets(configure: Configure, catalogue: Catalogue) -> None:
    config = configure('preset = ["default", "strict"]')
    assert config.presets == ("default", "strict")
    assert _on(config, catalogue)["too-many-options"].severity is Severity.ERROR


def test_everything_in_force_is_described(configure: Configure, catalogue: Catalogue) -> None:
    config = configure("""
        preset = "strict"
        ignore = ["menus", {path = "a.ivr", rules = ["long-wait"]}]
        extend-select = ["too-many-options"]
        [rules.too-many-options]
        max = 3
        [plugins]
        disable = ["acme"]
    """)
    settings = describe(config, catalogue, CommandLine(presets=("strict",)), {"fail-on": "error"})
    lines = list(as_text(settings))
    for line in (
        'preset = "strict"  # command line',
        'fail-on = "error"  # command line',
        "language = null",
        'plugins.disable = ["acme"]  # ivrlint.toml:8',
        'ignore = {"path": "a.ivr", "rules": ["long-wait"]}  # ivrlint.toml:3',
        'rules.too-many-options = "on"  # ivrlint.toml:4',
        'rules.too-many-options.severity = "error"  # preset strict',
        "rules.too-many-options.max = 3  # ivrlint.toml:6",
        "rules.too-many-options.tolerance = 0.5",
        'rules.long-wait = "on"  # preset strict',
    ):
        assert line in lines
    assert not any(line.startswith("rules.key-gap") for line in lines)
    by_key = {row["key"]: row for row in as_data(settings)}
    assert by_key["rules.too-many-options.max"]["value"] == 3
