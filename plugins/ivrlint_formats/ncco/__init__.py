"""NCCO: the call control objects that Vonage is answered with."""

from ivrlint_formats.ncco.format import NccoFormat

__all__ = ["NccoFormat"]
