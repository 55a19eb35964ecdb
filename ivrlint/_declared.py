"""Facts declared outside the model: in the configuration, in comments, in other files.

They are written into the steps, exits, flows, replies and pages that they are
about before the project is linked. What a file itself says of a step comes
first; then comments, other files, and the configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from ivrlint._config import Config, Name
from ivrlint._marked import is_marked
from ivrlint._named import matching
from ivrlint._near import did_you_mean
from ivrlint.facts import TAGS, VALUES
from ivrlint.finding import Finding
from ivrlint.model import Document, Exit, Flow, Page, Reply, Step
from ivrlint.places import Place, Source

if TYPE_CHECKING:
    from ivrlint._directives import Directive
    from ivrlint._statements import Span

Thing = Flow | Step | Exit | Reply | Page
"""What facts can be declared about."""

_T = TypeVar("_T", bound=Thing)
_Named = TypeVar("_Named", bound=Flow | Step | Reply | Page)


class _Extra:
    """Facts that are to be added to one thing."""

    def __init__(self) -> None:
        self.tags: set[str] = set()
        self.values: list[tuple[str, str]] = []

    def add(self, tags: Iterable[str], values: Iterable[tuple[str, str]]) -> None:
        self.tags.update(tag for tag in tags if tag in TAGS)
        self.values.extend((name, value) for name, value in values if name in VALUES)


_Extras = dict[int, _Extra]


def apply_facts(
    documents: Sequence[Document], config: Config, path_of: Callable[[str], str]
) -> tuple[Document, ...]:
    """The documents of a project with all declared facts written into them.

    To be done before the project is linked. `path_of` gives the path relative
    to the project's root of a source's own.
    """
    extras: _Extras = {}
    for document in documents:
        _from_comments(document, extras)
    _from_files(documents, extras)
    if config.facts:
        for document in documents:
            _from_configuration(config, document, path_of(document.path), extras)
    if not extras:
        return tuple(documents)
    return tuple(_rebuilt(document, extras) for document in documents)


def unknown_facts(documents: Iterable[Document], config: Config) -> Iterator[Finding]:
    """A finding for every name of a fact, in comments and configuration, that is not registered.

    A name that needs a value and has none (or the other way round) is told too.
    """
    seen: set[tuple[str, int]] = set()
    for document in documents:
        for directive in _tags(document):
            at = (directive.place.source.path, directive.place.start)
            if at in seen:
                continue
            seen.add(at)
            if directive.problem is not None:
                yield Finding(
                    directive.place, f"this comment declares nothing: {directive.problem}"
                )
            for word in directive.words:
                yield from _told(word.name, word.place, has_value=word.value is not None)
    for table in config.facts:
        for tag in table.tags:
            yield from _told(tag, tag, has_value=False)
        for name, _ in table.values:
            yield from _told(name, name, has_value=True)


def _told(name: str, at: Name | Place, *, has_value: bool) -> Iterator[Finding]:
    name = str(name)
    known, others = (VALUES, TAGS) if has_value else (TAGS, VALUES)
    if name in known:
        return
    if name in others:
        wanted = (
            f'{name} needs a value, as in {name}="…"' if name in VALUES else f"{name} takes none"
        )
        yield Finding(at, f"the fact {wanted}")
    else:
        yield Finding(at, f"unknown fact {name!r}{did_you_mean(name, (*known, *others))}")


def _tags(document: Document) -> list[Directive]:
    if not is_marked(document):
        return []
    from ivrlint._directives import directives

    return [directive for directive in directives(document) if directive.kind == "tag"]


def _from_comments(document: Document, extras: _Extras) -> None:
    by_source: dict[int, _Bearers] = {}
    for directive in _tags(document):
        source = directive.place.source
        bearers = by_source.get(id(source))
        if bearers is None:
            bearers = by_source[id(source)] = _Bearers(document, source)
        for span in directive.spans:
            for thing in bearers.of(span):
                extras.setdefault(id(thing), _Extra()).add(
                    (word.name for word in directive.words if word.value is None),
                    ((w.name, w.value) for w in directive.words if w.value is not None),
                )


class _Bearers:
    """What the statements of one source are about: a step, else its exits, else the flow."""

    def __init__(self, document: Document, source: Source) -> None:
        from ivrlint._statements import Statements

        self._statements = Statements(source, document.statements)
        self._things: list[Thing] = []
        self._by_span: dict[Span, tuple[int, list[Thing]]] = {}
        for rank, thing in _ranked(document):
            if thing.place.source is not source:
                continue
            self._things.append(thing)
            span = self._statements.innermost(thing.place.start)
            if span is None:
                continue
            best, things = self._by_span.setdefault(span, (rank, []))
            if rank == best:
                things.append(thing)
            elif rank < best:
                self._by_span[span] = (rank, [thing])

    def of(self, span: Span) -> Iterable[Thing]:
        """What a statement is about, or the nearest one around it that is about something."""
        around: Span | None = span
        while around is not None:
            if around in self._by_span:
                return self._by_span[around][1]
            around = self._statements.around(around)
        # No statements here: a line, and what begins on it.
        return [thing for thing in self._things if span.start <= thing.place.start < span.end]


def _ranked(document: Document) -> Iterator[tuple[int, Thing]]:
    for reply in document.replies:
        yield 0, reply
    for page in document.pages:
        yield 0, page
    for flow in document.flows:
        for step in flow.steps:
            yield 0, step
            for exit_ in step.exits:
                yield 1, exit_
        for exit_ in flow.options:
            yield 1, exit_
        yield 2, flow


def _from_configuration(config: Config, document: Document, path: str, extras: _Extras) -> None:
    tables = [table for table in config.facts if table.paths.match(path)]
    if not tables:
        return
    flows = _by_name(document.flows)
    replies_and_pages: tuple[Reply | Page, ...] = (*document.replies, *document.pages)
    others = _by_name(replies_and_pages)
    steps: dict[int, dict[str, list[Step]]] = {}
    for table in tables:
        chosen = (
            {id(f): f for name in matching(table.flows, flows) for f in flows[name]}
            if table.flows
            else {id(f): f for f in document.flows}
        )
        meant: dict[int, Thing] = {}
        if table.steps:
            for flow in chosen.values():
                named = steps.get(id(flow))
                if named is None:
                    named = steps[id(flow)] = _by_name(flow.steps)
                for name in matching(table.steps, named):
                    meant.update((id(step), step) for step in named[name])
            if not table.flows:
                for name in matching(table.steps, others):
                    meant.update((id(other), other) for other in others[name])
        else:
            meant.update(chosen)
            if not table.flows:
                meant.update((id(other), other) for other in replies_and_pages)
        for key in meant:
            extras.setdefault(key, _Extra()).add(table.tags, table.values)


def _from_files(documents: Sequence[Document], extras: _Extras) -> None:
    """What files declare for steps of flows that may stand in other files."""
    if not any(document.facts for document in documents):
        return
    everywhere = _by_name([flow for document in documents for flow in document.flows])
    for document in documents:
        own = _by_name(document.flows)
        for declared in document.facts:
            if declared.flow is None:
                flows = list(document.flows)
            else:
                flows = own.get(declared.flow) or everywhere.get(declared.flow, [])
            for flow in flows:
                things: Iterable[Thing] = (flow,)
                if declared.step is not None:
                    wanted = declared.step
                    things = [s for s in flow.steps if wanted in (s.name, s.title)]
                for thing in things:
                    extras.setdefault(id(thing), _Extra()).add(declared.tags, declared.values)


def _by_name(things: Iterable[_Named]) -> dict[str, list[_Named]]:
    named: dict[str, list[_Named]] = {}
    for thing in things:
        title = None if isinstance(thing, Reply) else thing.title
        for name in dict.fromkeys((thing.name, title)):
            if name:
                named.setdefault(name, []).append(thing)
    return named


def _rebuilt(document: Document, extras: _Extras) -> Document:
    return replace(
        document,
        flows=tuple(_flow(flow, extras) for flow in document.flows),
        replies=tuple(_with(reply, extras) for reply in document.replies),
        pages=tuple(_with(page, extras) for page in document.pages),
    )


def _flow(flow: Flow, extras: _Extras) -> Flow:
    steps = tuple(_step(step, extras) for step in flow.steps)
    options = tuple(_with(exit_, extras) for exit_ in flow.options)
    changed = _with(flow, extras)
    same = all(
        new is old
        for new, old in zip((*steps, *options), (*flow.steps, *flow.options), strict=True)
    )
    if not same:
        changed = replace(changed, steps=steps, options=options)
    return changed


def _step(step: Step, extras: _Extras) -> Step:
    exits = tuple(_with(exit_, extras) for exit_ in step.exits)
    changed = _with(step, extras)
    if any(new is not old for new, old in zip(exits, step.exits, strict=True)):
        changed = replace(changed, exits=exits)
    return changed


def _with(thing: _T, extras: _Extras) -> _T:
    extra = extras.get(id(thing))
    if extra is None:
        return thing
    return replace(thing, tags=thing.tags | extra.tags, values=(*thing.values, *extra.values))
