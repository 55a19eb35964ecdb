"""Patterns of .gitignore, compiled so that no pattern and no path can make them slow."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Final

from pathspec import GitIgnoreSpec

_STAR: Final = r"\[\^/\]\*"
_FOLDERS: Final = r"\(\?:/\.\+\)\?"
_ONE: Final = r"(?:\\.|\[(?:\\.|[^\]\\])+\]|[^/()\[\]\\])"
"""One character of a name, in the regular expression of a pattern."""
_PIECE: Final = rf"((?:(?!{_STAR}){_ONE})+)"


def compiled(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns of these lines; raises ValueError for one that makes no sense."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a bracket in brackets
        try:
            patterns = list(GitIgnoreSpec.from_lines(lines).patterns)
        except re.error as error:
            raise ValueError(str(error)) from error
        for pattern in patterns:
            if pattern.regex is not None:
                regex = _steady_folders(_steady_names(pattern.regex.pattern))
                if regex != pattern.regex.pattern:
                    pattern.regex = re.compile(regex)
    return GitIgnoreSpec(patterns, backend="simple")


def compiled_where_sound(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns of the lines that make sense; git takes no notice of the others either."""
    lines = list(lines)
    try:
        return compiled(lines)
    except ValueError:
        return compiled(filter(_is_sound, lines))


def _is_sound(line: str) -> bool:
    try:
        compiled([line])
    except ValueError:
        return False
    return True


def _steady_names(regex: str) -> str:
    """With several `*` in a name, each but the last takes the shortest stretch that fits.

    What comes after can then match whatever it could have matched before, and
    nothing is tried twice.
    """
    if regex.count("[^/]*") < 2:
        return regex
    once = re.sub(rf"(?:{_STAR})+", "[^/]*", regex)
    return re.sub(rf"{_STAR}{_PIECE}(?={_STAR})", lambda found: f"(?>[^/]*?{found[1]})", once)


def _steady_folders(regex: str) -> str:
    """The same for several `**`, whose pieces are whole names of folders."""
    if regex.count("(?:/.+)?") < 2:
        return regex
    once = re.sub(rf"(?:{_FOLDERS})+", "(?:/.+)?", regex)
    parts = once.split("(?:/.+)?")
    first, *middle, last = parts
    steady = "".join(f"(?>(?:/.+?)??{part}(?=/))" for part in middle)
    return f"{first}{steady}(?:/.+)?{last}"
