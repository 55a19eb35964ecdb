"""Regular expressions that are compiled when they are first used.

Compiling those of all rules takes a tenth of a short run, which needs few of them.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Uncompiled:
    """Stands for a pattern until one of its methods is asked for."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return getattr(self._compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of a regular expression; a mistake in it is told when it is first used."""
    return cast("re.Pattern[str]", _Uncompiled(source, flags))
