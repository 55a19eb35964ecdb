"""Mails that machines send by themselves."""

from ivrlint_formats.mail.format import MailFormat

__all__ = ["MailFormat"]
