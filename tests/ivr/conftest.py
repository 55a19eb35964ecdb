"""What the tests of `.ivr` share: reading a text, and generated models."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from ivrlint.formats import Reading
from ivrlint.model import Document
from ivrlint.places import Source
from ivrlint_formats.ivr import IvrFormat

PARCEL = (Path(__file__).parent / "parcel.ivr").read_text()


@cache
def _format() -> IvrFormat:
    return IvrFormat()


@pytest.fixture(scope="session")
def ivr() -> IvrFormat:
    return _format()


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    def read(text: str, path: str = "example.ivr") -> Document:
        return _format().read(Source(path, text), Reading(lambda *_: None))

    return read


@pytest.fixture(scope="session")
def parcel() -> str:
    return PARCEL
