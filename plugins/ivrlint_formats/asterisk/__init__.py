"""Asterisk: dialplans (`extensions.conf`, `extensions.ael`), queues, voicemail, prompts."""

from __future__ import annotations

from ivrlint_formats.asterisk.format import AsteriskFormat

__all__ = ["AsteriskFormat"]
