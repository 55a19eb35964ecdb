"""The rule `key-before-option`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from ivrlint.finding import Edit, Finding, Fix, Related
from ivrlint.model import Input, Prompt
from ivrlint.rule import Findings, rule
from ivrlint.text import Text
from ivrlint.words import Clause, clauses

_MARKS: Final = " .,;:!?"


@rule("info", since="0.1", fix="unsafe")
def key_before_option(step: Input) -> Findings:
    """A key is told before what it is for: "press 1 for sales".

    Callers do not know yet whether they want the key when they hear it. When
    they know, the number is gone, and they have to listen again.

    The rule looks at prompts that tell two keys or more. It is silent about a
    question with a single key ("press 1 to confirm"), where the purpose stands
    before the key as well, and where callers may say a word instead. The fix
    puts the key after its purpose; listen to the sentence afterwards.

    Source: the W3C's accessibility notes on voice menus ("for the secretary: press
    1"); the examples in Avaya's help on menus.

    Bad:

        phone "+44 20 7946 0100" {
            language en-GB
            menu main {
                say "Press 1 for sales. Press 2 to speak with an adviser."  //! "Press 1 for sales"
                key 1 -> agents
                key 2 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Good:

        phone "+44 20 7946 0100" {
            language en-GB
            menu main {
                say "For sales, press 1. To speak with an adviser, press 2."
                key 1 -> agents
                key 2 -> agents
                noinput -> agents
                nomatch -> agents
            }
            queue agents { }
        }

    Bad (twiml):

        <Response>
          <Gather numDigits="1" action="/choice" timeout="8">
            <Say language="en-GB">Press 1 for sales, or 2 for repairs.</Say>  <!--! the key -->
          </Gather>
        </Response>
    """
    heard = [(prompt, clause) for prompt in step.prompts for clause in clauses(prompt)]
    keys = {key for _, clause in heard for told in clause.keys for key in told.keys}
    if len(keys) < 2:
        return
    early = [
        (prompt, clause)
        for prompt, clause in heard
        if clause.topic_after_key is not None and len(clause.keys) == 1 and not clause.words
    ]
    for _, group in groupby(early, key=lambda pair: id(pair[0])):
        yield _finding(list(group))


def _finding(early: Sequence[tuple[Prompt, Clause]]) -> Finding:
    first = early[0][1]
    said = " ".join(first.text.split()).strip(_MARKS)
    swaps = [_swapped(prompt, clause) for prompt, clause in early]
    edits = tuple(edit for swap in swaps for edit in swap)
    return Finding(
        first,
        f'the key is told before what it is for in "{said}";'
        " say the purpose first, so that callers know which key to remember",
        related=[Related(clause, "here too") for _, clause in early[1:]],
        fix=Fix("tell what a key is for before the key", edits) if all(swaps) else None,
    )


def _swapped(prompt: Prompt, clause: Clause) -> tuple[Edit, ...]:
    """Takes what tells the key from before the topic, and puts it after the topic.

    What leads up to the key moves with it where it begins a sentence (`Please
    press 1 …`), and stays where it joins (`or 3 …`). None where anything else
    would have to move, or where the file does not hold the words as they are.
    """
    text, topic = prompt.content, clause.topic_after_key
    if not isinstance(text, Text) or topic is None:
        return ()
    plain, key = text.plain, clause.keys[0]
    begins = plain[clause.start].isupper()
    start = clause.start if begins else key.start
    end = clause.start + len(clause.text.rstrip(_MARKS))
    told = " ".join(plain[start : key.end].split())
    purpose = plain[topic:end]
    between = plain[key.end : topic]
    if between.strip() or len(purpose) < 2 or re.search(r"[,;:{<&]", purpose):
        return ()
    if not re.fullmatch(r"[\w #*'’-]+", told) or not _is_as_said(text, start, end):
        return ()
    first = purpose[0].upper() if begins else purpose[0]
    if begins and not told[1:2].isupper():
        told = told[0].lower() + told[1:]
    return (
        Edit(text.part(start, topic + 1), first),
        Edit(text.part(end - 1, end), f"{purpose[-1]}, {told}"),
    )


def _is_as_said(text: Text, start: int, end: int) -> bool:
    """Whether a stretch stands in the file word by word, whatever the spaces."""
    return text.part(start, end).text.split() == text.plain[start:end].split()
