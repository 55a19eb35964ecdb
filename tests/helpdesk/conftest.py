"""What the tests of helpdesks share: reading small exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import pytest

from ivrlint.formats import Candidate, Claim, Reading
from ivrlint.model import Document
from ivrlint.places import Source
from ivrlint_formats.helpdesk import HelpdeskFormat


@cache
def _format() -> HelpdeskFormat:
    return HelpdeskFormat()


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """Read a text, or data that is written as JSON first."""

    def read(content: Any, path: str = "triggers.json") -> Document:
        text = content if isinstance(content, str) else json.dumps(content, indent=1)
        return _format().read(Source(path, text), Reading(lambda *_: None))

    return read


@pytest.fixture(scope="session")
def claim() -> Callable[..., Claim]:
    """How surely a file is claimed."""

    def claim(content: Any, path: str = "triggers.json") -> Claim:
        text = content if isinstance(content, str) else json.dumps(content)
        return _format().claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))

    return claim
