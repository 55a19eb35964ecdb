"""ivrlint's own formats."""
