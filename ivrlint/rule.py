"""What a rule is: a function that yields findings, with its documentation and options.

    @rule("warning", since="0.1")
    def unreachable_step(flow: Flow, *, ignore_tags: Sequence[str] = ("library",)) -> Findings:
        \"\"\"A step that no caller can reach. …\"\"\"

The annotation of the first parameter says what it is run on: `Project`,
`Document`, `Flow`, any step class (`Step`, `Menu`, `Queue` …), `Exit`,
`Prompt`, `Reply` or `Page`. Keyword-only parameters are its options.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from types import FunctionType, ModuleType
from typing import Any, Literal, get_args

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
        check: FunctionType,
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
        """The name of the class that it is run on: the first parameter's annotation.

        Raises TypeError where it has none.
        """
        code = self.check.__code__
        first = code.co_varnames[0] if code.co_argcount else None
        annotation = self.check.__annotations__.get(first) if first else None
        if annotation is None:
            raise TypeError(f"rule {self.name!r}: its first parameter needs a type, such as Flow")
        return _named(annotation)

    @cached_property
    def option_types(self) -> Mapping[str, str]:
        """The names of its options as in the configuration, each with its type.

        Raises TypeError for an option without a default or of another type
        than the configuration can hold.
        """
        code = self.check.__code__
        first = code.co_argcount
        defaults = self.check.__kwdefaults__ or {}
        found = {}
        for name in code.co_varnames[first : first + code.co_kwonlyargcount]:
            kind = _named(self.check.__annotations__.get(name, ""))
            if kind not in _TYPES or name not in defaults:
                raise TypeError(
                    f"rule {self.name!r}: option {name!r} needs a default"
                    f" and one of these types: {', '.join(_TYPES)}"
                )
            found[name.replace("_", "-")] = _TYPES[kind]
        return found

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Its options, from the keyword-only parameters and the documentation."""
        from ivrlint.docs import documented_options

        described = documented_options(self.documentation)
        defaults = self.check.__kwdefaults__ or {}
        options = []
        for name, kind in self.option_types.items():
            unit, description = described.get(name, (None, ""))
            default = defaults[name.replace("-", "_")]
            if isinstance(default, tuple):
                default = list(default)
            elif isinstance(default, Mapping):
                default = dict(default)
            options.append(Option(name, kind, default, unit, description))
        return tuple(options)

    @cached_property
    def signature(self) -> str:
        """Its options with their types, in one line: changes when one of them does."""
        options = self.check.__kwdefaults__ or {}
        kinds = self.check.__annotations__
        return " ".join(f"{name}:{kinds.get(name)}" for name in sorted(options))

    @property
    def documentation(self) -> str:
        """The docstring of its check, dedented: the page, the text of `explain`, the test."""
        from inspect import cleandoc

        return cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.documentation.partition("\n")[0]


def rules_of(package: ModuleType) -> Iterator[Rule]:
    """Every rule in the files of the package's folders, for the hook `ivrlint_rules`.

    What they are is remembered between runs; a file is imported when one of its
    rules is first run.
    """
    from ivrlint._rule_index import remembered_rules

    return remembered_rules(package)


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
        assert isinstance(check, FunctionType)
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


def _named(annotation: Any) -> str:
    """An annotation as it is written, whether it was evaluated or not."""
    if isinstance(annotation, str):
        return annotation
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation.__name__
    return re.sub(r"\b(?:typing|collections\.abc)\.", "", str(annotation))


def _pack_of(module: str) -> str:
    """The folder of a rule's file, or the file itself where it stands alone."""
    parts = module.split(".")
    return (parts[-2] if len(parts) > 1 else parts[-1]).replace("_", "-")
