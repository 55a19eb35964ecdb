"""The rule `unused-input`."""

from __future__ import annotations

from ivrlint.finding import Finding
from ivrlint.model import Channel, Collect, Project
from ivrlint.rule import Findings, rule
from ivrlint_rules.data.data_ways import data_ways
from ivrlint_rules.judgement import is_tagged
from ivrlint_rules.soundness import is_whole


@rule("warning", since="0.1")
def unused_input(project: Project) -> Findings:
    """Something is asked that nobody uses.

    The caller searches for a card, types fifteen digits, and nothing comes of it:
    no answer, no shorter way, and the person asks for them again.

    The rule speaks about collected inputs whose data nothing reads afterwards: no
    decision, no lookup, no text, and no person who gets to see it. It is silent
    where the format does not say what its steps read, where something unknown may
    use it (another system, a sub-flow that is not at hand, a target that could not
    be resolved), about secret entries, questions with a declared `purpose`, those
    tagged `screening` or `existing-customers-auth`, and web forms.

    Source: a customer who wondered why he should enter the parcel code at all;
    the European data protection regulation allows only what is needed for the
    purpose (article 5(1)(c)), as is commonly known.

    Bad:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {  //! nothing uses 'order-number'
                digits 6
                as order-number
                noinput -> agents
                nomatch -> agents
                next -> agents
            }
            queue agents { }
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
    """
    ways = data_ways(project)
    known = ways.used | ways.told | ways.open
    for number, step in enumerate(ways.questions):
        if known >> number & 1 or not isinstance(step, Collect) or not _is_meant(step):
            continue
        asked = step.data or step.shown_name
        yield Finding(
            step,
            f"nothing uses {asked!r}, which is asked for here;"
            " hand it on to the person, or do not ask",
            witness=project.graph.witness(step),
        )


def _is_meant(step: Collect) -> bool:
    if "step.reads" not in step.flow.document.knows or step.flow.channel is Channel.FORM:
        return False
    if step.secret or step.value("purpose") or step.flow.value("purpose"):
        return False
    return not is_tagged(step, "screening", "existing-customers-auth") and is_whole(step.flow)
