"""The rule `unfilled-placeholder`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ivrlint.finding import Finding
from ivrlint.model import Channel, Project, Reply
from ivrlint.places import Place
from ivrlint.regex import pattern
from ivrlint.rule import Findings, rule
from ivrlint.text import Text
from ivrlint_rules.hearing import prompts_of
from ivrlint_rules.replying import named_in_data, texts_of, variables_in, words_in

_MARK: Final = pattern(
    r"(?P<brackets>\[[A-Z][A-Z]+(?:[ _-][A-Z]+){0,4}\](?!\())"
    r"|(?P<named>\[[^\[\]<>\n]{3,30}\](?!\())"
    r"|(?P<angles><(?=[^<>]{0,30}[A-Z _])[A-Za-z][A-Za-z]{1,20}(?:[ _-][A-Za-z]{1,20}){0,3}>)"
    r"|(?P<crosses>(?<![\w.-])[Xx]{2,4}(?:[-./][Xx]{2,4})+(?![\w-]|[./]\w| ?\d))"
    r"|(?P<lorem>\b[Ll]orem ipsum\b)"
    r"|(?P<note>\b(?:TODO|FIXME|CHANGEME)(?=:|\]| -))"
)
_SMALL: Final = pattern(r"<[^\W\d_]{3,20}>")
"""A name in small letters, which elsewhere may be an element of markup."""
_SIGNS: Final = ("[", "<", "XX", "xx", "orem ", "TODO", "FIXME", "CHANGEME")
"""Texts without one of these need no closer look."""
_SENT: Final = pattern(r"\{\{ ?[A-Za-z][\w. -]{0,40} ?\}\}|[$#%]\{[A-Za-z][\w. -]{0,40}\}")
_MARKUP: Final = pattern(
    r"(?i)</|<(?:br|hr|p|b|i|u|div|span|table|tr|td|a|img|ul|li|html|body|head|h[1-6])\b"
)


@rule("error", since="0.1")
def unfilled_placeholder(project: Project) -> Findings:
    """ "Dear [NAME]": what should have been filled in reaches the customer.

    A letter to nobody in particular shows that nobody has read it. On the phone,
    a voice that reads out "less than company name greater than" makes callers
    doubt that they have called the right number.

    The rule looks at prompts, and at subjects and texts of replies, for words
    between brackets in capitals (`[COMPANY NAME]`) or that name what belongs there
    (`[your name]`, `[date]`), names between angle brackets (`<Name>`; in chats also
    `<name>`), rows of crosses (`XX-XX`), `lorem ipsum` and notes such as `TODO:`;
    in replies also for placeholders that the file's system does not fill in, or
    that are missing from `variables`. It is silent about what the format fills in
    itself, about brackets at the start of a subject (`[SPAM]`), and about crosses
    before digits, which mask a number.

    Source: common practice.

    Bad:

        reply received {
            kind acknowledgement
            language en
            subject "[DESK] We have your message"
            body "Dear [NAME], we have your message."  //! '[NAME]'
        }

    Good:

        reply received {
            kind acknowledgement
            language en
            subject "[DESK] We have your message"
            body "Dear {name}, we have your message."
            variables name
        }

    Bad:

        reply received {
            kind acknowledgement
            variables name
            body "Dear {name}, your number is {case}."  //! 'case'
        }

    Bad (sieve):

        require "vacation";
        vacation :days 7 "Dear ${name}, I am away until 1 June.";  #! '${name}'

    Good (sieve):

        require ["vacation", "variables"];
        set "name" "customer";
        vacation :days 7 "Dear ${name}, I am away until 1 June.";

    Bad:

        phone "+44 20 7946 0100" {
            language en
            say welcome { "Welcome to [COMPANY NAME]." }  //! '[COMPANY NAME]'
        }

    Bad (twiml):

        <Response>
            <Say>Welcome to &lt;Company Name&gt;.</Say>  <!--! '<Company Name>' -->
        </Response>

    Bad:

        chat hours {
            say used { "This month you have used <hours>." }  //! '<hours>'
        }
    """
    for reply in project.replies:
        yield from _in_reply(reply)
    for flow in project.flows:
        for step in flow.steps:
            for prompt in prompts_of(step):
                if prompt.text is not None:
                    for place, found in _marks(prompt.text):
                        yield _told(place, found)
                    if flow.channel is Channel.CHAT:
                        for place, found in _small_marks(prompt.text):
                            yield _told(place, found)


def _in_reply(reply: Reply) -> Findings:
    for text, _ in texts_of(reply):
        begun = text is reply.subject and text.plain.startswith("[")
        marks = list(_marks(text))
        if begun and marks and marks[0][1].startswith("["):
            marks = marks[1:]
        for place, found in marks:
            yield _told(place, found)
        for words in words_in(text):
            for literal in _SENT.finditer(words.text):
                place = Text.of([words]).part(*literal.span())
                yield Finding(
                    place,
                    f"{literal[0]!r} is sent as it stands here: nothing fills it in",
                )
    if isinstance(reply.variables, frozenset):
        for variable in variables_in(reply):
            if variable.name not in reply.variables:
                yield Finding(
                    variable,
                    f"{variable.name!r} is none of the variables that are filled in:"
                    " declare it, or correct its name",
                )


def _told(place: Place, found: str) -> Finding:
    return Finding(place, f"{found!r} was never filled in: put in what belongs there")


def _marks(text: Text) -> Iterator[tuple[Place, str]]:
    """What was left to fill in, with its place."""
    for words in words_in(text):
        plain = words.text
        if not any(sign in plain for sign in _SIGNS):
            continue
        markup = None
        for found in _MARK.finditer(plain):
            if found.lastgroup == "named":
                if found[0][1:-1].strip().lower() not in named_in_data("left-in-brackets"):
                    continue
            elif found.lastgroup == "angles":
                markup = bool(_MARKUP.search(plain)) if markup is None else markup
                if markup:
                    continue
            yield Text.of([words]).part(*found.span()), found[0]


def _small_marks(text: Text) -> Iterator[tuple[Place, str]]:
    """Names in small letters between angle brackets, in a text that is no markup."""
    for words in words_in(text):
        if "<" in words.text and not _MARKUP.search(words.text):
            for found in _SMALL.finditer(words.text):
                if found[0].islower():
                    yield Text.of([words]).part(*found.span()), found[0]
