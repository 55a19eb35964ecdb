"""Jambonz: the lists of verbs that its applications answer with."""

from ivrlint_formats.jambonz.format import JambonzFormat

__all__ = ["JambonzFormat"]
