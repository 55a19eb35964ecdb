"""Texts whose words nobody can judge, since nothing says what language they are in."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.model import Document, Project
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
            yield from (prompt.spoken_language for prompt in step.prompts if prompt.text)
            for exit_ in step.exits:
                yield from (prompt.spoken_language for prompt in exit_.prompts if prompt.text)
    for reply in document.replies:
        yield from (body.language or reply.spoken_language for body in reply.bodies)
    for page in document.pages:
        yield from (page.spoken_language for _ in page.texts)
