"""The rule `apology-loop`."""

from __future__ import annotations

from typing import Final

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Graph
from ivrlint.model import Project, Prompt
from ivrlint.rule import Findings, rule
from ivrlint.words import Clause
from ivrlint_rules.hearing import is_known
from ivrlint_rules.judgement import asks
from ivrlint_rules.soundness import is_whole
from ivrlint_rules.waiting import Wait, is_repeated, tells_progress, waits

_COURTESY: Final = frozenset({"apology", "thanks", "busy-wait", "unusually-busy", "filler"})
_OTHER: Final = frozenset({"website-redirect", "upsell"})
"""What has rules of its own."""


@rule("info", since="0.1")
def apology_loop(project: Project) -> Findings:
    """The queue only says sorry and thanks, again and again.

    It interrupts the music, callers take it for a person who answers at last,
    and they know no more than before.

    The rule looks at what callers of a queue hear more than once: if all of it
    asks for patience, apologises, thanks or says how busy it is, and nothing tells
    the place in line or the time, or offers a choice. Pointers to the website
    and advertising have rules of their own and do not count as news. It is
    silent where a word of it is not known, and about music alone.

    Source: a customer who heard "one moment please" in a queue; an experiment of
    Munichor and Rafaeli (2007), in which apologies kept about as few callers on the
    line as music alone.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {  //! 'agents' hear nothing but
                say "We are sorry for the delay. Thank you for your patience." every 30s
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "Thank you for your patience. You are number {position}." every 45s
            }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> agents
            queue agents {
                say "We are sorry. To be called back instead, press 1." every 60s
                callback key 1
            }
        }

    Bad (twiml; files enqueue.xml, wait.xml):

        --- enqueue.xml
        <Response>
          <Say>Welcome.</Say>
          <Enqueue waitUrl="wait.xml">desk</Enqueue>
        </Response>
        --- wait.xml
        <Response>
          <Say language="en">Please hold. All our agents are busy.</Say>  <!--! nothing but -->
          <Play loop="10">bells.mp3</Play>
          <Redirect>wait.xml</Redirect>
        </Response>
    """
    graph = project.graph
    for wait in waits(project):
        courtesies = _courtesies(wait)
        if not courtesies or not all(map(is_whole, wait.steps)):
            continue
        if not _is_all_known(wait):
            yield Skipped(wait.at, "it is not known what waiting callers hear besides")
        elif tells_progress(wait) is not True and not _offers(graph, wait):
            said = [Related(clause, "this tells nothing new") for clause in courtesies]
            yield Finding(
                wait.at,
                f"callers of {wait.name!r} hear nothing but apologies and requests for patience;"
                " tell their place in line, or offer a choice",
                related=said,
            )


def _courtesies(wait: Wait) -> list[Clause]:
    """What is said again and again, if it is courtesies alone; else nothing."""
    told = [clause for prompt, clause in wait.clauses if is_repeated(prompt)]
    left = [clause for clause in told if not _OTHER.intersection(clause.families)]
    return left if all(_COURTESY.intersection(clause.families) for clause in left) else []


def _is_all_known(wait: Wait) -> bool:
    return wait.known and all(_is_music(prompt) or is_known(prompt) for prompt in wait.prompts)


def _is_music(prompt: Prompt) -> bool:
    """Whether it is a sound of which no words are known: played to everybody, it is no news."""
    return prompt.text is None and prompt.condition is None


def _offers(graph: Graph, wait: Wait) -> bool:
    """Whether callers may choose something while they wait."""
    return any(
        asks(step) or any(edge.is_input for edge in graph.edges(step)) for step in wait.steps
    )
