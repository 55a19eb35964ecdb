"""A complete plugin for ivrlint: a rule, a format, a language and a report of one's own."""

from collections.abc import Iterable
from importlib.resources import files

from ivrlint.formats import Format
from ivrlint.hooks import hookimpl
from ivrlint.reports import Report
from ivrlint.rule import Rule
from ivrlint.words import LanguageFile


@hookimpl
def ivrlint_rules() -> Iterable[Rule]:
    """Acme's own rules."""
    from acme_ivrlint.shouting_prompt import shouting_prompt

    return [shouting_prompt]


@hookimpl
def ivrlint_formats() -> Iterable[Format]:
    """The menu tables that Acme's telecom team keeps."""
    from acme_ivrlint.menu_table import MenuTable

    return [MenuTable()]


@hookimpl
def ivrlint_phrases() -> Iterable[LanguageFile]:
    """Frisian, as far as Acme speaks it."""
    return [LanguageFile("fy", (files("acme_ivrlint") / "fy.json").read_bytes)]


@hookimpl
def ivrlint_reports() -> Iterable[Report]:
    """One line, for the telecom team's chat room."""
    from acme_ivrlint.tally import Tally

    return [Tally()]
