"""The verbs of TwiML as steps of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from ivrlint.model import Cause, Opaque, Step
from ivrlint_formats.markup import Element
from ivrlint_formats.twiml import asking, connecting, doing, paying
from ivrlint_formats.twiml.platform import Platform
from ivrlint_formats.twiml.verb import Verb
from ivrlint_formats.verbs import Here, Way

_Make = Callable[[Verb], Sequence[Step] | Way]

_VERBS: Final[Mapping[str, _Make]] = MappingProxyType(
    {
        "Connect": connecting.connect,
        "Dial": connecting.dial,
        "Enqueue": connecting.enqueue,
        "Gather": asking.gather,
        "Hangup": doing.hangup,
        "Leave": doing.leave,
        "Message": doing.send,
        "Pause": doing.pause,
        "Pay": paying.pay,
        "Play": doing.play,
        "Prompt": doing.say,
        "Record": asking.record,
        "Redirect": doing.redirect,
        "Refer": connecting.refer,
        "Reject": doing.hangup,
        "Say": doing.say,
        "Sms": doing.send,
        "Start": doing.start,
        "Stop": doing.stop,
    }
)


class Maker:
    """Makes steps of the verbs of a file, with what is known of the platform."""

    def __init__(self, verbs: Sequence[Element], platform: Platform) -> None:
        self._platform = platform
        self._before = {id(verb): before for before, verb in pairwise(verbs)}

    def __call__(self, here: Here, verb: Element) -> Sequence[Step] | Way:
        """The steps that a verb is, or where it leads; an unknown verb is skipped by Twilio."""
        made = _VERBS.get(verb.local)
        if made is not None:
            return made(Verb(here, verb, self._platform, self._before.get(id(verb))))
        exits = here.exits(None, Cause.NEXT)
        return [Opaque(**here.common, what=verb.local[:60], continues=True, exits=exits)]
