"""What arguments say: variables, expressions, options, targets, times."""
