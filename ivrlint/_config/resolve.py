"""Which rules run, how bad they are, with which options, and who said so.

Three layers, each over the one before: the presets, the configuration files,
the command line. Within a layer the more precise name wins (a rule over its
pack, a pack over `all`), and `ignore` over `select` of the same precision.

A `select` replaces what the layers before had switched on. What the files
ignore stays ignored under a `--select` of the command line, unless that names
it at least as precisely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from ivrlint._config.catalogue import OWN_PACK, Catalogue
from ivrlint._config.config import Config
from ivrlint._config.file import Key, Name, dotted
from ivrlint._near import did_you_mean
from ivrlint.errors import UsageError
from ivrlint.finding import Finding, Severity
from ivrlint.presets import Preset
from ivrlint.rule import Rule

Origin = Key | str
"""Where a setting comes from: a key of a file, or `default`, `preset strict`, `command line`."""

DEFAULT = "default"
COMMAND_LINE = "command line"


class CommandLine(NamedTuple):
    """What the command line says about rules: names of rules, packs, or `all`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    presets: tuple[str, ...] = ()


class ActiveRule(NamedTuple):
    """A rule as this run applies it.

    `configured` says that the user has set the severity, which then holds for
    every finding; else a finding may bring its own, and `severities` (of the
    presets) says what becomes of it. `options` holds what differs from the
    rule's own defaults, ready to be passed to its check. `enabled_by` says who
    switched it on; `origins` where its severity and options come from.
    """

    rule: Rule
    severity: Severity
    configured: bool = False
    options: Mapping[str, Any] = MappingProxyType({})
    severities: Mapping[Severity, Severity] = MappingProxyType({})
    enabled_by: Origin = DEFAULT
    origins: Mapping[str, Origin] = MappingProxyType({})

    def severity_of(self, finding: Finding) -> Severity:
        """The severity that one of its findings has."""
        if self.configured or finding.severity is None:
            return self.severity
        return self.severities.get(finding.severity, finding.severity)


def resolve_rules(
    config: Config, catalogue: Catalogue, command_line: CommandLine | None = None
) -> tuple[ActiveRule, ...]:
    """The rules that run, by pack and name.

    Raises UsageError for a name of the command line that nothing goes by.
    """
    command_line = command_line or CommandLine()
    presets = presets_of(config, catalogue, command_line)
    _check_names(command_line, catalogue)
    enabled = _enabled(config, catalogue, command_line, presets)
    severities = {old: new for preset in presets for old, new in preset.severities.items()}
    return tuple(
        _active(rule, enabled[name], config, presets, severities)
        for name, rule in catalogue.rules.items()
        if name in enabled
    )


def presets_of(
    config: Config, catalogue: Catalogue, command_line: CommandLine
) -> tuple[Preset, ...]:
    """The presets in force, in their order; raises UsageError for one that does not exist."""
    names = command_line.presets or config.presets
    for name in names:
        if name not in catalogue.presets:
            raise UsageError(
                f"there is no preset {name!r}{did_you_mean(name, catalogue.presets)}"
                f" (presets: {', '.join(catalogue.presets)})"
            )
    return tuple(catalogue.presets[name] for name in names)


def _check_names(command_line: CommandLine, catalogue: Catalogue) -> None:
    for option, names in (("--select", command_line.select), ("--ignore", command_line.ignore)):
        for name in names:
            # Nobody types the name of a rule that is not there on purpose.
            if not catalogue.expand(name):
                known = did_you_mean(name, catalogue.selectors)
                raise UsageError(f"{option}: unknown rule or pack {name!r}{known}")


def _enabled(
    config: Config, catalogue: Catalogue, command_line: CommandLine, presets: Sequence[Preset]
) -> dict[str, Origin]:
    """The rules that are on, each with who switched it on."""
    enabled: dict[str, Origin] = {
        name: DEFAULT
        for name, rule in catalogue.rules.items()
        if rule.default or rule.pack == OWN_PACK
    }
    selected = [row for p in presets for row in _with(p.select, _origin_of(p))]
    _say(enabled, catalogue, selected, [name for preset in presets for name in preset.ignore])
    for preset in presets:
        for name, settings in preset.rules.items():
            if settings.enabled is False:
                enabled.pop(name, None)
            elif settings.enabled and name in catalogue.rules:
                enabled.setdefault(name, _origin_of(preset))
    if config.select is not None:
        _keep_own(enabled, catalogue)
    selected = _with((*(config.select or ()), *config.extend_select))
    _say(enabled, catalogue, selected, config.ignore)
    if command_line.select:
        _keep_own(enabled, catalogue)
        chosen = _with(command_line.select, COMMAND_LINE)
        _say(enabled, catalogue, chosen, command_line.ignore, carried=config.ignore)
    else:
        _say(enabled, catalogue, (), command_line.ignore)
    return enabled


def _keep_own(enabled: dict[str, Origin], catalogue: Catalogue) -> None:
    """A selection starts from nothing but the findings about the linting itself."""
    for name in list(enabled):
        if catalogue.rules[name].pack != OWN_PACK:
            del enabled[name]


def _say(
    enabled: dict[str, Origin],
    catalogue: Catalogue,
    selected: Iterable[tuple[str, Origin]],
    ignored: Iterable[str],
    carried: Iterable[str] = (),
) -> None:
    """Apply one layer, the least precise names first.

    `carried` are the ignores of the layer before: they give way to a selection
    of the same precision, `ignored` do not.
    """
    said: list[tuple[int, int, str, Origin | None]] = []
    said += [(catalogue.precision(name), 0, name, None) for name in carried]
    said += [(catalogue.precision(name), 1, name, origin) for name, origin in selected]
    said += [(catalogue.precision(name), 2, name, None) for name in ignored]
    for _, _, name, origin in sorted(said, key=lambda row: row[:2]):
        for rule in catalogue.expand(name):
            if origin is None:
                enabled.pop(rule, None)
            else:
                enabled.setdefault(rule, origin)


def _with(names: Sequence[str], origin: str | None = None) -> list[tuple[str, Origin]]:
    return [(name, name.key if isinstance(name, Name) else origin or DEFAULT) for name in names]


def _active(
    rule: Rule,
    enabled_by: Origin,
    config: Config,
    presets: Sequence[Preset],
    severities: Mapping[Severity, Severity],
) -> ActiveRule:
    severity, configured = rule.severity, False
    options: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for preset in presets:
        settings = preset.rules.get(rule.name)
        if settings is None:
            continue
        if settings.severity is not None:
            severity, configured = settings.severity, True
            origins["severity"] = _origin_of(preset)
        for name, value in settings.options.items():
            before = options.get(_parameter(name), ())
            joined = isinstance(value, tuple) and isinstance(before, tuple)
            options[_parameter(name)] = (*before, *value) if joined else value
            origins[name] = _origin_of(preset)
    if severity in severities:
        severity = severities[severity]
        changing = (preset for preset in reversed(presets) if preset.severities)
        origins["severity"] = _origin_of(next(changing))
    own = config.rules.get(rule.name)
    if own is not None:
        if own.severity is not None:
            severity, configured = own.severity, True
            origins["severity"] = config.keys[dotted(("rules", rule.name, "severity"))]
        for name, value in own.options.items():
            options[_parameter(name)] = tuple(value) if isinstance(value, list) else value
            origins[name] = config.keys[dotted(("rules", rule.name, name))]
    return ActiveRule(rule, severity, configured, options, severities, enabled_by, origins)


def _parameter(option: str) -> str:
    return option.replace("-", "_")


def _origin_of(preset: Preset) -> str:
    return f"preset {preset.name}"
