"""Naming where in the model a place is: `queue agents`, `reply case-created`."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from ivrlint._statements import Span, Statements
from ivrlint.model import Document, Exit, Flow, Hangup, Page, Project, Prompt, Reply, Step
from ivrlint.places import Place, Source

Said = tuple[Statements, dict[Span, Step | Reply | Page]]
"""The statements of a source, and what those that define something define."""


class Locations:
    """The names of the places of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._said: dict[int, Said] = {}

    def step_of(self, at: object, subject: object) -> Step | None:
        """The step that something belongs to: itself, its owner, or what stands around it."""
        for candidate in (at, subject):
            match candidate:
                case Step():
                    return candidate
                case Prompt():
                    return candidate.step
                case Exit() if id(candidate) in self._step_of_exit:
                    return self._step_of_exit[id(candidate)]
        place = at if isinstance(at, Place) else getattr(at, "place", None)
        if isinstance(place, Place) and not isinstance(at, Flow | Document | Reply | Page):
            within = self._around(place) or self._within(place)
            return within if isinstance(within, Step) else None
        return None

    def name(self, at: object, subject: object) -> str | None:
        """What a report calls the spot; None for a whole file."""
        step = self.step_of(at, subject)
        if step is not None:
            return f"{step.kind} {step.shown_name}"
        match self._owner(at, subject):
            case Flow() as flow:
                return f"flow {flow.shown_name}"
            case Reply() as reply:
                return f"reply {reply.name}"
            case Page() as page:
                return f"page {page.name}"
        return None

    def names(self, at: object, subject: object) -> tuple[str, ...]:
        """The names by which the configuration may mean the spot as a step."""
        owner = self.step_of(at, subject) or self._owner(at, subject)
        title = getattr(owner, "title", None)
        name = getattr(owner, "name", None)
        return tuple(dict.fromkeys(found for found in (name, title) if found))

    def _owner(self, at: object, subject: object) -> object:
        """The flow, reply or page of something that belongs to no step."""
        for candidate in (at, subject):
            if isinstance(candidate, Flow | Reply | Page):
                return candidate
        place = at if isinstance(at, Place) else getattr(at, "place", None)
        if isinstance(place, Place) and not isinstance(at, Document):
            return self._within(place)
        return None

    @cached_property
    def _step_of_exit(self) -> dict[int, Step]:
        return {
            id(exit_): step
            for flow in self._project.flows
            for step in flow.steps
            for exit_ in step.exits
        }

    @cached_property
    def _spans(self) -> dict[int, tuple[list[int], list[tuple[int, Step]]]]:
        """Per source: the starts of what belongs to steps, and for each its end and step."""
        rows: dict[int, list[tuple[int, int, Step]]] = {}
        for flow in self._project.flows:
            for step in flow.steps:
                if isinstance(step, Hangup) and step.implicit:
                    # It stands where the file ends: its place may be the whole file.
                    continue
                owned = [
                    step.place,
                    *(p.place for p in step.prompts),
                    *(e.place for e in step.exits),
                ]
                for place in owned:
                    rows.setdefault(id(place.source), []).append((place.start, place.end, step))
        spans = {}
        for source, found in rows.items():
            found.sort(key=lambda row: (row[0], -row[1]))
            spans[source] = ([row[0] for row in found], [(row[1], row[2]) for row in found])
        return spans

    def _around(self, place: Place) -> Step | None:
        starts, owners = self._spans.get(id(place.source), ([], []))
        index = bisect_right(starts, place.start) - 1
        # The nearest few are enough: what belongs to a step stands close together.
        for back in range(index, max(-1, index - 8), -1):
            end, step = owners[back]
            if place.start < end:
                return step
        return None

    def _within(self, place: Place) -> Step | Reply | Page | None:
        """What the statement around a place says: for a value somewhere in its block."""
        if id(place.source) not in self._said:
            self._said[id(place.source)] = self._said_in(place.source)
        statements, said = self._said[id(place.source)]
        span = statements.innermost(place.start)
        while span is not None and span not in said:
            span = statements.around(span)
        return said[span] if span is not None else None

    def _said_in(self, source: Source) -> Said:
        documents = self._project.documents
        places = [place for document in documents for place in document.statements]
        statements = Statements(source, places)
        said: dict[Span, Step | Reply | Page] = {}
        for owner in self._owners.get(id(source), ()):
            span = statements.innermost(owner.place.start)
            if span is not None:
                said.setdefault(span, owner)
        return statements, said

    @cached_property
    def _owners(self) -> dict[int, list[Step | Reply | Page]]:
        """The steps, replies and pages of each source."""
        owners: dict[int, list[Step | Reply | Page]] = {}
        for document in self._project.documents:
            defined: list[Step | Reply | Page] = [*document.replies, *document.pages]
            defined += [step for flow in document.flows for step in flow.steps]
            for owner in defined:
                owners.setdefault(id(owner.place.source), []).append(owner)
        return owners
