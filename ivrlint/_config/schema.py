"""The JSON Schema of the configuration, made from the rules' own options.

`python -m ivrlint._config.schema` prints the one that ships.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, Final

from ivrlint._config.catalogue import Catalogue
from ivrlint._config.config import MAX_FILE_SIZE
from ivrlint.facts import TAGS, VALUES
from ivrlint.finding import Severity
from ivrlint.rule import Option, Rule

SEVERITIES: Final = tuple(str(severity) for severity in Severity)
LANGUAGE: Final = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
DATE: Final = r"^\d{4}-\d{2}-\d{2}$"

_ONE_OR_MORE: Final = {"type": ["string", "array"], "minLength": 1, "minItems": 1}


def schema(catalogue: Catalogue) -> dict[str, Any]:
    """The schema (draft 2020-12) of a configuration for these rules."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of ivrlint",
        "description": "ivrlint.toml, .ivrlint.toml, or [tool.ivrlint] in pyproject.toml",
        "type": "object",
        "properties": _settings(catalogue),
        "additionalProperties": False,
        "$defs": {
            "selector": {
                "description": "A rule, a pack, or all.",
                "enum": list(catalogue.selectors),
            },
            "severity": {"enum": list(SEVERITIES)},
            "paths": {
                **_ONE_OR_MORE,
                "items": {"type": "string", "minLength": 1},
                "description": "Patterns as in .gitignore, relative to the project's root.",
            },
            "names": {**_ONE_OR_MORE, "items": {"type": "string", "minLength": 1}},
            "language": {"type": "string", "pattern": LANGUAGE},
            "date": {"type": "string", "pattern": DATE},
        },
    }


def _settings(catalogue: Catalogue) -> dict[str, Any]:
    selectors = {"type": "array", "items": {"$ref": "#/$defs/selector"}}
    strings = {"type": "array", "items": {"type": "string", "minLength": 1}}
    return {
        "required-version": {
            "type": "string",
            "description": "The versions of ivrlint that will do, such as '>=0.1,<1'.",
        },
        "extend": {
            "type": "string",
            "minLength": 1,
            "description": "Another configuration file that this one builds on, relative to it.",
        },
        "preset": {
            "anyOf": [
                {"enum": list(catalogue.presets)},
                {"type": "array", "items": {"enum": list(catalogue.presets)}},
            ],
            "default": "default",
            "description": "The sets of settings that everything else is laid over.",
        },
        "select": {**selectors, "description": "The rules that run, instead of the usual ones."},
        "extend-select": {**selectors, "description": "Rules that run as well."},
        "ignore": _ignore(selectors),
        "extend-ignore": {**selectors, "description": "Rules that do not run either."},
        "fail-on": {
            "$ref": "#/$defs/severity",
            "default": "warning",
            "description": "The least severity of a finding that makes the exit status 1.",
        },
        "baseline": {
            "type": "string",
            "minLength": 1,
            "description": "The file of accepted findings, relative to this file.",
        },
        "language": {
            "$ref": "#/$defs/language",
            "description": "The language of files that do not say theirs, such as nl or en-GB.",
        },
        "exclude": {**strings, "description": "Files and folders that are not linted."},
        "extend-exclude": {**strings, "description": "More of them, beside those of `extend`."},
        "respect-gitignore": {
            "type": "boolean",
            "default": True,
            "description": "Whether what git ignores is left out.",
        },
        "max-file-size": {
            "type": "integer",
            "minimum": 1,
            "default": MAX_FILE_SIZE,
            "description": "The most bytes of a file that is read.",
        },
        "plugins": _table(
            {
                "disable": {**strings, "description": "Plugins that are not loaded, by name."},
                "paths": {
                    **strings,
                    "description": "Python files of this project that are plugins; loaded only"
                    " with --allow-project-plugins.",
                },
            },
            "Which plugins are loaded.",
        ),
        "rules": _table(
            {
                name: _rule(rule, former=name != rule.name)
                for name, rule in _by_every_name(catalogue).items()
            },
            "Severity and options, a table for each rule.",
        ),
        "per-path": _tables(
            {
                "path": {"$ref": "#/$defs/paths"},
                "ignore": {**selectors, "description": "Rules whose findings are left out."},
                "severity": _table(
                    {name: {"$ref": "#/$defs/severity"} for name in _by_every_name(catalogue)},
                    "Severities of rules in these files.",
                ),
                "language": {"$ref": "#/$defs/language"},
                "format": {
                    "type": "string",
                    "minLength": 1,
                    "description": "The format to read these files as.",
                },
            },
            ["path"],
            "Settings for some files.",
        ),
        "facts": _tables(
            {
                "path": {"$ref": "#/$defs/paths"},
                "flow": {"$ref": "#/$defs/names", "description": "Names of flows."},
                "step": {"$ref": "#/$defs/names", "description": "Names of steps."},
                "tags": {
                    "type": "array",
                    "items": {"type": "string", "examples": list(TAGS)},
                    "description": "Facts without a value.",
                },
                "values": {
                    "type": "object",
                    "properties": {
                        name: {"type": ["string", "number"], "description": meaning}
                        for name, meaning in VALUES.items()
                    },
                    "additionalProperties": {"type": ["string", "number"]},
                    "description": "Facts with a value.",
                },
            },
            ["path"],
            "Facts that the files themselves cannot say.",
        ),
    }


def _ignore(selectors: Mapping[str, Any]) -> dict[str, Any]:
    """`ignore = ["rule"]` and `[[ignore]]` share a key, so an item may be either."""
    table = _table(
        {
            "path": {"$ref": "#/$defs/paths"},
            "step": {
                "$ref": "#/$defs/names",
                "description": "Names of steps; without it, whole files are meant.",
            },
            "rules": {**selectors, "minItems": 1, "description": "What is accepted there."},
            "reason": {"type": "string", "description": "Why it is accepted."},
            "until": {"$ref": "#/$defs/date", "description": "The last day on which it counts."},
        },
        "A finding that is known and accepted.",
    )
    return {
        "type": "array",
        "items": {
            "if": {"type": "object"},
            "then": {**table, "required": ["path", "rules"]},
            "else": selectors["items"],
        },
        "description": "Rules that do not run; or tables, for single files and steps.",
    }


def _rule(rule: Rule, *, former: bool) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "severity": {"$ref": "#/$defs/severity", "default": str(rule.severity)}
    }
    for option in rule.options:
        if option.name == "severity":
            raise TypeError(f"rule {rule.name!r}: an option may not be called severity")
        properties[option.name] = _option(option)
    described = _table(properties, rule.summary)
    return {**described, "deprecated": True} if former else described


def _option(option: Option) -> dict[str, Any]:
    unit = f" ({option.unit})" if option.unit else ""
    described = {"description": f"{option.description}{unit}".strip(), "default": option.default}
    outer, _, inner = option.type.partition(" of ")
    if outer == "array":
        return {"type": "array", "items": {"type": inner}, **described}
    if outer == "object":
        return {"type": "object", "additionalProperties": {"type": inner}, **described}
    return {"type": outer, **described}


def _table(properties: Mapping[str, Any], description: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
        "description": description,
    }


def _tables(properties: Mapping[str, Any], required: list[str], description: str) -> dict[str, Any]:
    return {
        "type": "array",
        "items": {**_table(properties, description), "required": required},
        "description": description,
    }


def _by_every_name(catalogue: Catalogue) -> dict[str, Rule]:
    named = dict(catalogue.rules)
    for alias, name in catalogue.aliases.items():
        named[alias] = catalogue.rules[name]
    return named


def text(catalogue: Catalogue) -> str:
    """The schema as it ships."""
    return json.dumps(schema(catalogue), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Print the schema for ivrlint's own rules; nobody else's plugins are looked at."""
    sys.stdout.write(text(own_catalogue()))


def own_catalogue() -> Catalogue:
    """The catalogue of the rules that ivrlint itself brings."""
    from ivrlint import _plugins

    entries = _plugins.load()
    foreign = [plugin.name for plugin in entries.found if plugin.distribution != _plugins.OWN]
    plugins = _plugins.load(disable=foreign) if foreign else entries
    return Catalogue(plugins.rules, presets=plugins.presets)


if __name__ == "__main__":
    main()
