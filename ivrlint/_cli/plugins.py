"""`ivrlint plugins`: what was loaded, and what it brings."""

from __future__ import annotations

import json
from typing import Any

import click

from ivrlint._cli.shared import finish, plugin_options
from ivrlint._session import Session


@click.command(name="plugins")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@plugin_options
def command(form: str, **where: Any) -> None:
    """List the plugins, where they come from, and what they bring."""
    session = Session.here(**where)
    plugins = session.plugins
    rows: list[dict[str, Any]] = [
        {
            "name": plugin.name,
            "distribution": plugin.distribution,
            "version": plugin.version,
            "module": plugin.origin,
            "enabled": not plugin.disabled,
            "formats": plugins.names("formats", plugin.name),
            "rules": plugins.names("rules", plugin.name),
            "languages": plugins.names("languages", plugin.name),
            "reports": plugins.names("reports", plugin.name),
        }
        for plugin in plugins.found
    ]
    if form == "json":
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        finish(session.failures, **where)
        return
    for row in rows:
        state = "" if row["enabled"] else click.style("  switched off", fg="yellow")
        version = f" {row['version']}" if row["version"] else ""
        click.echo(
            click.style(row["name"], bold=True) + f"  ({row['distribution']}{version}){state}"
        )
        for what in ("formats", "languages", "reports"):
            if row[what]:
                click.echo(f"  {what}: {', '.join(row[what])}")
        if row["rules"]:
            click.echo(
                f"  rules: {len(row['rules'])} ({', '.join(row['rules'][:4])}"
                f"{', …' if len(row['rules']) > 4 else ''})"
            )
    finish(session.failures, **where)
