"""What is wrong with the shape of a flow: values that the service does not accept."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.model import Problem
from ivrlint_formats.connect.actions import Draft
from ivrlint_formats.connect.platform import Platform
from ivrlint_formats.data import Node


def shape_problems(
    root: Node | None, drafts: Sequence[Draft], platform: Platform
) -> list[Problem]:
    """The values that the service does not accept."""
    del root, drafts, platform
    return []
