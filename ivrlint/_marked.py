"""Whether a file's comments speak to the linter at all; most do not."""

from __future__ import annotations

from typing import Final

from ivrlint.model import Document

MARK: Final = "ivrlint:"
"""What a comment that speaks to the linter begins with."""


def is_marked(document: Document) -> bool:
    """Whether any comment may hold a directive: only then is it worth looking closer."""
    return any(MARK in comment.text for comment in document.comments)
