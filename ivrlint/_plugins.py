"""Loading plugins: by entry point, and, when it is allowed, from files of the project.

What a plugin does wrong is kept with its name, and the rest goes on.
"""

from __future__ import annotations

import os
import sys
import traceback
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from functools import cached_property, partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

import pluggy

from ivrlint import hooks
from ivrlint.lean import dataclass

if TYPE_CHECKING:
    from ivrlint.formats import Format
    from ivrlint.presets import Preset
    from ivrlint.reports import Report
    from ivrlint.rule import Rule
    from ivrlint.words import Language

T = TypeVar("T")

OWN: Final = "ivrlint"
"""The distribution of the first-party plugins."""


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """Where a plugin is said to be: its name, its module, and the distribution that says so."""

    name: str
    module: str
    distribution: str
    version: str


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin that was found, loaded or not."""

    name: str
    distribution: str
    version: str
    origin: str
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that could not be done: one sentence, and the traceback for those who ask."""

    message: str
    details: str = ""


@dataclass
class Plugins:
    """The plugins of a run, and what they bring. Hooks are called when first asked for."""

    manager: pluggy.PluginManager
    found: list[Plugin] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    _owned: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    @cached_property
    def formats(self) -> list[Format]:
        """Every file format, in the order of their names."""
        from ivrlint.formats import Format

        found = self._call("ivrlint_formats", Format)
        return sorted(self._unique("format", found, lambda item: item.name), key=lambda f: f.name)

    @cached_property
    def rules(self) -> list[Rule]:
        """Every rule: the core's own, then the plugins', by pack and name."""
        from ivrlint._own_rules import own_rules
        from ivrlint.rule import Rule

        found = [(OWN, rule) for rule in own_rules()]
        found += [(name, item) for name, item in self._judging if isinstance(item, Rule)]
        sound = [(name, rule) for name, rule in found if self._is_sound(name, rule)]
        rules = self._unique("rule", sound, lambda item: item.name)
        return sorted(rules, key=lambda rule: (rule.pack, rule.name))

    @cached_property
    def presets(self) -> list[Preset]:
        """The presets that the plugins bring beside their rules."""
        from ivrlint.presets import Preset

        found = [(name, item) for name, item in self._judging if isinstance(item, Preset)]
        return self._unique("preset", found, lambda item: item.name)

    @cached_property
    def _judging(self) -> list[tuple[str, Rule | Preset]]:
        from ivrlint.presets import Preset
        from ivrlint.rule import Rule

        return self._call("ivrlint_rules", Rule, Preset)

    @cached_property
    def languages(self) -> dict[str, Language]:
        """The natural languages, by tag; their words are read when first needed."""
        from ivrlint.words import Language, LanguageFile

        found = self._call("ivrlint_phrases", LanguageFile)
        files = self._unique("language", found, lambda item: item.tag)
        return {file.tag: Language.load(file) for file in files}

    @cached_property
    def reports(self) -> dict[str, Report]:
        """The report formats, by name."""
        from ivrlint.reports import Report

        found = self._call("ivrlint_reports", Report)
        reports = self._unique("report", found, lambda item: item.name)
        return {report.name: report for report in sorted(reports, key=lambda r: r.name)}

    def names(
        self, what: Literal["formats", "rules", "languages", "reports"], plugin: str
    ) -> list[str]:
        """The names of what a plugin brings of one kind."""
        getattr(self, what)  # calls the hook, if nobody has yet
        return sorted(self._owned.get((what[:-1], plugin), ()))

    @cached_property
    def _distributions(self) -> dict[str, str]:
        return {plugin.name: plugin.distribution for plugin in self.found}

    @cached_property
    def third_party_rules(self) -> dict[str, str]:
        """Rules that are not ivrlint's own: name → distribution."""
        owners: dict[str, str] = {}
        for plugin, distribution in self._distributions.items():
            if distribution != OWN:
                owners.update(dict.fromkeys(self.names("rules", plugin), distribution))
        return owners

    def _call(self, hook: str, *kinds: type[Any]) -> list[tuple[str, Any]]:
        """Everything that the implementations of a hook give, with the plugin's name.

        Each is called by itself, so that one that fails takes nothing from the others.
        """
        found: list[tuple[str, Any]] = []
        for implementation in getattr(self.manager.hook, hook).get_hookimpls():
            name = implementation.plugin_name
            try:
                for item in implementation.function():
                    if isinstance(item, kinds):
                        found.append((name, item))
                    else:
                        wanted = kinds[0].__name__
                        self._fail(f"plugin {name!r}: {hook} gives {item!r}, not a {wanted}")
            except Exception as error:
                self._fail(
                    f"plugin {name!r}: {hook} failed: {_told(error)}", traceback.format_exc()
                )
        return found

    def _unique(
        self, what: str, found: Iterable[tuple[str, T]], name_of: Callable[[T], str]
    ) -> list[T]:
        owners: dict[str, str] = {}
        kept: list[T] = []
        for plugin, item in found:
            try:
                name = name_of(item)
            except Exception as error:
                self._fail(
                    f"plugin {plugin!r}: a {what} without a name: {_told(error)}",
                    traceback.format_exc(),
                )
                continue
            if name in owners:
                self._fail(
                    f"plugin {plugin!r}: the {what} {name!r} is already that of"
                    f" plugin {owners[name]!r}; the second one is left out"
                )
            else:
                owners[name] = plugin
                self._owned.setdefault((what, plugin), []).append(name)
                kept.append(item)
        return kept

    def _is_sound(self, plugin: str, rule: Rule) -> bool:
        from ivrlint import model

        try:
            rule.option_types  # noqa: B018 - it raises where they are wrong
            if not hasattr(model, rule.runs_on):
                raise TypeError(f"rule {rule.name!r}: there is no {rule.runs_on!r} to run it on")
        except TypeError as error:
            self._fail(f"plugin {plugin!r}: {error}")
            return False
        return True

    def _fail(self, message: str, details: str = "") -> None:
        failure = Failure(message, details)
        if failure not in self.failures:
            self.failures.append(failure)


def load(
    *,
    disable: Iterable[str] = (),
    project_files: Sequence[Path] = (),
) -> Plugins:
    """Find and register plugins; those named in `disable` are left out.

    `project_files` are Python files of the linted project. Whoever calls
    answers for it that the user has allowed to run them.
    """
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    plugins = Plugins(manager)
    unwanted = set(disable)
    for entry in _entry_points():
        disabled = entry.name in unwanted
        plugins.found.append(
            Plugin(entry.name, entry.distribution, entry.version, entry.module, disabled)
        )
        if not disabled:
            _register(plugins, entry.name, partial(_import, entry.module))
    for path in project_files:
        disabled = path.stem in unwanted
        plugins.found.append(Plugin(path.stem, "this project", "", str(path), disabled))
        if not disabled:
            _register(plugins, path.stem, partial(_import_file, path))
    for name in sorted(unwanted - {plugin.name for plugin in plugins.found}):
        plugins.failures.append(
            Failure(f"no plugin is called {name!r}, so it cannot be disabled (ivrlint plugins)")
        )
    return plugins


def _register(plugins: Plugins, name: str, get: Callable[[], Any]) -> None:
    try:
        plugins.manager.register(get(), name=name)
        plugins.manager.check_pending()
    except (Exception, SystemExit) as error:
        if plugins.manager.has_plugin(name):
            plugins.manager.unregister(name=name)
        plugins.failures.append(
            Failure(f"plugin {name!r} cannot be used: {_told(error)}", traceback.format_exc())
        )


def _import(module: str) -> Any:
    from importlib import import_module

    name, _, attribute = module.partition(":")
    found: Any = import_module(name)
    for part in filter(None, attribute.split(".")):
        found = getattr(found, part)
    return found


def _import_file(path: Path) -> ModuleType:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location(f"_ivrlint_project_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is not a Python file")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _entry_points() -> list[EntryPoint]:
    """The entry points of the group `ivrlint`, those of ivrlint itself first.

    Looking through every installed distribution takes longer than a small
    check, so the answer is remembered for as long as no folder of the import
    path has changed.
    """
    from ivrlint import _cache

    key = _import_path_state()
    # Each environment has its own, else two that take turns would forget all the time.
    name = f"entry-points-{zlib.crc32(os.fsencode(sys.prefix)):08x}"
    remembered = _cache.load(name, key)
    if isinstance(remembered, list):
        try:
            return [EntryPoint(*map(str, row)) for row in remembered]
        except TypeError:
            pass  # written by another version
    entries = _find_entry_points()
    _cache.save(name, key, [[e.name, e.module, e.distribution, e.version] for e in entries])
    return entries


def _find_entry_points() -> list[EntryPoint]:
    from importlib.metadata import entry_points

    found: dict[tuple[str, str], EntryPoint] = {}
    for entry in entry_points(group=hooks.PROJECT):
        distribution = entry.dist.metadata["Name"] if entry.dist else ""
        version = entry.dist.version if entry.dist else ""
        key = (entry.name, distribution)
        found.setdefault(key, EntryPoint(entry.name, entry.value, distribution, version))
    return sorted(found.values(), key=lambda e: (e.distribution != OWN, e.distribution, e.name))


def _import_path_state() -> str:
    rows = [sys.prefix, sys.version]
    for folder in sys.path:
        try:
            rows.append(f"{folder}:{Path(folder).stat().st_mtime_ns}")
        except (OSError, ValueError):
            rows.append(folder)
    return "\n".join(rows)
