"""The rule `too-many-retries`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import Branch, Collect, Decides, Input, Project, Step
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import by_itself, outsiders

_COMPARED: Final = pattern(r"[<>]=?\s*\"?(\d{1,3})\b")
"""The number that a counter which counts up is compared with."""

_LESS: Final = pattern(r"\$\{(\w+)\}[ \t]*-|DEC\((\w+)\)")

_LONGEST: Final = 500
"""Code points of a line of a dialplan that is looked through."""


@rule("warning", since="0.1", fix="safe")
def too_many_retries(project: Project, *, max: int = 3) -> Findings:  # noqa: A002
    """The caller must fail too often before help comes.

    Whoever has not understood the question twice will not understand it the fifth
    time. Each round costs half a minute and some dignity.

    Presentations count from the first playing of the prompt. Counted are the
    presentations of the step itself, and those of a loop with a counter that
    plays it again. The rule is silent about secret entries (a PIN), which have
    a lock-out of their own, about repeats on a key, and about what in a dialplan only
    the company's own phones call.

    Source: the Irish public service's universal design toolkit (pass the
    caller on after two presentations); Avaya's help (no more than two or three
    tries).

    Options:

        max (presentations): The most presentations of one prompt, the first one included.

    Bad:

        menu main {  //! 'main' is played 6 times before help comes; at most 3 were expected
            key 1 -> agents
            presentations 6
            noinput -> agents
            nomatch -> agents
        }
        queue agents { }

    Good:

        menu main {
            key 1 -> agents
            presentations 3
            noinput -> agents
            nomatch -> agents
        }
        queue agents { }

    Bad (options max=2):

        menu main {  //! at most 2 were expected
            key 1 -> agents
            presentations 3
            noinput -> agents
            nomatch -> agents
        }
        queue agents { }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Set(round=0)
         same => n(again),Background(menu)
         same => n,WaitExten(5)
         same => n(failed),Set(round=$[${round} + 1])
         same => n,GotoIf($[${round} < 6]?again)  ;! 's,2' is played 6 times before help comes
         same => n,Queue(reception,t,,,300)
        exten => 1,1,Queue(sales,t,,,300)
        exten => i,1,Goto(s,failed)
    """
    for step in project.graph.steps_of(Input):
        if not _is_secret(step) and _is_for_customers(project.graph, step):
            times = step.presentations
            if isinstance(times, int) and times > max:
                yield Finding(step, _message(step, times, max), fix=_fewer(step, max))
    yield from _counted_loops(project.graph, max)


def _message(step: Step, times: int, most: int) -> str:
    return (
        f"{step.shown_name!r} is played {times} times before help comes;"
        f" at most {most} were expected"
    )


def _counted_loops(graph: Graph, most: int) -> Iterator[Finding]:
    """Loops with a counter that lets a question be asked too often."""
    for cycle in graph.cycles(by_itself):
        counter = next((step for step in cycle if _limit(step) >= most), None)
        asked = [step for step in cycle if isinstance(step, Input) and not _is_secret(step)]
        if counter is None or not asked or not _is_for_customers(graph, asked[0]):
            continue
        times = _limit(counter) + _before(graph, cycle, asked[0], counter)
        if times > most and _feeds(graph, asked[0], counter):
            yield Finding(
                counter,
                _message(asked[0], times, most),
                related=[Related(asked[0], "this is played again and again")],
                fix=_counted_fewer(counter, times - most, most),
            )


def _fewer(step: Input, most: int) -> Fix | None:
    """The fix that lowers the number where it stands; None where later tries have ways or prompts
    of their own, which would be lost."""
    place = step.place_of("presentations")
    if place is None or place.text != str(step.presentations):
        return None
    counted = [*(exit_.count for exit_ in step.exits), *(prompt.count for prompt in step.prompts)]
    if any(count >= most for count in counted):
        return None
    return Fix(f"play it {most} times at most", (Edit(place, str(most)),), safe=True)


def _counted_fewer(counter: Step, less: int, most: int) -> Fix | None:
    """The fix that lowers the number that a dialplan compares its counter with, if it counts up."""
    at = counter.place
    found = list(_COMPARED.finditer(at.text)) if len(at.text) <= _LONGEST else []
    if counter.flow.document.format != "asterisk" or len(found) != 1:
        return None
    lower = int(found[0][1]) - less
    if lower < 1 or not isinstance(counter, Branch) or counter.subject in _falling(counter):
        return None
    place = Place(at.source, at.start + found[0].start(1), at.start + found[0].end(1))
    return Fix(f"play it {most} times at most", (Edit(place, str(lower)),), safe=True)


def _falling(step: Step) -> frozenset[str]:
    """The variables of a dialplan's file that count down somewhere."""
    remembered, source = step.flow.document.project.remembered, step.place.source
    key = ("falling", id(source))
    if key not in remembered:
        remembered[key] = frozenset(one[1] or one[2] for one in _LESS.finditer(source.text))
    found: frozenset[str] = remembered[key]
    return found


def _before(graph: Graph, cycle: Sequence[Step], question: Step, counter: Step) -> int:
    """How often the question is asked before the counter is met for the first time."""
    if graph.dominates(counter, question):
        return 0
    inside = StepSet(cycle)
    starts = StepSet(graph.starts_of(question.flow))
    entered = [
        step
        for step in cycle
        if step in starts or any(edge.source not in inside for edge in graph.edges_to(step))
    ]

    def on_the_loop(edge: Edge) -> bool:
        return edge.step is not None and edge.step in inside and edge.step is not counter

    first = [step for step in entered or cycle if step is not counter]
    return int(graph.path(first, lambda step: step is question, on_the_loop) is not None)


def _limit(step: Step) -> int:
    """How often a counter lets through; 0 for what is no counter."""
    if isinstance(step, Branch) and step.decides is Decides.ATTEMPTS:
        return step.limit if isinstance(step.limit, int) else 0
    return 0


def _feeds(graph: Graph, question: Step, counter: Step) -> bool:
    """Whether the question comes to the counter by itself, with no other question between."""

    def next_try(edge: Edge) -> bool:
        return by_itself(edge) and (edge.source is question or not isinstance(edge.source, Input))

    return graph.path([question], lambda step: step is counter, next_try) is not None


def _is_for_customers(graph: Graph, step: Step) -> bool:
    """Whether it is not one of the features of a dialplan that the company's own phones call."""
    return not step.flow.open or step in outsiders(graph)


def _is_secret(step: Step) -> bool:
    return isinstance(step, Collect) and step.secret
