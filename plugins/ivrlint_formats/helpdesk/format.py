"""The format `helpdesk`: recognising and reading what helpdesks send by themselves."""

from __future__ import annotations

from typing import Any, ClassVar

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import Document
from ivrlint.places import Source


class HelpdeskFormat(Format):
    """Triggers of Zammad, triggers and automations of Zendesk, templates of osTicket."""

    name: ClassVar[str] = "helpdesk"
    description: ClassVar[str] = "mails of helpdesks: triggers of Zammad and Zendesk, osTicket's"

    def claim(self, candidate: Candidate) -> Claim:
        """By the keys that only these systems have."""
        from ivrlint_formats.helpdesk.kinds import claim

        return claim(candidate)

    def read(self, source: Source, reading: Reading) -> Document:
        """A reply for every mail that is sent."""
        del reading
        from ivrlint_formats.helpdesk.reading import read

        return read(source)

    def syntax(self, source: Source) -> Any:
        """The data of the file, every value with its place."""
        from ivrlint_formats.data import as_data
        from ivrlint_formats.helpdesk.reading import tree_of

        root = tree_of(source).root
        return None if root is None else as_data(root)
