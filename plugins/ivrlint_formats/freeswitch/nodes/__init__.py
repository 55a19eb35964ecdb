"""What the parts of the reader hand to one another."""
