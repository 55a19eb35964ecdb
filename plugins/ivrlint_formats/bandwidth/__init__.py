"""BXML: what Bandwidth is answered with when a call comes in."""

from ivrlint_formats.bandwidth.format import BandwidthFormat

__all__ = ["BandwidthFormat"]
