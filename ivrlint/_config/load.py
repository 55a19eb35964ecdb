"""From configuration files to the configuration that is in force."""

from __future__ import annotations

import datetime
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import ivrlint
from ivrlint import _cache
from ivrlint._config.catalogue import Catalogue
from ivrlint._config.config import MAX_FILE_SIZE, Config, PluginSettings
from ivrlint._config.file import ConfigFile, Key, Name, dotted, read
from ivrlint._config.patterns import Patterns
from ivrlint.errors import ConfigurationError
from ivrlint.finding import Severity
from ivrlint.presets import RuleSettings

if TYPE_CHECKING:
    from ivrlint._config.tables import Facts, Ignore, PerPath

Chain = tuple[ConfigFile, ...]
"""A configuration file after all that it extends: the base first, the nearest last."""

_LONGEST_CHAIN: Final = 32


def read_chain(path: Path) -> Chain:
    """Read a configuration file and what it extends.

    Raises ConfigurationError for what cannot be read, and for files that
    extend each other in a circle.
    """
    files = [read(path)]
    if "extend" not in files[0].data:
        return (files[0],)
    from ivrlint._config.check import mistake

    seen = {os.path.realpath(files[0].path)}
    while "extend" in files[-1].data:
        last = files[-1]
        wanted = last.data["extend"]
        if not isinstance(wanted, str) or not wanted or "\0" in wanted:
            raise mistake(last, ("extend",), "expected the path of a configuration file")
        target = last.path.parent / Path(wanted).expanduser()
        if os.path.realpath(target) in seen:
            raise mistake(last, ("extend",), f"{wanted!r} extends this file in turn: a circle")
        if len(files) == _LONGEST_CHAIN:
            raise mistake(last, ("extend",), f"more than {_LONGEST_CHAIN} files extend each other")
        seen.add(os.path.realpath(target))
        try:
            files.append(read(target))
        except ConfigurationError as error:
            raise mistake(last, ("extend",), str(error)) from error
    return tuple(reversed(files))


def plugin_settings(chain: Chain) -> PluginSettings:
    """Which plugins the files ask for; known before any rule is, and never raises.

    What is of the wrong shape is left out here, and reported by `load`.
    """
    disable: tuple[Name, ...] = ()
    paths: tuple[Path, ...] = ()
    for file in chain:
        table = file.data.get("plugins")
        if not isinstance(table, dict):
            continue
        key = Key(file, ("plugins",))
        if isinstance(table.get("disable"), list):
            disable = _names(table["disable"], key.at("disable"))
        if isinstance(table.get("paths"), list):
            folder = file.path.parent
            paths = tuple(folder / name for name in _names(table["paths"], key.at("paths")))
    return PluginSettings(disable, paths)


def load(path: Path | Chain, catalogue: Catalogue) -> Config:
    """The configuration of a file (or of a chain that was read before).

    Raises ConfigurationError with every mistake on a line of its own:
    `ivrlint.toml:3: rules.too-long.max: expected a whole number, found 'three'`.
    """
    chain = read_chain(path) if isinstance(path, Path) else path
    for file in chain:
        _check_once(file, catalogue)
    return _fold(chain, catalogue)


def _check_once(file: ConfigFile, catalogue: Catalogue) -> None:
    """Check a file unless this content was found sound for these rules before."""
    name = f"config-{zlib.crc32(os.fsencode(file.path)):08x}"
    key = f"{ivrlint.__version__}\n{catalogue.fingerprint}\n{file.path}\n{file.source.text}"
    if _cache.load(name, key) == "sound":
        return
    from ivrlint._config.check import check

    check(file, catalogue)
    _cache.save(name, key, "sound")


def _fold(chain: Chain, catalogue: Catalogue) -> Config:
    """Lay the files over one another: values and plain lists replace, tables add."""
    plain: dict[str, Any] = {}
    keys: dict[str, Key] = {}
    lists: dict[str, list[Name]] = {"ignore": [], "exclude": [], "extend-select": []}
    rules: dict[str, RuleSettings] = {}
    per_path: list[PerPath] = []
    ignores: list[Ignore] = []
    facts: list[Facts] = []
    for file in chain:
        data = file.data
        top = Key(file, ())
        for name in data:
            # A list of tables only says nothing about the plain list of the same key.
            if name != "ignore" or not data[name] or any(isinstance(i, str) for i in data[name]):
                keys[name] = top.at(name)
        for name in data.get("plugins", {}):
            keys[dotted(("plugins", name))] = top.at("plugins", name)
        for name in _PLAIN & data.keys():
            plain[name] = data[name]
        if "baseline" in data:
            plain["baseline"] = file.path.parent / data["baseline"]
        if "select" in data:
            plain["select"] = _names(data["select"], top.at("select"))
            lists["extend-select"] = []
        lists["extend-select"] += _names(data.get("extend-select", ()), top.at("extend-select"))
        ignore = data.get("ignore", [])
        selectors = _names(ignore, top.at("ignore"))
        if "ignore" in data and (selectors or not ignore):
            lists["ignore"] = []
        lists["ignore"] += [
            *selectors,
            *_names(data.get("extend-ignore", ()), top.at("extend-ignore")),
        ]
        if "exclude" in data:
            lists["exclude"] = []
        for name in ("exclude", "extend-exclude"):
            lists["exclude"] += _names(data.get(name, ()), top.at(name))
        for name, table in data.get("rules", {}).items():
            _set_rule(rules, keys, name, table, top.at("rules", name), catalogue)
        for index, table in enumerate(data.get("per-path", ())):
            per_path.append(_per_path(table, top.at("per-path", index), catalogue))
        for index, table in enumerate(ignore):
            if isinstance(table, dict):
                ignores.append(_ignore(table, top.at("ignore", index), catalogue))
        for index, table in enumerate(data.get("facts", ())):
            facts.append(_facts(table, top.at("facts", index)))
    return Config(
        root=chain[-1].path.parent,
        files=chain,
        select=plain.get("select"),
        extend_select=tuple(lists["extend-select"]),
        ignore=tuple(lists["ignore"]),
        presets=_one_or_more(plain.get("preset", ())),
        rules=rules,
        per_path=tuple(per_path),
        ignores=tuple(ignores),
        facts=tuple(facts),
        exclude=Patterns(lists["exclude"]),
        respect_gitignore=plain.get("respect-gitignore", True),
        language=plain.get("language"),
        plugins=plugin_settings(chain),
        fail_on=Severity.named(plain.get("fail-on", "warning")),
        baseline=plain.get("baseline"),
        max_file_size=int(plain.get("max-file-size", MAX_FILE_SIZE)),
        required_version=plain.get("required-version"),
        keys=keys,
    )


_PLAIN: Final = frozenset(
    {
        "preset",
        "fail-on",
        "language",
        "respect-gitignore",
        "max-file-size",
        "required-version",
    }
)


def _set_rule(
    rules: dict[str, RuleSettings],
    keys: dict[str, Key],
    written: str,
    table: Mapping[str, Any],
    key: Key,
    catalogue: Catalogue,
) -> None:
    rule = catalogue.rule(written)
    if rule is None:  # of a plugin that was not loaded
        return
    before = rules.get(rule.name, RuleSettings())
    severity = Severity.named(table["severity"]) if "severity" in table else before.severity
    options = {name: value for name, value in table.items() if name != "severity"}
    rules[rule.name] = RuleSettings(severity, {**before.options, **options})
    for name in table:
        keys[dotted(("rules", rule.name, name))] = key.at(name)


def _per_path(table: Mapping[str, Any], key: Key, catalogue: Catalogue) -> PerPath:
    from ivrlint._config.tables import PerPath

    severities = {
        rule.name: Severity.named(severity)
        for name, severity in table.get("severity", {}).items()
        if (rule := catalogue.rule(name)) is not None
    }
    return PerPath(
        key,
        Patterns(_one_or_more(table["path"])),
        _expanded(_names(table.get("ignore", ()), key.at("ignore")), catalogue),
        severities,
        table.get("language"),
        table.get("format"),
    )


def _ignore(table: Mapping[str, Any], key: Key, catalogue: Catalogue) -> Ignore:
    from ivrlint._config.tables import Ignore

    until = table.get("until")
    return Ignore(
        key,
        Patterns(_one_or_more(table["path"])),
        _expanded(_names(table["rules"], key.at("rules")), catalogue),
        _one_or_more(table.get("step", ())),
        table.get("reason", ""),
        datetime.date.fromisoformat(until) if isinstance(until, str) else until,
    )


def _facts(table: Mapping[str, Any], key: Key) -> Facts:
    from ivrlint._config.tables import Facts

    return Facts(
        key,
        Patterns(_one_or_more(table["path"])),
        _one_or_more(table.get("step", ())),
        _one_or_more(table.get("flow", ())),
        _names(table.get("tags", ()), key.at("tags")),
        tuple(
            (Name.of(name, key.at("values", name)), str(value))
            for name, value in table.get("values", {}).items()
        ),
    )


def _expanded(names: Sequence[Name], catalogue: Catalogue) -> dict[str, Name]:
    """Each rule that the names stand for, with the most precise name that means it."""
    found: dict[str, Name] = {}
    for name in sorted(names, key=catalogue.precision):
        for rule in catalogue.expand(name):
            found[rule] = name
    return found


def _names(items: Iterable[Any], key: Key) -> tuple[Name, ...]:
    return tuple(
        Name.of(item, key.at(index)) for index, item in enumerate(items) if isinstance(item, str)
    )


def _one_or_more(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def defaults(root: Path) -> Config:
    """The configuration of a project that has no configuration file."""
    return Config(root=root)
