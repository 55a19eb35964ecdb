"""`ivrlint explain RULE`: the documentation of a rule."""

from __future__ import annotations

import json
from typing import Any

import click

from ivrlint._cli.shared import finish, plugin_options
from ivrlint._session import Session
from ivrlint.rule import Rule


@click.command(name="explain")
@click.argument("rule", metavar="RULE|facts")
@plugin_options
def command(rule: str, **where: Any) -> None:
    """Explain RULE: what it finds, why it hurts a caller, its options, good and bad.

    `ivrlint explain facts` lists the facts that can be declared.
    """
    if rule == "facts":
        _facts()
        return
    session = Session.here(**where)
    found = session.catalogue.rule(rule)
    if found is None:
        raise click.UsageError(session.catalogue.mistake(rule) or f"unknown rule {rule!r}")
    active = {item.rule.name for item in session.active_rules()}
    click.echo(_page(found, enabled=found.name in active))
    finish(session.failures, **where)


def _page(rule: Rule, *, enabled: bool) -> str:
    state = "on" if enabled else "off until selected"
    head = click.style(f"{rule.name}", bold=True) + f"  ({rule.pack}, {rule.severity}, {state})"
    lines = [head, "", *_body(rule.documentation)]
    if rule.options:
        lines += ["", f"Set an option in ivrlint.toml, under [rules.{rule.name}]:"]
        lines += [
            f"    {o.name} = {json.dumps(o.default, ensure_ascii=False)}" for o in rule.options
        ]
    facts = [f"since {rule.since}"]
    if rule.aliases:
        facts.append(f"formerly {', '.join(rule.aliases)}")
    if rule.fix != "none":
        facts.append(f"offers a fix ({rule.fix})")
    if rule.implies:
        facts.append(f"silences {', '.join(rule.implies)} at the same place")
    lines += ["", "; ".join(facts)[:1].upper() + "; ".join(facts)[1:] + "."]
    if rule.url:
        lines += [rule.url]
    return "\n".join(lines)


def _body(documentation: str) -> list[str]:
    """The documentation, its marks shown as what ivrlint says there."""
    import re

    mark = re.compile(r"(//|;|#|<!--)!\s*(?:(info|warning|error): )?(.*?)\s*(?:-->)?$")
    lines = []
    for line in documentation.splitlines():
        match = mark.search(line) if line.startswith("    ") else None
        if match:
            said = click.style(f"← {match[3]}", fg="yellow")
            line = line[: match.start()] + said
        elif line and not line.startswith(" ") and line.endswith(":"):
            line = click.style(line, bold=True)
        lines.append(line)
    return lines


def _facts() -> None:
    from ivrlint.facts import TAGS, VALUES

    click.secho("Tags", bold=True)
    for name, meaning in TAGS.items():
        click.echo(f"  {name:24} {meaning}")
    click.secho("Values", bold=True)
    for name, meaning in VALUES.items():
        click.echo(f"  {name:24} {meaning}")
    click.echo(
        "\nDeclare them in .ivr, in the configuration ([[facts]] with path, step, tags, values),"
        "\nor in a comment: ivrlint: tag[done]"
    )
