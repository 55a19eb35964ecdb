"""Parsing with recovery: every mistake is told once, and everything sound is kept.

Two kinds of mistakes are mended while the tokens go by. A brace that is
missing or too many: known by a word that cannot stand where it stands (a flow
in a menu), and, once it is clear that the braces do not match, by the
indentation. And anything else that the grammar does not take: the rest of the
line is left out (panic mode), and the statement is marked as broken, so that
nothing more is said about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from lark import Token
from lark.exceptions import UnexpectedToken

from ivrlint.lean import dataclass
from ivrlint.places import Source
from ivrlint_formats.ivr.faults import Faults, listed, shown
from ivrlint_formats.ivr.nodes import Item
from ivrlint_formats.ivr.vocabulary import BESIDE_FLOWS, CAUSES, CHANNELS, STEPS

if TYPE_CHECKING:
    from lark import Lark

DEEPEST: Final = 8
"""Nothing in the language nests deeper than four blocks."""

_BRACE_AHEAD: Final = r'(?:[^\r\n"{}/]|"(?:[^"\\\r\n]|\\.)*"|/(?!/))*\{'
_NAME_AND_BRACE: Final = r'[ \t]*(?:[\w*#-]+|"(?:[^"\\\r\n]|\\.)*")[ \t]*\{'
_GOAL_AHEAD: Final = r'(?:[^\r\n"{}/-]|"(?:[^"\\\r\n]|\\.)*"|/(?!/)|-(?!>))*->'
_TOP: Final = frozenset((*CHANNELS, *BESIDE_FLOWS))
_BOUNDARIES: Final = frozenset({"NEWLINE", "LBRACE", "RBRACE"})

_EXPECTED: Final = {
    "WORD": "a name",
    "STRING": "a text in quotation marks",
    "FLOW": "`flow NAME`",
    "QUESTION": '`? "why"`',
    "ARROW": "`->`",
    "LBRACE": "`{`",
    "RBRACE": "`}`",
    "NEWLINE": "the end of the line",
    "DOT": "`.`",
}
_UNCLOSED: Final = {
    "OPEN_STRING": ("STRING", '"', "this text has no closing quotation mark on its line"),
    "OPEN_LONG_STRING": ("LONG_STRING", '"""', 'this text is not closed: expected """'),
}
_LOOKALIKES: Final = {
    "→": "write `->`",
    "=": "write `->`",
    "“": 'texts stand between straight quotation marks: "…"',
    "”": 'texts stand between straight quotation marks: "…"',
    "„": 'texts stand between straight quotation marks: "…"',
    "'": 'texts stand between double quotation marks: "…"',
    ";": "a statement ends with its line",
    ",": "names are separated by spaces",
    "/": "comments begin with `//`",
    "+": "phone numbers stand in quotation marks",
    "[": "blocks stand between `{` and `}`",
    "(": "blocks stand between `{` and `}`",
}


@dataclass(slots=True)
class Tree:
    """What parsing gives: the items, the mistakes, and which statements are broken.

    `broken` holds the offsets at which broken statements begin.
    """

    items: tuple[Item, ...]
    faults: Faults
    broken: set[int] = field(default_factory=set)


class _Opened(NamedTuple):
    """A block that is not closed yet."""

    kind: str
    shown: str
    indent: int
    line: int


def parse(lark: Lark, source: Source) -> Tree:
    """The syntax tree of a source; never raises for what stands in it."""
    nul = source.text.find("\0")
    if nul >= 0:
        faults = Faults(source)
        faults.add("this is no text: it holds a NUL character", nul, nul + 1)
        return Tree((), faults)
    attempt = _Attempt(lark, source, by_indentation=False)
    tree = attempt.run()
    if attempt.unbalanced:
        tree = _Attempt(lark, source, by_indentation=True).run()
    return tree


class _Attempt:
    """One way through the tokens of a file."""

    def __init__(self, lark: Lark, source: Source, *, by_indentation: bool) -> None:
        # The grammar wants an end for every comment.
        self.text = source.text + "\n"
        self.source = source
        self.interactive = lark.parse_interactive(self.text)
        self.state = self.interactive.parser_state
        self.by_indentation = by_indentation
        self.faults = Faults(source)
        self.broken: set[int] = set()
        self.unbalanced = False
        self.opened: list[_Opened] = []
        self.fresh = True
        self.first_on_line = True
        self.begin = 0
        self.word = ""
        self.base: int | None = None
        self.skipping = False
        self.last: Token | None = None

    def run(self) -> Tree:
        """Feed every token to the parser."""
        too_deep = 0
        lex: Callable[[Any], Iterator[Token]] = self.interactive.lexer_thread.lex
        for token in lex(self.state):
            kind = token.type
            if too_deep:
                too_deep += {"LBRACE": 1, "RBRACE": -1}.get(kind, 0)
                continue
            if kind == "LBRACE" and len(self.opened) >= DEEPEST:
                self._tell(
                    "blocks are nested too deep here; what stands in this one is left out", token
                )
                self.broken.add(self.begin)
                self.skipping = True
                too_deep = 1
                continue
            if self.skipping and kind not in _BOUNDARIES:
                continue
            if self.faults.full:
                self.skipping = True
                break
            self._take(token, kind)
            self.last = token
        return Tree(self._finish(), self.faults, self.broken)

    def _take(self, token: Token, kind: str) -> None:
        if kind == "NEWLINE":
            self._feed(token)
            self.fresh = self.first_on_line = True
            return
        if kind == "RBRACE":
            self._close(token)
            self.first_on_line = False
            return
        if self.fresh:
            self._begin(token, kind)
        if kind == "LBRACE":
            self._open(token)
        else:
            self._feed(self._closed(token) if kind in _UNCLOSED else token)
        self.first_on_line = False

    def _closed(self, token: Token) -> Token:
        """A text without its closing marks, told of, as the text that it probably is."""
        kind, marks, message = _UNCLOSED[token.type]
        begin = token.start_pos or 0
        written = token.value.rstrip()
        end = begin + len(written)
        self.faults.add(message, begin, end)
        self.broken.add(self.begin)
        text = written[len(marks) :]
        if (len(text) - len(text.rstrip("\\"))) % 2:
            text = text[:-1]
        return _token(kind, f"{marks}{text}{marks}", begin, self.source, end)

    def _begin(self, token: Token, kind: str) -> None:
        """A statement begins: close first what cannot hold it."""
        self.word = token.value if kind == "WORD" else ""
        if self.word and self.opened:
            self._close_before(token)
        self.begin = token.start_pos or 0
        self.base = None
        self.fresh = False

    def _close_before(self, token: Token) -> None:
        word, after = self.word, token.end_pos or 0
        if word in _TOP and _ahead(_BRACE_AHEAD, self.text, after):
            self._supply(token, 0)
        elif word in STEPS and self.opened[-1].kind != "flow":
            if _ahead(_NAME_AND_BRACE, self.text, after):
                depth = len(self.opened)
                while depth and self.opened[depth - 1].kind != "flow":
                    depth -= 1
                self._supply(token, depth)
        elif (
            word in CAUSES
            and self.opened[-1].kind == "way"
            and _ahead(_GOAL_AHEAD, self.text, after)
        ):
            self._supply(token, len(self.opened) - 1)

    def _supply(self, token: Token, depth: int) -> None:
        """Add the closing braces that are missing before a token."""
        while len(self.opened) > depth:
            opened = self.opened.pop()
            found = shown(token.value) if token.type != "$END" else "the end of the file"
            self._tell(
                f"found {found}, expected '}}': {opened.shown} of line {opened.line} is not closed",
                token,
            )
            self._settle("RBRACE")
            self.skipping = False
            self._feed(_token("RBRACE", "", token.start_pos or 0, self.source))
            self.base = None

    def _open(self, token: Token) -> None:
        begin = self.begin
        if self.base is None:
            if not self.skipping:
                self._tell("found '{', expected a word before it", token)
            self.broken.add(begin)
            self._feed(_token("WORD", "", begin, self.source))
        self._settle("LBRACE")
        self.skipping = False
        self._feed(token)
        number = self.source.position(token.start_pos or 0).line
        line = self.source.line_text(number)
        header = " ".join(self.text[begin : token.start_pos].split())
        indent = len(line) - len(line.lstrip())
        self.opened.append(_Opened(self._kind(), shown(header), indent, number))
        self.fresh = True

    def _kind(self) -> str:
        """What kind of block the statement at hand opens."""
        inside = self.opened[-1].kind if self.opened else "file"
        if self.word in CHANNELS:
            return "flow"
        if self.word in STEPS and inside in ("file", "flow"):
            return "step"
        return "way" if self.word in CAUSES else "other"

    def _close(self, token: Token) -> None:
        if self.by_indentation and self.first_on_line and self.opened:
            column = self.source.position(token.start_pos or 0).column - 1
            depth = len(self.opened)
            while depth > 1 and self.opened[depth - 1].indent > column:
                depth -= 1
            if self.opened[depth - 1].indent == column:
                self._supply(token, depth)
            elif self.opened[-1].indent < column and depth == len(self.opened):
                self._stray(token)
                return
        if not self.opened:
            self._stray(token)
            return
        self._settle("RBRACE")
        self.skipping = False
        self._feed(token)
        self.opened.pop()
        self.fresh = True
        self.base = None

    def _stray(self, token: Token) -> None:
        self.unbalanced = True
        self._tell("found '}', but nothing is open here", token)

    def _feed(self, token: Token) -> None:
        """Give a token to the parser; a mistake is told and mended."""
        if token.type == "NEWLINE":
            self._settle("NEWLINE")
            self.skipping = False
        try:
            self.state.feed_token(token)
        except UnexpectedToken as error:
            self._mend(token, error.expected)
            return
        if self.base is None:
            self.base = len(self.state.state_stack) - 1

    def _mend(self, token: Token, expected: Iterable[str]) -> None:
        self.broken.add(self.begin)
        self._tell(self._complaint(token, expected), token)
        if token.type in _BOUNDARIES:
            self._drop_unfinished(token.type)
            self.state.feed_token(token)
        else:
            self.skipping = True

    def _settle(self, kind: str) -> None:
        """Drop what a skipped mistake left unfinished, where a boundary needs it."""
        if self.skipping:
            self._drop_unfinished(kind)

    def _drop_unfinished(self, kind: str) -> None:
        state = self.state
        states = state.parse_conf.states
        lowest = (self.base or len(state.state_stack)) + 1
        while kind not in states[state.state_stack[-1]] and len(state.state_stack) > lowest:
            state.state_stack.pop()
            state.value_stack.pop()

    def _finish(self) -> tuple[Item, ...]:
        at = len(self.source.text)
        end = _token("$END", "", at, self.source)
        self.unbalanced |= bool(self.opened)
        self.skipping = True
        self._supply(end, 0)
        self._settle("$END")
        result: tuple[Item, ...] = self.interactive.feed_token(end)
        return result

    def _tell(self, message: str, token: Token) -> None:
        start = token.start_pos or 0
        end = start if token.type == "NEWLINE" else token.end_pos or 0
        self.faults.add(message, start, max(end, start))

    def _complaint(self, token: Token, expected: Iterable[str]) -> str:
        kind, value = token.type, token.value
        if kind == "OTHER" and value in _LOOKALIKES:
            return f"found {shown(value)}: {_LOOKALIKES[value]}"
        found = "the end of the line" if kind == "NEWLINE" else shown(value)
        if self.base is None:
            return f"found {found}, expected a word that begins a statement"
        if self.last is not None and self.last.type == "ARROW":
            return f'found {found}, expected where `->` leads: a name, `flow NAME` or `? "why"`'
        wanted = [text for name, text in _EXPECTED.items() if name in set(expected)]
        if not wanted:
            return f"found {found}, which means nothing here"
        return f"found {found}, expected {listed(wanted)}"


def _ahead(pattern: str, text: str, start: int) -> bool:
    """Whether a pattern comes next. Compiled when needed: sound files never ask."""
    return re.compile(pattern).match(text, start) is not None


def _token(kind: str, value: str, start: int, source: Source, end: int | None = None) -> Token:
    """A token that does not stand in the file as it is."""
    line, column = source.position(start)
    return Token(kind, value, start, line, column, line, column, start if end is None else end)
