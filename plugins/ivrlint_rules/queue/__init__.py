"""Queueing and waiting."""
