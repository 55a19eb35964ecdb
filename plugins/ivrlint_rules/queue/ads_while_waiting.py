"""The rule `ads-while-waiting`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import Channel, Flow, Menu, Step
from ivrlint.rule import Findings, rule
from ivrlint.words import clauses_of
from ivrlint_rules.announcements import announced_at
from ivrlint_rules.fixes.leaving_out import without
from ivrlint_rules.hearing import saying
from ivrlint_rules.judgement import is_tagged
from ivrlint_rules.waiting import is_heard_waiting, is_on_the_way

_FARTHEST: Final = 200
"""Steps between a queue and the key that led there."""


@rule("warning", since="0.1", fix="safe")
def ads_while_waiting(flow: Flow) -> Findings:
    """People who wait on the phone have to listen to advertising.

    They cannot get away without losing their place, and many of them call because
    something that they bought does not work.

    The rule looks at what a queue says, at what is heard in the flow that runs
    meanwhile or on hold, and at what every caller hears between the last answer
    and the queue. It is silent about callers who chose to buy ("for sales, press
    1"), about offers bound to a key, and about texts tagged `mandatory`, such as
    a warning about a product.

    Source: Brazil's decree 11.034/2022 forbids advertising while people wait
    unless they consent, and so does a Portuguese decree; the W3C's accessibility
    notes on voice systems; the GetHuman standard; a mother who was to be sold a
    spray can.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "Upgrade today and save 20 percent." every 60s  //! people who wait
                say "There are {position} callers before you." every 45s
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For all other questions, press 2."
                key 1 "sales" -> sellers
                key 2 "other questions" -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue sellers { say "Upgrade today and save 20 percent." every 60s }
            queue agents { say "There are {position} callers before you." every 45s }
        }

    Bad (asterisk; files extensions.conf, queues.conf, our-sounds-en.txt):

        --- extensions.conf
        [main]
        exten => s,1,Set(CHANNEL(language)=en)
         same => n,Queue(service,t,,,300)
        --- queues.conf
        [service]
        periodic-announce = our/offer
        periodic-announce-frequency = 60
        --- our-sounds-en.txt
        our/offer: Upgrade today and save 20 percent.  ;! people who wait
    """
    if flow.channel is not Channel.PHONE:
        return
    graph = flow.graph.whole
    for step in flow.steps:
        if not step.prompts or is_tagged(step, "mandatory", "buy"):
            continue
        found = [one for one in saying(step.prompts, "upsell") if not one[1].keys]
        if not found:
            continue
        waiting = is_heard_waiting(step)
        if not waiting and not is_on_the_way(graph, step):
            continue
        if _comes_to_buy(graph, step):
            continue
        for prompt, clause in found:
            yield Finding(
                clause,
                "people who wait here have to listen to advertising; leave it out",
                related=()
                if waiting
                else [Related(step, "every caller hears this before a person")],
                witness=graph.witness(step),
                fix=without(prompt, clause),
            )


def _comes_to_buy(graph: Graph, step: Step) -> bool:
    """Whether all who come here have chosen to buy something."""
    choices = list(_choices(graph, step))
    return bool(choices) and all(map(_is_to_buy, choices))


def _choices(graph: Graph, step: Step) -> Iterator[Edge]:
    """The keys and words by which callers come here; all ways in where there is none."""
    seen = StepSet([step])
    todo = [step]
    while todo and len(seen) < _FARTHEST:
        for edge in graph.edges_to(todo.pop())[:_FARTHEST]:
            if edge.is_input:
                yield edge
            elif seen.add(edge.source):
                todo.append(edge.source)


def _is_to_buy(edge: Edge) -> bool:
    exit_, step = edge.exit, edge.source
    if exit_ is None:
        return False
    if "buy" in exit_.tags or ("intent", "buy") in exit_.values:
        return True
    texts = [exit_.label] if exit_.label is not None else []
    language, project = step.flow.spoken_language, step.flow.document.project
    labels = [clause for text in texts for clause in clauses_of(text, language, project)]
    if isinstance(step, Menu):
        labels += [clause for clause, keys in announced_at(step).clauses if exit_.key in keys]
    return any("buy" in clause.families for clause in labels)
