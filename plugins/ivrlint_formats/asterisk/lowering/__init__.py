"""Lowering: from contexts and priorities to what a caller meets."""
