"""How long the recordings of a project are: its sound files, measured when a rule asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

_BYTES_A_SECOND: Final = {
    **dict.fromkeys(("alaw", "al", "pcma", "mulaw", "ulaw", "ul", "pcmu", "g722"), 8_000),
    **dict.fromkeys(("raw", "sln", "sln8"), 16_000),
    **{f"sln{rate}": rate * 2_000 for rate in (12, 16, 24, 32, 44, 48, 96, 192)},
    "g729": 1_000,
    "gsm": 1_650,
}
"""What telephone systems play without a header: G.711 (8,000 samples of one byte), linear PCM of
two bytes a sample, GSM 06.10 (33 bytes for 20 ms), G.722 (64 kbit/s), G.729 (8 kbit/s)."""

_WITH_HEADER: Final = frozenset(
    {"aac", "aif", "aiff", "flac", "m4a", "mp3", "mp4", "oga", "ogg", "opus", "wav", "wma"}
)
_SUFFIXES: Final = frozenset(_BYTES_A_SECOND) | _WITH_HEADER
_ALIKE: Final = 0.5
"""Seconds by which two recordings of one name may differ: the same in two encodings."""


class Recordings:
    """The sound files below a folder, by their names. Nothing else is ever opened.

    `files` gives every file of the project; it is asked at most once.
    """

    def __init__(self, root: Path, files: Callable[[], Iterable[Path]]) -> None:
        self._root = root
        self._files = files
        self._by_stem: dict[str, list[Path]] | None = None
        self._lengths: dict[Path, float | None] = {}

    def seconds(self, name: str, language: str | None) -> float | None:
        """How long the recording is that a flow calls so; None where that is not clear.

        A name may lack its suffix and the folders above it (`custom/welcome`). Where there is one
        for each language, that of `language` counts.
        """
        *folders, last = re.split(r"[/\\]", re.sub(r"[?#].*|^\w+:/+", "", name.strip())) or [""]
        stem, suffix = _split(last)
        found = self._found(stem, suffix, folders)
        if len(found) > 1 and language is not None:
            found = self._spoken(found, language) or found
        lengths = [length for path in found if (length := self._length(path)) is not None]
        if not lengths or max(lengths) - min(lengths) > _ALIKE:
            return None
        return max(lengths)

    def _found(self, stem: str, suffix: str, folders: Sequence[str]) -> list[Path]:
        if self._by_stem is None:
            self._by_stem = {}
            for path in self._files():
                own, kind = _split(path.name)
                if kind:
                    self._by_stem.setdefault(own, []).append(path)
        named = self._by_stem.get(stem, [])
        exact = [path for path in named if suffix and _split(path.name)[1] == suffix] or named
        within = [path for path in exact if self._is_below(path, folders)]
        return within or ([] if len(exact) > 1 else exact)

    def _is_below(self, path: Path, folders: Sequence[str]) -> bool:
        """Whether the folders of a name are among those of a file, in their order."""
        parts = iter(part.lower() for part in path.parent.relative_to(self._root).parts)
        wanted = [part.lower() for part in folders if part not in ("", ".", "..")]
        return all(part in parts for part in wanted)

    def _spoken(self, paths: Sequence[Path], language: str) -> list[Path]:
        """Those that lie in a folder of the language: of just this one, else of its kin."""
        whole = language.lower().replace("_", "-")
        for tag in (whole, whole.partition("-")[0]):
            found = [
                path
                for path in paths
                if any(
                    part.lower().replace("_", "-") == tag
                    for part in path.relative_to(self._root).parts[:-1]
                )
            ]
            if found:
                return found
        return []

    def _length(self, path: Path) -> float | None:
        if path not in self._lengths:
            self._lengths[path] = _measured(path)
        return self._lengths[path]


def _split(name: str) -> tuple[str, str]:
    """A file's name without the suffix of a sound, and that suffix; empty where it has none."""
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix.lower() in _SUFFIXES:
        return stem.lower(), suffix.lower()
    return name.lower(), ""


def _measured(path: Path) -> float | None:
    """The length of a sound file in seconds; None where it cannot be told."""
    rate = _BYTES_A_SECOND.get(_split(path.name)[1])
    try:
        if rate is not None:
            return path.stat().st_size / rate
        from mutagen import File

        sound = File(path)
        length = getattr(getattr(sound, "info", None), "length", None)
    except Exception:  # whatever a damaged sound file makes of the library, its length is unknown
        return None
    return float(length) if isinstance(length, int | float) and 0 < length < 86_400 else None
