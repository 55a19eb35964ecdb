"""What a queue's settings say to the waiting caller, as prompts.

After `say_position` and `say_periodic_announcement` of `apps/app_queue.c`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.model import Audio, Prompt
from ivrlint.places import Place
from ivrlint_formats.asterisk.settings.queues import QueueSettings, Says, Sound
from ivrlint_formats.asterisk.settings.sounds import sound_name

_NEXT: Final = "the caller is next"
_NOT_NEXT: Final = "the caller is not next"
_BEYOND: Final = "the caller is further back than announce-position-limit"


def waiting_prompts(queue: QueueSettings) -> Iterator[Prompt]:
    """The announcements in the order in which they are played, each with its interval.

    Numbers are spoken by the engine between the sounds and are no prompts.
    Where the queue has a `context`, a key interrupts them.
    """
    if queue.announce_frequency > 0:
        place = queue.place_of("announce-frequency")
        for name, condition in _announcement(queue):
            yield from _prompts(
                queue, queue.sound(name), place, queue.announce_frequency, condition
            )
    if queue.says_periodically:
        place = queue.place_of("periodic-announce-frequency")
        every = queue.periodic_announce_frequency * len(queue.periodic_announce)
        for sound in queue.periodic_announce:
            yield from _prompts(queue, sound, place, every, None)


def _announcement(queue: QueueSettings) -> Iterator[tuple[str, str | None]]:
    """The settings that name the sounds of one announcement, each with when it is played."""
    if queue.announce_position is not Says.NEVER:
        yield "queue-youarenext", _NEXT
        yield "queue-thereare", _NOT_NEXT
        yield "queue-callswaiting", _NOT_NEXT
    if queue.announce_position is Says.MORE:
        yield "queue-quantity1", _BEYOND
        yield "queue-quantity2", _BEYOND
    if queue.announce_holdtime is not Says.NEVER:
        condition = None if queue.announce_position is Says.NEVER else _NOT_NEXT
        yield "queue-holdtime", condition
        yield "queue-minutes", condition
    yield "queue-thankyou", None


def _prompts(
    queue: QueueSettings, sound: Sound, place: Place, every: int, condition: str | None
) -> Iterator[Prompt]:
    for name in sound.name.split("&"):
        if name:
            yield Prompt(
                content=Audio(sound_name(name)),
                place=sound.setting.place if sound.setting else place,
                every=float(every),
                condition=condition,
                interruptible=bool(queue.context),
            )
