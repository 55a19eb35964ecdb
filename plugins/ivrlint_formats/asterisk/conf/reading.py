"""From a file and what it includes to its sections, as the engine's parser reads them."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from ivrlint.formats import Reading
from ivrlint.lean import dataclass
from ivrlint.model import Comment, Problem
from ivrlint.places import Place, Source
from ivrlint_formats.asterisk.conf.lines import BLANKS, Line, Stripper
from ivrlint_formats.asterisk.conf.nodes import Conf, NotTaken, Section, Setting
from ivrlint_formats.asterisk.conf.taking import Taker
from ivrlint_formats.grammar_cache import load_lark

if TYPE_CHECKING:
    from lark import Lark

LONGEST_NAME: Final = 79
"""Bytes of a section's name that the engine keeps."""

MOST_INHERITED: Final = 250_000
"""Settings that sections take from templates in all: templates of templates multiply."""

LONGEST_LINE: Final = 8190
"""Bytes of a line that the engine reads, its end not counted; it skips a longer one."""

_OPENED: Final = frozenset({"extensions.conf", "queues.conf", "voicemail.conf", "musiconhold.conf"})
"""Files that the engine opens by itself; others are there to be included."""

_SYNTAX: Final = "syntax-error"
_INVALID: Final = "invalid-value"

_LINE: Final = (
    r"[\x00-\x09\x0b-\x20]*+"
    r"(?P<name>[^\n=;]*+)(?:=(?P<arrow>>?)[\x00-\x09\x0b-\x20]*+(?P<value>[^\n;]*+))?"
    r"(?P<comment>;[^\n]*+)?\n"
)
_HEADER: Final = rf"[\x00-\x09\x0b-\x20]*+\[([^\n;\]]{{0,{LONGEST_NAME // 4}}})\](?!\()[^\n;]*+\n"


def parse_conf(source: Source, reading: Reading) -> Conf:
    """The sections of a file with those of all that it includes; never raises."""
    reader = _Reader(load_lark("asterisk_conf", start="conf", lexer="basic"), source, reading)
    reader.read(source)
    taker = reader.taker
    return Conf(
        source,
        tuple(reader.sections),
        tuple(taker.taken),
        tuple(taker.not_taken),
        tuple(reader.comments),
        tuple(reader.problems),
        reader.refused,
    )


@dataclass(slots=True)
class _Open:
    """The file that is being read: the section that its lines belong to."""

    source: Source
    text: str
    section: Section | None
    stripper: Stripper
    watch: bool
    dropped: bool = False


class _Reader:
    """Reads one file and, in the middle of it, those that it includes."""

    def __init__(self, lark: Lark, source: Source, reading: Reading) -> None:
        self.lark = lark
        self.line = re.compile(_LINE)
        self.header = re.compile(_HEADER)
        self.taker = Taker(source, reading)
        self.sections: list[Section] = []
        self.first: dict[str, int] = {}
        self.plain: dict[str, int] = {}
        self.inherited = 0
        self.comments: list[Comment] = []
        self.problems: list[Problem] = []
        self.refused = False
        self.current: Section | None = None
        self.indexes: dict[int, tuple[int, dict[str, int]]] = {}

    def read(self, source: Source) -> None:
        """Read a file to its end, or to the line for which the engine drops the rest."""
        text = _cleaned(source.text)
        watch = "ivrlint" in text
        file = _Open(source, text, self.current, Stripper(), watch)
        if max(map(len, text.split("\n"))) > LONGEST_LINE // 4:
            text = file.text = self._without_long_lines(file)
        for token in self._tokens(text):
            kind, start = token.type, token.start_pos
            end = start + len(token)
            if kind == "MARKED":
                self._marked(file, start, end)
            elif not file.stripper.depth:
                if kind == "SETTINGS":
                    self._settings(file, start, end)
                else:
                    after = text.index("\n", start) + 1
                    simple = self.header.match(text, start, after)
                    if simple is not None:
                        self._open(
                            file,
                            Section(simple[1], source, simple.start(1) - 1, simple.end(1) + 1, []),
                        )
                    else:
                        self._first_line(file, start, after)
                    if after < end and not file.dropped:
                        self._settings(file, after, end)
            if file.dropped:
                break

    def _tokens(self, text: str) -> list[Any]:
        return self.lark.parse(text).children

    def _open(self, file: _Open, section: Section) -> None:
        """A new section: what follows belongs to it."""
        self.first.setdefault(section.name.lower(), len(self.sections))
        if not section.is_template:
            self.plain.setdefault(section.name.lower(), len(self.sections))
        self.sections.append(section)
        file.section = self.current = section

    def _without_long_lines(self, file: _Open) -> str:
        """With spaces in the place of the lines that the engine skips for their length."""
        lines = file.text.split("\n")
        start = 0
        for at, line in enumerate(lines):
            if (
                len(line) > LONGEST_LINE // 4
                and len(line.encode("utf-8", "replace")) > LONGEST_LINE
            ):
                self._problem(
                    file.source,
                    Line(line[:80], start),
                    f"this line is longer than {LONGEST_LINE:,} bytes, and the engine drops it: "
                    "write it as several",
                    rule=_INVALID,
                )
                lines[at] = " " * len(line)
            start += len(line) + 1
        return "\n".join(lines)

    def _marked(self, file: _Open, start: int, end: int) -> None:
        """A line of any kind, the slow way."""
        line, comments = file.stripper.strip(file.text, start, end - 1)
        if file.watch:
            for begin, finish in comments:
                self._comment(file, begin, finish, alone=not line.text)
        self._line(file, line)

    def _first_line(self, file: _Open, start: int, end: int) -> None:
        """A header or a directive, with a comment at most."""
        text = file.text[start : end - 1]
        mark = text.find(";")
        if mark >= 0:
            if file.watch:
                self._comment(file, start + mark, end - 1, alone=False)
            text = text[:mark]
        bare = text.lstrip(BLANKS)
        self._line(file, Line(bare.rstrip(BLANKS), start + len(text) - len(bare)))

    def _line(self, file: _Open, line: Line) -> None:
        first = line.text[:1]
        if first == "[":
            self._header(file, line)
        elif first == "#":
            self._directive(file, line)
        elif first:
            self._setting(file, line)

    def _settings(self, file: _Open, start: int, end: int) -> None:
        """Lines that are settings, blank, or comments, the fast way."""
        source, watch = file.source, file.watch
        section = file.section
        add = section.settings.append if section is not None else None
        for match in self.line.finditer(file.text, start, end):
            name, arrow, value, comment = match.groups()
            if watch and comment is not None:
                self._comment(file, match.start(4), match.end(4), alone=not name and value is None)
            if add is not None and value is not None and name[:1] != "\\":
                name = name.rstrip(BLANKS)
                if name and name[-1] != "+":
                    value = value.rstrip(BLANKS)
                    at = match.start(3)
                    add(
                        Setting(
                            name, value, arrow != "", source, match.start(1), at, at + len(value)
                        )
                    )
                    continue
            text = file.text[match.start(1) : match.start(4) if comment else match.end() - 1]
            text = text.rstrip(BLANKS)
            if text:
                self._setting(file, Line(text, match.start(1)))
                if file.dropped:
                    return

    def _setting(self, file: _Open, line: Line) -> None:
        """One setting, the slow way."""
        section = file.section
        if section is None:
            part = file.source is self.taker.root and not _is_opened(file.source)
            self._refuse(
                file,
                line,
                "this line stands before the first section, and the engine takes nothing of a "
                "file that begins so: write the section's name above it, as in `[default]`"
                + (", unless another file takes this one in within a section" if part else ""),
                rule=_SYNTAX,
                certain=not part,
            )
            return
        text = line.text
        escaped = text[0] == "\\"
        begin = 1 if escaped else 0
        equals = text.find("=", begin * 2)
        if escaped and (len(text) < 2 or text[1] in BLANKS):
            self._refuse(file, line, "nothing follows this `\\`: leave it out")
            return
        if equals < 0:
            self._problem(
                file.source,
                line,
                "this line has no `=`, and the engine drops it: "
                "write `name = value`, or `;` before a comment",
            )
            return
        adds = equals > begin * 2 and text[equals - 1] == "+"
        name = text[begin : equals - 1 if adds else equals].strip(BLANKS)
        if not name:
            return
        arrow = not adds and text.startswith(">", equals + 1)
        rest = text[equals + 1 + arrow :]
        value = rest.strip(BLANKS)
        at = len(text) - len(rest.lstrip(BLANKS)) if value else len(text)
        setting = Setting(
            name,
            value,
            arrow,
            file.source,
            line.start,
            line.at(at) if value else line.end(at),
            line.end(len(text)),
            line.anchors_from(at, len(text)),
        )
        if adds and self._lengthen(section, setting, line, equals + 1):
            return
        section.settings.append(setting)

    def _lengthen(self, section: Section, more: Setting, line: Line, after: int) -> bool:
        """`name += more`: longer the last setting of that name; False where there is none."""
        known, index = self.indexes.get(id(section), (0, {}))
        for at in range(known, len(section.settings)):
            index[section.settings[at].name] = at
        self.indexes[id(section)] = (len(section.settings), index)
        at = index.get(more.name, -1)
        if at < 0:
            return False
        old = section.settings[at]
        rest = line.text[after:]
        length = len(old.value) + len(rest)
        if length > LONGEST_LINE or old.source is not more.source or not more.value:
            return True
        if old.value:
            own = line.anchors_from(after, len(line.text)) or ((0, line.at(after)),)
            anchors = old.anchors or ((0, old.value_start),)
            anchors += tuple((len(old.value) + offset, to) for offset, to in own)
            more = replace(more, value=old.value + rest, anchors=anchors)
            more = replace(more, start=old.start, value_start=old.value_start, arrow=old.arrow)
        section.settings[at] = more
        return True

    def _header(self, file: _Open, line: Line) -> None:
        """`[name]`, `[name](!)`, `[name](template,…)`, `[name](+)`."""
        text = line.text
        close = text.find("]")
        if close < 0:
            self._refuse(
                file,
                line,
                "this section has no `]`, and the engine takes nothing of such a file: "
                "write `[name]`",
            )
            close = len(text)
            if file.dropped:
                return
        name = text[1:close]
        if len(name) > LONGEST_NAME // 4:
            name = name.encode("utf-8", "replace")[:LONGEST_NAME].decode("utf-8", "ignore")
        options: list[str] = []
        end = min(close + 1, len(text))
        if text.startswith("(", close + 1):
            end = text.find(")", close)
            if end < 0:
                self._refuse(
                    file,
                    line,
                    "these options of the section have no `)`, and the engine takes nothing of "
                    "such a file: write `[name](template)`",
                )
                end = len(text)
                if file.dropped:
                    return
            options = text[close + 2 : end].split(",")
            end = min(end + 1, len(text))
        own = Section(
            name,
            file.source,
            line.start,
            line.end(end),
            [],
            tuple(o for o in options if o != "!" and o[:1] != "+"),
            "!" in options,
        )
        section = own
        for option in options:
            if option == "!":
                continue
            adds = option[:1] == "+"
            found = self._find(name if adds else option, templates=not adds or "TEMP" in option)
            if found is None:
                if self._missing(file, line, name if adds else option, adds=adds):
                    return
            elif adds:
                section = self._added_to(found, own)
            elif self.inherited + len(found.settings) <= MOST_INHERITED:
                self.inherited += len(found.settings)
                section.settings.extend(found.settings)
        if section is own:
            self._open(file, own)
        else:
            file.section = self.current = section

    def _added_to(self, found: Section, own: Section) -> Section:
        """`[name](+)`: the first section of that name, which `!` makes a template."""
        found.settings.extend(own.settings)
        if own.is_template and not found.is_template:
            at = self.plain.pop(found.name.lower())
            found = self.sections[at] = replace(found, is_template=True)
        return found

    def _find(self, name: str, *, templates: bool) -> Section | None:
        """The first section of a name; the engine takes an empty one for any."""
        if not name:
            return self.sections[0] if self.sections else None
        at = (self.first if templates else self.plain).get(name.lower())
        return None if at is None else self.sections[at]

    def _missing(self, file: _Open, line: Line, name: str, *, adds: bool) -> bool:
        """A section is named that is not there; whether the file ends with that."""
        if self.taker.not_taken:
            return False
        does = "add to" if adds else "take settings from"
        self._refuse(
            file,
            line,
            f"there is no section `[{name}]` above to {does}, and the engine takes nothing of "
            "such a file: write that section before this one, its name without blanks",
        )
        return file.dropped

    def _directive(self, file: _Open, line: Line) -> None:
        """`#include`, `#tryinclude`, `#exec`."""
        word, _, rest = _split(line.text[1:])
        kind = word.lower()
        if kind not in ("include", "tryinclude", "exec"):
            self._problem(
                file.source,
                line,
                f"`#{word[:40]}` is no directive of the engine, which drops this line: "
                "a comment begins with `;`",
            )
            return
        name = rest
        if name[:1] in ('"', "<") and len(name) > 1 and name[-1] == {'"': '"', "<": ">"}[name[0]]:
            name = name[1:-1]
        if not rest:
            return
        place = Place(file.source, line.start, line.end(len(line.text)))
        if kind == "exec":
            self.taker.not_taken.append(NotTaken(name, place))
            return
        for taken in self.taker.take(name, place, optional=kind == "tryinclude"):
            self.read(taken)
            self.taker.leave()

    def _comment(self, file: _Open, start: int, end: int, *, alone: bool) -> None:
        text = file.text[start:end]
        if "ivrlint" in text:
            end = start + len(text.rstrip(BLANKS))
            place = Place(file.source, start, end)
            self.comments.append(Comment(text.lstrip(";").strip(BLANKS), place, alone))

    def _problem(
        self,
        source: Source,
        line: Line,
        message: str,
        rule: str = _SYNTAX,
        *,
        certain: bool = True,
    ) -> None:
        if not self.refused:
            place = Place(source, line.start, line.end(len(line.text)))
            self.problems.append(Problem(rule, place, message, certain=certain))

    def _refuse(
        self,
        file: _Open,
        line: Line,
        message: str,
        rule: str = _INVALID,
        *,
        certain: bool = True,
    ) -> None:
        """The engine takes nothing of a file with this line, nor what follows it in an include."""
        self._problem(file.source, line, message, rule, certain=certain)
        if file.source is self.taker.root:
            self.refused = True
        else:
            file.dropped = True


def _is_opened(source: Source) -> bool:
    """Whether the engine reads a file by itself.

    The lines of another one belong to the section in which it is included, wherever that is.
    """
    return PurePosixPath(source.path).name.lower() in _OPENED


def _split(text: str) -> tuple[str, str, str]:
    """A word, the blank after it, and the rest, trimmed."""
    for at, char in enumerate(text):
        if char <= " ":
            return text[:at], char, text[at:].strip(BLANKS)
    return text, "", ""


def _cleaned(text: str) -> str:
    """The text as the engine's lines: one ends where a NUL stands, and at the end of the file."""
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    if "\0" in text:
        text = re.sub(r"\0[^\n]*", lambda match: " " * len(match[0]), text)
    return text + "\n"
