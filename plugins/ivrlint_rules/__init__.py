"""The rules: one folder for each pack, one file for each rule; beside them what packs agree on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from ivrlint.hooks import hookimpl
from ivrlint.presets import Preset
from ivrlint.rule import Rule, rules_of
from ivrlint_rules.presets import PRESETS


@hookimpl
def ivrlint_rules() -> Iterable[Rule | Preset]:
    """Every rule of every pack, and the presets over them."""
    yield from own_rules()
    yield from PRESETS


def own_rules() -> Iterator[Rule]:
    """Every rule of every pack: whatever stands in a file of a pack's folder."""
    return rules_of(sys.modules[__name__])
