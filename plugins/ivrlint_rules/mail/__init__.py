"""Automatic mail and chat closings."""
