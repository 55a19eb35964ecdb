"""A rule's documentation as Markdown, for viewers that show it beside a finding."""

from __future__ import annotations

from collections.abc import Iterator

from ivrlint.docs import examples, prose
from ivrlint.rule import Rule


def markdown(rule: Rule) -> str:
    """What the rule is about, its options, its examples without their marks."""
    return "\n\n".join(_parts(rule))


def _parts(rule: Rule) -> Iterator[str]:
    yield prose(rule.documentation) or rule.name
    if rule.options:
        yield "**Options**"
        yield "\n".join(
            f"- `{option.name}` ({option.unit or option.type}, by default `{option.default}`): "
            f"{option.description}".rstrip(" :")
            for option in rule.options
        )
    for example in examples(rule.documentation):
        kind = "Bad" if example.bad else "Good"
        language = "" if example.format == "ivr" else f" ({example.format})"
        yield f"**{kind}{language}**"
        for path, text in example.files.items():
            if len(example.files) > 1:
                yield f"`{path}`"
            fence = "```"
            while fence in text:
                fence += "`"
            yield f"{fence}text\n{text.rstrip()}\n{fence}"
