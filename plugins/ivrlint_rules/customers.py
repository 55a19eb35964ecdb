"""Which steps customers come to."""

from __future__ import annotations

from typing import Final

from ivrlint.model import Role, Step
from ivrlint_rules.judgement import outsiders

_MET_BY_CUSTOMERS: Final = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING})


def is_for_customers(step: Step) -> bool:
    """Whether customers may come to a step.

    In a dialplan those come that need no password and no feature code; in another flow also
    those that no known way leads to.
    """
    project = step.flow.document.project
    if step.flow.role not in _MET_BY_CUSTOMERS:
        return False
    if not step.flow.open and not project.graph.is_reached_by_customers(step):
        return True
    return step in outsiders(project.graph)
