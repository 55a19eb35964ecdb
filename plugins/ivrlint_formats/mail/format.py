"""The format `mail`: recognising and reading messages that are automatic replies."""

from __future__ import annotations

from typing import Any, ClassVar

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source


class MailFormat(Format):
    """Messages (RFC 5322) and templates of messages that answer by themselves."""

    name: ClassVar[str] = "mail"
    description: ClassVar[str] = "mails that are automatic replies, and templates of such mails"
    names: ClassVar[tuple[str, ...]] = ("*.eml",)
    encodings: ClassVar[tuple[str, ...]] = ("utf-8", "iso-8859-1")

    def claim(self, candidate: Candidate) -> Claim:
        """By the headers; what a person wrote is left alone."""
        from ivrlint_formats.mail.kinds import claim

        return claim(candidate)

    def read(self, source: Source, reading: Reading) -> Document:
        """The reply that the message is; none where it reports on delivery."""
        del reading
        from ivrlint_formats.mail.reading import read

        return read(source)

    def syntax(self, source: Source) -> Any:
        """The headers and parts of the message, every one with its place."""
        from ivrlint_formats.mail.reading import syntax

        return syntax(source)
