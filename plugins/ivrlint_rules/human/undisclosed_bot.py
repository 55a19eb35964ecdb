"""The rule `undisclosed-bot`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related, Skipped
from ivrlint.graph import Graph
from ivrlint.model import (
    UNKNOWN,
    Address,
    Bot,
    Maybe,
    Project,
    Prompt,
    Reply,
    ReplyKind,
    Step,
    Turn,
)
from ivrlint.rule import Findings, rule
from ivrlint.text import Text, Words
from ivrlint.words import clauses, clauses_of, sentence_for
from ivrlint_rules.hearing import prompts_of, saying

_MOST_PASSED: Final = 50
"""Steps before a bot that are looked at."""


@rule("warning", since="0.1", fix="safe")
def undisclosed_bot(project: Project, *, persona_names: Sequence[str] = ()) -> Findings:
    """You cannot tell man from machine.

    A machine that has a first name and is "fond of helping" is taken for a
    person. Customers tell it their story, wait for its understanding, and feel
    cheated when they find out.

    The rule speaks about a bot with a name (`persona`, in `.ivr` or as a
    declared fact) if nothing in its first words, nor in what every customer
    meets before it, says that it is a machine; and about automatic messages
    that are signed with the name of such a bot without saying so. It is silent
    about bots without a name, about menus with keys, about people's own absence
    notes, and where the first words are not known.

    Source: customers ("not from a person, but from Saar, a chatbot"; "with whom
    or with what you are talking"; "whether she had been a person"); a joint
    statement of the Dutch authorities ACM and AP (October 2025); that article
    50 of the European regulation on artificial intelligence asks for the like
    is common knowledge.

    Options:

        persona-names: Further names that machines go by.

    Bad:

        chat "www.shop.example/chat" {
            language en
            start -> sam
            bot sam {  //! nothing says that 'Sam' is a machine
                say "Hi, I am Sam, and I love to help!"
                persona "Sam"
                nomatch -> agents
            }
            queue agents { }
        }

    Good:

        chat "www.shop.example/chat" {
            language en
            start -> sam
            bot sam {
                say "Hi, I am Sam, the virtual assistant of the shop."
                persona "Sam"
                nomatch -> agents
            }
            queue agents { }
        }

    Bad:

        reply closed {
            kind bot-closing
            language en
            from "service@shop.example" "Sam of the shop"  //! nothing says that 'Sam' is a machine
            subject "Your case"
            body "We have found no solution."
            fact persona "Sam"
        }

    Good (options persona-names=["Sam"]):

        reply away {
            kind absence
            language en
            from "sam@shop.example" "Sam"
            subject "Away"
            body "I am back on Monday."
        }
    """
    graph = project.graph
    personas: dict[str, Step | None] = dict.fromkeys(persona_names)
    for step in graph.steps_of(Bot):
        name = (step.persona if isinstance(step, Bot) else None) or step.value("persona")
        if not name:
            continue
        personas.setdefault(name, step)
        told = _is_told(graph, step)
        if told is UNKNOWN:
            yield Skipped(step, f"it is not known what {name!r} says first")
        elif told is False:
            yield Finding(
                step,
                f"nothing says that {name!r} is a machine; say so in its first words",
                witness=graph.witness(step),
                fix=_disclosed(project, step),
            )
    for reply in project.replies:
        yield from _signed(project, reply, personas)


def _is_told(graph: Graph, step: Step) -> Maybe[bool]:
    """Whether customers learn that a machine talks, in its first words or before."""
    first = list(prompts_of(step))
    before = [
        prompt
        for other in islice(graph.dominators(step), _MOST_PASSED)
        if other is not step
        for prompt in prompts_of(other)
    ]
    if any(True for _ in saying([*first, *before], "bot-disclosure")):
        return True
    heard = first or before
    return False if heard and all(map(_is_understood, heard)) else UNKNOWN


def _disclosed(project: Project, step: Step) -> Fix | None:
    """The fix that has the bot say it first; None where its first words are no plain text."""
    first = next((one for one in step.prompts if one.turn is Turn.FIRST), None)
    if first is None or first.condition is not None or not isinstance(first.content, Text):
        return None
    said = sentence_for("bot-disclosure", first.spoken_language, project)
    piece = first.content.pieces[0] if first.content.pieces else None
    if said is None or not isinstance(piece, Words) or piece.text[:1].isspace():
        return None
    edit = Edit(first.content.part(0, 0), f"{said} ")
    return Fix("say first that it is a machine", (edit,), safe=True)


def _is_understood(prompt: Prompt) -> bool:
    return prompt.text is not None and bool(clauses(prompt))


def _signed(project: Project, reply: Reply, personas: dict[str, Step | None]) -> Findings:
    """An automatic message that bears the name of a machine, and does not say so."""
    if reply.kind is ReplyKind.ABSENCE:
        return
    declared = reply.value("persona")
    names = [declared] if declared else list(personas)
    found = next(_named(reply, names), None)
    if found is None:
        return
    name, at = found
    texts = list(_texts(reply))
    read = [clause for text, tag in texts for clause in clauses_of(text, tag, project)]
    if not read:
        yield Skipped(reply, "the message is in a language without words at hand")
        return
    if any("bot-disclosure" in clause.families for clause in read):
        return
    bot = personas.get(name)
    yield Finding(
        at,
        f"nothing says that {name!r} is a machine; say so in the message",
        related=[Related(bot, "this machine has the name")] if bot is not None else (),
    )


def _named(reply: Reply, names: Iterable[str]) -> Iterator[tuple[str, Address | Reply]]:
    sender = reply.sender
    for name in names:
        if isinstance(sender, Address) and _stands_in(name, sender.name or ""):
            yield name, sender
        elif any(_stands_in(name, text.plain) for text, _ in _texts(reply)):
            yield name, reply


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _texts(reply: Reply) -> Iterator[tuple[Text, str | None]]:
    if isinstance(reply.subject, Text):
        yield reply.subject, reply.spoken_language
    for body in reply.bodies:
        yield body.text, body.language or reply.spoken_language
