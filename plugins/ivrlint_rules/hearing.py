"""What the rules agree on about words: what is heard at a step, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ivrlint.model import Prompt, Step
from ivrlint.text import Variable
from ivrlint.words import Clause, clauses


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
        for clause in clauses(prompt):
            if any(family in clause.families for family in families):
                yield prompt, clause


def is_known(prompt: Prompt) -> bool:
    """Whether the words of a prompt are known, all of them, in a language at hand."""
    text = prompt.text
    if text is None or any(isinstance(piece, Variable) for piece in text.pieces):
        return False
    return not text.plain.strip() or bool(clauses(prompt))
