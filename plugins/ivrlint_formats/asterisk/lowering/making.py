"""From a line to the step that it is."""

from __future__ import annotations

from ivrlint.model import Step
from ivrlint_formats.asterisk.lowering.applications import MAKERS
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.lowering.opaque import unmodelled


def made(here: Here) -> Step:
    """The step that a line is; what it needs besides is in `here.more`."""
    return MAKERS.get(here.application, unmodelled)(here)
