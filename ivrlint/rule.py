"""What a rule is: a function that yields findings, with its documentation and options.

    @rule("warning", since="0.1")
    def unreachable_step(flow: Flow, *, ignore_tags: Sequence[str] = ("library",)) -> Findings:
        \"\"\"A step that no caller can reach. …\"\"\"

The annotation of the first parameter says what it is run on: `Project`,
`Document`, `Flow`, any step class (`Step`, `Menu`, `Queue` …), `Exit`,
`Prompt`, `Reply` or `Page`. Keyword-only parameters are its options.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

from ivrlint.finding import Finding, Severity, Skipped
from ivrlint.lean import dataclass

Findings = Iterator[Finding | Skipped]
"""What a rule yields."""

FixKind = Literal["safe", "unsafe", "none"]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a rule. `type` is a name of JSON Schema, with `array of …` for lists."""

    name: str
    type: str
    default: Any
    unit: str | None = None
    description: str = ""


_TYPES = {
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "str": "string",
    "Sequence[str]": "array of string",
    "tuple[str, ...]": "array of string",
    "Mapping[str, str]": "object of string",
}


class Rule:
    """A rule: its name, where it belongs, how bad its findings are, and its check."""

    def __init__(
        self,
        check: Callable[..., Findings],
        severity: Severity,
        *,
        since: str,
        default: bool = True,
        pack: str | None = None,
        implies: Sequence[str] = (),
        aliases: Sequence[str] = (),
        fix: FixKind = "none",
        url: str | None = None,
    ) -> None:
        self.check = check
        self.name = check.__name__.replace("_", "-").strip("-")
        self.severity = severity
        self.since = since
        self.default = default
        self.pack = pack or _pack_of(check.__module__)
        self.implies = tuple(implies)
        self.aliases = tuple(aliases)
        self.fix: FixKind = fix
        self.url = url

    def __repr__(self) -> str:
        return f"<rule {self.name}>"

    @cached_property
    def runs_on(self) -> str:
        """The name of the class that it is run on: the first parameter's annotation."""
        parameter = next(iter(inspect.signature(self.check).parameters.values()), None)
        if parameter is None or parameter.annotation is inspect.Parameter.empty:
            raise TypeError(f"rule {self.name!r}: its first parameter needs a type, such as Flow")
        annotation = parameter.annotation
        return annotation if isinstance(annotation, str) else str(annotation.__name__)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Its options, from the keyword-only parameters and the documentation.

        Raises TypeError for an option without a default or of another type
        than the configuration can hold.
        """
        from ivrlint.docs import documented_options

        described = documented_options(self.documentation)
        options = []
        for parameter in inspect.signature(self.check).parameters.values():
            if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
                continue
            annotation = parameter.annotation
            name = annotation if isinstance(annotation, str) else annotation.__name__
            if name not in _TYPES or parameter.default is inspect.Parameter.empty:
                raise TypeError(
                    f"rule {self.name!r}: option {parameter.name!r} needs a default"
                    f" and one of these types: {', '.join(_TYPES)}"
                )
            unit, description = described.get(parameter.name.replace("_", "-"), (None, ""))
            default = parameter.default
            options.append(
                Option(
                    parameter.name.replace("_", "-"),
                    _TYPES[name],
                    _plain(default),
                    unit,
                    description,
                )
            )
        return tuple(options)

    @property
    def documentation(self) -> str:
        """The docstring of its check, dedented: the page, the text of `explain`, the test."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.documentation.partition("\n")[0]


def rule(
    severity: Literal["info", "warning", "error"],
    *,
    since: str,
    default: bool = True,
    pack: str | None = None,
    implies: Sequence[str] = (),
    aliases: Sequence[str] = (),
    fix: FixKind = "none",
    url: str | None = None,
) -> Callable[[Callable[..., Findings]], Rule]:
    """Make a rule of a function; its name is the function's, in kebab-case.

    `default=False`: off until selected. `pack` is the folder that the rule's
    file stands in unless said otherwise. `implies` names rules that stay quiet
    where this one speaks about the same place. `aliases` are former names.
    `fix` says what fixes it can offer at best. `url` is its page on the web.
    """

    def make(check: Callable[..., Findings]) -> Rule:
        return Rule(
            check,
            Severity.named(severity),
            since=since,
            default=default,
            pack=pack,
            implies=implies,
            aliases=aliases,
            fix=fix,
            url=url,
        )

    return make


def _plain(default: Any) -> Any:
    """A default as JSON has it."""
    if isinstance(default, tuple):
        return list(default)
    return dict(default) if isinstance(default, Mapping) else default


def _pack_of(module: str) -> str:
    """The folder of a rule's file, or the file itself where it stands alone."""
    parts = module.split(".")
    return (parts[-2] if len(parts) > 1 else parts[-1]).replace("_", "-")
