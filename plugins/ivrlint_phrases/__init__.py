"""ivrlint's own phrases."""
