"""What fixes have in common: edits of values, of sentences, and of where ways lead."""
