"""Stories: a way through the graph in the words of who goes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.graph._prices import ENTERED
from ivrlint.graph.edges import Edge
from ivrlint.model import (
    Agent,
    Bot,
    Callback,
    Cause,
    Channel,
    Collect,
    Exit,
    Hangup,
    Medium,
    Missing,
    Opaque,
    Page,
    Prompt,
    Queue,
    Send,
    Step,
    Survey,
    Transfer,
    Turn,
    Unresolved,
    Visit,
    Voicemail,
)

MOST_QUOTED: Final = 60
"""Code points of a prompt that a story quotes."""

_MET: Final = {
    Cause.EXHAUSTED: "fails once too often",
    Cause.TIMEOUT: "waits in vain",
    Cause.FULL: "finds the queue full",
    Cause.EMPTY: "finds nobody there",
    Cause.BUSY: "finds it busy",
    Cause.NOANSWER: "gets no answer",
    Cause.ERROR: "meets an error",
    Cause.OPEN: "finds it open",
    Cause.CLOSED: "finds it closed",
    Cause.HOLIDAY: "finds it closed for a holiday",
}
_ENDS: Final = {
    Channel.PHONE: "the call ends",
    Channel.CHAT: "the chat ends",
    Channel.FORM: "the form ends",
}
_SENT: Final = {
    Medium.SMS: "is sent an SMS",
    Medium.MAIL: "is sent a mail",
    Medium.LETTER: "is sent a letter",
}


class Stories:
    """The ways of one graph, told; many ways go along the same edges."""

    def __init__(self) -> None:
        self._along: dict[Edge, tuple[str, ...]] = {}

    def told(self, edges: Sequence[Edge]) -> Iterator[str]:
        """The stations of a way: what the caller meets and does at each step, and where it ends."""
        for edge in edges:
            along = self._along.get(edge)
            if along is None:
                along = self._along[edge] = (*met_at(edge.source), *done_for(edge))
            yield from along
        if edges:
            yield from arrived_at(edges[-1])


def called(step: Step) -> Iterator[str]:
    """How a caller comes in at a start."""
    flow = step.flow
    if flow.numbers:
        verb = "calls" if flow.channel is Channel.PHONE else "goes to"
        yield f"{verb} {flow.numbers[0]}"


def arrived_at(edge: Edge) -> Iterator[str]:
    """What is met at the end of an edge."""
    target = edge.target
    if isinstance(target, Step):
        yield from met_at(target)
    elif isinstance(target, Page):
        yield f"is sent to the page {_quoted(target.title or target.name)}"
    elif isinstance(target, Missing):
        yield f"is sent to {_quoted(str(target.target))}, which does not exist"
    elif isinstance(target, Unresolved):
        yield "goes on where the file does not tell"


def met_at(step: Step) -> Iterator[str]:
    """What the caller meets at a step; nothing for what works in silence."""
    prompt = _first_prompt(step)
    channel = step.flow.channel
    if prompt is not None:
        text = prompt.text
        if text is not None:
            verb = "hears" if channel is Channel.PHONE else "reads"
            yield f"{verb} {_quoted(text.plain)}"
        elif not isinstance(step, Queue):
            yield f"hears a recording ({_shortened(_name_of(prompt))})"
    happening = _happening(step)
    if happening is not None:
        yield happening


def _happening(step: Step) -> str | None:
    match step:
        case Queue():
            return f"waits in queue {_quoted(step.queue or step.shown_name)}"
        case Transfer(to=None):
            return "is transferred"
        case Transfer():
            return f"is transferred to {_quoted(str(step.to))}"
        case Agent():
            return f"talks with a person ({step.group})" if step.group else "talks with a person"
        case Bot():
            return (
                f"talks with a machine ({step.persona})" if step.persona else "talks with a machine"
            )
        case Voicemail():
            return "leaves a message"
        case Callback():
            return "is promised a call back"
        case Survey():
            return "is asked for an opinion"
        case Send():
            return _SENT.get(step.medium, "is sent a message")
        case Visit(page=page) if page is not None and not isinstance(page, Unresolved):
            return f"visits the page {_quoted(str(page))}"
        case Opaque():
            return f"meets {_quoted(step.what or step.shown_name)}"
        case Hangup():
            return _ENDS[step.flow.channel]
        case _:
            return None


def done_for(edge: Edge) -> Iterator[str]:
    """What the caller does, or what happens, for a way to be taken."""
    exit_ = edge.exit
    if exit_ is None:
        return
    if exit_.is_input:
        yield _input(edge, exit_)
    elif isinstance(edge.source, Collect) and exit_.cause in ENTERED:
        yield f"enters {_shortened(edge.source.data or edge.source.shown_name)}"
    elif exit_.cause is Cause.NOINPUT:
        yield "stays silent" + _often(exit_)
    elif exit_.cause is Cause.NOMATCH:
        yield _wrong(edge.source.flow.channel) + _often(exit_)
    elif exit_.cause in _MET:
        yield _MET[exit_.cause]
    elif exit_.cause is Cause.CONDITION and exit_.condition:
        yield f"where {_quoted(exit_.condition)} holds"
    elif exit_.cause is Cause.OTHERWISE:
        yield "in any other case"
    for prompt in exit_.prompts:
        text = prompt.text
        if text is not None:
            yield f"hears {_quoted(text.plain)}"
            break


def _input(edge: Edge, exit_: Exit) -> str:
    label = exit_.label.plain if exit_.label else ""
    if exit_.cause is Cause.KEY:
        label = f" ({_quoted(label)})" if label else ""
        return f"presses {_shortened(exit_.key or 'a key')}{label}"
    verb = "says" if edge.source.flow.channel is Channel.PHONE else "chooses"
    return f"{verb} {_quoted(exit_.word or label)}"


def _wrong(channel: Channel) -> str:
    return "presses a wrong key" if channel is Channel.PHONE else "gives a wrong answer"


def _often(exit_: Exit) -> str:
    return f" {exit_.count} times" if exit_.count > 1 else ""


def _first_prompt(step: Step) -> Prompt | None:
    first = (prompt for prompt in step.prompts if prompt.turn is Turn.FIRST)
    return next(
        (prompt for prompt in first if prompt.text is None or prompt.text.plain.strip()), None
    )


def _name_of(prompt: Prompt) -> str:
    return str(getattr(prompt.content, "name", "")) or "unnamed"


def _quoted(text: str) -> str:
    return f'"{_shortened(text)}"'


def _shortened(text: str) -> str:
    """On one line, cut at the end of a word."""
    line = " ".join(text[: MOST_QUOTED * 8].split())
    if len(line) <= MOST_QUOTED:
        return line
    cut = line[:MOST_QUOTED]
    at_word, space, _ = cut.rpartition(" ")
    return (at_word if space and not line[MOST_QUOTED].isspace() else cut).rstrip(" ,;:") + " …"
