"""The rule `slow-path`."""

from __future__ import annotations

from ivrlint.finding import Finding, Related, Severity, Skipped
from ivrlint.graph import Edge, seconds
from ivrlint.model import Input, Project, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.distances import farthest

_LONGEST_TOLD = 3


@rule("warning", since="0.1")
def slow_path(project: Project, *, max: float = 90) -> Findings:  # noqa: A002
    """Even callers who know what they want listen for minutes.

    They know their key, and still have to hear the greeting, the notices and half
    of every menu on the way. Whoever calls often hears them each time.

    For each entry of the telephone, the rule looks at the people, voicemails and
    answers that callers come to, each by the way on which least is heard: every
    prompt up to the option chosen, and the time-outs where only silence leads on.
    It speaks about the one that takes longest, where that is longer than the option
    allows. Time in a queue is not counted, and neither is what is said at the end
    itself. It only informs where callers may interrupt the menus and the rest is
    short enough. It is silent about what is tagged `rare`, where a target that
    could not be resolved may be a shorter way, and where the lengths that are known
    do not add up to that much.

    Source: Nigel Clarke's survey of British lines (up to six minutes of menus at
    the tax office).

    Options:

        max (seconds): The most that may be heard on the way.

    Bad (options max=15):

        phone "+44 20 7946 0100" {  //! 17 seconds are heard before 'billing'
            language en-GB
            start -> welcome
            say welcome {
                "Welcome to Example Energy, the company for your gas, your power and your heat."
                next -> main
            }
            menu main {
                say "For a fault, press 1. For a bill or a new contract, press 2."
                key 1 -> agents
                key 2 -> bills
                interruptible no
                noinput -> agents
                nomatch -> agents
            }
            menu bills {
                say "For a bill, press 1. For a new contract, press 2."
                key 1 -> billing
                key 2 -> agents
                interruptible no
                noinput -> billing
                nomatch -> billing
            }
            queue agents { }
            queue billing { }
        }

    Bad (voicexml; options max=10):

        <?xml version="1.0" encoding="UTF-8"?>
        <vxml version="2.1" xmlns="http://www.w3.org/2001/vxml" xml:lang="en"><!--! 13 seconds -->
          <property name="bargein" value="false"/>
          <menu id="main" dtmf="true">
            <prompt>
              Welcome to the theatre at the harbour, where plays and concerts await you every
              evening of the week. For tickets, press 1. For the cafe, press 2.
            </prompt>
            <choice next="#tickets">tickets</choice>
            <choice next="#cafe">cafe</choice>
          </menu>
          <form id="tickets"><transfer dest="tel:+442079460142"/></form>
          <form id="cafe"><transfer dest="tel:+442079460143"/></form>
        </vxml>

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "Example Energy. For a fault, press 1. For a bill, press 2."
                key 1 -> agents
                key 2 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }
    """
    graph = project.graph
    if not any(map(_may_take_time, graph.steps)):
        return
    for found in farthest(project, seconds, max):
        if not found.sure:
            yield Skipped(found.flow, "a target that could not be resolved may be a shorter way")
            continue
        heard = [(graph.heard(edge).seconds, edge) for edge in found.way]
        free = sum(length for length, edge in heard if _may_interrupt(edge))
        longest = sorted(heard, key=lambda row: -row[0])[:_LONGEST_TOLD]
        yield Finding(
            found.flow,
            f"{found.cost:.0f} seconds are heard before {found.end.shown_name!r},"
            f" by the shortest way; at most {max:g} were expected",
            severity=Severity.INFO if found.cost - free <= max else None,
            related=[
                Related(edge.source, f"{length:.0f} seconds of them are heard here")
                for length, edge in longest
                if length >= 1
            ],
            witness=found.witness(graph),
        )


def _may_take_time(step: Step) -> bool:
    """Whether something is heard or waited for at a step, or on a way on from it."""
    return (
        bool(step.prompts) or isinstance(step, Input) or any(exit_.prompts for exit_ in step.exits)
    )


def _may_interrupt(edge: Edge) -> bool:
    """Whether a caller who knows the way need not hear what is said, as far as is known."""
    step = edge.source
    if isinstance(step, Input):
        return step.interruptible is not False and edge.is_input
    return bool(step.prompts) and all(prompt.interruptible is True for prompt in step.prompts)
