"""Dialplans as the engine loads them."""
