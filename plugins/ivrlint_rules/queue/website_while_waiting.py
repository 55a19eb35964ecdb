"""The rule `website-while-waiting`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related, Severity
from ivrlint.graph import Edge, Graph, StepSet, Via
from ivrlint.model import Flow, Maybe, Prompt, Queue, Role, Say, Step
from ivrlint.rule import Findings, rule
from ivrlint.text import Text
from ivrlint.words import Clause
from ivrlint_rules.hearing import saying
from ivrlint_rules.judgement import answers, asks, by_itself, ends, is_tagged, is_waited_in, onwards

_SENTENCE_END: Final = r"[.!?…]\s*$"


@rule("warning", since="0.1", fix="safe")
def website_while_waiting(
    flow: Flow, *, max_per_call: int = 0, allow_keyed: bool = True
) -> Findings:
    """People who wait on the phone are told to use the website.

    They called because the website did not help, or because they cannot use
    it. Hearing it again and again while waiting tells them that they are not
    wanted.

    The rule looks at what a queue says, at what is heard in the flow that runs
    meanwhile, and at what every caller hears between the last answer and the
    queue. What is repeated is an error. It is silent about offers bound to a
    key ("press 1 and we text you the link"), about what only some callers hear
    (after a choice or a decision, such as closing time or an outage), and
    about texts tagged `mandatory`.

    Source: a customer who asks why companies say, while you are in their
    queue, that you can also go to the website; the GetHuman standard's first
    version names such a sentence; a report of the British Public Accounts
    Committee (January 2025). Brazil's decree allows it as information.

    Options:

        max-per-call (announcements): How many of them a caller may hear, if none is repeated.
        allow-keyed: Leave offers alone that are bound to a key.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "You can also find the answer on our website." every 60s  //! error: told to
                say "There are {position} callers before you." every 45s
            }
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For service, press 2."
                key 1 -> hint
                key 2 -> hint
                noinput -> hint
                nomatch -> hint
            }
            say hint {
                "You can also find the answer on our website."  //! told to use the website
                next -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "There are {position} callers before you." every 45s
            }
        }

    Bad (asterisk; files extensions.conf, queues.conf, our-sounds-en.txt):

        --- extensions.conf
        [main]
        exten => s,1,Set(CHANNEL(language)=en)
         same => n,Queue(sales,t,,,300)
        --- queues.conf
        [sales]
        periodic-announce = our/website
        periodic-announce-frequency = 60
        --- our-sounds-en.txt
        our/website: Did you know that you can order on our website?  ;! error: again and again
    """
    graph = flow.graph.whole
    for step in flow.steps:
        if not step.prompts or is_tagged(step, "mandatory"):
            continue
        waiting = isinstance(step, Queue) or _is_heard_waiting(step)
        found = [
            (prompt, clause)
            for prompt, clause in saying(step.prompts, "website-redirect")
            if not (allow_keyed and clause.keys)
        ]
        if not found or not (waiting or _is_on_the_way(graph, step)):
            continue
        repeated = any(_is_repeated(prompt) for prompt, _ in found)
        if len(found) <= max_per_call and not repeated:
            continue
        for prompt, clause in found:
            again = _is_repeated(prompt)
            yield Finding(
                clause,
                "people who wait here are told to use the website"
                + (", again and again" if again else ""),
                severity=Severity.ERROR if again else None,
                related=()
                if waiting
                else [Related(step, "every caller hears this before a person")],
                witness=graph.witness(step),
                fix=_without(prompt, clause),
            )


def _is_heard_waiting(step: Step) -> bool:
    return is_waited_in(step.flow) and isinstance(step, Say)


def _is_repeated(prompt: Prompt) -> bool:
    """Whether callers hear it more than once: at intervals, or in a waiting flow's circle."""
    if prompt.every is not None:
        return True
    step = prompt.step
    if not is_waited_in(step.flow):
        return False
    graph = step.flow.graph.whole
    after = [edge.step for edge in graph.edges(step) if by_itself(edge) and edge.step is not None]
    return graph.path(after, lambda other: other is step, by_itself) is not None


def _is_on_the_way(graph: Graph, step: Step) -> bool:
    """Whether a person surely follows, and no caller gets there without hearing this step."""
    if not isinstance(step, Say) or step.flow.role not in {Role.ENTRY, Role.MODULE}:
        return False
    if graph.leads_to(answers, _to_a_person)(step) is not True:
        return False
    if graph.leads_to(_goes_elsewhere, _to_a_person)(step) is not False:
        return False
    people = [one for one in graph.reachable([step], _to_a_person) if answers(one) is not False]
    around = graph.reachable(_last_inputs(graph, step), lambda edge: _around(edge, step))
    return not any(one in around for one in people)


def _to_a_person(edge: Edge) -> bool:
    return onwards(edge) and answers(edge.source) is False


def _goes_elsewhere(step: Step) -> Maybe[bool]:
    return asks(step) or ends(step)


def _around(edge: Edge, step: Step) -> bool:
    return by_itself(edge) and edge.source is not step and not asks(edge.source)


def _last_inputs(graph: Graph, step: Step) -> Iterator[Step]:
    """Where callers come from the last question, or from outside, on their way to a step."""
    seen = StepSet([step])
    todo = [step]
    while todo:
        here = todo.pop()
        ways = graph.edges_to(here)
        before = [edge for edge in ways if edge.via is Via.EXIT and not asks(edge.source)]
        if len(before) < len(ways) or not ways:
            yield here
        todo += [edge.source for edge in before if seen.add(edge.source)]


def _without(prompt: Prompt, clause: Clause) -> Fix | None:
    """The fix that leaves the sentence out.

    None where nothing else would be said, where the clause is only a part of a
    sentence, or where marks of another language (SSML) stand within it.
    """
    text = prompt.content
    if not isinstance(text, Text):
        return None
    start = text.plain.find(clause.text)
    end = start + len(clause.text)
    before, after = text.plain[: max(start, 0)], text.plain[end:]
    begins = not before.strip() or re.search(_SENTENCE_END, before)
    closes = not after.strip() or re.search(_SENTENCE_END, clause.text)
    if start < 0 or not (before + after).strip() or not (begins and closes):
        return None
    if after.strip():
        end += len(after) - len(after.lstrip(" "))
    else:
        start = len(before.rstrip(" "))
    place = text.part(start, end)
    if "<" in place.text:
        return None
    return Fix("leave the sentence out", (Edit(place, ""),), safe=True)
