"""What helpdesks send by themselves: triggers and templates."""

from ivrlint_formats.helpdesk.format import HelpdeskFormat

__all__ = ["HelpdeskFormat"]
