"""The plugin interface: four hooks, one for each thing that comes in many kinds.

A plugin is a module (or an object) in the entry-point group `ivrlint`:

    [project.entry-points.ivrlint]
    acme = "acme_ivrlint"

and its hooks are functions marked with `hookimpl`:

    from ivrlint.hooks import hookimpl

    @hookimpl
    def ivrlint_rules() -> Iterable[Rule]:
        from acme_ivrlint import rules
        return [rules.missing_jingle]

ivrlint's own formats, rules, languages and reports come in by this door too.
Hooks are called once a run; import what is expensive inside them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import pluggy

if TYPE_CHECKING:
    from ivrlint.formats import Format
    from ivrlint.presets import Preset
    from ivrlint.reports import Report
    from ivrlint.rule import Rule
    from ivrlint.words import LanguageFile

PROJECT: Final = "ivrlint"
"""The name of the pluggy project and of the entry-point group."""

hookspec: Final = pluggy.HookspecMarker(PROJECT)
hookimpl: Final = pluggy.HookimplMarker(PROJECT)
"""Marks a function as a hook of a plugin."""


@hookspec
def ivrlint_formats() -> Iterable[Format]:  # type: ignore[empty-body]
    """The file formats that the plugin can read."""


@hookspec
def ivrlint_rules() -> Iterable[Rule | Preset]:  # type: ignore[empty-body]
    """The rules that the plugin adds: functions marked with `ivrlint.rule.rule`.

    Also presets (`ivrlint.presets`), which set rules under a name.
    """


@hookspec
def ivrlint_phrases() -> Iterable[LanguageFile]:  # type: ignore[empty-body]
    """The natural languages that the plugin knows the words of: a name and a data file each."""


@hookspec
def ivrlint_reports() -> Iterable[Report]:  # type: ignore[empty-body]
    """The forms in which the plugin can write an outcome."""
