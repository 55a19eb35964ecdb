"""The rule `device-only-step`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Related, Skipped
from ivrlint.graph import Edge
from ivrlint.model import Flow, Page, PageKind, Project, Reply, Step, Unresolved
from ivrlint.rule import Findings, rule
from ivrlint_rules.addresses import is_answered
from ivrlint_rules.journey.picture import Picture, clauses_told, named, picture_of
from ivrlint_rules.journey.requirements import Needs, declared, of_page, of_step
from ivrlint_rules.judgement import listed, serves

_WAYS: Final = frozenset({"contact-offer", "writing-channel", "desk-or-paper"})
"""Families of clauses that name another way."""

_FARTHEST: Final = 200
"""Pages that are looked at for another way; nobody clicks on so long."""


@rule("error", since="0.1")
def device_only_step(
    project: Project,
    *,
    devices: Sequence[str] = (
        "smartphone",
        "app",
        "sms",
        "computer",
        "login-app",
        "wifi",
        "account",
        "e-mail",
    ),
) -> Findings:
    """It works only with a smartphone, an app, a computer or an account.

    Millions of people do not have what is asked for, or theirs fails on that
    very day. What everybody has to do must have a second way.

    The rule speaks about a flow or a page that asks for a device or an account
    (fact `requires`, `needs` of a page), and about a flow in which every way on
    passes such a step, if no other way is offered: not in the flow itself; not by
    the pages, letters and messages that lead to it and what they lead to (another
    flow, a phone number, an address to write to, a desk, a card to send back, a
    form that takes free text); not by a staffed line whose number the project
    shows. It is silent where something that could not be resolved may be such a
    way. Where the product itself is an app, remove `app` from `devices`.

    Source: two customers ("that was possible on a computer only", "millions of
    people do not have that"), and an airline that wanted an account before it
    paid back.

    Options:

        devices: What not everybody has, by the names used in `requires` and `needs`.

    Bad:

        page letter {
            kind letter
            text "You have to register. That is easy, online."
            link "Register" -> flow portal
        }
        form portal "grid.example/register" {  //! works only with computer
            fact requires "computer"
            say registered {
                "Thank you."
                fact done
            }
        }

    Good:

        page letter {
            kind letter
            text "You have to register: online, or by phone."
            link "Register" -> flow portal
            number "+44 20 7946 0100"
        }
        form portal "grid.example/register" {
            fact requires "computer"
            say registered {
                "Thank you."
                fact done
            }
        }

    Bad:

        page refund {
            link "Your money back" -> flow ask
        }
        form ask "air.example/refund" {
            visit sign-in {  //! works only with account
                shows -> page login
                next -> asked
            }
            say asked {
                "Thank you."
                fact done
            }
        }
        page login { needs account }

    Good:

        form ask "air.example/refund" {
            menu who {
                word "account" -> sign-in
                word "booking number" -> asked
                noinput -> who
                nomatch -> who
            }
            visit sign-in {
                shows -> page login
                next -> asked
            }
            say asked {
                "Thank you."
                fact done
            }
        }
        page login { needs account }
    """
    picture = picture_of(project)
    wanted = frozenset(devices)
    if not any(
        declared(thing) & wanted or (isinstance(thing, Page) and of_page(thing) & wanted)
        for thing in (*picture.stations, *_declaring(picture))
    ):
        return
    for flow in picture.flows:
        found = _in_flow(flow, wanted)
        if isinstance(found, Skipped):
            yield found
        elif found is not None and not _has_another_way(picture, flow, wanted):
            yield _finding(picture, flow, *found)
    for page in picture.pages:
        needs = of_page(page) & wanted
        if needs and _leading_to(picture, page) and not _has_another_way(picture, page, wanted):
            yield _finding(picture, page, page, needs)


def _declaring(picture: Picture) -> list[Step]:
    return [
        step
        for flow in picture.flows
        for step in flow.steps
        if step.values and step.value("requires")
    ]


def _in_flow(flow: Flow, wanted: Needs) -> tuple[Flow | Step, Needs] | Skipped | None:
    """What of a flow works with a device only, and with which; None where there is a way past."""
    if needs := declared(flow) & wanted:
        return flow, needs
    graph, project = flow.graph.whole, flow.document.project
    asking = {id(step): needs for step in flow.steps if (needs := of_step(step, project) & wanted)}
    if not asking:
        return None

    def is_past(edge: Edge) -> bool:
        return edge.step is None or id(edge.step) not in asking

    starts = graph.starts_of(flow)
    free = graph.reachable([start for start in starts if id(start) not in asking], is_past)
    if any(serves(step) is not False for step in free):
        return None
    if any(isinstance(edge.target, Unresolved) for step in free for edge in graph.edges(step)):
        return Skipped(flow, "a target that could not be resolved may be a way without a device")
    met = graph.reachable(starts)
    return next(
        ((step, asking[id(step)]) for step in flow.steps if step in met and id(step) in asking),
        None,
    )


def _leading_to(picture: Picture, place: Flow | Page) -> list[Page | Reply]:
    return picture.ways_in().get(id(place), [])


def _has_another_way(picture: Picture, place: Flow | Page, wanted: Needs) -> bool:
    """Whether the customer is offered something else, or may be offered it."""
    shown = picture.all_numbers_shown()
    for line in picture.lines:
        if line is not place and _serves(line) and _is_shown(picture, line, shown):
            return True
    todo: list[Page | Reply] = list(_leading_to(picture, place))
    if not todo:
        others = [flow for flow in picture.flows if flow is not place]
        return any(_serves(flow) and _in_flow(flow, wanted) is None for flow in others)
    seen = {id(station) for station in todo}
    while todo and len(seen) < _FARTHEST:
        station = todo.pop()
        if _offers(picture, station):
            return True
        for link in station.links:
            led = picture.led_to(station.document, link)
            if led is None or led is place or id(led) in seen:
                continue
            seen.add(id(led))
            if isinstance(led, Flow):
                if _serves(led) and _in_flow(led, wanted) is None:
                    return True
            elif not of_page(led) & wanted:
                todo.append(led)
    return False


def _offers(picture: Picture, station: Page | Reply) -> bool:
    """Whether a page or a message itself names a way: a number, an address, room to write."""
    if any(picture.line_at(number) is None for number in picture.numbers_shown(station)):
        return True
    for link in station.links:
        if isinstance(link.target, Unresolved) or (link.target is None and link.address):
            return True
    for clause in clauses_told(station):
        # "Contact your installer" leads to somebody else, who cannot do it.
        if _WAYS & set(clause.families) and "dial-another-number" not in clause.families:
            return True
    if isinstance(station, Page):
        writable = station.kind is PageKind.FORM and station.free_text is not False
        return writable or "done" in station.tags
    return is_answered(station) is not False


def _is_shown(picture: Picture, line: Flow, shown: set[str]) -> bool:
    return not picture.pages or any(picture.line_at(number) is line for number in shown)


def _serves(flow: Flow) -> bool:
    """Whether somebody or something may help in a flow."""
    leads = flow.graph.whole.leads_to(serves)
    return any(leads(start) is not False for start in flow.graph.starts)


def _finding(picture: Picture, place: Flow | Page, at: Flow | Page | Step, needs: Needs) -> Finding:
    return Finding(
        at,
        f"{named(place)} works only with {listed(sorted(needs), 'and')}, and no other way is"
        " offered; name one, such as a phone number, a desk or a letter",
        related=[
            Related(station, f"{named(station)} leads here")
            for station in _leading_to(picture, place)
        ],
    )
