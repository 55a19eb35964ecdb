"""Steps, ways out and prompts: from the model back to statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from ivrlint.model import (
    UNKNOWN,
    Audio,
    Branch,
    Call,
    Callback,
    Cause,
    Collect,
    Decides,
    Exit,
    Party,
    Prompt,
    Queue,
    Say,
    Step,
    Target,
    Transfer,
    Turn,
    Unresolved,
    Visit,
)
from ivrlint.model.knowledge import Scope
from ivrlint_formats.ivr import quoting
from ivrlint_formats.ivr.nodes import (
    Argument,
    Block,
    Goal,
    Item,
    Open,
    Reference,
    Statement,
    Word,
)
from ivrlint_formats.ivr.quoting import key_node, name_node
from ivrlint_formats.ivr.settings import EVERY_STEP, STEP_SETTINGS
from ivrlint_formats.ivr.steps import offer_name
from ivrlint_formats.ivr.values import DURATION, Setting

_WORDS: Final = {Cause.CONDITION: "when"}


def say(word: str, *arguments: Argument) -> Statement:
    """A statement of a word and its arguments."""
    return Statement(Word(word), arguments)


def block(word: str, name: str, items: Sequence[Item]) -> Statement:
    """A statement with a name and a block."""
    return Statement(Word(word), (name_node(name),), None, Block(tuple(items)))


def settings(thing: Any, known: Iterable[Setting]) -> Iterator[Statement]:
    """What has to be said of the fields of a thing."""
    for setting in known:
        words = setting.write(getattr(thing, setting.field))
        if words is not None:
            yield Statement(words[0], tuple(words[1:]))


def facts(tags: frozenset[str], values: Iterable[tuple[str, str]]) -> Iterator[Statement]:
    """Declared facts."""
    for tag in sorted(tags):
        yield say("fact", name_node(tag))
    for name, value in values:
        yield say("fact", name_node(name), quoting.string_of(value))


def notes(pairs: Iterable[tuple[str, str]]) -> Iterator[Statement]:
    """What machines need and people seldom read."""
    for name, value in pairs:
        yield say("note", name_node(name), quoting.string_of(value))


def goal(target: Target | Unresolved, elsewhere: Collection[str]) -> Goal:
    """Where something leads.

    `elsewhere` are names that alone would be those of flows or pages.
    """
    if isinstance(target, Unresolved):
        return Goal(None, _open(target))
    otherwise = _open(target.elsewhere) if target.elsewhere is not None else None
    if target.step is None:
        return Goal(Reference((name_node(target.flow or ""),), "flow"), otherwise)
    names = [name_node(name) for name in (target.flow, target.step) if name is not None]
    kind = "step" if target.flow is None and target.step in elsewhere else None
    return Goal(Reference(tuple(names), kind), otherwise)


def _open(unresolved: Unresolved) -> Open:
    scope = None if unresolved.scope is Scope.ANYWHERE else Word(str(unresolved.scope))
    return Open(quoting.string_of(unresolved.reason), scope)


def raise_step(
    step: Step, following: Step | None, elsewhere: Collection[str]
) -> tuple[Statement, bool]:
    """The statement that says a step, and whether it says the following step too."""
    items: list[Item] = []
    known = [*EVERY_STEP[:2], *STEP_SETTINGS[step.kind]]
    offer = _offer(step, following)
    longest = _longest_exit(step)
    hidden = set()
    if isinstance(step, Collect):
        hidden = {"writes", *(["least", "most"] if _digits(step) else [])}
    if longest is not None:
        hidden.add("longest")
    items += (raise_prompt(each, bare=isinstance(step, Say)) for each in step.prompts)
    items += _particular(step, elsewhere)
    items += settings(step, (each for each in known if each.field not in hidden))
    for exit_ in step.exits:
        if exit_ is offer:
            items.append(_raise_offer(exit_))
        elif exit_ is longest:
            items.append(
                _leading_exit(exit_, "longest", DURATION.write(exit_.after or 0), elsewhere)
            )
        else:
            items.append(raise_exit(exit_, elsewhere))
    items += settings(step, (each for each in EVERY_STEP[2:] if each.field not in hidden))
    items += [*facts(step.tags, step.values), *notes(step.note)]
    simple = len(items) == 1 and isinstance(items[0], Statement) and items[0].block is None
    if not items and not isinstance(step, Say):
        statement = Statement(Word(step.kind), (name_node(step.name),))
    else:
        inside = Block(tuple(items), inline=simple)
        statement = Statement(Word(step.kind), (name_node(step.name),), None, inside)
    return statement, offer is not None


def _particular(step: Step, elsewhere: Collection[str]) -> Iterator[Statement]:
    """What only one kind of step says, in its own way."""
    if isinstance(step, Collect):
        yield from _collected(step)
    elif isinstance(step, Branch) and (step.decides, step.subject) != (Decides.UNKNOWN, None):
        subject = [] if step.subject is None else [name_node(step.subject)]
        yield say("on", Word(str(step.decides)), *subject)
    elif isinstance(step, Queue) and step.waiting is not None:
        yield Statement(Word("waiting"), (), goal(step.waiting, elsewhere))
    elif isinstance(step, Call):
        yield Statement(Word("runs"), (), goal(step.callee, elsewhere))
    elif isinstance(step, Visit) and step.page is not None:
        yield Statement(Word("shows"), (), goal(step.page, elsewhere))
    elif isinstance(step, Transfer):
        yield from _handed_over(step, elsewhere)


def _handed_over(step: Transfer, elsewhere: Collection[str]) -> Iterator[Statement]:
    if (step.party, step.to, step.flow_target) != (Party.UNKNOWN, None, None):
        to = [] if step.to is None else [quoting.string_of(step.to)]
        where = None if step.flow_target is None else goal(step.flow_target, elsewhere)
        yield Statement(Word("to"), (Word(str(step.party)), *to), where)


def _digits(step: Collect) -> str | None:
    """The least and the most digits in one word, where both are known."""
    least, most = step.least, step.most
    if not isinstance(least, int) or not isinstance(most, int) or most < least:
        return None
    return str(least) if least == most else f"{least}-{most}"


def _collected(step: Collect) -> Iterator[Statement]:
    digits = _digits(step)
    if digits is not None:
        yield say("digits", Word(digits))
    if step.data is not None:
        yield say("as", name_node(step.data))
    names = [datum.name for datum in step.writes]
    if names != ([] if step.data is None else [step.data]):
        words = [name_node(name) for name in names] or [Word("none")]
        yield say("writes", *words)


def _longest_exit(step: Step) -> Exit | None:
    """The way out that can be said together with the longest wait."""
    if not isinstance(step, Queue | Transfer) or not isinstance(step.longest, float | int):
        return None
    for exit_ in step.exits:
        if exit_.cause is Cause.TIMEOUT and exit_.after == step.longest:
            plain = (exit_.label, exit_.condition, exit_.key, exit_.word, exit_.count)
            return exit_ if plain == (None, None, None, None, 0) else None
    return None


def _offer(step: Step, following: Step | None) -> Exit | None:
    """The way out to a callback of the queue's own, where the next step is that callback."""
    if not isinstance(step, Queue) or following is None:
        return None
    name = offer_name(step.name)
    if following != Callback(name=name, place=step.place, promise=None):
        return None
    found = [each for each in step.exits if each.target == Target(name)]
    if len(found) != 1 or found[0].cause is not Cause.KEY or found[0].condition is not None:
        return None
    return found[0]


def _raise_offer(exit_: Exit) -> Statement:
    words: list[Argument] = []
    if exit_.key is not None:
        words += [Word("key"), key_node(exit_.key)]
    if exit_.label is not None:
        words.append(quoting.string_of_text(exit_.label))
    if exit_.after is not None:
        words += [Word("after"), *DURATION.write(exit_.after)]
    return Statement(Word("callback"), tuple(words), None, _exit_block(exit_))


def raise_exit(exit_: Exit, elsewhere: Collection[str]) -> Statement:
    """The statement that says a way out."""
    words: list[Argument] = []
    cause = exit_.cause
    if cause is Cause.KEY:
        words.append(Word("none") if exit_.key is None else key_node(exit_.key))
    elif cause is Cause.WORD:
        words.append(Word("none") if exit_.word is None else quoting.string_of(exit_.word))
    elif cause is Cause.CONDITION:
        condition = exit_.condition
        words.append(Word("none") if condition is None else quoting.string_of(condition))
    elif cause is Cause.TIMEOUT and exit_.after is not None:
        words += DURATION.write(exit_.after)
    elif exit_.count:
        words.append(Word(str(exit_.count)))
    if exit_.label is not None:
        words.append(quoting.string_of_text(exit_.label))
    if exit_.after is not None and cause is not Cause.TIMEOUT:
        words += [Word("after"), *DURATION.write(exit_.after)]
    if exit_.condition is not None and cause is not Cause.CONDITION:
        words += [Word("when"), quoting.string_of(exit_.condition)]
    return _leading_exit(exit_, _WORDS.get(cause) or str(cause), words, elsewhere)


def _leading_exit(
    exit_: Exit, word: str, words: list[Argument], elsewhere: Collection[str]
) -> Statement:
    return Statement(Word(word), tuple(words), goal(exit_.target, elsewhere), _exit_block(exit_))


def _exit_block(exit_: Exit) -> Block | None:
    items: list[Item] = [raise_prompt(each) for each in exit_.prompts]
    items += facts(exit_.tags, exit_.values)
    return Block(tuple(items), inline=len(items) == 1) if items else None


def raise_prompt(prompt: Prompt, *, bare: bool = False) -> Statement:
    """The statement that says a prompt; `bare` leaves out the word `say`."""
    words: list[Argument] = []
    content = prompt.content
    if isinstance(content, Audio):
        words += [Word("play"), quoting.string_of(content.name)]
        if content.transcript is not None:
            words += [Word("says"), quoting.string_of_text(content.transcript)]
        if content.seconds is not None:
            words += [Word("lasts"), *DURATION.write(content.seconds)]
    else:
        words += [*([] if bare else [Word("say")]), quoting.string_of_text(content)]
    words += _heard(prompt)
    return Statement(words[0], tuple(words[1:]))


def _heard(prompt: Prompt) -> Iterator[Argument]:
    if prompt.turn in (Turn.NOINPUT, Turn.NOMATCH):
        yield from (Word("after"), Word(str(prompt.turn)))
    elif prompt.turn is not Turn.FIRST or prompt.count:
        yield Word(str(prompt.turn))
    if prompt.count:
        yield Word(str(prompt.count))
    if prompt.every is not None:
        yield from (Word("every"), *DURATION.write(prompt.every))
    if prompt.language is not None:
        yield from (Word("language"), name_node(prompt.language))
    if prompt.condition is not None:
        yield from (Word("when"), quoting.string_of(prompt.condition))
    if prompt.interruptible is not UNKNOWN:
        yield Word("interruptible")
        if prompt.interruptible is not True:
            yield Word("none" if prompt.interruptible is None else "no")
