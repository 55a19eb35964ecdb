"""The presets that come with the rules: each changes something, and only what there is."""

from __future__ import annotations

import pytest

from ivrlint._config.schema import own_catalogue
from ivrlint.finding import Severity
from ivrlint.presets import Preset
from ivrlint_rules.presets import PRESETS

CATALOGUE = own_catalogue()

every_preset = pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)


def test_the_standards_and_the_countries_are_there() -> None:
    assert {preset.name for preset in PRESETS} == {
        "irish-public", "gethuman", "w3c-coga", "broad",
        "nl", "eu", "de", "es", "pt", "br", "be", "fr", "uk", "us", "il",
    }  # fmt: skip


@every_preset
def test_a_preset_speaks_about_rules_and_options_that_there_are(preset: Preset) -> None:
    for name, settings in preset.rules.items():
        options = {option.name for option in CATALOGUE.rules[name].options}
        assert set(settings.options) <= options, name


@every_preset
def test_a_preset_sets_nothing_that_is_so_already(preset: Preset) -> None:
    assert preset.rules
    for name, settings in preset.rules.items():
        rule = CATALOGUE.rules[name]
        assert settings.severity is not rule.severity, name
        assert settings.enabled is not rule.default, name
        for option in rule.options:
            wanted = settings.options.get(option.name)
            assert wanted is None or wanted != option.default, f"{name}: {option.name}"


@every_preset
def test_a_country_switches_on_legal_rules_and_no_other_preset_does(preset: Preset) -> None:
    legal = {name for name in preset.rules if CATALOGUE.rules[name].pack == "legal"}
    for name in legal:
        assert preset.rules[name].options == {"country": (preset.name,)}
        assert preset.rules[name].enabled
    assert not legal or len(preset.name) == 2


def test_strict_leaves_the_law_alone() -> None:
    strict = CATALOGUE.presets["strict"]
    assert strict.ignore == ("legal",)
    assert strict.severities == {Severity.WARNING: Severity.ERROR}
