"""Reading one configuration file: its data, and the way from a key to its place."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from ivrlint.errors import ConfigurationError
from ivrlint.places import Place, Position, Source

LARGEST: Final = 1024 * 1024
"""The most bytes of a configuration file that are read."""

KeyPath = tuple[str | int, ...]
"""The way to a value: names of tables and keys, indexes of arrays."""

_WHERE: Final = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"
# A key of very many parts takes tomllib quadratic time; nobody writes one.
_ENDLESS_KEY: Final = r"(?<![\w.\-\"'])(?:(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+){64}"


class ConfigFile:
    """A configuration file: where it is, its text, and the table that is ivrlint's."""

    __slots__ = ("_places", "data", "path", "prefix", "source")

    def __init__(self, path: Path, source: Source, data: dict[str, Any], prefix: KeyPath) -> None:
        self.path: Final = path
        self.source: Final = source
        self.data: Final = data
        self.prefix: Final = prefix
        self._places: dict[KeyPath, tuple[int, int]] | None = None

    def __repr__(self) -> str:
        return f"ConfigFile({str(self.path)!r})"

    def place(self, path: Sequence[str | int]) -> Place:
        """Where a key stands; of what is not there, the nearest table around it."""
        if self._places is None:
            from ivrlint._config.toml_places import toml_places

            self._places = toml_places(self.source.text)
        whole = (*self.prefix, *path)
        for length in range(len(whole), 0, -1):
            found = self._places.get(whole[:length])
            if found is not None:
                return self.source.place(*found)
        return self.source.place(0, 0)


class Key:
    """A key of a configuration file; it knows where it stands once that is asked for."""

    __slots__ = ("file", "path")

    def __init__(self, file: ConfigFile, path: KeyPath) -> None:
        self.file: Final = file
        self.path: Final = path

    def __repr__(self) -> str:
        return f"Key({dotted(self.path)!r})"

    def __str__(self) -> str:
        return f"{self.file.source.path}:{self.place.begin.line}"

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.file.place(self.path)

    def at(self, *parts: str | int) -> Key:
        """A key or an item inside of it."""
        return Key(self.file, (*self.path, *parts))


class Name(str):
    """A name from a configuration file that knows where it stands."""

    __slots__ = ("key",)

    key: Key

    @classmethod
    def of(cls, text: str, key: Key) -> Name:
        """A name that stands at this key."""
        name = cls(text)
        name.key = key
        return name

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.key.place


def dotted(path: Sequence[str | int]) -> str:
    """A key as a person writes it: `rules.too-long.max`, `ignore[2].path`."""
    said = ""
    for part in path:
        if isinstance(part, int):
            said += f"[{part + 1}]"
        else:
            plain = re.fullmatch(r"[A-Za-z0-9_-]+", part)
            said += ("." if said else "") + (part if plain else f'"{part}"')
    return said


def shown_path(path: Path) -> str:
    """A path as messages name it: relative to the working directory where it is below it."""
    try:
        shown = Path(path).relative_to(Path.cwd())
    except (ValueError, OSError):
        shown = Path(path)
    return shown.as_posix()


def read(path: Path) -> ConfigFile:
    """Read a configuration file; raises ConfigurationError where that cannot be done."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
    shown = shown_path(path)
    try:
        if not path.is_file():
            raise ConfigurationError(f"{shown}: there is no such configuration file")
        if path.stat().st_size > LARGEST:
            raise ConfigurationError(f"{shown}: a configuration of more than 1 MiB is not read")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigurationError(f"{shown}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{shown}: not UTF-8 (byte {error.start + 1})") from error
    source = Source(shown, text)
    data = parse(text, shown)
    if path.name != "pyproject.toml":
        return ConfigFile(path, source, data, ())
    table = data.get("tool")
    table = table.get("ivrlint") if isinstance(table, dict) else None
    if not isinstance(table, dict):
        raise ConfigurationError(f"{shown}: has no table [tool.ivrlint]")
    return ConfigFile(path, source, table, ("tool", "ivrlint"))


def parse(text: str, shown: str) -> dict[str, Any]:
    """The data of a TOML text; raises ConfigurationError with line and column."""
    import tomllib

    endless = re.search(_ENDLESS_KEY, text)
    if endless is not None:
        line = Source(shown, text).position(endless.start()).line
        raise ConfigurationError(f"{shown}:{line}: a key of more than 64 parts is not read")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(_syntax_message(str(error), text, shown)) from error
    except RecursionError as error:
        raise ConfigurationError(f"{shown}: nested too deeply to be read") from error
    except ValueError as error:
        raise ConfigurationError(f"{shown}: holds a number of thousands of digits") from error


def _syntax_message(message: str, text: str, shown: str) -> str:
    match = re.search(_WHERE, message)
    if match is None:
        return f"{shown}: not TOML: {message}"
    said = message[: match.start()]
    said = said[:1].lower() + said[1:]
    if said == "cannot mutate immutable namespace ('ignore',)":
        said = "[[ignore]] cannot follow a list `ignore`: name the rules in `extend-ignore`"
    if match[1]:
        where = Position(int(match[1]), int(match[2]))
    else:
        where = Source(shown, text).position(len(text))
    return f"{shown}:{where.line}:{where.column}: not TOML: {said}"
