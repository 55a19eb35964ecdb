"""Leaving out findings that the user has accepted, and telling of acceptances gone stale."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from ivrlint._config import ActiveRule, Catalogue, Config
from ivrlint._located import Located
from ivrlint._marked import is_marked
from ivrlint.finding import Finding
from ivrlint.model import Document
from ivrlint.places import Place
from ivrlint.rule import Rule

if TYPE_CHECKING:
    from ivrlint._config.tables import Ignore, PerPath
    from ivrlint._directives import Directive, Word

Told = tuple[str, Place, str]
"""What is to be told about a suppression: the rule that says it, the place, the message."""

_ABOUT_COMMENTS: Final = frozenset({"unused-suppression", "unknown-rule"})


class Suppressed(NamedTuple):
    """What is left, what was left out, and what is wrong with the suppressions themselves."""

    kept: tuple[Located, ...]
    suppressed: tuple[Located, ...]
    about: tuple[Located, ...]


def suppress(
    findings: Sequence[Located],
    documents: Iterable[Document],
    config: Config,
    catalogue: Catalogue,
    *,
    active: Mapping[str, ActiveRule],
    linted: Collection[str],
    today: datetime.date,
    path_of: Callable[[str], str],
) -> Suppressed:
    """Take out what comments and the configuration silence.

    `active` are the rules that ran, by name: what silences a rule that did not
    run is not called unused. `linted` are the files that were linted, by their
    paths relative to the project's root; `path_of` gives that path for a
    source's own. Whatever silences a finding counts as used, also where two
    suppressions silence the same one.
    """
    marked = [document for document in documents if is_marked(document)]
    tables: list[Ignore | PerPath] = [*config.ignores]
    tables += [table for table in config.per_path if table.ignored]
    if not marked and not tables:
        return Suppressed(tuple(findings), (), ())
    teller = _Teller(config, active, path_of)
    said = _unique(marked)
    silenced = [False] * len(findings)
    comments = _Comments(findings, silenced, catalogue, active, today)
    told = comments.apply(said, about_comments=False)
    if tables:
        from ivrlint._path_ignores import apply_path_ignores

        told += apply_path_ignores(findings, silenced, tables, active, linted, today)
    about = teller.findings(told)
    # Comments may silence what is said about comments; about those nothing more is said.
    hushed = [False] * len(about)
    comments = _Comments(about, hushed, catalogue, active, today)
    last = teller.findings(comments.apply(said, about_comments=True))
    return Suppressed(
        tuple(found for found, gone in zip(findings, silenced, strict=True) if not gone),
        tuple(found for found, gone in zip(findings, silenced, strict=True) if gone),
        (*(told for told, gone in zip(about, hushed, strict=True) if not gone), *last),
    )


def _unique(documents: Iterable[Document]) -> list[Directive]:
    """The ignores in their comments. A file that two of them took in counts once."""
    from ivrlint._directives import directives

    kept: dict[tuple[str, int], Directive] = {}
    for document in documents:
        for directive in directives(document):
            if directive.kind != "tag":
                kept.setdefault((directive.place.source.path, directive.place.start), directive)
    return list(kept.values())


class _Teller:
    """Makes the findings about suppressions, as far as their rules are on."""

    def __init__(
        self, config: Config, active: Mapping[str, ActiveRule], path_of: Callable[[str], str]
    ) -> None:
        self._config = config
        self._active = active
        self._path_of = path_of

    def findings(self, told: Iterable[Told]) -> list[Located]:
        """A finding for each thing told whose rule is on for its file."""
        made = []
        for name, place, message in told:
            rule = self._active.get(name)
            path = self._path_of(place.source.path)
            settings = self._config.for_path(path)
            if rule is not None and name not in settings.ignored:
                severity = settings.severity.get(name, rule.severity)
                made.append(Located(rule.rule, severity, Finding(place, message), path))
        return made


class _Comments:
    """Findings by file and rule, in order of their places, ready to be silenced by comments."""

    def __init__(
        self,
        findings: Sequence[Located],
        silenced: list[bool],
        catalogue: Catalogue,
        active: Mapping[str, ActiveRule],
        today: datetime.date,
    ) -> None:
        self._silenced = silenced
        self._catalogue = catalogue
        self._active = active
        self._today = today
        self._rows: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for index, found in enumerate(findings):
            place = found.finding.place
            key = (place.source.path, found.rule.name)
            self._rows.setdefault(key, []).append((place.start, index))
        for rows in self._rows.values():
            rows.sort()

    def apply(self, said: Iterable[Directive], *, about_comments: bool) -> list[Told]:
        """Silence what the comments cover; gives what is to be told about the comments.

        Names of the rules about comments are left for a second turn, when
        those have spoken.
        """
        depth: dict[tuple[str, str], list[int]] = {}
        told: list[Told] = []
        for directive in said:
            for word in directive.words:
                rule = self._catalogue.rule(word.name)
                if (rule is not None and rule.name in _ABOUT_COMMENTS) is about_comments:
                    told.extend(self._apply_word(directive, word, rule, depth))
            if directive.problem is not None and not about_comments:
                message = f"this comment silences nothing: {directive.problem}"
                told.append(("unused-suppression", directive.place, message))
        for key, steps in depth.items():
            level = 0
            for (_, index), step in zip(self._rows[key], steps, strict=False):
                level += step
                if level > 0:
                    self._silenced[index] = True
        return told

    def _apply_word(
        self,
        directive: Directive,
        word: Word,
        rule: Rule | None,
        depth: dict[tuple[str, str], list[int]],
    ) -> Iterator[Told]:
        if rule is None:
            mistake = self._catalogue.mistake(word.name)
            if mistake is not None:
                yield "unknown-rule", word.place, mistake
        elif directive.problem is not None:
            return
        elif directive.until is not None and self._today > directive.until:
            if rule.name in self._active:
                message = f"the ignore of {rule.name} expired on {directive.until}"
                yield "unused-suppression", word.place, message
        elif not self._cover(directive, rule.name, depth) and rule.name in self._active:
            where = "in this file" if directive.kind == "ignore-file" else "here"
            message = f"{rule.name} finds nothing {where}: the ignore is not needed"
            yield "unused-suppression", word.place, message

    def _cover(
        self, directive: Directive, rule: str, depth: dict[tuple[str, str], list[int]]
    ) -> bool:
        """Note the stretch of findings that a directive silences; whether there are any."""
        key = (directive.place.source.path, rule)
        rows = self._rows.get(key)
        if rows is None:
            return False
        used = False
        for span in directive.spans:
            first = bisect_left(rows, (span.start, -1))
            last = bisect_left(rows, (max(span.end, span.start + 1), -1))
            if first < last:
                steps = depth.setdefault(key, [0] * (len(rows) + 1))
                steps[first] += 1
                steps[last] -= 1
                used = True
        return used
