"""What language texts are in, where nothing says it: a library tells, where it is sure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from ivrlint.text import Text, Words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LEAST_WORDS: Final = 6
"""Words that a text has to have: fewer are in any of several languages."""

LEAST_PROBABILITY: Final = 0.8
"""How sure the library has to be: at this, of 180 pairs of sentences of phone menus in five
languages none was taken for another language, and eight were left open."""

MOST_CHARACTERS: Final = 20_000
"""Characters of a document that are looked at; more would only take time."""


def detected_language(texts: Iterable[Text]) -> str | None:
    """The tag of the language that these texts are in.

    None where there are too few words to go by, where the library is not sure,
    and where two of the texts are plainly in different languages.
    """
    spoken: dict[str, None] = {}
    length = 0
    for text in texts:
        words = "".join(piece.text for piece in text.pieces if isinstance(piece, Words)).strip()
        if words not in spoken:
            spoken[words] = None
            length += len(words)
            if length > MOST_CHARACTERS:
                break
    whole = _language_of(" ".join(spoken))
    if whole is None or any(_language_of(words) not in (whole, None) for words in spoken):
        return None
    return whole


def _language_of(words: str) -> str | None:
    words = words[:MOST_CHARACTERS]
    if len(words.split(None, LEAST_WORDS)) < LEAST_WORDS:
        return None
    language, probability = _identifier().classify(words)
    return str(language) if probability >= LEAST_PROBABILITY else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
