"""Texts whose words nobody can judge, since nothing says what language they are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ivrlint.model import Document, Project, Prompt
from ivrlint.text import Words
from ivrlint.words import language_for


def unheard(project: Project, documents: list[Document]) -> list[str]:
    """The paths of the documents that hold a text of no language, or of one without words."""
    return [
        document.path
        for document in documents
        if any(language_for(tag, project.languages) is None for tag in _spoken(document))
    ]


def _spoken(document: Document) -> Iterator[str | None]:
    """The language of each text of a document."""
    for flow in document.flows:
        for step in flow.steps:
            if step.prompts:
                yield from _languages(step.prompts)
            for exit_ in step.exits:
                if exit_.prompts:
                    yield from _languages(exit_.prompts)
    for reply in document.replies:
        yield from (body.language or reply.spoken_language for body in reply.bodies)
    for page in document.pages:
        yield from (page.spoken_language for _ in page.texts)


def _languages(prompts: Iterable[Prompt]) -> Iterator[str | None]:
    """The languages of the prompts that say words; a number read out is in none."""
    for prompt in prompts:
        text = prompt.text
        if text is not None and any(isinstance(piece, Words) for piece in text.pieces):
            yield prompt.spoken_language
