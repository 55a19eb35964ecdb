"""What a caller hears: texts, SSML and placeholders as pieces that know where they stand."""

from ivrlint_formats.spoken.elements import pieces_of
from ivrlint_formats.spoken.pieces import collapsed, joined
from ivrlint_formats.spoken.silence import break_seconds
from ivrlint_formats.spoken.strings import PLACEHOLDER, name_of, text_of

__all__ = [
    "PLACEHOLDER",
    "break_seconds",
    "collapsed",
    "joined",
    "name_of",
    "pieces_of",
    "text_of",
]
