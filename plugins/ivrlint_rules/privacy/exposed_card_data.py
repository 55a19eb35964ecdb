"""The rule `exposed-card-data`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ivrlint.finding import Finding, Fix, Related
from ivrlint.graph import Graph, StepSet
from ivrlint.model import Collect, Input, Project, Record, Reply, Say, Send, Step
from ivrlint.rule import Findings, rule
from ivrlint.text import Text, Variable
from ivrlint.words import clauses
from ivrlint_rules.fixes.leaving_out import without
from ivrlint_rules.hearing import prompts_of
from ivrlint_rules.judgement import outsiders
from ivrlint_rules.privacy.naming import is_called, learned, words_of
from ivrlint_rules.privacy.recordings import keeps_recording, records_waiting

_SECRETS: Final = (
    "payment-card", "credit-card", "debit-card", "creditcard", "debitcard", "bank-card", "bankcard",
    "cvc", "cvv", "cvc2", "cvv2", "security-code", "pin", "pincode", "pin-code", "bsn",
    "burgerservicenummer", "ssn", "social-security",
)  # fmt: skip


@rule("error", since="0.1", fix="safe")
def exposed_card_data(project: Project, *, secret_keys: Sequence[str] = _SECRETS) -> Findings:
    """A card number, a PIN or the like is recorded, read back or sent.

    Everybody in the train hears the number; every employee who may listen to
    recordings has the PIN; and a mailbox keeps it for years.

    The rule speaks about secret input (marked so in the file, or named so) that
    is entered while a recording runs, whose value is read back in full, or that
    is sent in a message. It is silent where only a part is read back or sent
    (the last four digits, a masked value), where recording is switched off
    before, about recordings that run only while a person listens, about formats
    that do not say when recording begins, about what is only spoken, and about
    what in a dialplan only the company's own phones call.

    Source: that the card industry's standard (PCI DSS) forbids to keep
    security codes, and the American NIST to show secrets, is common knowledge;
    Amazon's best practices for flows say to switch logging off around sensitive
    data.

    Options:

        secret-keys: Names of data that count as secret, wherever their words stand in a name.

    Bad:

        phone "+44 20 7946 0100" {
            start -> tape
            record tape { next -> card }
            collect card {  //! 'payment-card' is entered while the call is recorded
                say "Enter the number of your card."
                as payment-card
                noinput -> agents
                nomatch -> agents
                next -> check
            }
            say check {
                "You have entered {payment-card}."  //! 'payment-card' is read back in full
                next -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> tape
            record tape { next -> pause }
            record pause {
                recording no
                next -> card
            }
            collect card {
                say "Enter the number of your card."
                as payment-card
                noinput -> agents
                nomatch -> agents
                next -> check
            }
            say check {
                "Your card ends in {payment-card-last-four}."
                next -> agents
            }
            queue agents { }
        }

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n,Read(PIN,enter-your-pin,4)
         same => n,SayDigits(${PIN})  ;! 'PIN' is read back in full
         same => n,Queue(service)
    """
    graph = project.graph
    asking = [
        (step, name)
        for step in graph.steps_of(Collect)
        if isinstance(step, Collect)
        for name in _secrets(step, secret_keys)
    ]
    if not asking:
        return
    met = outsiders(graph)
    asked = [(step, name) for step, name in asking if step in met or not step.flow.open]
    yield from _recorded(graph, asked)
    names: dict[tuple[str, ...], Step] = {}
    for step, name in asked:
        names.setdefault(words_of(name), step)
    after = graph.reachable([step for step, _ in asked])
    used = {
        words_of(datum.name) for step in after if not isinstance(step, Say) for datum in step.reads
    }
    replies = {reply.name: reply for reply in project.replies}
    for heard in after:
        for at, name in _shown(heard, replies):
            source = names.get(words_of(name))
            if source is not None:
                how = "sent" if isinstance(heard, Send) else "read back in full"
                yield Finding(
                    at,
                    f"{name!r} is {how}; leave it out, or say its last four digits only",
                    related=[Related(source, "it is asked for here")],
                    witness=graph.witness(heard),
                    fix=_fix(graph, heard, at) if words_of(name) in used else None,
                )


def _fix(graph: Graph, heard: Step, at: Variable | Step) -> Fix | None:
    """The fix that leaves out the last sentence of an `.ivr` step, which reads a secret back.

    None where more is said or asked next, which may be about this very sentence.
    """
    exact = isinstance(heard, Say) and heard.flow.document.format == "ivr"
    if not exact or not isinstance(at, Variable) or not heard.prompts:
        return None
    if any(edge.step is None or isinstance(edge.step, Input | Say) for edge in graph.edges(heard)):
        return None
    prompt = heard.prompts[-1]
    found = clauses(prompt)
    if sum(at.text in one.text for one in found) != 1 or at.text not in found[-1].text:
        return None
    return without(prompt, found[-1])


def _secrets(step: Collect, keys: Sequence[str]) -> Iterator[str]:
    """The names of secret data that a step asks for; nobody tells a PIN by voice alone."""
    if step.speech is True and step.keys is False:
        return
    for datum in learned(step):
        if step.secret or is_called(datum.name, keys):
            yield datum.name


def _recorded(graph: Graph, asked: Sequence[tuple[Collect, str]]) -> Findings:
    records = [step for step in graph.steps_of(Record) if records_waiting(step)]
    records = [step for step in records if graph.is_reached(step) is not False]
    if not records:
        return
    begun = _begun(graph, records)
    told = StepSet()
    for step, name in asked:
        start = begun.get(id(step))
        if start is not None and told.add(step):
            yield Finding(
                step,
                f"{name!r} is entered while the call is recorded;"
                " switch recording off before, and on again after",
                related=[Related(start, "recording begins here")],
                witness=graph.witness(step),
            )


def _begun(graph: Graph, records: Sequence[Step]) -> dict[int, Step]:
    """Where the recording has begun that still runs at a step, by the step's identity."""
    found = {id(step): step for step in records}
    ahead = list(records)
    while ahead:
        beyond: list[Step] = []
        for step in ahead:
            for edge in graph.edges(step, keeps_recording):
                if edge.step is not None and id(edge.step) not in found:
                    found[id(edge.step)] = found[id(step)]
                    beyond.append(edge.step)
        ahead = beyond
    return found


def _shown(step: Step, replies: dict[str, Reply]) -> Iterator[tuple[Variable | Step, str]]:
    """The data whose values are heard here, or stand in a message that is sent."""
    for prompt in prompts_of(step):
        for piece in prompt.text.pieces if prompt.text is not None else ():
            if isinstance(piece, Variable):
                yield piece, piece.name
    reply = replies.get(step.reply or "") if isinstance(step, Send) else None
    if reply is not None:
        texts = [body.text for body in reply.bodies]
        for text in (*texts, *([reply.subject] if isinstance(reply.subject, Text) else ())):
            for piece in text.pieces:
                if isinstance(piece, Variable):
                    yield piece, piece.name
