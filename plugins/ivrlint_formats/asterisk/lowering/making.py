"""From a line to the step that it is."""

from __future__ import annotations

from ivrlint.model import Cause, Say, Set, Step, Target
from ivrlint_formats.asterisk.lowering.applications import MAKERS
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.lowering.opaque import unmodelled
from ivrlint_formats.asterisk.lowering.walk import PASSED


def made(here: Here) -> Step:
    """The step that a line is; what it needs besides is in `here.more`."""
    if here.application in PASSED:
        return _turning(here)
    return MAKERS.get(here.application, unmodelled)(here)


def _turning(here: Here) -> Step:
    """A line that nobody notices is a step where a jump leads to nowhere, or where such lines
    go round for ever."""
    if here.application == "goto":
        nowhere = here.walk.goto(here.part, here.index, here.entry.arguments)
        if isinstance(nowhere, Target):
            return Set(**here.common, exits=(here.exit(Cause.NEXT, here.way(nowhere)),))
    to = here.walk.step(here.part, here.index, here.part)
    return Say(**here.common, exits=(here.exit(Cause.NEXT, to),))
