"""Where a subroutine or a `Local` channel begins: what is not there is not replaced by `i`."""

from __future__ import annotations

from ivrlint.model import Target
from ivrlint_formats.asterisk.language.targets import parse_goto
from ivrlint_formats.asterisk.lowering.ground import Way
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.system.answers import Missing


def reached(here: Here, text: str) -> Way:
    """The way into `context,exten,priority`; a missing target where the context lacks it.

    After a `Goto` the engine looks for `i` then; here it gives up at once.
    """
    target = parse_goto(text)
    if target is None or target.context is None or target.exten is None:
        return _way(here, text)
    context, exten = (here.value(one.text.strip()) for one in (target.context, target.exten))
    system = here.walk.system
    if context is None or exten is None or system.context(context) is None:
        return _way(here, text)
    if isinstance(system.find(context, exten, 1), Missing):
        own = context == here.part.context
        return Target(f"{exten},{target.priority.text.strip()}", None if own else context)
    return _way(here, text)


def _way(here: Here, text: str) -> Way:
    return here.way(here.walk.goto(here.part, here.index, text, chooses=False))
