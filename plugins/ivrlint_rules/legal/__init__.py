"""What may conflict with the law of a country: silent until the country is named."""
