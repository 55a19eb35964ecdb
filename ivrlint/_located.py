"""A finding with what suppression and baseline go by."""

from __future__ import annotations

from ivrlint.finding import Finding, Severity
from ivrlint.lean import dataclass
from ivrlint.rule import Rule


@dataclass(frozen=True, slots=True)
class Located:
    """A finding, the rule that made it, and where in the project it is.

    `path` is relative to the project's root, with `/`. `location` names where
    in the model it is (`queue agents`), None for a whole file. `names` are the
    names by which the configuration may mean it as a step: the step's (or
    flow's, reply's, page's) name and title.
    """

    rule: Rule
    severity: Severity
    finding: Finding
    path: str
    location: str | None = None
    names: tuple[str, ...] = ()
