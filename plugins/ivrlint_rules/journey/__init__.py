"""Consistency across channels."""
