"""TwiML: what Twilio is answered with when a call or a text message comes in."""

from ivrlint_formats.twiml.format import TwimlFormat

__all__ = ["TwimlFormat"]
