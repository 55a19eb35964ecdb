"""Accessibility: who cannot hear, speak, hurry or read hard words."""
