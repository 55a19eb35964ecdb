"""Flows of Genesys Cloud Architect: Archy YAML and exports of the console."""

from ivrlint_formats.genesys.format import GenesysFormat

__all__ = ["GenesysFormat"]
