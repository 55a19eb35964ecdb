"""Presets: sets of settings under a name, which a configuration builds on.

The rules' plugins bring them by the hook `ivrlint_rules`, beside the rules that
they are about. Several can be in force at once, such as a country's and a
standard's: the later ones are laid over the earlier ones, lists are joined.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ivrlint.finding import Severity


class RuleSettings(NamedTuple):
    """What is set for one rule: None and what is not there leave it as it is.

    `options` go by their names in the configuration (`max-top`).
    """

    severity: Severity | None = None
    options: Mapping[str, Any] = MappingProxyType({})
    enabled: bool | None = None


class Preset(NamedTuple):
    """A set of settings under a name; the configuration and the command line win over it.

    `select` and `ignore` switch rules on and off (names of rules, packs, or
    `all`). `severities` gives every finding of one severity another one.
    `rules` holds what is set for single rules.
    """

    name: str
    summary: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[Severity, Severity] = MappingProxyType({})
    rules: Mapping[str, RuleSettings] = MappingProxyType({})
