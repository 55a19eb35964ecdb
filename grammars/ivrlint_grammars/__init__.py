"""The lark grammars of the languages that ivrlint reads."""
