"""A linter for what a company's machines say to its customers.

The names that a plugin needs are in the public modules: `ivrlint.hooks`,
`ivrlint.rule`, `ivrlint.finding`, `ivrlint.model`, `ivrlint.graph`,
`ivrlint.words`, `ivrlint.formats`, `ivrlint.reports`, `ivrlint.places`,
`ivrlint.text`, `ivrlint.speech`, `ivrlint.facts`, `ivrlint.display`,
`ivrlint.errors`. What begins with an underscore may change at any time.
"""

from typing import Final

__version__: Final = "0.1.0"
