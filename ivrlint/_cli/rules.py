"""`ivrlint rules`: the list of rules."""

from __future__ import annotations

import json
from typing import Any

import click

from ivrlint._cli.shared import finish, plugin_options
from ivrlint._session import Session


@click.command(name="rules")
@click.argument("names", nargs=-1, metavar="[RULE|PACK]…")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@plugin_options
def command(names: tuple[str, ...], form: str, **where: Any) -> None:
    """List the rules: all of them, or those of the packs and names given.

    A rule that is off is marked; switch it on with `select` in the
    configuration or `--select`.
    """
    session = Session.here(**where)
    catalogue = session.catalogue
    wanted = list(catalogue.rules.values())
    if names:
        chosen: set[str] = set()
        for name in names:
            found = catalogue.expand(name)
            if not found:
                raise click.UsageError(catalogue.mistake(name, packs=True) or f"no rule {name!r}")
            chosen.update(found)
        wanted = [rule for rule in wanted if rule.name in chosen]
    active = {rule.rule.name: rule for rule in session.active_rules()}
    if form == "json":
        rows = [
            {
                "name": rule.name,
                "pack": rule.pack,
                "severity": str(
                    active[rule.name].severity if rule.name in active else rule.severity
                ),
                "enabled": rule.name in active,
                "summary": rule.summary,
                "since": rule.since,
                "aliases": list(rule.aliases),
                "fix": rule.fix,
                "options": [
                    {
                        "name": option.name,
                        "type": option.type,
                        "default": option.default,
                        "unit": option.unit,
                        "description": option.description,
                    }
                    for option in rule.options
                ],
            }
            for rule in wanted
        ]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        finish(session.failures, **where)
        return
    width = max((len(rule.name) for rule in wanted), default=0)
    pack = None
    for rule in wanted:
        if rule.pack != pack:
            pack = rule.pack
            click.secho(f"{pack}", bold=True)
        severity = str(active[rule.name].severity) if rule.name in active else "off"
        click.echo(f"  {rule.name:{width}}  {severity:7}  {rule.summary}")
    finish(session.failures, **where)
