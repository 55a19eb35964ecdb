"""What is known of commands and tests: the facts of `commands.json`, as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field
from functools import cached_property
from typing import Any

from ivrlint.lean import dataclass
from ivrlint_formats.package_data import load_json


@dataclass(frozen=True, slots=True)
class TagForm:
    """A tag of a command: what stands after it, what it needs, and the group it is of."""

    takes: str | None
    needs: str | None
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of a command or test. `least` is how many arguments have to stand."""

    needs: frozenset[str] = frozenset()
    tags: Mapping[str, TagForm] = field(default_factory=dict)
    one_of: frozenset[str] = frozenset()
    args: tuple[tuple[str, str], ...] = ()
    least: int = 0
    optional_last: bool = False
    tests: str | None = None
    block: bool = False
    after: tuple[str, ...] = ()


class Commands:
    """The commands and tests of Sieve and its extensions."""

    @cached_property
    def _facts(self) -> dict[str, Any]:
        return load_json("ivrlint_formats.sieve", "commands.json")

    @cached_property
    def _forms(self) -> dict[str, dict[str, tuple[Form, ...]]]:
        return {
            kind: {
                name: tuple(self._form(form) for form in forms)
                for name, forms in self._facts[kind].items()
            }
            for kind in ("commands", "tests")
        }

    def _form(self, fact: dict[str, Any]) -> Form:
        tags: dict[str, TagForm] = {}
        for use in fact.get("uses", ()):
            shared = self._facts["uses"][use]
            for name, tag in shared["tags"].items():
                tags[name] = TagForm(tag.get("takes"), tag.get("needs"), shared.get("group", name))
        for name, tag in fact.get("tags", {}).items():
            tags[name] = TagForm(tag.get("takes"), tag.get("needs"), name)
        args = tuple((arg["name"], arg["type"]) for arg in fact.get("args", ()))
        return Form(
            needs=frozenset(fact.get("needs", ())),
            tags=tags,
            one_of=frozenset(fact.get("one_of", ())),
            args=args,
            least=len(args) - fact.get("optional", 0),
            optional_last=fact.get("optional_last", False),
            tests=fact.get("tests"),
            block=fact.get("block", False),
            after=tuple(fact.get("after", ())),
        )

    def form(self, name: str, capabilities: AbstractSet[str], *, test: bool) -> Form | None:
        """The form of a command or test where these capabilities are at hand; None where it is
        not known."""
        forms = self._forms["tests" if test else "commands"].get(name, ())
        for form in forms:
            if not form.needs or form.needs & capabilities:
                return form
        return forms[0] if forms else None

    def is_command(self, name: str) -> bool:
        """Whether a command is called so."""
        return name in self._forms["commands"]

    def is_test(self, name: str) -> bool:
        """Whether a test is called so."""
        return name in self._forms["tests"]

    @cached_property
    def capabilities(self) -> frozenset[str]:
        """Every capability that a command, a test or a tag needs, and those of the core."""
        needed = {"comparator-i;octet", "comparator-i;ascii-casemap", "encoded-character"}
        for forms in (*self._forms["commands"].values(), *self._forms["tests"].values()):
            for form in forms:
                needed |= form.needs
                needed |= {tag.needs for tag in form.tags.values() if tag.needs}
        return frozenset(needed)

    @property
    def comparators(self) -> list[str]:
        """Comparators that are in use."""
        comparators: list[str] = self._facts["core_comparators"]
        return comparators

    @property
    def relations(self) -> list[str]:
        """What `:value` and `:count` compare by."""
        relations: list[str] = self._facts["relations"]
        return relations

    @property
    def default_days(self) -> int:
        """The least interval of `vacation` in days, where a script does not say it."""
        return int(self._facts["vacation"]["default_days"])

    @property
    def least_days(self) -> int:
        """The least that engines take for `:days`."""
        return int(self._facts["vacation"]["least_days"])
