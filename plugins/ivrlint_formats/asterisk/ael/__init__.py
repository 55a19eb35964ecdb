"""The Asterisk Extension Language: `extensions.ael`."""
