"""The rule `same-reprompt`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ivrlint.finding import Finding, Related
from ivrlint.graph import Edge, Graph, StepSet
from ivrlint.model import (
    Audio,
    Branch,
    Cause,
    Channel,
    Decides,
    Input,
    Menu,
    Prompt,
    Role,
    Say,
    Set,
    Step,
    Turn,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules.customers import is_for_customers
from ivrlint_rules.judgement import answers, asks, by_itself, is_tagged, speaks, told

_AGAIN: Final = frozenset({Turn.AGAIN, Turn.NOINPUT, Turn.NOMATCH})
_MISSED: Final = frozenset({Cause.NOINPUT, Cause.NOMATCH})
_FEW: Final = 2
_FARTHEST: Final = 20


@rule("info", since="0.1")
def same_reprompt(step: Input, *, similarity: float = 0.9, repeats: int = 1) -> Findings:
    """After silence the same sentence is played again.

    Callers who did not understand the question the first time do not understand it
    the second time either. More words help, or other ones, or an example.

    The rule compares what a menu or a collected input says the first time with what
    is heard when the caller was silent or pressed a wrong key: its own prompts for
    that, or the same step again without a word between. Texts count as the same if
    so many of their words are. To say it once more is no fault: some callers just
    did not listen. After silence that leads back for ever, all is the same in each
    round, whatever is said between. It is silent where something else is said
    before a question that is asked so often, about repeats on a key, menus of two
    options or fewer, questions tagged `expert`, where nothing is said at all, about
    offers that waiting callers hear again and again, and about what only the
    company's own phones call.

    Source: a customer ("then the whole tune began again"); the W3C's accessibility
    notes advise prompts that change with each try; Avaya's help wants a prompt with
    more information after a mistake.

    Options:

        similarity (share): The share of words in common from which texts are the same.
        repeats (times): How often the same may be said again.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            start -> main
            menu main {  //! the same again
                say "For sales, press 1. For service, press 2. For a fault, press 3."
                key 1 -> agents
                key 2 -> agents
                key 3 -> agents
                presentations 3
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
                say "For sales, press 1. For service, press 2. For a fault, press 3." first
                say "If you are not sure, press 2, or stay on the line." again
                key 1 -> agents
                key 2 -> agents
                key 3 -> agents
                presentations 3
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad (asterisk; files extensions.conf, our-sounds-en.txt):

        --- extensions.conf
        [main]
        exten => s,1,Answer()
         same => n(again),Background(our/menu)  ;! the same again
         same => n,WaitExten(8)
         same => n,Goto(again)
        exten => 1,1,Queue(sales,t,,,300)
        exten => 2,1,Queue(service,t,,,300)
        exten => 3,1,Queue(returns,t,,,300)
        --- our-sounds-en.txt
        our/menu: For sales, press 1. For service, press 2. For returns, press 3.
    """
    if step.flow.channel is not Channel.PHONE or not asks(step) or is_tagged(step, "expert"):
        return
    if isinstance(step, Menu) and step.complete and _choices(step) <= _FEW:
        return
    if step.flow.role is Role.WAITING or not is_for_customers(step):
        return
    first = [prompt for prompt in step.prompts if prompt.turn is Turn.FIRST]
    if not any(map(_says, first)):
        return
    graph = step.flow.graph.whole
    back = next((edge for edge in graph.edges(step) if _comes_back(graph, edge, step)), None)
    played = step.presentations - 1 if isinstance(step.presentations, int) else 0
    if back is None and played <= repeats:
        return
    for again in _reprompts(step):
        if not again or not _are_alike(first, again, similarity):
            return
    after = told(back.exit) if back and back.exit else "silence"
    yield Finding(
        step,
        f"after {after} {step.shown_name!r} says the same again;"
        " say more, or say it in other words",
        related=[Related(back.exit, "it comes back here")] if back and back.exit else (),
    )


def _choices(menu: Menu) -> int:
    """The options that can be told; that callers may dial an extension, too, is none."""
    return sum(option.key is not None or option.word is not None for option in menu.options)


def _says(prompt: Prompt) -> bool:
    content = prompt.content
    return isinstance(content, Audio) or bool(content.plain.strip())


def _reprompts(step: Input) -> Iterator[list[Prompt]]:
    """What is heard after a mistake instead of what is heard first, for each kind of it."""
    for turn in _AGAIN:
        found = [prompt for prompt in step.prompts if prompt.turn is turn]
        if found:
            yield found


def _comes_back(graph: Graph, edge: Edge, step: Input) -> bool:
    """Whether a mistake leads to the same question again and again.

    Nothing is said between, or it was silence and nothing can change from round to round.
    """
    if edge.exit is None or edge.exit.count or edge.exit.cause not in _MISSED:
        return False
    if not edge.exit.prompts and _leads_back(graph, edge, step, _is_unheard):
        return True
    return edge.exit.cause is Cause.NOINPUT and _leads_back(graph, edge, step, _never_changes)


def _leads_back(graph: Graph, edge: Edge, step: Input, passes: Callable[[Step], bool]) -> bool:
    seen, todo = StepSet(), [edge]
    while todo and len(seen) < _FARTHEST:
        way = todo.pop()
        if way.step is step:
            return True
        if way.step is not None and passes(way.step) and seen.add(way.step):
            todo += [one for one in graph.edges(way.step) if by_itself(one)]
    return False


def _is_unheard(step: Step) -> bool:
    """Whether callers notice nothing of a step, and nothing counts how often they come by."""
    if isinstance(step, Branch) and step.decides is Decides.ATTEMPTS:
        return False
    return not speaks(step) and not asks(step) and answers(step) is False


def _never_changes(step: Step) -> bool:
    return isinstance(step, Say | Set)


def _are_alike(first: Iterable[Prompt], again: Iterable[Prompt], similarity: float) -> bool:
    one, other = Counter(_words(first)), Counter(_words(again))
    together = one.total() + other.total()
    return together > 0 and 2 * (one & other).total() / together >= similarity


def _words(prompts: Iterable[Prompt]) -> Iterator[str]:
    """The words of prompts; a recording without a transcript is one."""
    for prompt in prompts:
        if prompt.text is not None:
            yield from prompt.text.plain.casefold().split()
        elif isinstance(prompt.content, Audio):
            yield prompt.content.name
