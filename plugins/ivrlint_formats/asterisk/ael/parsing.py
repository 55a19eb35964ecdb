"""Parsing with recovery: every mistake is told once, and everything sound is kept.

A statement with a mistake is left out up to its `;` or the brace that ends the
block around it. Its own block is kept where a block may stand alone. A
semicolon that is missing at the end of a line is put there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from lark.exceptions import UnexpectedToken

from ivrlint_formats.asterisk.ael.files import Files
from ivrlint_formats.asterisk.ael.nodes import File, Token

if TYPE_CHECKING:
    from lark import Lark

DEEPEST: Final = 400
"""Statements nest so deep at most; the engine's own stack ends at some thousands."""

_TOP: Final = frozenset({"CONTEXT", "MACRO", "GLOBALS", "ABSTRACT", "EXTEND"})
_EXPECTED: Final = {
    "SEMI": "`;`",
    "ARROW": "`=>`",
    "LBRACE": "`{`",
    "EQ": "`=`",
    "COLON": "`:`",
    "ARGUMENTS": "`(`",
    "MACRO_ARGUMENTS": "`(`",
    "TEST": "`(`",
    "FOR_HEAD": "`(`",
    "LPAR": "`(`",
    "RPAR": "`)`",
    "BAR": "`|`",
    "COMMA": "`,`",
    "WORD": "a name",
    "CONTEXT": "`context`",
    "MACRO": "`macro`",
    "RBRACE": "`}`",
}


def parse(lark: Lark, files: Files, tokens: Iterable[Token]) -> File:
    """The syntax tree of the tokens; mistakes go to `files`."""
    return _Parse(lark, files).run(iter(tokens))


class _Parse:
    """One way through the tokens."""

    def __init__(self, lark: Lark, files: Files) -> None:
        self.files = files
        self.interactive = lark.parse_interactive()
        self.state = self.interactive.parser_state
        self.states = self.state.parse_conf.states
        self.values: list[Any] = self.state.value_stack
        self.stack: list[Any] = self.state.state_stack
        self.feed: Callable[[Any], Any] = self.state.feed_token
        self.bases = [1]
        """For each open brace, and outside, how much of the stack stood before the statement."""
        self.opened: list[Token] = []
        self.first: Token | None = None
        """The first token of the statement at hand; None between statements."""
        self.last: Token | None = None
        self.skipping = False
        self.depth = 0
        self.alone = -1
        """How many braces were open around a block whose condition had a mistake."""

    def run(self, tokens: Iterator[Token]) -> File:
        """Feed every token to the parser."""
        end = 0
        for token in tokens:
            end = token.end
            if self.skipping and not self._resume(token):
                continue
            self._take(token)
            self.last = token
        return self._finish(end)

    def _take(self, token: Token) -> None:
        kind = token.type
        if kind == "BROKEN":
            self._drop()
            self.first = None
            self.skipping = token.text in ("{", ";")
            return
        try:
            self.feed(token)
        except UnexpectedToken as error:
            self._mend(token, error.expected)
            return
        if kind == "LBRACE":
            self._opened(token)
        elif kind == "RBRACE":
            self._closed()
        elif kind == "SEMI":
            self.first = None
        elif self.first is None:
            if kind != "ELSE":
                self.bases[-1] = len(self.stack) - 1
            self.first = token
            if len(self.stack) > DEEPEST * 3:
                self._too_deep(token)
        elif kind == "COLON" and self._ends_a_label():
            self.first = None

    def _ends_a_label(self) -> bool:
        """Whether this colon ends `name:`, `case name:` or `default:`."""
        first = self.first
        assert first is not None
        return first.type in ("CASE", "PATTERN", "DEFAULT") or first is self.last

    def _opened(self, token: Token) -> None:
        if self.first is None:
            self.bases[-1] = len(self.stack) - 1
        self.opened.append(token)
        self.bases.append(len(self.stack))
        self.first = None
        if len(self.stack) > DEEPEST * 3:
            self._too_deep(token)

    def _closed(self) -> None:
        if self.opened:
            self.opened.pop()
            self.bases.pop()
        self.first = None

    def _drop(self) -> None:
        """Leave out what was read of the statement at hand."""
        if self.first is not None:
            base = self.bases[-1]
            del self.stack[base:]
            del self.values[base - 1 :]
        self.depth = 0

    def _accepts(self, kind: str) -> bool:
        return kind in self.states[self.stack[-1]]

    def _mend(self, token: Token, expected: Iterable[str]) -> None:
        kind, last = token.type, self.last
        if kind in _TOP and self.opened:
            self._close_all(token, f"`{token.text}`")
            self._take(token)
            return
        if kind == "ELSE" and self.first is None and self.alone == len(self.opened):
            return
        if last is not None and self.first is not None and self._accepts("SEMI"):
            between = self.files.place(last.end, token.start).text
            if kind == "RBRACE" or "\n" in between:
                self.files.tell("expected `;` here", last.end, last.end)
                self._put(Token("SEMI", last.end, last.end, ";", last.end))
                self._take(token)
                return
        self._complain(token, expected)
        first = self.first
        self._drop()
        if kind == "SEMI":
            self.first = None
            return
        if kind == "RBRACE":
            self._close(token)
            return
        self.skipping = True
        if first is not None and first.type not in ("CASE", "PATTERN"):
            first = None
        self.first = first
        if self._resume(token):
            self._take(token)

    def _resume(self, token: Token) -> bool:
        """Whether the token, met while skipping, is to be taken as usual again."""
        kind = token.type
        if kind in _TOP and (self.opened or not self.depth) and self._begins_a_line(token):
            self.skipping = False
            self.first = None
            if self.opened:
                self._close_all(token, f"`{token.text}`")
            return True
        if kind == "LBRACE":
            if not self.depth and self.opened and self._accepts("LBRACE"):
                self.skipping = False
                self.first = None
                self.alone = len(self.opened)
                return True
            self.depth += 1
        elif kind == "RBRACE":
            if not self.depth:
                self.skipping = False
                self.first = None
                self._close(token)
                self.last = token
                return False
            self.depth -= 1
            if not self.depth:
                self._over()
        elif not self.depth and kind == "SEMI":
            self._over()
        elif not self.depth and kind == "COLON" and self.first is not None:
            self._case(token)
        return False

    def _begins_a_line(self, token: Token) -> bool:
        """Whether only blanks stand before it: prose that is no comment holds any word."""
        source, base = self.files.find(token.start)
        at = token.start - base
        while at and source.text[at - 1] in " \t":
            at -= 1
        return not at or source.text[at - 1] == "\n"

    def _over(self) -> None:
        self.skipping = False
        self.first = None

    def _case(self, colon: Token) -> None:
        """The head of a case cannot be read: take its text for the value."""
        first = self.first
        assert first is not None
        text = self.files.place(first.end, colon.start).text.strip()
        for token in (first, Token("WORD", first.end, colon.start, text, first.end), colon):
            self._put(token)
        self._over()
        self.last = colon

    def _put(self, token: Token) -> None:
        """Feed a token that surely fits, or nothing."""
        try:
            self.feed(token)
        except UnexpectedToken:
            return
        if token.type == "SEMI":
            self.first = None

    def _close(self, token: Token) -> None:
        """Take a closing brace after a mistake."""
        if not self.opened:
            return
        try:
            self.feed(token)
        except UnexpectedToken:
            base = self.bases[-1]
            del self.stack[base:]
            del self.values[base - 1 :]
            self._unfinished(token)
        self._closed()

    def _unfinished(self, token: Token) -> None:
        """Drop the whole statement around a block that cannot be closed."""
        try:
            self.feed(token)
        except UnexpectedToken:
            base = self.bases[-2]
            del self.stack[base:]
            del self.values[base - 1 :]

    def _close_all(self, token: Token, found: str) -> None:
        """Add the braces that are missing before a token."""
        innermost = self.opened[-1]
        source, base = self.files.find(innermost.start)
        line = source.position(innermost.start - base).line
        self.files.tell(
            f"found {found}, expected `}}`: the block of line {line} is not closed",
            token.start,
            token.end,
        )
        while self.opened:
            self._drop()
            self.first = None
            self._close(Token("RBRACE", token.start, token.start, "}", token.start))
            # What stands around the block is a statement at hand, and may end with it.
            if self.opened:
                self.first = self.opened[-1]
                if self._complete():
                    self.first = None

    def _complete(self) -> bool:
        return self._accepts("RBRACE")

    def _too_deep(self, token: Token) -> None:
        self.files.tell("statements are nested too deep here", token.start, token.end)
        level = max(1, len(self.bases) - DEEPEST // 2)
        while len(self.bases) > level:
            self.bases.pop()
            self.opened.pop()
            self.depth += 1
        depth = self.depth
        self.first = token
        self._drop()
        self.depth = depth
        self.first = None
        self.skipping = True

    def _finish(self, end: int) -> File:
        token = Token("$END", end, end, "", end)
        if self.opened:
            self.skipping = False
            self._close_all(token, "the end of the file")
        try:
            result: File = self.feed_end(token)
        except UnexpectedToken as error:
            if not self.skipping:
                self._complain(token, error.expected)
            self._drop()
            result = self.feed_end(token)
        return result

    def feed_end(self, token: Token) -> Any:
        """Tell the parser that nothing more comes."""
        return self.state.feed_token(token, is_end=True)  # type: ignore[arg-type]

    def _complain(self, token: Token, expected: Iterable[str]) -> None:
        message = "" if self.files.full else self._complaint(token, expected)
        self.files.tell(message, token.start, token.end)

    def _complaint(self, token: Token, expected: Iterable[str]) -> str:
        found = "the end of the file" if token.type == "$END" else f"`{_short(token.text)}`"
        names = set(self.interactive.accepts()) & set(expected)  # type: ignore[no-untyped-call]
        wanted = list(dict.fromkeys(text for name, text in _EXPECTED.items() if name in names))
        if token.type in ("TEST", "ARGUMENTS", "MACRO_ARGUMENTS", "FOR_HEAD"):
            found = "`(`"
        if token.type == "RBRACE" and not self.opened:
            return "found `}`, but nothing is open here"
        if self.first is None and token.type != "$END":
            return f"found {found}, which cannot begin anything here"
        if not wanted or len(wanted) > 4:
            return f"found {found}, which means nothing here"
        listed = wanted[0] if len(wanted) == 1 else f"{', '.join(wanted[:-1])} or {wanted[-1]}"
        return f"found {found}, expected {listed}"


def _short(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 40 else f"{line[:39]}…"
