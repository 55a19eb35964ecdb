"""Applications inside of other lines: `ExecIf(test?App(arguments))`."""

from __future__ import annotations

from dataclasses import replace

from ivrlint_formats.asterisk.dialplan.nodes import Entry
from ivrlint_formats.asterisk.language.arguments import Argument
from ivrlint_formats.asterisk.language.conditions import comparison
from ivrlint_formats.asterisk.language.targets import parse_application, parse_branches
from ivrlint_formats.asterisk.lowering.here import Here


def inner_entry(here: Here, branch: Argument) -> Entry | None:
    """The application inside of a line, as an entry of its own; None where there is none."""
    application = parse_application(branch.text, branch.start)
    if application is None:
        return None
    entry = here.entry
    whole = entry.words(branch.start, branch.end).place
    begin, end = application.arguments_start, application.arguments_end
    words = entry.words(begin, end) if begin >= 0 else None
    in_file = words is not None and entry.arguments_at >= 0
    return replace(
        entry,
        application=application.name,
        arguments=application.arguments,
        at=whole.start,
        end=whole.end,
        arguments_at=words.place.start if words is not None and in_file else -1,
        anchors=words.anchors if words is not None and in_file else (),
    )


def always_run(here: Here) -> Here | None:
    """What an `ExecIf` plays whose test only asks whether there is a recording."""
    text = here.entry.arguments
    if "ackground(" not in text and "layback(" not in text:
        return None
    branches = parse_branches(text)
    if branches.true is None or branches.false is not None:
        return None
    entry = inner_entry(here, branches.true)
    compared = comparison(branches.condition.text)
    if entry is None or compared is None or (compared.operator, compared.values) != ("!=", ("",)):
        return None
    if "${" + compared.name + "}" not in entry.arguments:
        return None
    return Here(here.walk, here.beside, here.part, here.index, entry=entry, name=here.name)
