"""All rules there are, by every name they go by, and the presets over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from ivrlint._near import did_you_mean, near
from ivrlint.finding import Severity
from ivrlint.presets import Preset
from ivrlint.rule import Rule

ALL: Final = "all"
"""The name that stands for every rule in `select` and `ignore`."""

OWN_PACK: Final = "ivrlint"
"""The findings about the linting itself: on unless they are ignored by name."""

PRESETS: Final = (
    Preset("default", "every rule as its documentation has it"),
    Preset(
        "strict",
        "all warnings are errors; rules that are off by default are on, except the pack legal",
        select=(ALL,),
        ignore=("legal",),
        severities={Severity.WARNING: Severity.ERROR},
    ),
)


class Catalogue:
    """The rules of a run, by name and former names, their packs, and the presets.

    The presets `default` and `strict` are always there.

    `complete` is False when a plugin that is there was not loaded (switched
    off, not allowed, failed): then a name that resembles no known rule may be
    one of its rules, and is no mistake.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        *,
        presets: Iterable[Preset] = (),
        complete: bool = True,
    ) -> None:
        self.rules: Mapping[str, Rule] = {
            rule.name: rule for rule in sorted(rules, key=lambda rule: (rule.pack, rule.name))
        }
        self.presets: Mapping[str, Preset] = {
            preset.name: preset for preset in (*PRESETS, *presets)
        }
        self.complete = complete

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Former names of rules, each with the name of today."""
        return {
            alias: rule.name
            for rule in self.rules.values()
            for alias in rule.aliases
            if alias not in self.rules
        }

    @cached_property
    def packs(self) -> Mapping[str, tuple[str, ...]]:
        """The packs, each with the names of its rules."""
        packs: dict[str, list[str]] = {}
        for rule in self.rules.values():
            packs.setdefault(rule.pack, []).append(rule.name)
        return {name: tuple(names) for name, names in sorted(packs.items())}

    @cached_property
    def selectors(self) -> tuple[str, ...]:
        """Every name that `select` and `ignore` understand."""
        return tuple(dict.fromkeys((ALL, *self.packs, *self.rules, *self.aliases)))

    @property
    def fingerprint(self) -> str:
        """Changes when a rule, an option or a preset does: what a configuration is checked by."""
        rules = (
            f"{rule.pack} {rule.name} {' '.join(rule.aliases)} {rule.signature}"
            for rule in self.rules.values()
        )
        return "\n".join([f"{self.complete} {' '.join(self.presets)}", *rules])

    def rule(self, name: str) -> Rule | None:
        """The rule of this name or former name."""
        return self.rules.get(name) or self.rules.get(self.aliases.get(name, ""))

    def expand(self, selector: str) -> tuple[str, ...]:
        """The rules that a name of a rule, a pack, or `all` stands for; none if unknown.

        `all` leaves out the pack `ivrlint`, which is always on unless it is
        ignored by its name.
        """
        if selector == ALL:
            return tuple(name for name, rule in self.rules.items() if rule.pack != OWN_PACK)
        rule = self.rule(selector)
        if rule is not None:
            return (rule.name,)
        return self.packs.get(selector, ())

    def precision(self, selector: str) -> int:
        """How precisely a name means a rule: `all` 0, a pack 1, a rule 2."""
        if selector == ALL:
            return 0
        return 1 if selector in self.packs and self.rule(selector) is None else 2

    def mistake(self, name: str, *, packs: bool = False) -> str | None:
        """What is wrong with a name that should be a rule's (or a pack's or `all`).

        None when it is known, and when it may belong to a plugin that was not
        loaded.
        """
        if self.rule(name) is not None or (packs and (name == ALL or name in self.packs)):
            return None
        if name == ALL or name in self.packs:
            return f"{name!r} is not one rule: name the rules"
        known = self.selectors if packs else (*self.rules, *self.aliases)
        if not self.complete and near(name, known) is None:
            return None
        what = "rule or pack" if packs else "rule"
        return f"unknown {what} {name!r}" + did_you_mean(name, known)
