"""The rule `code-without-escape`."""

from __future__ import annotations

from functools import partial
from typing import Final

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge, Graph
from ivrlint.model import (
    Cause,
    Channel,
    Collect,
    Link,
    Lookup,
    Maybe,
    Page,
    Project,
    Return,
    Step,
    Target,
)
from ivrlint.rule import Findings, rule
from ivrlint.words import clauses_of
from ivrlint_rules.customers import is_for_customers
from ivrlint_rules.data_names import is_known_by_heart
from ivrlint_rules.fixes.stating import silence_leads_to_person
from ivrlint_rules.hearing import is_known, prompts_of, saying
from ivrlint_rules.judgement import MISTAKES, helps, is_tagged, onward, onwards, serves
from ivrlint_rules.soundness import is_whole

_AWAY: Final = "dial-another-number"
_FARTHEST: Final = 200
"""Steps between a question and what comes of those without an answer."""


@rule("warning", since="0.1", fix="unsafe")
def code_without_escape(project: Project, *, min_digits: int = 4) -> Findings:
    """Whoever does not have the code comes no further.

    The letter is at home, the card is lost, the parcel came from somebody else.
    Whoever has no number is asked for it again, or sent to another company.

    The rule speaks about collected inputs of customers that want `min-digits` or
    more, if neither what is said there offers another way ("if you do not have your
    number, press star"), nor silence, a wrong entry or a key leads to a person, a
    voicemail, a callback or another question; and about an offer for those without
    a code that only leads back to the question, or ends the call. A page that sends
    those who lack a number for its form to somebody else counts, too. It is silent
    where the words are not known, about what everybody knows by heart (a telephone
    number, a date of birth, a postcode), secret entries, extensions, known
    customers (tag `existing-customers-auth`), lines of screened or trained callers
    (tags `screening`, `expert`), where those with a code get nothing for it either,
    and where it is not known what follows silence, or a target that could not be
    resolved may help. The unsafe fix leads silence to the nearest person of the flow.

    Source: a customer without the code of his parcel, who was told to ask the
    sender for it; the web accessibility guidelines ask for ways to sign in
    without remembering or copying a code (common practice).

    Options:

        min-digits (digits): The least number of digits that make a code.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> code
            collect code {  //! whoever has no 'order-number' comes no further
                say "Please enter your order number."
                digits 8
                as order-number
                noinput -> code
                nomatch -> code
                next -> agents
            }
            queue agents { }
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> code
            collect code {
                say "Please enter your order number."
                digits 8
                as order-number
                noinput -> none
                nomatch -> none
                next -> agents
            }
            say none {
                "If you do not have your order number, you can get it from the shop."  //! sent away
                next -> code
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> code
            collect code {
                say "Please enter your order number. If you do not have it, press star."
                digits 8
                as order-number
                key * -> agents
                noinput -> code
                nomatch -> code
                next -> agents
            }
            queue agents { }
        }

    Bad (voicexml):

        <vxml version="2.1" xml:lang="en-GB">
          <form>
            <field name="order" type="digits?length=8">  <!--! 'order' comes no further -->
              <prompt>Please enter your order number.</prompt>
              <noinput>We did not hear you. <reprompt/></noinput>
              <nomatch>Please enter eight digits. <reprompt/></nomatch>
            </field>
            <transfer name="desk" dest="tel:+442079460100"/>
          </form>
        </vxml>
    """
    yield from _sent_away_by_pages(project)
    graph = project.graph
    codes = [step for step in graph.steps_of(Collect) if _is_code(step, min_digits)]
    if not codes:
        return
    for code in codes:
        if is_for_customers(code) and is_whole(code):
            yield from _judge(graph, code)


def _is_code(step: Collect, least: int) -> bool:
    if step.flow.channel is not Channel.PHONE or step.secret or step.keys is False:
        return False
    if not isinstance(step.most, int) or step.most < least or is_known_by_heart(step):
        return False
    return not is_tagged(step, "existing-customers-auth", "screening", "expert")


def _judge(graph: Graph, code: Collect) -> Findings:
    ways = [edge for edge in graph.edges(code) if _is_without_code(edge)]
    entered = [edge for edge in graph.edges(code) if not _is_without_code(edge)]
    served = graph.leads_to(_is_served)
    if not ways and not _asks_for_ever(code):
        return
    if all(edge.step is not None and served(edge.step) is False for edge in entered):
        return
    after = [step for step in onward(graph, ways, _FARTHEST).steps if step is not code]
    if any(helps(step) is not False or isinstance(step, Return) for step in after):
        return
    passed = [edge for step in after for edge in graph.edges(step) if onwards(edge)]
    if len(after) >= _FARTHEST or any(edge.step is None for edge in (*ways, *passed)):
        yield Skipped(code, "a target that could not be resolved may be another way")
        return
    heard = [prompt for step in (code, *after) for prompt in prompts_of(step)]
    asked = code.data or code.shown_name
    for _, clause in saying(heard, "no-code"):
        yield Finding(
            clause,
            f"whoever has no {asked!r} is sent away here, and comes no further;"
            " let a person find the caller by another way",
            related=[Related(code, "it is asked for here")],
        )
        return
    if not heard or not all(map(is_known, heard)):
        yield Skipped(code, "it is not known what is said here")
        return
    yield Finding(
        code,
        f"whoever has no {asked!r} comes no further;"
        " offer a key for them, or let silence lead to a person",
        witness=graph.witness(code),
        fix=silence_leads_to_person(graph, code),
    )


def _asks_for_ever(code: Collect) -> bool:
    """Whether the platform itself asks again and again, as no other way is written down."""
    knows = code.flow.document.knows
    return code.presentations is None and "collect.noinput" not in knows


def _sent_away_by_pages(project: Project) -> Findings:
    """Pages before a form that send those who lack something for it to somebody else."""
    for page in project.pages:
        if page.phones or not any(map(partial(_leads_to_questions, page), page.links)):
            continue
        heard = [
            clause
            for text in page.texts
            for clause in clauses_of(text, page.spoken_language, project)
        ]
        lacking = next((clause for clause in heard if "no-code" in clause.families), None)
        away = next((clause for clause in heard if _AWAY in clause.families), None)
        if lacking is not None and away is not None:
            yield Finding(
                lacking,
                "whoever has no such number is sent to somebody else; find the customer by another"
                " way, or let them go on without it",
                related=[Related(away, "they are sent away here")],
            )


def _leads_to_questions(page: Page, link: Link) -> bool:
    if not isinstance(link.target, Target):
        return False
    found = page.document.project.resolve_from(page.document, None, link.target)
    return isinstance(found, Step) and any(isinstance(step, Collect) for step in found.flow.steps)


def _is_served(step: Step) -> Maybe[bool]:
    """Whether those with a code get something for it."""
    return isinstance(step, Lookup) or serves(step)


def _is_without_code(edge: Edge) -> bool:
    """Whether a question is left this way without an entry: a key, silence, mistakes."""
    exit_ = edge.exit
    if exit_ is None:
        return False
    return edge.is_input or exit_.cause in MISTAKES or exit_.cause is Cause.TIMEOUT
