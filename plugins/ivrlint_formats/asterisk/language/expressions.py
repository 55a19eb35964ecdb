"""Expressions `$[…]`: what they compare and count, and what they come to."""

from __future__ import annotations

from ivrlint_formats.asterisk.language.conditions import (
    Comparison,
    Increment,
    comparison,
    increment,
)

__all__ = ["Comparison", "Increment", "comparison", "increment"]
