"""The rule `data-not-passed`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ivrlint.finding import Finding, Fix, Related
from ivrlint.model import UNKNOWN, Collect, Project, Queue, Step, Transfer
from ivrlint.rule import Findings, rule
from ivrlint_rules.data.data_ways import data_ways, is_handed_over, learned_at
from ivrlint_rules.data_names import normal
from ivrlint_rules.fixes.stating import is_plain, stated
from ivrlint_rules.judgement import is_tagged, listed
from ivrlint_rules.soundness import is_whole


@rule("warning", since="0.1", fix="unsafe")
def data_not_passed(project: Project) -> Findings:
    """What the caller typed does not reach the person.

    Fifteen digits were entered, the story was told to the bot; then somebody
    answers and knows nothing of it. The caller begins again, for the third time.

    The rule speaks about a queue, or a transfer to people, that is met after a
    collected input or a bot that has learned something, if what it hands on does
    not hold that. It is silent where it is not known what is handed on, about data
    that a decision or another system has used before (it has served its purpose),
    secret entries, data that nobody can say what becomes of, and what is tagged
    `screening` or `existing-customers-auth`; after a person it is that person's
    affair. The unsafe fix hands it on.

    Source: a customer whom the person asked whether his code ended in 48, another
    who had to tell everything again to a human; the GetHuman standard (1-3); the
    Irish public service's universal design toolkit (pass what was entered on to
    the employee).

    Bad:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {
                digits 6
                as order-number
                noinput -> agents
                nomatch -> agents
                next -> agents
            }
            queue agents { hands on none }  //! 'order-number', but the person does not get it
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

    Good:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {
                digits 4
                as postcode
                noinput -> agents
                nomatch -> agents
                next -> shop
            }
            lookup shop {
                reads postcode
                next -> agents
                error -> agents
            }
            queue agents { hands on none }
        }
    """
    ways = data_ways(project)
    settled = ways.used | ways.open
    found: dict[tuple[int, ...], list[Step]] = {}
    for step in project.graph.steps_of(Queue, Transfer):
        lost = ways.carried.get(id(step), 0) & ~settled
        if not isinstance(step, Queue | Transfer) or not is_handed_over(step) or not lost:
            continue
        handed = _handed_on(step)
        if handed is None:
            continue
        asked = tuple(
            number
            for number, question in enumerate(ways.questions)
            if lost >> number & 1 and _is_meant(question)
            if handed.isdisjoint(map(normal, learned_at(question)))
        )
        if asked:
            found.setdefault(asked, []).append(step)
    for numbers, (first, *others) in found.items():
        questions = [ways.questions[number] for number in numbers]
        names = dict.fromkeys(map(_name, questions))
        yield Finding(
            first,
            f"callers have given {listed(map(repr, names))}, but the person does not get it here;"
            " hand it on",
            related=[
                *(Related(question, "it is asked for here") for question in questions),
                *(Related(other, "nor here") for other in others),
            ],
            witness=project.graph.witness(first),
            fix=_fix([first, *others], questions),
        )


def _fix(steps: Iterable[Step], questions: Sequence[Step]) -> Fix | None:
    """The fix that hands it on at each of these steps; None where one of them cannot say so."""
    names = [next(learned_at(question), "") for question in questions]
    edits = []
    for step in steps:
        handed = step.hands_on if isinstance(step, Queue | Transfer) else None
        told = [datum.name for datum in handed] if isinstance(handed, tuple) else []
        all_names = list(dict.fromkeys([*told, *names]))
        edit = stated(step, f"hands on {' '.join(all_names)}")
        if edit is None or not all(map(is_plain, all_names)):
            return None
        edits.append(edit)
    return Fix(f"hand on {listed(map(repr, names))}", tuple(edits))


def _handed_on(step: Queue | Transfer) -> set[str] | None:
    """The names of what is handed on; None where the file does not say it."""
    if step.hands_on is UNKNOWN or is_tagged(step, "screening") or not is_whole(step):
        return None
    if step.hands_on is None and "queue.hands-on" not in step.flow.document.knows:
        return None
    return {normal(datum.name) for datum in step.hands_on or ()}


def _is_meant(question: Step) -> bool:
    secret = isinstance(question, Collect) and question.secret
    return not secret and not is_tagged(question, "screening", "existing-customers-auth")


def _name(question: Step) -> str:
    return next(learned_at(question), question.shown_name)
