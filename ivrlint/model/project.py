"""All documents of one folder tree, linked."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ivrlint._near import near
from ivrlint.lean import dataclass
from ivrlint.model.flows import Document, Flow, Transcript
from ivrlint.model.knowledge import Scope, Target, Unresolved
from ivrlint.model.prompts import Audio, Prompt
from ivrlint.model.replies import Page, Reply
from ivrlint.model.steps import Step, Transfer

if TYPE_CHECKING:
    from ivrlint._numbers import PhoneBook
    from ivrlint.graph import Graph
    from ivrlint.text import Text
    from ivrlint.words import Clause, Language

MOST_SUGGESTIONS: Final = 200
"""Missing names for which a name that was probably meant is looked up, in one project."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A target that the project itself shows not to exist; `near` is what was probably meant."""

    target: Target
    near: str | None = None


Resolved = Step | Page | Unresolved | Missing


class Project:
    """The documents of one project, each linked to all others.

    Making one gives every flow, step, prompt, reply and page the way back to
    what it belongs to; a document belongs to one project only.
    `today` is the date that rules about dates go by. `recorded` gives the seconds
    of a recording by its name and language, where its file is at hand.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        *,
        root: str = ".",
        languages: Mapping[str, Language] | None = None,
        today: datetime.date | None = None,
        recorded: Callable[[str, str | None], float | None] | None = None,
    ) -> None:
        self.documents = tuple(documents)
        self.root = root
        self.languages: Mapping[str, Language] = languages or {}
        self.today = today or datetime.date.today()
        self._recorded = recorded
        self._detected: dict[int, str | None] | None = None
        for document in self.documents:
            _own(document, self)
        self._detected = {}

    @property
    def flows(self) -> Iterator[Flow]:
        """Every flow of every document."""
        for document in self.documents:
            yield from document.flows

    def detected_language(self, document: Document) -> str | None:
        """The language that the texts of a document are in, where nothing says it.

        None where they do not make it plain, and while the documents are being linked.
        """
        if self._detected is None:
            return None
        if id(document) not in self._detected:
            self._detected[id(document)] = None  # the texts themselves ask for it
            texts = list(_texts_without_language(document))
            if texts:
                from ivrlint._detection import detected_language

                self._detected[id(document)] = detected_language(texts)
        return self._detected[id(document)]

    @property
    def replies(self) -> Iterator[Reply]:
        """Every automatic reply of every document."""
        for document in self.documents:
            yield from document.replies

    @property
    def pages(self) -> Iterator[Page]:
        """Every page of every document."""
        for document in self.documents:
            yield from document.pages

    @cached_property
    def graph(self) -> Graph:
        """The graph over all flows, computed once."""
        from ivrlint.graph import Graph

        return Graph(self)

    @cached_property
    def _flows_by_name(self) -> _Names:
        return _Names((flow, [flow.name]) for flow in self.flows)

    @cached_property
    def _flows_by_alias(self) -> _Names:
        """By title and by phone number."""
        return _Names(
            (flow, [*([flow.title] if flow.title else []), *flow.numbers]) for flow in self.flows
        )

    @cached_property
    def _pages_by_name(self) -> dict[str, list[Page]]:
        found: dict[str, list[Page]] = {}
        for page in self.pages:
            found.setdefault(page.name, []).append(page)
        return found

    @cached_property
    def reply_names(self) -> frozenset[str]:
        """The names of all automatic replies."""
        return frozenset(reply.name for reply in self.replies)

    @cached_property
    def _steps_by_flow(self) -> dict[int, dict[str, Step]]:
        return {}

    @cached_property
    def clauses_seen(self) -> dict[tuple[int, str], tuple[Text, tuple[Clause, ...]]]:
        """What `ivrlint.words` has found: by the identity of a text, and the language."""
        return {}

    @cached_property
    def remembered(self) -> dict[Hashable, Any]:
        """Room for what several rules ask for: what one has found out, the next one need not.

        Keys are tuples that begin with the name of what is remembered.
        """
        return {}

    @cached_property
    def _transcripts(self) -> dict[str, list[Transcript]]:
        found: dict[str, list[Transcript]] = {}
        for document in self.documents:
            for transcript in document.transcripts:
                found.setdefault(transcript.audio, []).append(transcript)
        return found

    def transcript(self, audio: str, language: str | None = None) -> Transcript | None:
        """What is said in a sound file, where it is spoken in a language.

        One of just this language goes before those of its other regions and
        those of no known language; those of other languages do not count. None
        where no file tells, or two say different things.
        """
        found = self._transcripts.get(audio, ())
        if language is not None and any(one.language for one in found):
            near = [_nearness(one.language, language) for one in found]
            best = max(near)
            found = [one for one, how in zip(found, near, strict=True) if 0 < how == best]
        if not found or any(one.text != found[0].text for one in found):
            return None
        return found[0]

    def recorded_seconds(self, audio: str, language: str | None = None) -> float | None:
        """How long a recording is, where its sound file is at hand; None where none tells."""
        return self._recorded(audio, language) if self._recorded is not None else None

    def step(self, flow: Flow, name: str) -> Step | None:
        """The step of a flow by its name; the first where a name is used twice."""
        return self.steps_of(flow).get(name)

    def steps_of(self, flow: Flow) -> Mapping[str, Step]:
        """The steps of a flow by their names; the first where a name is used twice."""
        steps = self._steps_by_flow.get(id(flow))
        if steps is None:
            steps = {}
            for step in flow.steps:
                steps.setdefault(step.name, step)
            self._steps_by_flow[id(flow)] = steps
        return steps

    def find_flow(self, name: str, document: Document) -> Flow | Unresolved | None:
        """The flow of this name, seen from a document: its own first, then the project's.

        Names go before titles and phone numbers. A name that two other
        documents define is unresolved.
        """
        for names in (self._flows_by_name, self._flows_by_alias):
            own = names.within(name, document)
            if own is not None:
                return own
        for names in (self._flows_by_name, self._flows_by_alias):
            flows = names.anywhere(name)
            if len(flows) > 1:
                return Unresolved(f"{len(flows)} flows of the project are called {name!r}")
            if flows:
                return flows[0]
        return None

    @cached_property
    def _phone_book(self) -> PhoneBook:
        from ivrlint._numbers import PhoneBook

        return PhoneBook(self.flows)

    def taken_over(self, step: Transfer) -> Resolved | None:
        """Where the caller goes on who is handed over: into the flow that the step names, or the
        one of the project that answers at its number. None where that is outside of the project.
        """
        if step.flow_target is not None:
            return self.resolve(step.flow, step.flow_target)
        if step.to is None:
            return None
        flows = self._phone_book.answering(step.to)
        if len(flows) > 1:
            return Unresolved(f"{len(flows)} flows answer at {step.to!r}", Scope.STARTS)
        return self.resolve(flows[0], Target(flows[0].start)) if flows else None

    def resolve(self, flow: Flow, target: Target | Unresolved) -> Resolved:
        """What a target of a step of `flow` is."""
        if isinstance(target, Unresolved):
            return target
        if target.flow is None and target.step is not None:
            # Nearly all targets of a large file; the rest takes longer.
            step = self.step(flow, target.step)
            if step is not None:
                return step
        return self.resolve_from(flow.document, flow, target)

    def resolve_from(self, document: Document, flow: Flow | None, target: Target) -> Resolved:
        """What a target is, seen from a flow, or from a document where there is no flow."""
        into: Flow | Unresolved | None = flow
        if target.flow is not None:
            into = self.find_flow(target.flow, document)
            if into is None and target.step is None:
                pages = self._pages_by_name.get(target.flow, ())
                if len(pages) == 1:
                    return pages[0]
                if pages:
                    return Unresolved(
                        f"{len(pages)} pages are called {target.flow!r}", Scope.STARTS
                    )
        if isinstance(into, Unresolved):
            return into if target.step is not None else replace(into, scope=Scope.STARTS)
        if into is None:
            return target.elsewhere or self._missing(target, None)
        name = target.step if target.step is not None else into.start
        step = self.step(into, name) if name is not None else None
        if step is not None:
            return step
        if target.step is None:
            return Unresolved(f"the flow {into.shown_name!r} has no start", Scope.STARTS)
        return target.elsewhere or self._missing(target, into)

    def _missing(self, target: Target, into: Flow | None) -> Missing:
        """A missing step of a flow, or a missing flow, with the name that was probably meant."""
        key = (None if into is None else id(into), target.step if into is not None else target.flow)
        if key not in self._near_names:
            # A project of nothing but typos must not cost more than the whole check.
            spent = len(self._near_names) >= MOST_SUGGESTIONS
            known = (
                (flow.name for flow in self.flows)
                if into is None
                else (step.name for step in into.steps)
            )
            self._near_names[key] = None if spent else near(key[1] or "", known)
        return Missing(target, self._near_names[key])

    @cached_property
    def _near_names(self) -> dict[tuple[int | None, str | None], str | None]:
        return {}


def _texts_without_language(document: Document) -> Iterator[Text]:
    """The texts of a document whose language is written down nowhere."""
    for flow in document.flows:
        for step in flow.steps if flow.language is None else ():
            for prompt in step.prompts:
                yield from _text_without_language(prompt)
            for exit_ in step.exits:
                for prompt in exit_.prompts:
                    yield from _text_without_language(prompt)
    for reply in document.replies:
        if reply.language is None:
            yield from (body.text for body in reply.bodies if body.language is None)
    for page in document.pages:
        if page.language is None:
            yield from page.texts


def _text_without_language(prompt: Prompt) -> Iterator[Text]:
    if prompt.text is not None and prompt.spoken_language is None:
        yield prompt.text


def _nearness(language: str | None, sought: str) -> int:
    """How near the language of a transcript is to a sought one: 0 where it is another."""
    if language is None:
        return 1
    own, other = language.lower(), sought.lower()
    if own.partition("-")[0] != other.partition("-")[0]:
        return 0
    return 3 if own == other else 2


class _Names:
    """Flows by their names, in the whole project and within each document."""

    def __init__(self, named: Iterable[tuple[Flow, Iterable[str]]]) -> None:
        self._anywhere: dict[str, list[Flow]] = {}
        self._within: dict[tuple[int, str], Flow] = {}
        for flow, names in named:
            for name in dict.fromkeys(names):
                self._anywhere.setdefault(name, []).append(flow)
                self._within.setdefault((id(flow.document), name), flow)

    def within(self, name: str, document: Document) -> Flow | None:
        """The first flow of this name in a document."""
        return self._within.get((id(document), name))

    def anywhere(self, name: str) -> Sequence[Flow]:
        """All flows of this name."""
        return self._anywhere.get(name, ())


def _own(document: Document, project: Project) -> None:
    """Give everything in a document the way back to what it belongs to."""
    put = object.__setattr__  # they are frozen for everyone else
    put(document, "_project", project)
    for reply in document.replies:
        put(reply, "_document", document)
    for page in document.pages:
        put(page, "_document", document)
    for flow in document.flows:
        put(flow, "document", document)
        for step in flow.steps:
            put(step, "flow", flow)
            for prompt in step.prompts:
                _own_prompt(prompt, step, project)
            for exit_ in step.exits:
                for prompt in exit_.prompts:
                    _own_prompt(prompt, step, project)


def _own_prompt(prompt: Prompt, step: Step, project: Project) -> None:
    put = object.__setattr__
    put(prompt, "_step", step)
    content = prompt.content
    if not isinstance(content, Audio):
        put(prompt, "_text", content)
    elif content.transcript is not None:
        put(prompt, "_text", content.transcript)
    else:
        transcript = project.transcript(content.name, prompt.spoken_language)
        if transcript is not None:
            put(prompt, "_text", transcript.text)
            put(prompt, "_recorded_in", transcript.language)
