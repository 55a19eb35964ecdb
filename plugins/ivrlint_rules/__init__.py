"""The rules: one folder for each pack, one file for each rule; beside them what packs agree on."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module

from ivrlint.hooks import hookimpl
from ivrlint.presets import Preset
from ivrlint.rule import Rule
from ivrlint_rules.presets import PRESETS


@hookimpl
def ivrlint_rules() -> Iterable[Rule | Preset]:
    """Every rule of every pack, and the presets over them."""
    yield from own_rules()
    yield from PRESETS


def own_rules() -> Iterator[Rule]:
    """Every rule of every pack: whatever stands in a file of a pack's folder."""
    for pack in pkgutil.iter_modules(__path__, f"{__name__}."):
        if pack.ispkg:
            yield from _rules_of(pack.name)


def _rules_of(pack: str) -> Iterator[Rule]:
    for file in pkgutil.iter_modules(import_module(pack).__path__, f"{pack}."):
        for value in vars(import_module(file.name)).values():
            if isinstance(value, Rule):
                yield value
