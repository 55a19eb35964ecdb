"""What the rules agree on about words: what is heard at a step, and what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ivrlint.model import Flow, Prompt, Step
from ivrlint.regex import pattern
from ivrlint.text import Variable
from ivrlint.words import Clause, clauses
from ivrlint_rules.judgement import asks

_SURVEY: Final = pattern(r"survey|enqu[eê]te|satisfaction|feedback|tevredenheid", re.IGNORECASE)


def prompts_of(step: Step) -> Iterator[Prompt]:
    """Everything that is heard at a step and on its ways out."""
    yield from step.prompts
    for exit_ in step.exits:
        yield from exit_.prompts


def clauses_at(step: Step) -> Iterator[Clause]:
    """Every clause that is heard at a step."""
    for prompt in step.prompts:
        yield from clauses(prompt)


def saying(prompts: Iterable[Prompt], *families: str) -> Iterator[tuple[Prompt, Clause]]:
    """The clauses that belong to one of the families, with their prompts."""
    for prompt in prompts:
        if prompt.text is not None:
            for clause in clauses(prompt):
                if any(family in clause.families for family in families):
                    yield prompt, clause


def may_hang_up(step: Step) -> bool:
    """Whether callers are told that they may hang up here: "otherwise you can now hang up"."""
    return any(True for _ in saying(step.prompts, "may-hang-up"))


def is_known(prompt: Prompt) -> bool:
    """Whether the words of a prompt are known, all of them, in a language at hand."""
    text = prompt.text
    if text is None or any(isinstance(piece, Variable) for piece in text.pieces):
        return False
    return not text.plain.strip() or bool(clauses(prompt))


def is_survey(flow: Flow) -> bool:
    """Whether the flow asks how satisfied the caller is, by its name or by its questions."""
    remembered = flow.document.project.remembered
    key = ("survey", id(flow))
    if key not in remembered:
        remembered[key] = _is_survey(flow)
    found: bool = remembered[key]
    return found


def _is_survey(flow: Flow) -> bool:
    return _SURVEY.search(flow.shown_name) is not None or any(
        "survey" in clause.families
        for step in flow.steps
        if asks(step)
        for clause in clauses_at(step)
    )
