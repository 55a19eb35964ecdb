"""A linter for what a company's machines say to its customers."""
