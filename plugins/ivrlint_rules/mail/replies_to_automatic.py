"""The rule `replies-to-automatic`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ivrlint.finding import Finding, Fix, Skipped
from ivrlint.model import Reply, ReplyKind
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.stating import stated
from ivrlint_rules.judgement import listed
from ivrlint_rules.replying import is_to_customers

_MEANT: Final = {
    "automatic": "what other machines answer",
    "null-sender": "mail without a sender",
    "list": "mailing lists",
    "daemon": "mail servers",
    "not-addressed": "mail that was not addressed to them",
}
_OF_ALL: Final = ("automatic", "null-sender", "list", "daemon")
_COMING_BY_THEMSELVES: Final = frozenset(
    {ReplyKind.SURVEY, ReplyKind.INFORMATION, ReplyKind.CLOSED, ReplyKind.BOT_CLOSING}
)


@rule("error", since="0.1", fix="safe")
def replies_to_automatic(
    reply: Reply, *, need: Sequence[str] = (*_OF_ALL, "not-addressed")
) -> Findings:
    """The answer also goes to machines, to mailing lists, or to mail servers.

    An absence notice to a mailing list reaches thousands of people. An answer to
    a machine that answers goes on for ever. An answer to mail without a sender
    cannot arrive.

    The rule looks at whom an answer leaves out, where that is told: answers of
    other machines (`automatic`), mail without a sender (`null-sender`), mailing
    lists (`list`), mail servers (`daemon`); and, for absence notices alone, mail
    that does not name the person as a recipient (`not-addressed`). It is silent
    where the file cannot say so or does not, where only a part of it can be seen,
    and about messages that answer nothing, such as surveys. Sieve leaves all of
    them out by itself. The safe fix leaves them out.

    Source: RFC 3834, section 2: a responder must not answer blindly, and never to
    an empty address; RFC 5230 says the same of Sieve.

    Options:

        need: What an answer has to leave out: automatic, null-sender, list, daemon, not-addressed.

    Bad:

        reply away {  //! mailing lists and mail that was not addressed to them
            kind absence
            subject "Out of office"
            excludes automatic daemon null-sender
        }

    Bad:

        reply received {  //! this answers what other machines answer
            kind acknowledgement
            subject "We have received your message"
            excludes list
        }

    Good:

        reply away {
            kind absence
            subject "Out of office"
            excludes automatic null-sender list daemon not-addressed
        }

    Good (sieve):

        require "vacation";
        vacation :days 7 "I am away until 1 June; my colleagues read info@cycles.example.";
    """
    if reply.kind in _COMING_BY_THEMSELVES or not is_to_customers(reply):
        return
    if "reply.excludes" not in reply.document.knows:
        return
    if not isinstance(reply.excludes, frozenset):
        if reply.excludes is None:
            yield Skipped(reply, "it is not told whom it does not answer")
        return
    wanted = [name for name in need if name in _MEANT]
    if reply.kind is not ReplyKind.ABSENCE:
        wanted = [name for name in wanted if name in _OF_ALL]
    missing = [name for name in wanted if name not in reply.excludes]
    if missing:
        yield Finding(
            reply,
            f"this answers {listed(_MEANT[name] for name in missing)} too:"
            f" leave out {listed(missing)}",
            fix=_fix(reply, [*reply.excludes, *missing]),
        )


def _fix(reply: Reply, excluded: Sequence[str]) -> Fix | None:
    names = [name for name in _MEANT if name in excluded]
    edit = stated(reply, f"excludes {' '.join(names)}")
    return None if edit is None else Fix("leave them out", (edit,), safe=True)
