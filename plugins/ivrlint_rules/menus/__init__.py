"""Menus: what is announced, and what the keys do."""
