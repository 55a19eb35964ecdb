"""Calls that are handed over: `Dial` and its kin, with what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ivrlint.model import UNKNOWN, Audio, Cause, Exit, Maybe, Opaque, Party, Prompt, Step, Transfer
from ivrlint_formats.asterisk.language.arguments import Argument, Option, options, split_arguments
from ivrlint_formats.asterisk.lowering.folding import folded, told_apart
from ivrlint_formats.asterisk.lowering.here import Here
from ivrlint_formats.asterisk.lowering.parties import party_of
from ivrlint_formats.asterisk.settings.values import integer, is_integer

FAILURES: Final = (
    (Cause.NOANSWER, "NOANSWER"),
    (Cause.BUSY, "BUSY"),
    (Cause.ERROR, "CHANUNAVAIL"),
    (Cause.ERROR, "CONGESTION"),
)
"""What DIALSTATUS says of a call that nobody took."""

_TELLS_PHONE: Final = frozenset({"sipaddheader", "set"})
_BY_ITSELF: Final = ("answer-after", "autoanswer", "auto-answer", "auto answer", "intercom=true")
_MOST_HEADERS: Final = 8
"""Lines before a `Dial` that tell the telephone how to ring."""

_ANSWER: Final = {"DIALSTATUS": "ANSWER"}
_UNANSWERED: Final = {"ANSWEREDTIME": "", "DIALEDPEERNUMBER": ""}
_HUNG_UP: Final = "the caller has hung up"
_ANSWERED: Final = "the called person goes on"
_RESULTS: Final = {"M": "MACRO_RESULT", "U": "GOSUB_RESULT"}


def dial(here: Here) -> Step:
    """Somebody is called; who is not reached comes back with DIALSTATUS."""
    return _dial(here, 0)


def retry_dial(here: Here) -> Step:
    """`RetryDial(announce,sleep,retries,dialled,timeout,options)`: the same, again and again."""
    return _dial(here, 3)


def _dial(here: Here, first: int) -> Step:
    dialled = here.argument(first)
    if dialled is None:
        return Transfer(**here.common, blind=False, exits=tuple(_failures(here)))
    if _is_intercom(here):
        exits = (here.exit(Cause.NEXT, here.on()),)
        return Opaque(**here.common, what="intercom", continues=True, exits=exits)
    party, flow = party_of(here, dialled)
    given = _given(here, first + 2)
    return Transfer(
        **here.common,
        party=party,
        to=dialled.text.strip(),
        flow_target=flow,
        longest=_longest(here, first + 1) if first == 0 else UNKNOWN,
        blind=False,
        prompts=tuple(_announced(here, first, given)),
        exits=tuple(_exits(here, party, given, hidden=_hides(here, first + 2))),
    )


def _given(here: Here, number: int) -> Mapping[str, Option]:
    """The options of an argument by their letters, the last of each."""
    argument = here.argument(number)
    if argument is None:
        return {}
    text = here.value(argument.text)
    return {one.letter: one for one in options(argument.text if text is None else text)}


def _hides(here: Here, number: int) -> bool:
    """Whether a variable may hide options."""
    argument = here.argument(number)
    return argument is not None and "$" in argument.text and here.value(argument.text) is None


def _longest(here: Here, number: int) -> Maybe[float]:
    """How long it rings; without a number that is above 0 nothing limits it."""
    argument = here.argument(number)
    if argument is None:
        return None
    text = here.value(argument.text.strip())
    if text is None:
        return UNKNOWN
    seconds = integer(text) if is_integer(text) else 0
    return float(seconds) if seconds > 0 else None


def _announced(here: Here, first: int, given: Mapping[str, Option]) -> Iterator[Prompt]:
    """What the caller hears besides ringing: what is said between two tries, or on answer."""
    announcement = here.argument(0) if first else None
    if announcement is not None:
        yield Prompt(
            content=Audio(here.value(announcement.text.strip()) or announcement.text.strip()),
            place=here.place(announcement),
            interruptible=False,
        )
    both = given["A"].argument if "A" in given else None
    to_caller = both.text.partition(":")[2].strip() if both else ""
    if both is not None and to_caller:
        yield Prompt(
            content=Audio(here.value(to_caller) or to_caller),
            place=here.place(here.arguments[first + 2]),
            interruptible=False,
        )


def _failures(here: Here, party: Party = Party.UNKNOWN) -> list[Exit]:
    """What becomes of a call that nobody takes.

    Whether an extension of the dialplan answers shows there: of a call to one,
    silence and a busy line are told only where the dialplan tells them apart.
    """
    found = folded(here, "DIALSTATUS", FAILURES, _UNANSWERED)
    if party is not Party.FLOW:
        return found
    errors = [exit_ for exit_ in found if exit_.cause is Cause.ERROR]
    others = [exit_ for exit_ in found if exit_.cause is not Cause.ERROR]
    return [*told_apart(others, [exit_.target for exit_ in errors]), *errors]


def _is_intercom(here: Here) -> bool:
    """Whether the telephone is told to answer by itself, so that nobody fails to."""
    part, index = here.part, here.index
    first = max(0, index - _MOST_HEADERS)
    if _TELLS_PHONE.isdisjoint(part.applications[first:index]):
        return False
    return any(
        part.applications[line] in _TELLS_PHONE
        and any(word in part.lines[line].arguments.lower() for word in _BY_ITSELF)
        for line in range(first, index)
    )


def _exits(
    here: Here, party: Party, given: Mapping[str, Option], *, hidden: bool
) -> Iterator[Exit]:
    failures = _failures(here, party)
    yield from failures
    if not (given or hidden):
        return
    failed = [exit_.target for exit_ in failures]
    assigned = here.walk.jumps.assigned
    declined = any(name in assigned for letter, name in _RESULTS.items() if letter in given)
    if "G" in given:
        yield from _parted(here, given["G"].argument)
    elif "g" in given or declined:
        yield here.exit(Cause.NEXT, here.on(_ANSWER))
    elif hidden:
        yield from told_apart([here.exit(Cause.NEXT, here.on(_ANSWER))], failed)
    if "F" in given:
        target = given["F"].argument
        way = here.goto(_place(target)) if target and target.text.strip() else here.on()
        yield here.exit(Cause.CONDITION, way, condition=_HUNG_UP)
    if "P" in given or "p" in given:
        refused = folded(
            here, "DIALSTATUS", ((Cause.CONDITION, "DONTCALL"), (Cause.CONDITION, "TORTURE"))
        )
        yield from told_apart(refused, failed)
    if "d" in given:
        context = here.value("${EXITCONTEXT}") or here.part.context
        choices = here.walk.choices(here.part, context)
        yield from (exit_ for exit_ in choices.exits if len(exit_.key or "") == 1)


def _parted(here: Here, target: Argument | None) -> Iterator[Exit]:
    """Where the caller goes on after an answer, and the called person, one line further."""
    if target is None:
        return
    to = here.walk.goto(here.part, here.index, _place(target))
    yield here.exit(Cause.NEXT, here.way(to))
    if isinstance(to, tuple):
        beside = here.way(here.walk.after(*to))
        yield here.exit(Cause.CONDITION, beside, condition=_ANSWERED)


def _place(target: Argument) -> str:
    """Where an option leads: `^` stands for the comma in it."""
    return target.text.replace("^", ",")


def follow_me(here: Here) -> Step:
    """The numbers at which a person may be are tried one after another."""
    found = here.argument(0)
    return Transfer(
        **here.common,
        party=Party.PERSON,
        to=found.text.strip() if found else None,
        blind=False,
        exits=(here.exit(Cause.NOANSWER, here.on()),),
    )


def transfer(here: Here) -> Step:
    """The caller's own line is asked to call another number: nobody learns what becomes of it."""
    found = here.argument(0)
    to = found.text.strip() if found else ""
    technology, slash, rest = to.partition("/")
    number = rest if slash and technology.isalnum() else to
    outcomes = ((Cause.ERROR, "FAILURE"), (Cause.ERROR, "UNSUPPORTED"))
    return Transfer(
        **here.common,
        party=Party.NUMBER if any(map(str.isdigit, number)) else Party.UNKNOWN,
        to=number or None,
        blind=True,
        exits=tuple(folded(here, "TRANSFERSTATUS", outcomes)),
    )


def bridge(here: Here) -> Step:
    """The caller is joined with a call that is there already."""
    found = here.argument(0)
    goes_on = here.argument(1)
    letters = {option.letter for option in options(goes_on.text)} if goes_on else set()
    outcomes = [(Cause.ERROR, "NONEXISTENT"), (Cause.ERROR, "FAILURE")]
    if not letters & {"x"}:
        outcomes.append((Cause.NEXT, "SUCCESS"))
    return Transfer(
        **here.common,
        party=Party.PERSON,
        to=found.text.strip() if found else None,
        blind=False,
        exits=tuple(folded(here, "BRIDGERESULT", outcomes)),
    )


def pick_up(here: Here) -> Step:
    """A call that rings elsewhere is taken; where none does, the call goes on."""
    found = split_arguments(here.entry.arguments)
    return Transfer(
        **here.common,
        party=Party.PERSON,
        to=found[0].text.strip() if found else None,
        blind=False,
        exits=(here.exit(Cause.ERROR, here.on()),),
    )
