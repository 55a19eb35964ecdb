"""The rule `doom-loop`."""

from __future__ import annotations

from ivrlint.finding import Finding, Skipped
from ivrlint.graph import StepSet
from ivrlint.model import UNKNOWN, Channel, Project, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import asks, has_customers, is_tagged, serves
from ivrlint_rules.soundness import is_whole


@rule("error", since="0.1")
def doom_loop(project: Project) -> Findings:
    """The caller can press keys for ever and never reach a person or an answer.

    Every choice leads to another choice. The caller goes round, recognises the
    voice, and hangs up without having been helped.

    It is a circle of menus from which neither a person, nor a voicemail, nor a
    callback, nor a step tagged `done` can be reached. The rule speaks about
    flows where customers begin; it is silent where a target that could not be
    resolved may lead out, and about lines tagged `screening` or `info-only`.
    Where a self-service gives an answer, tag the step with `fact done`.

    Source: a customer who feels "like a record that hangs in its groove"; the
    United States' consumer office speaks of "doom loops" (2024); the W3C's
    accessibility notes on voice systems.

    Bad:

        menu main {  //! from 'main' no key ever leads to a person or an answer
            key 1 -> main
            key 2 -> tips
            noinput -> bye
            nomatch -> main
        }
        menu tips {
            key 1 -> main
            noinput -> bye
            nomatch -> main
        }
        hangup bye

    Good:

        menu main {
            key 1 -> main
            key 2 -> agents
            noinput -> agents
            nomatch -> main
        }
        queue agents { }
    """
    graph = project.graph
    for circle in graph.cycles():
        inside = StepSet(circle)
        menus = [
            step
            for step in circle
            if asks(step)
            and any(edge.is_input and edge.step in inside for edge in graph.edges(step))
        ]
        if not menus or not has_customers(menus[0].flow) or not is_whole(menus[0].flow):
            continue
        if is_tagged(menus[0], "screening", "info-only"):
            continue
        served = graph.leads_to(serves)
        if served(menus[0]) is UNKNOWN:
            yield Skipped(menus[0], "a target that could not be resolved may lead to a person")
        elif served(menus[0]) is False:
            yield Finding(
                menus[0],
                f"from {menus[0].shown_name!r} no {_given(menus[0])} ever leads to a person"
                " or an answer",
                witness=graph.witness(menus[0]),
            )


def _given(menu: Step) -> str:
    return "key" if menu.flow.channel is Channel.PHONE else "reply"
