"""Names of sounds: a file is known by its folder and its name, wherever the sounds are kept.

`$${sound_prefix}/ivr/8000/ivr-welcome.wav`, `/usr/share/freeswitch/sounds/en/us/callie/ivr/…` and
`ivr/ivr-welcome.wav` are one sound: the engine adds the prefix, and the folder of the sampling
rate where the file is only there.
"""

from __future__ import annotations

import re
from typing import Final

_PARAMETERS: Final = re.compile(r"\{[^{}]*\}(?=\S)|\[[^\[\]]*\](?=\S)")
_PREFIX: Final = re.compile(
    r"(?:\$\$?\{(?:sound_prefix|sounds_dir|base_dir)\}(?:/sounds)?|(?:/[\w.+-]+)*/sounds)"
    r"(?:/(?P<language>[a-z]{2})/(?P<region>[a-z]{2})/[\w.-]+)?/+",
    re.IGNORECASE,
)
_RATE: Final = re.compile(r"/(?:8000|16000|32000|48000)(?=/[^/]+$)")


def without_parameters(name: str) -> str:
    """A sound without what the engine is told of it: `{timeout=500}ivr/welcome.wav`."""
    match = _PARAMETERS.match(name)
    return name[match.end() :] if match and not name.startswith("${") else name


def sound_name(name: str) -> str:
    """The name by which a sound is known."""
    match = _PREFIX.match(name)
    return _RATE.sub("", name[match.end() :] if match else name)


def language_of(name: str) -> str | None:
    """The language whose folder a sound is in: `en-US`; None where the name does not tell."""
    match = _PREFIX.match(name)
    if match is None or match["language"] is None:
        return None
    return f"{match['language'].lower()}-{match['region'].upper()}"
