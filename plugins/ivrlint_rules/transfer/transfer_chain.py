"""The rule `transfer-chain`."""

from __future__ import annotations

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge
from ivrlint.model import Agent, Project, Step, Transfer
from ivrlint.rule import Findings, rule
from ivrlint_rules.distances import farthest, handovers


@rule("warning", since="0.1")
def transfer_chain(project: Project, *, max: int = 1) -> Findings:  # noqa: A002
    """Too many hand-overs before the caller talks with the one who can help.

    With each one the caller waits again, tells the story again, and is less sure
    that anybody feels responsible.

    A hand-over is counted where somebody who has answered passes the caller on, and
    where a line passes the caller to another number of the project. What a machine
    passes on to the first person is none, nor is a line that is tried after another
    one that did not answer. For each entry the rule looks at the people that
    callers may come to, each by the way with the fewest hand-overs, and speaks
    about the one who comes last. It is silent about a hop that is tagged
    `language-choice`, about people tagged `rare`, and where a target that could not
    be resolved may be a shorter way.

    Source: two customers ("passed on again and again", "the right desk").

    Options:

        max (hand-overs): The most hand-overs on the way to a person.

    Bad:

        phone "+44 20 7946 0100" {
            start -> first-line
            agent first-line { next -> to-billing }
            transfer to-billing {
                to flow -> flow billing
                error -> first-line
            }
        }
        phone billing {
            role module
            start -> billing-desk
            agent billing-desk { next -> to-contracts }
            transfer to-contracts {  //! hand-over 2 on the way to 'contracts'
                to flow -> flow contracts
                error -> billing-desk
            }
        }
        phone contracts {
            role module
            start -> contracts
            agent contracts { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> first-line
            agent first-line { next -> to-billing }
            transfer to-billing {
                to flow -> flow billing
                error -> first-line
            }
        }
        phone billing {
            role module
            start -> billing-desk
            agent billing-desk { }
        }
    """
    graph = project.graph
    handing = sum(
        any(map(handovers, graph.edges(step))) for step in graph.steps_of(Agent, Transfer)
    )
    if handing <= max:
        return
    for found in farthest(project, handovers, max, people=True):
        if not found.sure:
            yield Skipped(found.flow, "a target that could not be resolved may be a shorter way")
            continue
        steps = [_where(found.way, at) for at, edge in enumerate(found.way) if handovers(edge)]
        yield Finding(
            steps[max],
            f"this is hand-over {max + 1} on the way to {found.end.shown_name!r};"
            f" at most {max} {'was' if max == 1 else 'were'} expected",
            related=[Related(step, "the hand-over before") for step in steps[:max]],
            witness=found.witness(graph),
        )


def _where(way: tuple[Edge, ...], at: int) -> Step:
    """The transfer by which somebody hands the caller over, if there is one."""
    step = way[at].step
    return step if isinstance(step, Transfer) else way[at].source
