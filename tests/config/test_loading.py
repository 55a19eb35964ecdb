from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from ivrlint._config import Catalogue, Config, Patterns, defaults, load, plugin_settings, read_chain
from ivrlint.errors import ConfigurationError
from ivrlint.finding import Severity

Configure = Callable[[str], Config]


def test_every_setting_is_read(configure: Configure, tmp_path: Path) -> None:
    config = configure("""
        required-version = ">=0.1,<1"
        preset = "strict"
        select = ["menus", "long-wait"]
        extend-select = ["legal"]
        extend-ignore = ["key-gap"]
        fail-on = "error"
        baseline = "lint/baseline.json"
        language = "nl-NL"
        exclude = ["old/"]
        extend-exclude = ["*.bak"]
        respect-gitignore = false
        max-file-size = 1_000

        [plugins]
        disable = ["acme"]
        paths = ["tools/ours.py"]

        [rules.many-options]
        severity = "info"
        max = 3
        ignore-tags = ["expert"]

        [[per-path]]
        path = ["legacy/**", "tests/"]
        ignore = ["queue"]
        severity = { key-gap = "error" }
        language = "en"
        format = "connect"

        [[ignore]]
        path = "flows/main.json"
        step = ["Main menu", "sales-*"]
        rules = ["many-options", "queue"]
        reason = "rebuilt in May"
        until = 2027-05-31

        [[facts]]
        path = "*.json"
        flow = "Main"
        step = "Bye"
        tags = ["done"]
        values = { share = 12, owner = "sales" }
    """)
    assert config.path == tmp_path / "ivrlint.toml"
    assert config.root == tmp_path
    assert config.select == ("menus", "long-wait")
    assert config.extend_select == ("legal",)
    assert config.ignore == ("key-gap",)
    assert (config.presets, config.fail_on) == (("strict",), Severity.ERROR)
    assert config.baseline == tmp_path / "lint" / "baseline.json"
    assert (config.language, config.respect_gitignore) == ("nl-NL", False)
    assert config.max_file_size == 1000
    assert config.exclude.lines == ("old/", "*.bak")
    assert config.plugins.disable == ("acme",)
    assert config.plugins.paths == (tmp_path / "tools" / "ours.py",)
    assert config.rules["too-many-options"].severity is Severity.INFO
    assert config.rules["too-many-options"].options == {"max": 3, "ignore-tags": ["expert"]}
    (table,) = config.ignores
    assert set(table.ignored) == {"too-many-options", "dropped-while-waiting", "long-wait"}
    assert table.steps == ("Main menu", "sales-*")
    assert table.until == datetime.date(2027, 5, 31)
    (facts,) = config.facts
    assert (facts.flows, facts.steps, facts.tags) == (("Main",), ("Bye",), ("done",))
    assert facts.values == (("share", "12"), ("owner", "sales"))


def test_names_know_where_they_stand(configure: Configure) -> None:
    config = configure('select = [\n  "menus",\n  "queue",  # both\n]\n[[facts]]\npath = "é"\n')
    assert config.select is not None
    assert [name.place.begin for name in config.select] == [(2, 3), (3, 3)]
    assert [name.place.text for name in config.select] == ['"menus"', '"queue"']
    assert config.facts[0].place.text == "[[facts]]"


def test_places_are_right_in_every_way_to_write_a_table(configure: Configure) -> None:
    config = configure(
        'per-path = [{path = "a", ignore = ["queue"]}, \n {path = "é", ignore = ["key-gap"]}]\n'
        'rules.key-gap = {"severity" = "error"}\n'
    )
    names = [name for table in config.per_path for name in table.ignored.values()]
    assert {name.place.begin.line for name in names if name == "queue"} == {1}
    assert [name.place.begin for name in names if name == "key-gap"] == [(2, 25)]
    assert config.keys["rules.key-gap.severity"].place.text == '"severity" = "error"'


def test_settings_for_some_files(configure: Configure) -> None:
    config = configure("""
        language = "nl"
        [[per-path]]
        path = "legacy/"
        ignore = ["menus"]
        language = "en"
        [[per-path]]
        path = ["*.json", "!kept.json"]
        ignore = ["long-wait"]
        severity = { many-options = "info" }
        format = "connect"
    """)
    plain = config.for_path("a.ivr")
    assert (plain.language, plain.format, plain.ignored) == ("nl", None, frozenset())
    both = config.for_path("x/legacy/a.json")
    assert both.ignored == {"too-many-options", "key-gap", "long-wait"}
    assert both.severity == {"too-many-options": Severity.INFO}
    assert (both.language, both.format) == ("en", "connect")
    assert config.for_path("kept.json").format is None


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("menus/main.ivr", "menus/main.ivr", True),
        ("menus/main.ivr", "old/menus/main.ivr", False),
        ("menus/old", "menus/old/a.ivr", True),
        ("menus/old", "menus/older.ivr", False),
        ("main.ivr", "a/b/main.ivr", True),
        ("old/", "a/old/x.ivr", True),
        ("old/", "old", False),
        ("a/**/x.ivr", "a/b/c/x.ivr", True),
        ("**", "a/b", True),
        ("a/*", "../a/b", False),
        ("**", "/elsewhere/a", False),
    ],
)
def test_patterns_are_those_of_gitignore(pattern: str, path: str, matches: bool) -> None:
    assert Patterns([pattern]).match(path) is matches


def test_a_plain_path_is_matched_as_a_pattern_would_be() -> None:
    for path in ("a/b.c", "a/b.c/d", "a/b.cd", "x/a/b.c", "a"):
        assert Patterns(["a/b.c"]).match(path) == Patterns(["a/b.c", "!*.none"]).match(path)


def _chain(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")


def test_what_extends_wins_and_tables_add_up(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "team").mkdir()
    _chain(
        tmp_path / "team",
        base="""
            preset = "strict"
            fail-on = "error"
            ignore = ["queue", { path = "a", rules = ["key-gap"] }]
            extend-select = ["legal"]
            exclude = ["old/"]
            baseline = "known.json"
            [rules.too-many-options]
            max = 3
            severity = "info"
        """,
    )
    _chain(
        tmp_path,
        ivrlint="""
            extend = "team/base.toml"
            fail-on = "info"
            extend-ignore = ["key-gap"]
            extend-exclude = ["new/"]
            ignore = [{ path = "b", rules = ["key-gap"] }]
            [rules.many-options]
            max = 4
        """,
    )
    config = load(tmp_path / "ivrlint.toml", catalogue)
    assert config.root == tmp_path
    assert (config.presets, config.fail_on) == (("strict",), Severity.INFO)
    assert config.ignore == ("queue", "key-gap")
    assert config.extend_select == ("legal",)
    assert config.exclude.lines == ("old/", "new/")
    assert config.baseline == tmp_path / "team" / "known.json"
    assert [table.paths.lines for table in config.ignores] == [("a",), ("b",)]
    assert config.rules["too-many-options"].options == {"max": 4}
    assert config.rules["too-many-options"].severity is Severity.INFO
    assert str(config.keys["rules.too-many-options.max"]) == "ivrlint.toml:8"
    assert str(config.keys["preset"]) == "team/base.toml:2"


def test_a_list_replaces_the_one_it_extends(tmp_path: Path, catalogue: Catalogue) -> None:
    _chain(
        tmp_path,
        base="select = ['menus']\nextend-select = ['legal']\nextend-ignore = ['key-gap']\n",
        ivrlint="extend = 'base.toml'\nselect = ['queue']\nignore = []\n",
    )
    config = load(tmp_path / "ivrlint.toml", catalogue)
    assert (config.select, config.extend_select, config.ignore) == (("queue",), (), ())


def test_circles_and_missing_files_are_told(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _chain(tmp_path, a="extend = 'b.toml'", b="\nextend = './a.toml'", c="extend = 'none.toml'")
    with pytest.raises(ConfigurationError, match=r"^b\.toml:2: extend: .*a circle$"):
        load(tmp_path / "a.toml", catalogue)
    with pytest.raises(
        ConfigurationError, match=r"^c\.toml:1: extend: none\.toml: there is no such"
    ):
        load(tmp_path / "c.toml", catalogue)
    _chain(tmp_path, d="extend = 3")
    with pytest.raises(ConfigurationError, match=r"^d\.toml:1: extend: expected the path"):
        load(tmp_path / "d.toml", catalogue)


def test_a_mistake_in_a_file_that_is_extended_names_that_file(
    tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _chain(tmp_path, base="\n\nfail = 1", ivrlint="extend = 'base.toml'")
    with pytest.raises(ConfigurationError, match=r"^base\.toml:3: fail: unknown key"):
        load(tmp_path / "ivrlint.toml", catalogue)


def test_plugins_are_known_before_rules_are(tmp_path: Path) -> None:
    _chain(
        tmp_path,
        base="[plugins]\ndisable = ['a']\npaths = ['p.py']",
        ivrlint="extend = 'base.toml'\n[plugins]\ndisable = ['b', 3]\n",
        broken="plugins = 3",
    )
    settings = plugin_settings(read_chain(tmp_path / "ivrlint.toml"))
    assert settings.disable == ("b",)
    assert settings.paths == (tmp_path / "p.py",)
    assert plugin_settings(read_chain(tmp_path / "broken.toml")).disable == ()


def test_without_a_file_everything_is_the_default(tmp_path: Path) -> None:
    config = defaults(tmp_path)
    assert config.path is None
    assert config.for_path("a.ivr").ignored == frozenset()
    assert not config.excludes("a.ivr")
