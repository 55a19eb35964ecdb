"""The rules of a package, remembered: a file is imported when one of its rules is first run.

Importing a hundred files takes longer than linting a small one, and most projects
have no use for half of them. What is remembered holds for as long as no file of
the package has changed.
"""

from __future__ import annotations

import os
import pkgutil
import zlib
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import ivrlint
from ivrlint import _cache
from ivrlint.finding import Severity
from ivrlint.rule import Rule

_KEPT: Final = (
    "name",
    "since",
    "default",
    "pack",
    "implies",
    "aliases",
    "fix",
    "url",
    "runs_on",
    "option_types",
    "signature",
)


class RememberedRule(Rule):
    """A rule as it was when its file was last imported; the file is imported for its check."""

    def __init__(self, module: str, kept: dict[str, Any]) -> None:
        self._module = module
        self.severity = Severity.named(kept["severity"])
        for name in _KEPT:
            value = kept[name]
            self.__dict__[name] = tuple(value) if isinstance(value, list) else value

    def __getattr__(self, name: str) -> Any:
        if name != "check":
            raise AttributeError(name)
        same = [rule for rule in _rules_in(self._module) if rule.name == self.name]
        self.check = same[0].check
        return self.check


def remembered_rules(package: ModuleType) -> Iterator[Rule]:
    """Every rule in the files of the package's folders, in the order of their names."""
    files = sorted(_files(package))
    known = [f"{module} {changed} {size}" for module, changed, size in files]
    key = "\n".join([ivrlint.__version__, *known])
    name = f"rules-{zlib.crc32(os.fsencode(str(package.__file__))):08x}"
    modules = [module for module, _, _ in files]
    remembered = _cache.load(name, key)
    if remembered is not None:
        try:
            yield from [RememberedRule(module, kept) for module, kept in remembered]
            return
        except (KeyError, TypeError, ValueError):
            pass  # written by another program
    rules = [(module, rule) for module in modules for rule in _rules_in(module)]
    yield from (rule for _, rule in rules)
    _cache.save(name, key, [[module, _row(rule)] for module, rule in rules])


def _rules_in(module: str) -> Sequence[Rule]:
    return [value for value in vars(import_module(module)).values() if isinstance(value, Rule)]


def _row(rule: Rule) -> dict[str, Any]:
    return {"severity": str(rule.severity)} | {name: getattr(rule, name) for name in _KEPT}


def _files(package: ModuleType) -> Iterator[tuple[str, int, int]]:
    """The files of the folders of a package: module, time of the last change, size."""
    for folder in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        if not folder.ispkg:
            continue
        with os.scandir(Path(package.__path__[0], folder.name.rpartition(".")[2])) as entries:
            for entry in entries:
                stem, _, extension = entry.name.rpartition(".")
                if extension == "py" and stem != "__init__":
                    found = entry.stat()
                    yield f"{folder.name}.{stem}", found.st_mtime_ns, found.st_size
