"""What the tests of mails share: writing small messages, reading them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import PurePosixPath

import pytest

from ivrlint.formats import Candidate, Claim, Reading
from ivrlint.model import Document, Reply
from ivrlint.places import Source
from ivrlint_formats.mail import MailFormat


@cache
def _format() -> MailFormat:
    return MailFormat()


@pytest.fixture(scope="session")
def mail() -> MailFormat:
    return _format()


@pytest.fixture(scope="session")
def read() -> Callable[..., Document]:
    """Read a message."""

    def read(text: str, path: str = "answer.eml") -> Document:
        source = Source(path, textwrap.dedent(text))
        return _format().read(source, Reading(lambda *_: None))

    return read


@pytest.fixture(scope="session")
def reply(read) -> Callable[..., Reply]:
    """The reply that a message is."""

    def reply(text: str, path: str = "answer.eml") -> Reply:
        document = read(text, path)
        assert document.problems == ()
        (found,) = document.replies
        return found

    return reply


@pytest.fixture(scope="session")
def claim() -> Callable[..., Claim]:
    """How surely a file is claimed."""

    def claim(text: str, path: str = "message.eml") -> Claim:
        text = textwrap.dedent(text)
        return _format().claim(Candidate(PurePosixPath(path), text[:4096], lambda: text))

    return claim
