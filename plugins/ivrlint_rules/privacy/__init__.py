"""Security and privacy: what is recorded, asked for and told on."""
