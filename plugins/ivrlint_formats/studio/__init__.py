"""Twilio Studio: flows of widgets, as JSON."""

from ivrlint_formats.studio.format import StudioFormat

__all__ = ["StudioFormat"]
