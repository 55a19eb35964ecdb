"""The rule `missing-fallback`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ivrlint.finding import Finding, Fix, Skipped
from ivrlint.model import (
    Cause,
    Channel,
    Collect,
    Flow,
    Input,
    Lookup,
    Menu,
    Party,
    Queue,
    Step,
    Transfer,
    Unresolved,
)
from ivrlint.rule import Findings, rule
from ivrlint_rules.fixes.guiding import nearest_help
from ivrlint_rules.fixes.statements import adding
from ivrlint_rules.fixes.stating import is_plain
from ivrlint_rules.judgement import FAILURES, is_form, listed, outsiders
from ivrlint_rules.keys import bound
from ivrlint_rules.soundness import is_whole

_NEEDING = (Menu, Collect, Lookup, Queue, Transfer)
_ALL_KEYS = frozenset("0123456789*#")


@rule("error", since="0.1", fix="unsafe")
def missing_fallback(
    flow: Flow, *, require: Sequence[str] = ("noinput", "nomatch", "error")
) -> Findings:
    """No way on for "nothing entered", "wrong key" or "the system failed".

    What then happens is up to the system: mostly the line goes dead, or the
    prompt starts again for ever.

    A menu and a collected input need a way for silence and one for a wrong
    entry (or one for used-up retries, which is both); a lookup, a queue and a
    transfer to a number or a person need one for failure, a full queue, a busy
    line or a wait that is too long. The rule is silent about what a format
    cannot say, where the system has a default of its own, and about
    the fields of web forms, which wait. A menu that binds
    every key has no wrong key. Transfers that are meant not to report back
    (`fire-and-forget`) need no way back.

    Source: the flow design guidance of Amazon Connect; ITU-T F.902 lists error
    handling (6.4) as a subject.

    Options:

        require: What must be provided for: noinput, nomatch, error.

    Bad:

        menu main {  //! 'main' does not say what happens after silence and after a wrong key
            key 1 -> agents
        }
        queue agents { longest 10m -> bye }
        hangup bye

    Bad:

        menu main {  //! after a wrong key
            key 1 -> agents
            noinput -> agents
        }
        queue agents { longest 10m -> bye }
        hangup bye

    Good:

        menu main {
            key 1 -> agents
            noinput -> agents
            nomatch -> main
        }
        queue agents { longest 10m -> bye }
        hangup bye

    Good (options require=error):

        menu main { key 1 -> agents }
        queue agents { longest 10m -> bye }
        hangup bye

    Bad (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Background(menu)  ;! what happens after silence and after a wrong key
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales,t,,,300)
         same => n,VoiceMail(1@office,u)

    Good (asterisk; files extensions.conf):

        --- extensions.conf
        [main]
        exten => s,1,Background(menu)
         same => n,WaitExten(5)
        exten => 1,1,Queue(sales,t,,,300)
         same => n,VoiceMail(1@office,u)
        exten => i,1,Goto(1,1)
        exten => t,1,Goto(1,1)
    """
    knows = flow.document.knows
    for step in flow.steps:
        if not isinstance(step, _NEEDING) or (
            flow.open
            and isinstance(step, Input)
            and step not in outsiders(flow.document.project.graph)
            and step.flow.document.project.graph.is_reached(step) is not False
        ):
            continue
        missing = {
            name: words
            for name, words in _needs(step, knows)
            if name in require and not _provides(step, name)
        }
        if not missing or not is_whole(step):
            continue
        if any(isinstance(exit_.target, Unresolved) for exit_ in step.exits) and not isinstance(
            step, Input
        ):
            yield Skipped(step, "one of its ways out could not be resolved")
        elif isinstance(step, Menu) and not step.complete:
            yield Skipped(step, "the file does not show all its options")
        else:
            yield Finding(
                step,
                f"{step.shown_name!r} does not say what happens {listed(missing.values())};"
                f" {_remedy(step)}",
                fix=_fix(step, list(missing)) if isinstance(step, Input) else None,
            )


def _fix(step: Input, causes: Sequence[str]) -> Fix | None:
    """The fix that leads silence and wrong keys to the nearest person."""
    helping = nearest_help(step)
    if helping is None or not is_plain(helping.name):
        return None
    edit = adding(step, [f"{cause} -> {helping.name}" for cause in causes])
    return None if edit is None else Fix(f"lead to {helping.shown_name!r}", (edit,))


def _remedy(step: Step) -> str:
    return (
        "ask once more, and at last lead to a person"
        if isinstance(step, Input)
        else "lead on to a person, a voicemail or a callback, or say what is wrong"
    )


def _needs(step: Step, knows: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What a step has to provide for, as far as its format can say it."""
    match step:
        case Menu() | Collect() if not is_form(step):
            wrong = "key" if step.flow.channel is Channel.PHONE else "answer"
            after = (("noinput", "after silence"), ("nomatch", f"after a wrong {wrong}"))
            for name, words in after:
                if f"{step.kind}.{name}" in knows:
                    yield name, words
        case Lookup() if "lookup.error" in knows:
            yield "error", "when the other system fails"
        case Queue() if "queue.error" in knows or "queue.timeout" in knows:
            yield "error", "when nobody comes, or the queue is full"
        case Transfer(party=Party.NUMBER | Party.PERSON | Party.DEPARTMENT):
            silent = step.blind is True or "fire-and-forget" in step.tags
            if "transfer.error" in knows and not silent:
                yield "error", "when nobody answers, or the line is busy"


def _provides(step: Step, name: str) -> bool:
    if name == "error":
        return any(exit_.cause in FAILURES for exit_ in step.exits)
    causes = {exit_.cause for exit_ in step.exits}
    if Cause.EXHAUSTED in causes:
        return True
    if name == "noinput":
        return bool(causes & {Cause.NOINPUT, Cause.TIMEOUT})
    return Cause.NOMATCH in causes or bound(exit_.key for exit_ in step.exits) >= _ALL_KEYS
