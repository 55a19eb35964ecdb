"""ivrlint's own reports."""
