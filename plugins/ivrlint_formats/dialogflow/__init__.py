"""Dialogflow CX: agents exported as a folder of JSON files."""

from ivrlint_formats.dialogflow.format import DialogflowFormat

__all__ = ["DialogflowFormat"]
