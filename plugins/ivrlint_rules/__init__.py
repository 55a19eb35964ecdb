"""ivrlint's own rules."""
