"""The rule `menu-too-deep`."""

from __future__ import annotations

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.model import Menu, Project
from ivrlint.rule import Findings, rule
from ivrlint_rules.distances import farthest, menus


@rule("warning", since="0.1")
def menu_too_deep(project: Project, *, max: int = 3) -> Findings:  # noqa: A002
    """Too many menus in a row before anything happens.

    With every layer callers forget what they chose, and doubt whether they are
    right here. Each wrong turn costs the whole way again.

    For each entry of the telephone, the rule looks at the people, voicemails and
    answers that callers come to, each by the way with the fewest menus. It speaks
    about the one that lies deepest, at the first menu that is one too many. A
    choice of language, a menu that asks yes or no (tags `language-choice`,
    `yes-no`) and a menu with one option are not counted, and neither is data that
    is asked for. It is silent about what is tagged `rare`, and where a target that
    could not be resolved may be a way through fewer menus.

    Source: the Irish public service's guide to universal design (three levels); a
    manual of AT&T (three); Nigel Clarke's survey of British lines (seven were met);
    a study at BBN (layers are one of the most severe problems).

    Options:

        max (menus): The most menus in a row.

    Bad (options max=2):

        phone "+44 20 7946 0100" {
            start -> main
            menu main {
                key 1 -> power
                key 2 -> agents
                noinput -> main
                nomatch -> main
            }
            menu power {
                key 1 -> bills
                key 2 -> agents
                noinput -> main
                nomatch -> main
            }
            menu bills {  //! menu 3 in a row on the way to 'paper'
                key 1 -> paper
                key 2 -> agents
                noinput -> main
                nomatch -> main
            }
            say paper { "Your bill is sent to you on paper." }
            queue agents { }
        }

    Bad (asterisk; files extensions.conf; options max=1):

        --- extensions.conf
        [main]
        exten => s,1,Background(welcome)
         same => n,WaitExten(8)
        exten => 1,1,Goto(bills,s,1)
        exten => 2,1,Queue(agents)
        exten => t,1,Queue(agents)
        [bills]
        exten => s,1,Background(bills)  ;! menu 2 in a row on the way to
         same => n,WaitExten(8)
        exten => 1,1,Queue(paper)
        exten => 2,1,Queue(bank)
        exten => t,1,Queue(agents)

    Good (options max=2):

        phone "+44 20 7946 0100" {
            start -> languages
            menu languages {
                fact language-choice
                key 1 -> main
                key 2 -> main
                noinput -> main
                nomatch -> languages
            }
            menu main {
                key 1 -> power
                key 2 -> agents
                noinput -> main
                nomatch -> main
            }
            menu power {
                key 1 -> bills
                key 2 -> agents
                noinput -> main
                nomatch -> main
            }
            say bills { "Your bill is sent to you by mail." }
            queue agents { }
        }
    """
    graph = project.graph
    if len(graph.steps_of(Menu)) <= max:
        return
    for found in farthest(project, menus, max):
        if not found.sure:
            yield Skipped(found.flow, "a target that could not be resolved may skip menus")
            continue
        passed = [edge.source for edge in found.way if menus(edge)]
        yield Finding(
            passed[max],
            f"{passed[max].shown_name!r} is menu {max + 1} in a row on the way to"
            f" {found.end.shown_name!r}; at most {max} {'was' if max == 1 else 'were'} expected",
            related=[Related(step, "one of the menus before it") for step in passed[:max]],
            witness=found.witness(graph),
        )
