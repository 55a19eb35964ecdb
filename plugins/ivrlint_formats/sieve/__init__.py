"""Sieve scripts: what a mailbox answers by itself."""

from ivrlint_formats.sieve.format import SieveFormat

__all__ = ["SieveFormat"]
