"""What stands beside the flows: replies, pages, opening hours, transcripts, facts."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

from ivrlint.model import (
    Body as Part,
)
from ivrlint.model import (
    DeclaredFacts,
    Header,
    Hours,
    Link,
    Page,
    Period,
    Reply,
    Subject,
    Transcript,
)
from ivrlint.text import Text
from ivrlint_formats.ivr.bodies import Body
from ivrlint_formats.ivr.faults import VALUE, Fault, shown
from ivrlint_formats.ivr.nodes import Argument, Word
from ivrlint_formats.ivr.numbers import wrong
from ivrlint_formats.ivr.reading import Arguments, File
from ivrlint_formats.ivr.settings import PAGE, REPLY

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIMES: Final = r"([0-9]{1,2}):([0-5][0-9])-([0-9]{1,2}):([0-5][0-9])"
_HOLIDAY: Final = r"(?:([0-9]{4})-)?([0-9]{2})-([0-9]{2})"
_DAYS: Final = r"([0-9]+)d"
_LEAP_YEAR: Final = 2024


def _named(arguments: Arguments, what: str) -> str:
    """The name in a header, and that nothing else stands there; raises Fault."""
    name = arguments.file.plain(arguments.take(f"the name of this {what}"))
    if arguments.statement.start not in arguments.file.broken:
        arguments.end(block=True)
    return name


def _read(body: Body, arguments: Arguments) -> None:
    if arguments.statement.block is not None:
        body.read(arguments.statement.block.items)


class _Links(Body):
    """A block that may hold links."""

    links: list[Link]

    def takes_links(self) -> None:
        """Let the block hold links."""
        self.links = []
        self.handlers["link"] = self._link

    def _link(self, arguments: Arguments) -> None:
        file = arguments.file
        label = file.text(arguments.take("a label")) if arguments.is_text else None
        address = file.plain(arguments.take("an address")) if arguments.accept("to") else None
        arguments.end(goal=True)
        target = arguments.target() if arguments.statement.goal is not None else None
        self.links.append(Link(file.header(arguments.statement), label, target, address))


def lower_reply(arguments: Arguments) -> Reply:
    """An automatic reply."""
    name = _named(arguments, "reply")
    body = _ReplyBody(arguments.file)
    _read(body, arguments)
    return Reply(
        name=name,
        place=arguments.file.header(arguments.statement),
        headers=tuple(body.headers),
        bodies=tuple(body.parts),
        links=tuple(body.links),
        note=tuple(body.note),
        **body.facts,
        **body.fields,
    )


class _ReplyBody(_Links):
    def __init__(self, file: File) -> None:
        super().__init__(file, REPLY, "a reply")
        self.headers: list[Header] = []
        self.parts: list[Part] = []
        self.takes_links()
        self.fields |= {"valid_from": None, "valid_until": None}
        self._read_interval = self.handlers["interval"]
        self.handlers |= {
            "header": self._header,
            "body": self._body,
            "valid": self._valid,
            "interval": self._interval,
        }

    def _interval(self, arguments: Arguments) -> None:
        given = arguments.statement.arguments[:1]
        self._read_interval(arguments)
        found = re.fullmatch(_DAYS, given[0].text) if given and isinstance(given[0], Word) else None
        if found is not None:
            start = given[0].start
            self.fields["interval_place"] = arguments.file.place(start, start + found.end(1))

    def _header(self, arguments: Arguments) -> None:
        file = arguments.file
        name = file.plain(arguments.take("the name of a header"))
        value = file.text(arguments.take("its text"))
        arguments.end()
        self.headers.append(Header(name, value, file.header(arguments.statement)))

    def _body(self, arguments: Arguments) -> None:
        file = arguments.file
        argument = arguments.take("a text in quotation marks")
        place = file.place(argument.start, argument.end)
        text = file.text(argument)
        fields: dict[str, Any] = {}
        while arguments.word in ("language", "type"):
            field = "language" if arguments.accept("language") else "media_type"
            arguments.accept("type")
            fields[field] = file.plain(arguments.take(f"a {field.replace('_', ' ')}"))
        arguments.end()
        self.parts.append(Part(text, place, **fields))

    def _valid(self, arguments: Arguments) -> None:
        self.once(arguments, "valid")
        if arguments.accept("from"):
            self.fields["valid_from"] = _date(arguments)
        if arguments.accept("until"):
            self.fields["valid_until"] = _date(arguments)
        arguments.end()


def _date(arguments: Arguments) -> str:
    argument = arguments.take('a date such as "2026-12-31"')
    text = arguments.file.plain(argument)
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        raise wrong(argument, 'a date such as "2026-12-31"') from None
    return text


def lower_page(arguments: Arguments) -> Page:
    """A page, form, FAQ entry or letter."""
    name = _named(arguments, "page")
    body = _PageBody(arguments.file)
    _read(body, arguments)
    return Page(
        name=name,
        place=arguments.file.header(arguments.statement),
        texts=tuple(body.texts),
        subjects=tuple(body.subjects),
        phones=tuple(body.phones),
        links=tuple(body.links),
        note=tuple(body.note),
        **body.facts,
        **body.fields,
    )


class _PageBody(_Links):
    def __init__(self, file: File) -> None:
        super().__init__(file, PAGE, "a page")
        self.texts: list[Text] = []
        self.subjects: list[Subject] = []
        self.phones: list[str] = []
        self.takes_links()
        self.handlers |= {"text": self._text, "subject": self._subject, "number": self._number}

    def _text(self, arguments: Arguments) -> None:
        self.texts.append(arguments.file.text(arguments.take("a text in quotation marks")))
        arguments.end()

    def _subject(self, arguments: Arguments) -> None:
        file = arguments.file
        argument = arguments.take("a subject in quotation marks")
        other = arguments.accept("other")
        arguments.end()
        place = file.place(argument.start, argument.end)
        self.subjects.append(Subject(file.text(argument), place, other))

    def _number(self, arguments: Arguments) -> None:
        self.phones.append(arguments.file.plain(arguments.take("a phone number")))
        arguments.end()


def lower_hours(arguments: Arguments) -> Hours:
    """A table of opening hours."""
    name = _named(arguments, "table of hours")
    body = _HoursBody(arguments.file)
    _read(body, arguments)
    return Hours(
        name=name,
        place=arguments.file.header(arguments.statement),
        periods=tuple(body.periods),
        holidays=tuple(body.holidays),
        timezone=body.timezone,
    )


class _HoursBody(Body):
    def __init__(self, file: File) -> None:
        super().__init__(file, (), "a table of hours")
        self.periods: list[Period] = []
        self.holidays: list[str] = []
        self.timezone: str | None = None
        self.handlers = {"open": self._open, "closed": self._closed, "timezone": self._timezone}

    def _open(self, arguments: Arguments) -> None:
        """`open mon-fri "08:00-18:00"`."""
        days: set[int] = set()
        while arguments.word is not None:
            argument = arguments.take("a day")
            if isinstance(argument, Word):
                days |= _days(argument)
        if not days and not self._never(arguments):
            raise arguments.lacking("days such as mon-fri or sat")
        while not arguments.ended:
            opens, closes = _times(arguments)
            self.periods.append(Period(frozenset(days), opens, closes))

    def _never(self, arguments: Arguments) -> bool:
        first = arguments.statement.arguments[:1]
        return bool(first) and isinstance(first[0], Word) and first[0].text == "never"

    def _closed(self, arguments: Arguments) -> None:
        if arguments.ended:
            raise arguments.lacking('a day such as "12-25" or "2026-12-25"')
        while not arguments.ended:
            argument = arguments.take("a day")
            text = arguments.file.plain(argument)
            match = re.fullmatch(_HOLIDAY, text)
            try:
                if match is None:
                    raise ValueError(text)
                datetime.date(int(match[1] or _LEAP_YEAR), int(match[2]), int(match[3]))
            except ValueError:
                raise wrong(argument, 'a day such as "12-25" or "2026-12-25"') from None
            self.holidays.append(text)

    def _timezone(self, arguments: Arguments) -> None:
        self.once(arguments, "timezone")
        self.timezone = arguments.file.plain(arguments.take('a time zone such as "Europe/Paris"'))
        arguments.end()


def _days(argument: Word) -> set[int]:
    if argument.text == "daily":
        return set(range(7))
    if argument.text == "never":
        return set()
    first, dash, last = argument.text.partition("-")
    last = last if dash else first
    if first not in DAYS or last not in DAYS:
        raise wrong(argument, f"days: {', '.join(DAYS)}, a range such as mon-fri, or daily")
    start, end = DAYS.index(first), DAYS.index(last)
    return {day % 7 for day in range(start, end + 1 if end >= start else end + 8)}


def _times(arguments: Arguments) -> tuple[int, int]:
    argument = arguments.take('times such as "08:00-18:00"')
    match = re.fullmatch(_TIMES, arguments.file.plain(argument))
    if match is None or isinstance(argument, Word):
        raise wrong(argument, 'times such as "08:00-18:00"')
    opens, closes = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    if max(opens, closes) > 2 * 24 * 60:
        message = f"{shown(match[0])} is out of range: a day has 24 hours"
        raise Fault(message, argument.start, argument.end)
    return opens, closes


def lower_transcript(arguments: Arguments) -> Transcript:
    """What is said in a sound file."""
    file = arguments.file
    audio = file.plain(arguments.take("the name of a sound file"))
    text = file.text(arguments.take("what is said in it"))
    language = file.plain(arguments.take("a language")) if arguments.accept("language") else None
    arguments.end()
    return Transcript(audio, text, file.header(arguments.statement), language)


def lower_about(arguments: Arguments) -> DeclaredFacts:
    """Facts about a flow or a step that stands elsewhere: `about -> sales.menu { … }`."""
    file, statement = arguments.file, arguments.statement
    arguments.end(goal=True, block=True)
    flow = step = None
    if statement.goal is not None:
        reference = statement.goal.reference
        if reference is None or statement.goal.otherwise is not None:
            goal = statement.goal
            raise Fault("expected the name of a step or a flow", goal.start, goal.end, VALUE)
        names: list[Argument] = list(reference.names)
        step = None if reference.kind in ("flow", "page") else file.plain(names.pop())
        flow = file.plain(names.pop()) if names else None
    body = Body(file, (), "a block of facts")
    del body.handlers["note"]
    _read(body, arguments)
    return DeclaredFacts(flow, step, place=file.header(statement), **body.facts)
