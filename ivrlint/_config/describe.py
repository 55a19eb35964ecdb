"""Every setting in force, and where it comes from: what `ivrlint config` shows."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ivrlint._config.catalogue import Catalogue
from ivrlint._config.config import Config
from ivrlint._config.file import dotted
from ivrlint._config.resolve import (
    COMMAND_LINE,
    DEFAULT,
    CommandLine,
    resolve_rules,
)
from ivrlint.display import visible


class Setting(NamedTuple):
    """One setting: its key as in the configuration, its value, and where that comes from.

    `origin` is `default`, `preset strict`, `command line`, or a file and line.
    """

    key: str
    value: Any
    origin: str


def describe(
    config: Config,
    catalogue: Catalogue,
    command_line: CommandLine | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> tuple[Setting, ...]:
    """The settings in force: first those of the run, then a few for each rule that is on.

    `overrides` are further settings of the command line, by their keys in the
    configuration (`fail-on`, `baseline`).
    """
    command_line = command_line or CommandLine()
    overrides = dict(overrides or {})
    if command_line.presets:
        overrides["preset"] = _one_or_all(command_line.presets)
    settings = [
        Setting(key, overrides[key], COMMAND_LINE)
        if key in overrides
        else Setting(key, value, _origin(config, key))
        for key, value in _plain(config)
    ]
    settings += [
        Setting(option, list(names), COMMAND_LINE)
        for option, names in (("--select", command_line.select), ("--ignore", command_line.ignore))
        if names
    ]
    settings += _tables(config)
    for active in resolve_rules(config, catalogue, command_line):
        name = active.rule.name
        settings.append(Setting(dotted(("rules", name)), "on", str(active.enabled_by)))
        severity = active.origins.get("severity", DEFAULT)
        key = dotted(("rules", name, "severity"))
        settings.append(Setting(key, str(active.severity), str(severity)))
        for option in active.rule.options:
            value = active.options.get(option.name.replace("-", "_"), option.default)
            origin = str(active.origins.get(option.name, DEFAULT))
            settings.append(Setting(dotted(("rules", name, option.name)), _json(value), origin))
    return tuple(settings)


def _origin(config: Config, key: str) -> str:
    """Where a setting stands; a list may come from its `extend-` alone."""
    return str(config.keys.get(key) or config.keys.get(f"extend-{key}") or DEFAULT)


def as_text(settings: Iterable[Setting]) -> Iterator[str]:
    """A line for each setting: `key = value`, then `# origin` unless it is the default."""
    for setting in settings:
        value = json.dumps(setting.value, ensure_ascii=False)
        line = visible(f"{setting.key} = {value}")
        yield f"{line}  # {visible(setting.origin)}" if setting.origin != DEFAULT else line


def as_data(settings: Iterable[Setting]) -> list[dict[str, Any]]:
    """The same as plain JSON data."""
    return [{"key": s.key, "value": s.value, "origin": s.origin} for s in settings]


def _plain(config: Config) -> Iterator[tuple[str, Any]]:
    yield "required-version", config.required_version
    yield "extend", [str(file.path) for file in config.files[:-1]]
    yield "preset", _one_or_all(config.presets or (DEFAULT,))
    yield "select", None if config.select is None else list(config.select)
    yield "extend-select", list(config.extend_select)
    yield "ignore", list(config.ignore)
    yield "fail-on", str(config.fail_on)
    yield "baseline", None if config.baseline is None else str(config.baseline)
    yield "language", config.language
    yield "exclude", list(config.exclude.lines)
    yield "respect-gitignore", config.respect_gitignore
    yield "max-file-size", config.max_file_size
    yield "plugins.disable", list(config.plugins.disable)
    yield "plugins.paths", [str(path) for path in config.plugins.paths]


def _one_or_all(names: Sequence[str]) -> str | list[str]:
    return names[0] if len(names) == 1 else list(names)


def _tables(config: Config) -> Iterator[Setting]:
    """The tables about some files, each as it was written."""
    keys = [table.key for table in config.per_path]
    keys += [table.key for table in config.ignores]
    keys += [table.key for table in config.facts]
    for key in keys:
        written: Any = key.file.data
        for part in key.path:
            written = written[part]
        yield Setting(str(key.path[0]), _json(written), str(key))


def _json(value: Any) -> Any:
    """A value as JSON has it; what TOML nests is only as deep as the schema lets it."""
    match value:
        case Mapping():
            return {str(key): _json(item) for key, item in value.items()}
        case list() | tuple():
            return [_json(item) for item in value]
        case Path() | datetime.date():
            return str(value)
        case _:
            return value
