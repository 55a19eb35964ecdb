"""What the files beside a dialplan say: its queues, its mailboxes, its music."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ivrlint.lean import dataclass

if TYPE_CHECKING:
    from ivrlint_formats.asterisk.settings.music import MusicConf
    from ivrlint_formats.asterisk.settings.queues import QueuesConf
    from ivrlint_formats.asterisk.settings.voicemail import VoicemailConf


@dataclass(frozen=True, slots=True)
class Beside:
    """The other files of one configuration; None where they are not at hand."""

    queues: QueuesConf | None = None
    voicemail: VoicemailConf | None = None
    music: MusicConf | None = None
