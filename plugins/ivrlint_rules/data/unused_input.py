"""The rule `unused-input`."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ivrlint.finding import Edit, Finding, Fix
from ivrlint.graph import Graph
from ivrlint.model import Agent, Channel, Collect, Project, Queue, Step, Transfer
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint_rules.data.data_ways import DataWays, data_ways, is_handed_over
from ivrlint_rules.fixes.statements import leaving_out
from ivrlint_rules.fixes.stating import is_plain
from ivrlint_rules.judgement import is_tagged, speaks
from ivrlint_rules.soundness import is_whole

_WORD: Final = pattern(r"[\w-]+")


@rule("warning", since="0.1", fix="unsafe")
def unused_input(project: Project) -> Findings:
    """Something is asked that nobody uses.

    The caller searches for a card, types fifteen digits, and nothing comes of it:
    no answer, no shorter way, and the person asks for them again.

    The rule speaks about collected inputs whose data nothing reads afterwards: no
    decision, no lookup, no text, and no person who gets to see it. It is silent
    where the format does not say what its steps read, where something unknown may
    use it (another system, a sub-flow that is not at hand, a target that could not
    be resolved), about secret entries, questions with a declared `purpose`, those
    tagged `screening` or `existing-customers-auth`, and web forms. The unsafe fix
    leaves the question out, where one way leads to it, one leads on, and no person
    is behind it.

    Source: a customer who wondered why he should enter the parcel code at all;
    the European data protection regulation allows only what is needed for the
    purpose (article 5(1)(c)), as is commonly known.

    Bad:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {  //! nothing uses 'order-number'
                digits 6
                as order-number
                noinput -> agents
                nomatch -> agents
                next -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {
                digits 6
                as order-number
                noinput -> agents
                nomatch -> agents
                next -> agents
            }
            queue agents { hands on order-number }
        }
    """
    ways = data_ways(project)
    known = ways.used | ways.told | ways.open
    behind = _before_people(ways, project.graph)
    for number, step in enumerate(ways.questions):
        if known >> number & 1 or not isinstance(step, Collect) or not _is_meant(step):
            continue
        asked = step.data or step.shown_name
        yield Finding(
            step,
            f"nothing uses {asked!r}, which is asked for here;"
            " hand it on to the person, or do not ask",
            witness=project.graph.witness(step),
            fix=None if behind >> number & 1 else _left_out(project.graph, step),
        )


def _is_meant(step: Collect) -> bool:
    if "step.reads" not in step.flow.document.knows or step.flow.channel is Channel.FORM:
        return False
    if step.secret or step.value("purpose") or step.flow.value("purpose"):
        return False
    return not is_tagged(step, "screening", "existing-customers-auth") and is_whole(step.flow)


def _before_people(ways: DataWays, graph: Graph) -> int:
    """The questions whose answers a person could be handed: that is the better remedy."""
    found = 0
    for step in graph.steps_of(Agent, Queue, Transfer) if ways.questions else ():
        if is_handed_over(step):
            found |= ways.carried.get(id(step), 0)
    return found


def _left_out(graph: Graph, step: Collect) -> Fix | None:
    """The fix that leaves a question out, and leads to what follows it instead."""
    after = _only_next(graph, step)
    ways = [edge for edge in graph.edges_to(step) if edge.source is not step]
    if after is None or len(ways) != 1 or step in graph.starts_of(step.flow):
        return None
    way, gone = ways[0].exit, leaving_out(step)
    if way is None or gone is None or way.place.source is not gone.place.source:
        return None
    source, end = way.place.source, way.place.end
    outside = _words(step)[step.name] - len(
        [word for word in _WORD.findall(gone.place.text) if word == step.name]
    )
    if not way.place.text.endswith(f"-> {step.name}") or outside != 1:
        return None
    led = Edit(Place(source, end - len(step.name), end), after.name)
    return Fix("leave the question out", (led, gone))


def _words(step: Step) -> Counter[str]:
    """How often each word stands in the file of a step, counted once."""
    document = step.flow.document
    remembered = document.project.remembered
    key = ("words of the file", id(document))
    if key not in remembered:
        remembered[key] = Counter(_WORD.findall(document.source.text))
    found: Counter[str] = remembered[key]
    return found


def _only_next(graph: Graph, step: Collect) -> Step | None:
    """The one step of the same flow that follows, whatever is entered; it has to say something."""
    after = [edge.step for edge in graph.edges(step) if edge.step is not step]
    found = after[0] if after and all(one is after[0] for one in after) else None
    if found is None or found.flow is not step.flow or not speaks(found):
        return None
    return found if is_plain(found.name) else None
