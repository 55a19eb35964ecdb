"""What a question is after whose keys the file does not show: a choice, or data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Final

from ivrlint.model import Prompt


class Question(Enum):
    """What is asked for."""

    CHOICE = "choice"
    DATA = "data"


_PRESS: Final = (
    r"press(?:ing)?|push|dial|toets|druk|kies|drücken|drück|wählen|tapez|appuyez|faites|composez"
    r"|pulse|oprima|marque|presione|digite|elija"
)
_BETWEEN: Final = r"(?:\s+(?:on|a|any|the|number|key|op|een|de|het|sie|die|taste|sur|le|la|el|en))*"
_KEY: Final = (
    r"\d(?![\d\s.,-]*\d)|\*|zero|one|two|three|four|five|six|seven|eight|nine|star|digit|key"
    r"|nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|sterretje|toets"
    r"|null|eins|zwei|drei|fünf|sechs|sieben|neun|stern|taste"
    r"|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf|étoile|touche"
    r"|cero|uno|dos|tres|cuatro|seis|siete|ocho|nueve|asterisco|tecla"
)
"""Not the hash key: it mostly ends an entry."""
_PRESS_A_KEY: Final = re.compile(rf"\b(?:{_PRESS})\b{_BETWEEN}\s+(?:{_KEY})(?!\w)", re.IGNORECASE)


def question_of(digits: int | None, prompts: Iterable[Prompt], *, keys: bool = True) -> Question:
    """What is asked for: a choice among options, or data such as a number.

    `digits` is the most digits that are taken, None where nothing limits them. One digit is a
    choice, several are data. Without a limit the words decide: "press 1" offers a choice. What is
    only spoken (no `keys`) is a choice too: nothing says how it is to be formed.
    """
    if not keys or digits == 1:
        return Question.CHOICE
    if digits is not None:
        return Question.DATA
    texts = (prompt.text for prompt in prompts)
    if any(text is not None and _PRESS_A_KEY.search(text.plain) for text in texts):
        return Question.CHOICE
    return Question.DATA
