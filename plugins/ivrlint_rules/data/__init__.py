"""What is asked of the customer."""
