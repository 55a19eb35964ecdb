"""What the tests of Sieve share: reading small scripts, and those that they include."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import cache

import pytest

from ivrlint.formats import Reading
from ivrlint.model import Document, Reply
from ivrlint.places import Source
from ivrlint_formats.sieve import SieveFormat


@cache
def _format() -> SieveFormat:
    return SieveFormat()


@pytest.fixture(scope="session")
def sieve() -> SieveFormat:
    return _format()


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """Read a script; `files` are those beside it, by their names."""

    def read(text: str, **files: str) -> Document:
        written = {
            name.replace("__", "/").replace("_sieve", ".sieve"): textwrap.dedent(content)
            for name, content in files.items()
        }

        def include(_source: Source, name: str) -> Source | None:
            return Source(name, written[name]) if name in written else None

        return _format().read(Source("my.sieve", textwrap.dedent(text)), Reading(include))

    return read


@pytest.fixture(scope="session")
def reply(read) -> Callable[..., Reply]:
    """The one reply of a script."""

    def reply(text: str, **files: str) -> Reply:
        document = read(text, **files)
        assert document.problems == ()
        (found,) = document.replies
        return found

    return reply


@pytest.fixture(scope="session")
def problems(read) -> Callable[[str], list[tuple[int, str, str]]]:
    """What is wrong with a script: lines, rules, messages."""

    def problems(text: str) -> list[tuple[int, str, str]]:
        return [(one.place.begin.line, one.rule, one.message) for one in read(text).problems]

    return problems
