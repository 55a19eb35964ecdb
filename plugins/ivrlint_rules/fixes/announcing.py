"""Edits by which a prompt of an `.ivr` file tells one more key."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Edit
from ivrlint.model import Input
from ivrlint.text import Text
from ivrlint.words import sentence_for
from ivrlint_rules.hearing import prompts_of

_ANY_KEY: Final = "9"
"""The key that stands in the sentences of the language files for whatever key it is."""


def announcing(step: Input, family: str, key: str = _ANY_KEY) -> Edit | None:
    """The edit that ends the prompt of a step with the sentence of a family that tells a key.

    None in other formats, where its language has no such sentence, and where it has not one
    text only, which ends in a full stop.
    """
    if step.flow.document.format != "ivr":
        return None
    prompts = list(prompts_of(step))
    if len(step.prompts) != 1 or len(prompts) != 1:
        return None
    language, text = prompts[0].spoken_language, prompts[0].content
    sentence = sentence_for(family, language, step.flow.document.project)
    if sentence is None or not isinstance(text, Text):
        return None
    end = len(text.plain.rstrip())
    place = text.part(end - 1, end) if end else None
    if place is None or place.text != ".":
        return None
    return Edit(place, f". {sentence.replace(_ANY_KEY, key)}")
