"""The rule `code-before-human`."""

from __future__ import annotations

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import Cause, Collect, Lookup, Project, Step, Transfer, Unresolved
from ivrlint.rule import Findings, rule
from ivrlint_rules.beginnings import first_met
from ivrlint_rules.fixes.stating import silence_leads_to_person
from ivrlint_rules.judgement import MISTAKES, is_person, is_tagged
from ivrlint_rules.soundness import is_whole


@rule("error", since="0.1", fix="unsafe", implies=["code-without-escape"])
def code_before_human(project: Project) -> Findings:
    """No person before a code is typed.

    Callers without the code at hand (or whose matter has none) cannot get through
    at all.

    The rule speaks about a collected input that every way from the entry to a
    person passes, if neither silence, a wrong entry, nor a key leads to a
    person without it. It is silent about a single digit, about an extension that
    says who is called, about a code by which that person's number is looked up,
    about flows that other flows hand callers to, where a target that could not be
    resolved may be a way round, about known customers who have to identify
    themselves (tag `existing-customers-auth`), and about what only asks some
    callers, or keeps them out (tag `screening`). The unsafe fix leads silence to the
    nearest person of the flow.

    Source: a customer whose parcel line asked for fifteen digits first;
    Brazil's decree 11.034/2022 forbids it (article 4); the W3C's accessibility
    notes on voice systems.

    Bad:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {  //! nobody reaches a person without entering 'parcel-code'
                say "Enter your parcel code."
                digits 15
                as parcel-code
                noinput -> code
                nomatch -> code
                next -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            start -> code
            collect code {
                say "Enter your parcel code, or hold the line."
                digits 15
                as parcel-code
                noinput -> agents
                nomatch -> agents
                next -> agents
            }
            queue agents { }
        }
    """
    graph = project.graph
    if not any(map(_is_code, graph.steps_of(Collect))):
        return
    gates = graph.gates(is_person)
    told = StepSet()
    for flow, begins in first_met(project):
        if begins is not True or not is_whole(flow):
            continue
        for start in graph.starts_of(flow):
            for gate in gates.of(start):
                if isinstance(gate, Collect) and _is_code(gate) and told.add(gate):
                    yield from _judge(graph, gate)


def _judge(graph: Graph, gate: Collect) -> Findings:
    around = graph.reachable(_escapes(graph, gate), lambda edge: _without_entry(edge, gate))
    people = graph.reachable([gate])
    persons = [step for step in people if is_person(step) is True]
    if any(is_person(step) is not False for step in around) or _says_who(gate, persons, people):
        return
    if any(isinstance(edge.target, Unresolved) for step in around for edge in graph.edges(step)):
        yield Skipped(gate, "a target that could not be resolved may be a way round it")
        return
    what = gate.data or gate.shown_name
    yield Finding(
        gate,
        f"nobody reaches a person without entering {what!r};"
        " let silence or a key lead to a person too",
        related=[Related(person, "the person behind it") for person in persons[:1]],
        witness=graph.witness(gate),
        fix=silence_leads_to_person(graph, gate),
    )


def _is_code(step: Collect) -> bool:
    return step.most != 1 and not is_tagged(step, "existing-customers-auth", "screening")


def _is_entry(edge: Edge) -> bool:
    """Whether a collected input is left this way because something was entered."""
    exit_ = edge.exit
    return exit_ is not None and not (
        exit_.is_input or exit_.cause in MISTAKES or exit_.cause is Cause.TIMEOUT
    )


def _without_entry(edge: Edge, gate: Step) -> bool:
    if edge.exit is not None and edge.exit.cause is Cause.ERROR:
        return False
    return edge.source is not gate or not _is_entry(edge)


def _escapes(graph: Graph, gate: Step) -> list[Step]:
    return [gate] if any(not _is_entry(edge) for edge in graph.edges(gate)) else []


def _says_who(gate: Collect, persons: list[Step], reached: StepSet) -> bool:
    """Whether what is entered decides who is called: an extension, a department's number.

    Or a number that is looked up by it, as that of the customer of an order.
    """
    names = {gate.data, *(datum.name for datum in gate.writes)}
    if any(datum.name in names for person in persons for datum in person.reads):
        return True
    found = {
        datum.name
        for step in reached
        if isinstance(step, Lookup) and any(datum.name in names for datum in step.reads)
        for datum in step.writes
    }
    return any(
        datum.name in found and datum.name in person.to
        for person in persons
        if isinstance(person, Transfer) and person.to is not None
        for datum in person.reads
    )
