"""`ivrlint phrases`: which families of phrases a text belongs to, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import click

from ivrlint._cli.shared import finish, plugin_options
from ivrlint._near import did_you_mean
from ivrlint._session import Session
from ivrlint.display import visible
from ivrlint.words import Clause, Language


@click.command(name="phrases")
@click.option(
    "--language", required=True, metavar="TAG", help="The language of the texts: nl, en-GB."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@plugin_options
def command(language: str, form: str, texts: tuple[str, ...], **where: Any) -> None:
    """Say which families of phrases each TEXT belongs to, and which words are the reason.

    Without a TEXT, each line of standard input is one. For people who write
    the words of a language, or wonder why a rule took a sentence as it did.
    """
    session = Session.here(**where)
    words = _words_of(language, session.plugins.languages)
    results = ((text, _clauses(text, words)) for text in texts or _lines())
    if form == "json":
        rows = [{"text": text, "families": _families(clauses)} for text, clauses in results]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for text, clauses in results:
            _print(text, clauses)
    finish(session.failures, **where)


def _words_of(tag: str, languages: Mapping[str, Language]) -> Language:
    from ivrlint.errors import UsageError
    from ivrlint.words import language_for

    words = language_for(tag, languages)
    if words is None:
        known = ", ".join(sorted(languages)) or "none"
        raise UsageError(
            f"there are no words for the language {tag!r}{did_you_mean(tag, languages)} ({known})"
        )
    return words


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").strip()
        if text:
            yield text


def _clauses(text: str, words: Language) -> tuple[Clause, ...]:
    from ivrlint.places import Source
    from ivrlint.text import Text, Words
    from ivrlint.words import clauses_in

    source = Source("-", text)
    return clauses_in(Text.of([Words(text, source.place(0, len(text)))]), words)


def _families(clauses: tuple[Clause, ...]) -> list[dict[str, str]]:
    found: dict[str, str] = {}
    for clause in clauses:
        for name, because in clause.families.items():
            found.setdefault(name, because)
    return [{"name": name, "because": because} for name, because in found.items()]


def _print(text: str, clauses: tuple[Clause, ...]) -> None:
    click.echo(click.style(visible(text), bold=True))
    for clause in clauses:
        rows = [*clause.families.items(), *_facts(clause)]
        click.echo(f"  {visible(clause.text)}" + ("" if rows else click.style("  –", dim=True)))
        for name, value in rows:
            click.echo(f"    {click.style(f'{name:24}', fg='cyan')}{visible(value)}")


def _facts(clause: Clause) -> Iterator[tuple[str, str]]:
    """What a clause says besides its families, as `name, value`."""
    if clause.keys:
        yield "keys", "; ".join(" ".join(announced.keys) for announced in clause.keys)
    if clause.words:
        yield "spoken words", ", ".join(clause.words)
    for duration in clause.durations:
        yield "duration", duration.place.text
    if clause.has_hours:
        yield "hours", "yes"
    if clause.has_days:
        yield "days", "yes"
