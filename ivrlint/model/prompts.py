"""What a caller hears at a step."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING

from ivrlint.lean import dataclass
from ivrlint.model.knowledge import UNKNOWN, Maybe
from ivrlint.places import Place
from ivrlint.text import Text

if TYPE_CHECKING:
    from ivrlint.model.steps import Step


class Turn(StrEnum):
    """When a prompt of a step is heard."""

    FIRST = "first"
    """The first time and, unless another prompt says otherwise, every time."""
    AGAIN = "again"
    """Each time but the first."""
    NOINPUT = "noinput"
    """After silence."""
    NOMATCH = "nomatch"
    """After input that fits no option."""
    LEAVING = "leaving"
    """On the way out."""


@dataclass(frozen=True, slots=True)
class Audio:
    """A recorded prompt: its name, and what is known of its content.

    `transcript` is what is said in it, `seconds` its measured length; None
    where the project does not tell.
    """

    name: str
    transcript: Text | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One thing that is said or played at a step.

    `every` is the interval in seconds at which it is repeated (in a queue),
    None when it is said once. `count` narrows a `turn` to the n-th noinput or
    nomatch (from 1); 0 means each. `language` overrides the flow's.
    `interruptible_at` is where the file itself says `interruptible`: the value alone.
    """

    content: Text | Audio
    place: Place = field(compare=False, repr=False)
    language: str | None = None
    turn: Turn = Turn.FIRST
    count: int = 0
    every: float | None = None
    condition: str | None = None
    interruptible: Maybe[bool] = UNKNOWN
    interruptible_at: Place | None = field(default=None, compare=False, repr=False)
    _step: Step | None = field(default=None, init=False, compare=False, repr=False)
    _text: Text | None = field(default=None, init=False, compare=False, repr=False)
    _recorded_in: str | None = field(default=None, init=False, compare=False, repr=False)

    @property
    def step(self) -> Step:
        """The step that plays it; raises ValueError before the project is linked."""
        if self._step is None:
            raise ValueError("this prompt is not part of a linked project")
        return self._step

    @property
    def text(self) -> Text | None:
        """What is said: the text, or the transcript, the project's where the step has none.

        None when it is not known.
        """
        if self._step is not None:
            return self._text
        return self.content if isinstance(self.content, Text) else self.content.transcript

    @property
    def recorded_seconds(self) -> float | None:
        """How long its recording is, as the file tells or the project's sound file shows.

        None for a text, and where neither is known.
        """
        content = self.content
        if isinstance(content, Text):
            return None
        if content.seconds is not None:
            return content.seconds if 0 <= content.seconds < inf else None
        if self._step is None:
            return None
        return self._step.flow.document.project.recorded_seconds(content.name, self.spoken_language)

    @property
    def spoken_language(self) -> str | None:
        """The language it is spoken in: its own, else the flow's, else the file's, else that of
        the transcript."""
        flow = self._step.flow.spoken_language if self._step and not self.language else None
        return self.language or flow or self._recorded_in
