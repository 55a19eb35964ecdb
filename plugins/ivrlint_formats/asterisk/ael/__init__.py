"""`extensions.ael`: the Asterisk Extension Language, read and compiled as the engine does it."""

from ivrlint_formats.asterisk.ael.reading import parse_ael

__all__ = ["parse_ael"]
