"""The rule `reserved-key-reused`."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph, Via
from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Exit, Flow, Hangup, Menu, Opaque, Return, Role, Step
from ivrlint.rule import Findings, rule
from ivrlint_rules.judgement import answers, asks, is_person, is_tagged, onward
from ivrlint_rules.offers import is_labelled, offers_of

_ROLES: Final = frozenset({Role.ENTRY, Role.MODULE, Role.WAITING})
_SERVICE: Final = ("human-offer", "other-option", "key-ends-call")
_FEWEST_TOPICS: Final = 2
"""Digits that a menu of topics tells: fewer only ask to go on, or to choose again."""
_FARTHEST: Final = 20
"""Steps after a key that tell what it means."""


class _Meaning(StrEnum):
    PERSON = "a person"
    BACK = "back, or once more"
    END = "the end of the call"
    TOPIC = "a topic"


@dataclass(frozen=True, slots=True)
class _Use:
    menu: Menu
    option: Exit
    meaning: _Meaning


@rule("warning", since="0.1")
def reserved_key_reused(
    flow: Flow, *, operator: str = "0", back: str = "*", end: str = "#"
) -> Findings:
    """A key that callers know from every menu means something else here.

    Callers who are lost press `0` without listening, because it means a person
    nearly everywhere, `*` to go back and `#` to finish. If the same key leads
    somewhere else, or means one thing here and another two menus later, the
    ones who need help end up in the wrong place.

    The rule speaks where `*` or `#` chooses a topic, and where one of the
    service keys means two different things in two menus of a flow. It is
    silent where it cannot know what a key does or is for, about what ends an
    entry, about patterns of keys, about menus tagged `expert`, and about
    what in a telephone system only its own people reach.

    Source: AS/NZS 4263 (2.5 to 2.7) and ISO/IEC 13714 (5.6) treat the use of
    `#`, `*` and `0`; the W3C's accessibility notes on voice menus (the reserved
    digit is not to mean anything else).

    Options:

        operator: The key for a person, where a country or a company has another one.
        back: The key for going back.
        end: The key that finishes.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For repairs, press 1. For delivery, press 2. For invoices, press star."
                key 1 -> repairs
                key 2 -> agents
                key * -> agents  //! key * is for going back, and here it chooses a topic
                noinput -> agents
                nomatch -> agents
            }
            menu repairs {
                say "Is your bicycle new, press 1. For anything else, press 0."
                key 1 -> agents
                key 0 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For repairs, press 1. To speak with us, press 0."
                key 1 -> repairs
                key 0 -> agents
                noinput -> agents
                nomatch -> agents
            }
            menu repairs {
                say "Is your bicycle new, press 1. To go back, press 0."
                key 1 -> agents
                key 0 -> main  //! key 0 means back, or once more here, and a person
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {
                say "For repairs, press 1. To speak with us, press 0."
                key 1 -> repairs
                key 0 -> agents
                noinput -> agents
                nomatch -> agents
            }
            menu repairs {
                say "Is your bicycle new, press 1. To go back, press star."
                key 1 -> agents
                key * -> main
                key 0 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad (connect):

        {"Version": "2019-10-30", "StartAction": "voice", "Actions": [
          {"Identifier": "voice", "Type": "UpdateContactTextToSpeechVoice",
           "Parameters": {"TextToSpeechVoice": "Amy"},
           "Transitions": {"NextAction": "menu", "Errors": []}},
          {"Identifier": "menu", "Type": "GetParticipantInput",
           "Parameters": {"StoreInput": "False", "InputTimeLimitSeconds": "8",
            "Text": "For sales, press 1. For repairs, press 2. For the opening hours, press star."},
           "Transitions": {"NextAction": "end",
            "Conditions": [
             {"NextAction": "queue", "Condition": {"Operator": "Equals", "Operands": ["1"]}},
             {"NextAction": "queue", "Condition": {"Operator": "Equals", "Operands": ["2"]}},
             {"NextAction": "hours",  //! here it chooses a topic
              "Condition": {"Operator": "Equals", "Operands": ["*"]}}],
            "Errors": [
             {"NextAction": "queue", "ErrorType": "InputTimeLimitExceeded"},
             {"NextAction": "queue", "ErrorType": "NoMatchingCondition"},
             {"NextAction": "queue", "ErrorType": "NoMatchingError"}]}},
          {"Identifier": "hours", "Type": "MessageParticipant",
           "Parameters": {"Text": "We are open from nine to five."},
           "Transitions": {"NextAction": "end", "Errors": []}},
          {"Identifier": "queue", "Type": "TransferContactToQueue", "Parameters": {},
           "Transitions": {"NextAction": "end", "Errors": [
            {"NextAction": "end", "ErrorType": "QueueAtCapacity"},
            {"NextAction": "end", "ErrorType": "NoMatchingError"}]}},
          {"Identifier": "end", "Type": "DisconnectParticipant", "Parameters": {},
           "Transitions": {}}]}
    """
    if flow.role not in _ROLES:
        return
    meant = {back: "for going back", end: "for finishing"}
    first: dict[str, _Use] = {}
    for use in _uses(flow, {operator, *meant}, operator):
        key = use.option.key
        assert key is not None
        if use.meaning is _Meaning.TOPIC and key in meant:
            yield Finding(
                use.option,
                f"key {key} is {meant[key]}, and here it chooses a topic; give the topic a digit",
                related=[Related(use.menu, "the menu that callers are in")],
            )
            continue
        other = first.setdefault(key, use)
        if other.meaning is not use.meaning:
            yield Finding(
                use.option,
                f"key {key} means {use.meaning} here, and {other.meaning} in"
                f" {other.menu.shown_name!r}; let it mean the same in every menu",
                related=[Related(other.option, f"here it means {other.meaning}")],
            )


def _uses(flow: Flow, keys: set[str], operator: str) -> Iterator[_Use]:
    """The options of the flow's menus on service keys whose meaning is known."""
    graph = flow.graph.whole
    for menu in flow.steps:
        if not isinstance(menu, Menu) or is_tagged(menu, "expert"):
            continue
        for edge in graph.edges(menu):
            option = edge.exit
            if option is not None and option.key in keys and edge.via is Via.EXIT:
                meaning = _meaning(graph, menu, edge, operator)
                if meaning is not None:
                    yield _Use(menu, option, meaning)


def _meaning(graph: Graph, menu: Menu, edge: Edge, operator: str) -> _Meaning | None:
    """What a key means, by where it leads; None where that is not known."""
    option = edge.exit
    assert option is not None
    steps = onward(graph, [edge], _FARTHEST).steps
    if not steps or edge.step is None or any(map(_is_unknown, steps)):
        return None
    if any(step is menu or graph.dominates(step, menu) for step in steps if asks(step)):
        return _Meaning.BACK
    if any(isinstance(step, Return) for step in steps):
        return None
    if option.key != operator and _is_about_a_topic(menu, option):
        return _Meaning.TOPIC
    if any(is_person(step) is True for step in steps):
        return _Meaning.PERSON
    return _Meaning.END if isinstance(edge.step, Hangup) else None


def _is_unknown(step: Step) -> bool:
    return isinstance(step, Opaque) or answers(step) is UNKNOWN


def _is_about_a_topic(menu: Menu, option: Exit) -> bool:
    """Whether a menu of topics tells that its key is for one more of them.

    What is for a person, for all the rest or for the end of the call is none.
    """
    offers = offers_of(menu)
    if sum(offer.key.isdigit() for offer in offers.told) < _FEWEST_TOPICS:
        return False
    offer = next((offer for offer in offers.alone if offer.option is option), None)
    if offer is not None:
        return bool(offer.clause.topic) and not offer.belongs(menu, *_SERVICE)
    return option.label is not None and not is_labelled(menu, option, *_SERVICE)
