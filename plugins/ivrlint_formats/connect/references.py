"""What ids in a flow stand for: other flows, queues, functions."""

from __future__ import annotations

import re
from typing import Final

from ivrlint.model import Scope, Target, Unresolved
from ivrlint_formats.connect.actions import Value, is_placeholder, masked

_ID: Final = re.compile(
    r"(?:arn:.*|.*[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}.*)", re.S
)


def flow_target(value: Value | None, shown: str | None) -> Target | Unresolved:
    """The flow that a parameter names, by its name for people where the file has one.

    Flows live in the Connect instance: one that no file of the project
    defines is not missing, it is only not at hand.
    """
    if value is None:
        return Unresolved("the file does not say which flow", Scope.STARTS)
    if value.path is not None:
        return Unresolved(
            f"which flow it is, is decided during the call ({value.path})", Scope.STARTS
        )
    if shown:
        return _by_name(shown)
    if is_placeholder(value.text):
        reason = f"which flow it is, is filled in when it is deployed ({masked(value.text)})"
        return Unresolved(reason, Scope.STARTS)
    if _ID.fullmatch(value.text) or not value.text:
        return Unresolved("the flow is known only by its id in the Connect instance", Scope.STARTS)
    return _by_name(value.text)


def _by_name(name: str) -> Target:
    elsewhere = Unresolved(f"no file of the project defines the flow {name!r}", Scope.STARTS)
    return Target(None, flow=name, elsewhere=elsewhere)


def name_for_people(value: Value | None, shown: str | None) -> str | None:
    """The name of a queue or the like; None where it is chosen during the call or only an id."""
    if value is None or value.path is not None:
        return None
    if shown:
        return shown
    return None if _ID.fullmatch(value.text) or is_placeholder(value.text) else value.text or None


def function_name(value: Value | None, shown: str | None) -> str | None:
    """The name of a Lambda function, without the account that it belongs to."""
    if value is None or value.path is not None:
        return None
    if shown:
        return masked(shown)
    _, found, name = value.text.partition(":function:")
    return masked(name if found else value.text) or None
