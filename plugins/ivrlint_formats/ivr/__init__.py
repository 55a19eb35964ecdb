"""The language `.ivr`: the project's own format, read and written."""

from ivrlint_formats.ivr.format import IvrFormat

__all__ = ["IvrFormat"]
