"""From the model back to the syntax tree: what `lowering` does, the other way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ivrlint.model import (
    DeclaredFacts,
    Document,
    Flow,
    Hours,
    Link,
    Page,
    Period,
    Reply,
    Transcript,
)
from ivrlint_formats.ivr import quoting
from ivrlint_formats.ivr.beside import DAYS
from ivrlint_formats.ivr.nodes import Argument, Blank, Block, Goal, Item, Reference, Statement, Word
from ivrlint_formats.ivr.quoting import name_node
from ivrlint_formats.ivr.raising_steps import (
    block,
    facts,
    goal,
    notes,
    raise_exit,
    raise_step,
    say,
    settings,
)
from ivrlint_formats.ivr.settings import FLOW, PAGE, REPLY
from ivrlint_formats.ivr.steps import offer_name


def raise_document(document: Document) -> tuple[Item, ...]:
    """The statements that say a document."""
    elsewhere = {page.name for page in document.pages}
    for flow in document.flows:
        elsewhere |= {flow.name, *flow.numbers}
    statements: list[Statement] = []
    statements += (_flow(each, elsewhere) for each in document.flows)
    statements += (_reply(each, elsewhere) for each in document.replies)
    statements += (_page(each, elsewhere) for each in document.pages)
    statements += map(_hours, document.hours)
    statements += map(_transcript, document.transcripts)
    statements += map(_about, document.facts)
    return _parted(statements)


def _parted(statements: Iterable[Statement]) -> tuple[Item, ...]:
    items: list[Item] = []
    for statement in statements:
        if items:
            items.append(Blank())
        items.append(statement)
    return tuple(items)


def _flow(flow: Flow, known: Collection[str]) -> Statement:
    elsewhere = {*known}.difference(step.name for step in flow.steps)
    header: list[Argument] = [quoting.string_of(number) for number in flow.numbers]
    inside: list[Item] = []
    name = name_node(flow.name)
    if flow.name != next(iter(flow.numbers), None):
        if isinstance(name, Word):
            header.insert(0, name)
        else:
            inside.append(say("name", name))
    inside += settings(flow, FLOW)
    if flow.start is None and flow.steps:
        inside.append(say("start", Word("none")))
    elif flow.start is not None and (not flow.steps or flow.start != flow.steps[0].name):
        inside.append(_leading("start", flow.start))
    inside += (_leading("entry", entry) for entry in flow.entries)
    if flow.open:
        inside.append(say("entry", Word("anywhere")))
    inside += [*facts(flow.tags, flow.values), *notes(flow.note)]
    inside += (raise_exit(each, elsewhere) for each in flow.options)
    for step in _steps(flow, elsewhere):
        if inside:
            inside.append(Blank())
        inside.append(step)
    return Statement(Word(str(flow.channel)), tuple(header), None, Block(tuple(inside)))


def _leading(word: str, name: str) -> Statement:
    return Statement(Word(word), (), Goal(Reference((name_node(name),))))


def _steps(flow: Flow, elsewhere: Collection[str]) -> Iterator[Statement]:
    """The steps; one that a queue's offer of a callback brings along is not said again."""
    names = [step.name for step in flow.steps]
    at = 0
    while at < len(flow.steps):
        step = flow.steps[at]
        following = flow.steps[at + 1] if at + 1 < len(flow.steps) else None
        offer = following if names.count(offer_name(step.name)) == 1 else None
        statement, merged = raise_step(step, offer, elsewhere)
        yield statement
        at += 2 if merged else 1


def _reply(reply: Reply, elsewhere: Collection[str]) -> Statement:
    items: list[Item] = [*settings(reply, REPLY)]
    if reply.valid_from is not None or reply.valid_until is not None:
        words: list[Argument] = []
        for word, date in (("from", reply.valid_from), ("until", reply.valid_until)):
            words += [Word(word), quoting.string_of(date)] if date is not None else []
        items.append(say("valid", *words))
    for each in reply.headers:
        value = quoting.string_of_text(each.value)
        items.append(say("header", quoting.string_of(each.name), value))
    for part in reply.bodies:
        words = [quoting.string_of_text(part.text)]
        if part.language is not None:
            words += [Word("language"), name_node(part.language)]
        if part.media_type != "text/plain":
            words += [Word("type"), quoting.string_of(part.media_type)]
        items.append(say("body", *words))
    items += (_link(each, elsewhere) for each in reply.links)
    items += [*facts(reply.tags, reply.values), *notes(reply.note)]
    return block("reply", reply.name, items)


def _link(link: Link, elsewhere: Collection[str]) -> Statement:
    words: list[Argument] = []
    if link.label is not None:
        words.append(quoting.string_of_text(link.label))
    if link.address is not None:
        words += [Word("to"), quoting.string_of(link.address)]
    where = None if link.target is None else goal(link.target, elsewhere)
    return Statement(Word("link"), tuple(words), where)


def _page(page: Page, elsewhere: Collection[str]) -> Statement:
    items: list[Item] = [*settings(page, PAGE)]
    items += (say("text", quoting.string_of_text(text)) for text in page.texts)
    for subject in page.subjects:
        words: list[Argument] = [quoting.string_of_text(subject.text)]
        items.append(say("subject", *words, *([Word("other")] if subject.other else [])))
    items += (say("number", quoting.string_of(number)) for number in page.phones)
    items += (_link(each, elsewhere) for each in page.links)
    items += [*facts(page.tags, page.values), *notes(page.note)]
    return block("page", page.name, items)


def _hours(hours: Hours) -> Statement:
    items: list[Item] = [_period(period) for period in hours.periods]
    items += (say("closed", quoting.string_of(day)) for day in hours.holidays)
    if hours.timezone is not None:
        items.append(say("timezone", quoting.string_of(hours.timezone)))
    return block("hours", hours.name, items)


def _period(period: Period) -> Statement:
    times = f"{_clock(period.opens)}-{_clock(period.closes)}"
    return say("open", *_day_words(period.days), quoting.string_of(times))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _day_words(days: frozenset[int]) -> list[Argument]:
    """Days as words: runs of two and more as a range."""
    if len(days) in (0, 7):
        return [Word("daily" if days else "never")]
    words: list[Argument] = []
    run: list[int] = []
    for day in [*sorted(days), None]:
        if run and day != run[-1] + 1:
            first, last = DAYS[run[0]], DAYS[run[-1]]
            words.append(Word(first if len(run) == 1 else f"{first}-{last}"))
            run = []
        if day is not None:
            run.append(day)
    return words


def _transcript(transcript: Transcript) -> Statement:
    words: list[Argument] = [quoting.string_of(transcript.audio)]
    words.append(quoting.string_of_text(transcript.text))
    if transcript.language is not None:
        words += [Word("language"), name_node(transcript.language)]
    return say("transcript", *words)


def _about(declared: DeclaredFacts) -> Statement:
    inside = Block(tuple(facts(declared.tags, declared.values)))
    names = [name_node(name) for name in (declared.flow, declared.step) if name is not None]
    if not names:
        return Statement(Word("about"), (), None, inside)
    kind = "flow" if declared.step is None else None
    return Statement(Word("about"), (), Goal(Reference(tuple(names), kind)), inside)
