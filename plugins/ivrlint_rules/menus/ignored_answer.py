"""The rule `ignored-answer`."""

from __future__ import annotations

from collections.abc import Sequence

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, StepSet
from ivrlint.model import Cause, Menu
from ivrlint.rule import Findings, rule
from ivrlint_rules.announcements import announced_at
from ivrlint_rules.hearing import is_survey
from ivrlint_rules.judgement import is_tagged
from ivrlint_rules.soundness import is_whole


@rule("warning", since="0.1")
def ignored_answer(menu: Menu) -> Findings:
    """Whatever the caller answers, the same happens.

    People notice that nobody listens to what they say. A question whose answer
    changes nothing costs them half a minute, and their patience for the next one.

    The rule speaks about menus with two options or more that all lead to the same
    step, if a wrong answer leads there too, or if the prompts announce more than
    one of their keys. It is silent where the answer is kept (`writes`), where
    something else is said or declared for one of the options, about surveys and
    choices of a language, about menus that may have more options than the file
    tells, and where any key will do ("press any key to continue").

    Source: a customer of a web shop, whose case was closed after three rounds of
    questions and answers; menus like this are met in real flows.

    Bad:

        chat helper {
            start -> charged
            menu charged {  //! whatever is answered in 'charged', the same follows
                say "Have you charged it?"
                word "yes" -> again
                word "no" -> again
                noinput -> agents
                nomatch -> again
            }
            menu again {
                say "Have you switched it off and on?"
                word "yes" -> agents
                word "no" -> charged
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {  //! the same follows
                say "For sales, press 1. For service, press 2."
                key 1 -> agents
                key 2 -> agents
                noinput -> voicemail
                nomatch -> voicemail
            }
            queue agents { }
            voicemail voicemail { promise 1d }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For sales, press 1. For service, press 2."
                key 1 -> sales
                key 2 -> service
                noinput -> service
                nomatch -> service
            }
            queue sales { }
            queue service { }
        }

    Bad (voicexml):

        <vxml version="2.1" xml:lang="en-GB">
          <menu>  <!--! the same follows -->
            <prompt>For sales, press 1. For service, press 2.</prompt>
            <choice dtmf="1" next="#desk"/>
            <choice dtmf="2" next="#desk"/>
          </menu>
          <form id="desk"><block>Our desk is open from nine to five.<exit/></block></form>
        </vxml>
    """
    if len(menu.options) < 2 or not menu.complete or menu.writes or not is_whole(menu):
        return
    if is_tagged(menu, "language-choice") or any(_differs(edge) for edge in _chosen(menu)):
        return
    edges = _chosen(menu)
    target = edges[0].step
    if (
        target is None
        or target is menu
        or len(StepSet(edge.step for edge in edges if edge.step)) > 1
    ):
        return
    if any(edge.step is None for edge in edges) or is_survey(menu.flow):
        return
    if not (_is_for_wrong_answers(menu, edges) or _tells_several(menu)):
        return
    yield Finding(
        menu,
        f"whatever is answered in {menu.shown_name!r}, the same follows;"
        " let the answers lead to different steps, or do not ask",
        related=[Related(target, "every answer leads here")],
    )


def _chosen(menu: Menu) -> list[Edge]:
    return [edge for edge in menu.flow.graph.whole.edges(menu) if edge.is_input]


def _differs(edge: Edge) -> bool:
    """Whether an option makes a difference beside the step that it leads to."""
    exit_ = edge.exit
    return exit_ is not None and bool(
        exit_.prompts or exit_.tags or exit_.values or exit_.condition
    )


def _is_for_wrong_answers(menu: Menu, chosen: Sequence[Edge]) -> bool:
    """Whether an answer that fits no option leads to the same step, too."""
    return any(
        edge.exit is not None and edge.exit.cause is Cause.NOMATCH and edge.step is chosen[0].step
        for edge in menu.flow.graph.whole.edges(menu)
    )


def _tells_several(menu: Menu) -> bool:
    """Whether callers are told of two keys of the menu or more, each for itself."""
    keys = {option.key for option in menu.options}
    told = {
        found[0] for _, found in announced_at(menu).clauses if len(found) == 1 and found[0] in keys
    }
    return len(told) > 1
