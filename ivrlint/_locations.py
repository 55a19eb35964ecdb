"""Naming where in the model a place is: `queue agents`, `reply case-created`."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from ivrlint.model import Document, Exit, Flow, Page, Project, Prompt, Reply, Step
from ivrlint.places import Place


class Locations:
    """The names of the places of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project

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
            return self._around(place)
        return None

    def name(self, at: object, subject: object) -> str | None:
        """What a report calls the spot; None for a whole file."""
        step = self.step_of(at, subject)
        if step is not None:
            return f"{step.kind} {step.shown_name}"
        for candidate in (at, subject):
            match candidate:
                case Flow():
                    return f"flow {candidate.shown_name}"
                case Reply():
                    return f"reply {candidate.name}"
                case Page():
                    return f"page {candidate.name}"
        return None

    def names(self, at: object, subject: object) -> tuple[str, ...]:
        """The names by which the configuration may mean the spot as a step."""
        step = self.step_of(at, subject)
        owner: object = step
        if step is None:
            owner = next((c for c in (at, subject) if isinstance(c, Flow | Reply | Page)), None)
        title = getattr(owner, "title", None)
        name = getattr(owner, "name", None)
        return tuple(dict.fromkeys(found for found in (name, title) if found))

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
