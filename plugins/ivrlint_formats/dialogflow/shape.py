"""What is wrong with the shape of a flow or a page: held by `part.schema.json`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from ivrlint.model import Problem
from ivrlint_formats.data import plain
from ivrlint_formats.data.schema import Fault, Schema, spot
from ivrlint_formats.data.wording import message
from ivrlint_formats.dialogflow.parts import Kind, Part

_MOST: Final = 50
"""How many faults of one file are told."""


def shape_problems(parts: Sequence[Part], schema: Schema) -> list[Problem]:
    """The values of a file that the service does not accept, in the order of the file."""
    found = [
        Problem("invalid-value", spot(part.node, fault.path).pointed_at(), _message(fault))
        for part in parts
        if part.kind is not Kind.AGENT
        for fault in islice(schema.faults(plain(part.node)), _MOST)
    ]
    return sorted(found, key=lambda one: (one.place.start, one.place.end))[:_MOST]


def _message(fault: Fault) -> str:
    if fault.error.validator == "not":
        return "expected a targetPage or a targetFlow, found both"
    return message(fault)
