"""The rule `unreachable-step`."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.finding import Finding, Fix, Skipped
from ivrlint.graph import StepSet
from ivrlint.model import UNKNOWN, Flow, Hangup, Return, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.statements import leaving_out
from ivrlint_rules.soundness import is_whole


@rule("warning", since="0.1", fix="unsafe")
def unreachable_step(flow: Flow, *, ignore_tags: Sequence[str] = ("library",)) -> Findings:
    """A step that no caller can reach.

    Nobody hears it, so its prompts go stale unnoticed. Often a key was
    renumbered and the way in was lost: then a choice that was meant to be
    there is missing from the menu.

    Where several steps hang on each other, the first of them is reported. The
    rule looks for ways in from all files of the project, and is silent where a
    target that could not be resolved may lead there. A plain hangup or
    return that nobody reaches does no harm and is no finding.

    Source: the flow design guidance of Amazon Connect, and common practice in
    program checkers.

    Options:

        ignore-tags: Steps with one of these tags, and what only they lead to, are kept on purpose.

    Bad:

        menu main { key 1 -> sales }
        menu sales { key 0 -> main }
        menu billing { key 0 -> main }  //! no caller can reach 'billing'

    Good:

        menu main { key 1 -> billing }
        menu billing { key 0 -> main }

    Bad:

        menu main { key 1 -> main }
        menu billing { key 1 -> invoice }  //! no caller can reach 'billing', nor the step after it
        menu invoice { key 0 -> main }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Goto(open)
         same => n,Playback(on-holiday)  ;! no caller can reach
         same => n(open),Queue(sales,t,,,300)
    """
    graph = flow.graph.whole
    if not is_whole(flow):
        yield Skipped(flow, "a way in may stand where the file has a syntax error")
        return
    reached = flow.graph.reached
    if UNKNOWN in reached:
        yield Skipped(flow, "a target that could not be resolved may lead to some of its steps")
    if False not in reached:
        return
    lost = StepSet(s for s in flow.graph.unreached() if not isinstance(s, Hangup | Return))
    heads = [step for step in lost if not any(edge.source in lost for edge in graph.edges_to(step))]
    told = StepSet()
    for step in [*heads, *lost]:
        if told.add(step):
            hanging = _hanging_on(step, lost, told)
            if not step.tags.intersection(ignore_tags):
                yield Finding(
                    step,
                    f"no caller can reach {step.shown_name!r}{_nor(len(hanging))};"
                    " lead to it, or delete it",
                    fix=_fix([step, *hanging], ignore_tags),
                )


def _hanging_on(step: Step, lost: StepSet, told: StepSet) -> list[Step]:
    """Mark the lost steps that this one leads to; those that are new."""
    graph = step.flow.graph.whole
    new: list[Step] = []
    todo = [step]
    while todo:
        for edge in graph.edges(todo.pop()):
            if edge.step is not None and edge.step in lost and told.add(edge.step):
                new.append(edge.step)
                todo.append(edge.step)
    return new


def _fix(steps: Sequence[Step], ignore_tags: Sequence[str]) -> Fix | None:
    """The fix that leaves steps out; None where one is declared for, is kept on purpose, or is
    led to from elsewhere."""
    flow = steps[0].flow
    graph = flow.graph.whole
    gone = StepSet(steps)
    edits = []
    for step in steps:
        edit = None if step.tags.intersection(ignore_tags) else leaving_out(step)
        led = any(edge.source not in gone for edge in graph.edges_to(step))
        if edit is None or led or step.name in _declared(flow):
            return None
        edits.append(edit)
    return Fix("leave it out" if len(edits) == 1 else "leave them out", tuple(edits))


def _declared(flow: Flow) -> frozenset[str | None]:
    """The names of the steps that files declare facts for, in whatever flow."""
    project = flow.document.project
    key = ("steps with declared facts",)
    if key not in project.remembered:
        project.remembered[key] = frozenset(
            fact.step for document in project.documents for fact in document.facts
        )
    found: frozenset[str | None] = project.remembered[key]
    return found


def _nor(hanging: int) -> str:
    if not hanging:
        return ""
    return ", nor the step after it" if hanging == 1 else f", nor the {hanging} steps after it"
