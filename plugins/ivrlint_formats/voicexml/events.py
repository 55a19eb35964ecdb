"""Events that come from outside of the dialogs: where their handlers are executed."""

from __future__ import annotations

from typing import Final

from ivrlint.model import Return
from ivrlint_formats.voicexml.drafts import Goal
from ivrlint_formats.voicexml.ground import Ground
from ivrlint_formats.voicexml.itemless import ItemlessDialog
from ivrlint_formats.voicexml.progress import LOST, State
from ivrlint_formats.voicexml.scopes import Scopes
from ivrlint_formats.voicexml.speech import Hearing


class OutsideDialog(ItemlessDialog):
    """Stands for whatever dialog an event comes in: after the handler the call goes on there."""

    def __init__(self, ground: Ground, hearing: Hearing) -> None:
        self._ground: Final = ground
        self._hearing = hearing

    def scopes(self, item: int) -> Scopes:
        """Those of the file."""
        del item
        return self._ground.scopes()

    def after(self, state: State) -> Goal:
        """Back to where the event came."""
        del state
        vxml = self._ground.file.vxml
        place = vxml.place if vxml is not None else self._ground.file.source.place(0, 0)
        return self._ground.drafts.draft(Return, place, "back", "")

    def jump(self, number: int, state: State) -> Goal:
        """An item of a dialog that is not known."""
        del number, state
        return self.after(State(LOST))
