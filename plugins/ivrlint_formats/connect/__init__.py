"""Amazon Connect: contact flows in the flow language 2019-10-30 and in the older export."""

from ivrlint_formats.connect.format import ConnectFormat

__all__ = ["ConnectFormat"]
