"""The format `voicexml`: dialogs of VoiceXML 1.0, 2.0 and 2.1."""

from ivrlint_formats.voicexml.format import VoiceXmlFormat

__all__ = ["VoiceXmlFormat"]
