"""Dialogs without form items, as execution asks of them: no variable is filled in them."""

from __future__ import annotations

from ivrlint_formats.voicexml.progress import LOST, Progress, State
from ivrlint_formats.voicexml.speech import Hearing


class ItemlessDialog:
    """What menus and unknown dialogs have in common; see `Dialog` for what each method says."""

    _hearing: Hearing
    """How prompts are heard, everywhere in it."""

    def hearing(self, item: int) -> Hearing:
        """The same for everything."""
        del item
        return self._hearing

    def again(self, item: int) -> State:
        """There is no item to ask again, so nothing is known of the state."""
        del item
        return State(LOST)

    def number_of(self, name: str) -> int | None:
        """No variable is filled by an item."""
        del name
        return None

    def mentions(self, name: str, progress: Progress) -> bool:
        """Nothing is known to follow that could decide by a variable."""
        del name, progress
        return False
