"""What a caller may answer: single answers with their values, or so and so many digits."""

from __future__ import annotations

from dataclasses import field

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Maybe
from ivrlint.places import Place
from ivrlint.text import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what is pressed or said, and the value that it gives.

    `value` is UNKNOWN where the grammar computes it. `builtin`: the file itself
    does not name the key, every interpreter has it.
    """

    place: Place = field(compare=False, repr=False)
    key: str | None = None
    word: str | None = None
    value: Maybe[str] = UNKNOWN
    label: Text | None = None
    builtin: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a grammar takes. `complete`: nothing else than `answers`.

    `keys` and `speech`: by which means. `least` and `most` are digits.
    """

    answers: tuple[Answer, ...] = ()
    complete: bool = True
    keys: bool = False
    speech: bool = False
    least: Maybe[int] = UNKNOWN
    most: Maybe[int] = UNKNOWN

    def __or__(self, other: Accepted) -> Accepted:
        """What is taken by one of two."""
        if not (self.keys or self.speech):
            return other
        if not (other.keys or other.speech):
            return self
        one, two = (self, other) if self.keys else (other, self)
        return Accepted(
            (*self.answers, *other.answers),
            self.complete and other.complete,
            self.keys or other.keys,
            self.speech or other.speech,
            one.least if not two.keys else _of_both(one.least, two.least, greatest=False),
            one.most if not two.keys else _of_both(one.most, two.most, greatest=True),
        )


NOTHING = Accepted()


def _of_both(one: Maybe[int], other: Maybe[int], *, greatest: bool) -> Maybe[int]:
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other) if greatest else min(one, other)
    return UNKNOWN
