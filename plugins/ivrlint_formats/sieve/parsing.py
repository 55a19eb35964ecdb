"""From the text of a script to its tree: every mistake is told once, what is sound is kept.

The mistakes stand where Pigeonhole finds them. After one, the rest of the command is left out, up
to its `;` or its block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from lark import Token
from lark.exceptions import UnexpectedToken

from ivrlint.display import visible
from ivrlint.places import Source
from ivrlint_formats.data import Mistake, Remark
from ivrlint_formats.sieve.building import build
from ivrlint_formats.sieve.nodes import Script

if TYPE_CHECKING:
    from lark import Lark

MOST_MISTAKES: Final = 60
"""So many mistakes are told; whoever has more has no Sieve script."""
DEEPEST_BLOCK: Final = 31
"""Blocks in one another, as Pigeonhole reads them (SIEVE_MAX_BLOCK_NESTING)."""
DEEPEST_TEST: Final = 31
"""Tests in one another, as Pigeonhole reads them (SIEVE_MAX_TEST_NESTING)."""
LONGEST_NAME: Final = 32
"""Letters of a name, as Pigeonhole reads them (SIEVE_MAX_IDENTIFIER_LEN)."""

_COMMENTS: Final = frozenset({"HASH_COMMENT", "BRACKET_COMMENT"})
_BOUNDARIES: Final = frozenset({"SEMICOLON", "LBRACE", "RBRACE"})
_STARTS: Final = frozenset({"IDENTIFIER", "PLACEHOLDER"})
_SHOWN: Final = {
    "STRING": "a text",
    "MULTILINE": "a text",
    "NUMBER": "a number",
    "TAG": "a tag",
}


def parse(lark: Lark, source: Source) -> Script:
    """The tree of a script; never raises for what stands in it."""
    nul = source.text.find("\0")
    if nul >= 0:
        message = "this is no text: it holds a NUL character"
        return Script((), mistakes=(Mistake(source.place(nul, nul + 1), message),))
    return _Parse(lark, source).run()


class _Parse:
    """One way through the tokens of a script."""

    def __init__(self, lark: Lark, source: Source) -> None:
        self.source = source
        self.interactive = lark.parse_interactive(source.text)
        self.state = self.interactive.parser_state
        self.mistakes: list[Mistake] = []
        self.remarks: list[Remark] = []
        self.broken: set[int] = set()
        self.blocks: list[int] = []
        self.begin: int | None = None
        self.base = 0
        self.skipping = False
        self.depth = 0
        self.lists: list[int] = []

    def run(self) -> Script:
        too_deep = 0
        lex: Callable[[Any], Iterator[Token]] = self.interactive.lexer_thread.lex
        for token in lex(self.state):
            kind = token.type
            if kind in _COMMENTS:
                self._remark(token)
                continue
            if kind == "TEMPLATE":
                continue
            if too_deep:
                too_deep += {"LBRACE": 1, "RBRACE": -1}.get(kind, 0)
                if not too_deep:
                    self._feed(token)
                    self.blocks.pop()
                continue
            if kind == "OPEN_COMMENT":
                self._tell("this comment is not closed: expected */", token, length=2)
                continue
            self._take(self._mended(token))
            if kind == "LBRACE" and len(self.blocks) > DEEPEST_BLOCK:
                self._tell(f"blocks are nested more than {DEEPEST_BLOCK} deep here", token)
                too_deep = 1
            if len(self.mistakes) >= MOST_MISTAKES:
                break
        return Script(self._finish(), tuple(self.remarks), tuple(self.mistakes))

    def _remark(self, token: Token) -> None:
        text = token.value[2:-2] if token.type == "BRACKET_COMMENT" else token.value[1:]
        place = self.source.place(token.start_pos or 0, token.end_pos)
        text = text.rstrip("\r")
        end = place.start + len(token.value.rstrip("\r"))
        self.remarks.append(Remark(text, self.source.place(place.start, end)))

    def _mended(self, token: Token) -> Token:
        """A text that is not closed, or not begun well, told of, as the text that is meant."""
        start = token.start_pos or 0
        match token.type:
            case "OPEN_STRING":
                self._tell('this text is not closed: expected "', token, length=1)
                return self._broken_text(token, "STRING")
            case "OPEN_MULTILINE":
                message = "this text is not closed: expected a line with a single dot"
                self._tell(message, token, length=5)
                return self._broken_text(token, "MULTILINE")
            case "TRAILING_TEXT":
                message = "the text begins on the line after `text:`, nothing else may stand here"
                self._tell(message, token, length=len(token.value.partition("\n")[0].rstrip()))
                return self._broken_text(token, "MULTILINE")
            case "LONG_NUMBER":
                self._tell("this number is too large", token)
                return Token("NUMBER", "0", start, end_pos=token.end_pos)
        if token.type == "IDENTIFIER" and len(token.value) > LONGEST_NAME:
            self._tell(f"a name has at most {LONGEST_NAME} letters", token)
        return token

    def _broken_text(self, token: Token, kind: str) -> Token:
        """The text with an empty value, which says that its end is not where it should be."""
        if self.begin is not None:
            self.broken.add(self.begin)
        value = "" if token.type.startswith("OPEN") else token.value
        return Token(kind, value, token.start_pos, end_pos=token.end_pos)

    def _take(self, token: Token) -> None:
        kind = token.type
        if kind in _BOUNDARIES:
            if self.skipping:
                self._settle(kind)
            self._bound(token)
            return
        if self.skipping:
            return
        if self.begin is None and kind not in _STARTS:
            self._misplaced(token)
            return
        if kind == "OTHER":
            self._mistaken(token)
            return
        if not self._nested(token):
            return
        self._feed(token)

    def _nested(self, token: Token) -> bool:
        """Whether the tests are not nested too deep with this token."""
        kind = token.type
        if kind == "IDENTIFIER":
            self.depth = 0 if self.begin is None else self.depth + 1
            if self.depth > DEEPEST_TEST:
                self._tell(f"tests are nested more than {DEEPEST_TEST} deep here", token)
                self._break()
                return False
        elif kind == "LPAREN":
            self.lists.append(self.depth)
        elif kind == "COMMA" and self.lists:
            self.depth = self.lists[-1]
        elif kind == "RPAREN" and self.lists:
            self.depth = self.lists.pop()
        return True

    def _misplaced(self, token: Token) -> None:
        """Something stands where a command has to begin."""
        if token.value:  # else it is a text without an end, which is told already
            self._tell(f"found {_shown(token)}, expected a command", token)
        self.skipping = True

    def _bound(self, token: Token) -> None:
        if token.type == "SEMICOLON":
            if self.begin is None and not self._fits("SEMICOLON"):
                if not self.skipping:
                    self._tell("found ';', expected a command", token)
            else:
                self._feed(token)
            self._ended()
        elif token.type == "LBRACE":
            if self.begin is None:
                if not self.skipping:
                    self._tell("found '{', expected a command before it", token)
                start = token.start_pos or 0
                self.broken.add(start)
                self.skipping = False
                self._feed(Token("IDENTIFIER", "", start, end_pos=start))
            self._feed(token)
            self.blocks.append(token.start_pos or 0)
            self._ended()
        else:
            self._close(token)

    def _close(self, token: Token) -> None:
        if self.begin is not None:
            if not self.skipping:
                self._mistaken(token)
            self._settle("SEMICOLON")
            self._feed(_made("SEMICOLON", token))
        self._ended()
        if not self.blocks:
            self._tell("found '}', but nothing is open here", token)
            return
        self._feed(token)
        self.blocks.pop()

    def _ended(self) -> None:
        self.begin = None
        self.skipping = False
        self.lists.clear()

    def _feed(self, token: Token) -> None:
        fresh = self.begin is None and token.type == "IDENTIFIER"
        try:
            self.state.feed_token(token)
        except UnexpectedToken:
            if not self.skipping:
                self._mistaken(token)
            if token.type in _BOUNDARIES:
                self._force(token)
            return
        if fresh:
            self.begin = token.start_pos or 0
            self.base = len(self.state.state_stack) - 1

    def _force(self, token: Token) -> None:
        """End the command with a token, whatever of it has to be dropped for that."""
        stack = self.state.state_stack
        while True:
            self._settle(token.type)
            try:
                self.state.feed_token(token)
            except UnexpectedToken:
                # What fits a state may still not fit what it is part of.
                stack.pop()
                self.state.value_stack.pop()
                continue
            return

    def _mistaken(self, token: Token) -> None:
        self._tell(self._complaint(token), token)
        self._break()

    def _break(self) -> None:
        if self.begin is not None:
            self.broken.add(self.begin)
        self.skipping = True

    def _fits(self, kind: str) -> bool:
        return kind in self.state.parse_conf.states[self.state.state_stack[-1]]

    def _settle(self, kind: str) -> None:
        """Drop what a mistake left unfinished, so that the command can end."""
        state = self.state
        if self.begin is None:
            return
        while not self._fits(kind) and len(state.state_stack) > self.base + 1:
            state.state_stack.pop()
            state.value_stack.pop()

    def _finish(self) -> tuple[Any, ...]:
        at = len(self.source.text)
        end = Token("$END", "", at, end_pos=at)
        if self.begin is not None:
            if not (self.skipping or self.begin in self.broken):
                self._tell("found the end of the file, expected ';' or '{'", end)
            self.broken.add(self.begin)
            self._settle("SEMICOLON")
            self._feed(_made("SEMICOLON", end))
            self._ended()
        elif self.blocks and not self.mistakes:
            line = self.source.position(self.blocks[-1]).line
            self._tell(f"expected '}}': the block that begins on line {line} is not closed", end)
        while self.blocks:
            self.blocks.pop()
            self._feed(_made("RBRACE", end))
        tree = self.state.feed_token(end, is_end=True)
        return build(tree, self.source, self.broken)

    def _tell(self, message: str, token: Token, length: int | None = None) -> None:
        start = token.start_pos or 0
        end = token.end_pos or start
        if length is not None:
            end = min(end, start + length)
        line_end = self.source.text.find("\n", start, end)
        if line_end >= 0:
            end = line_end
        self.mistakes.append(Mistake(self.source.place(start, max(start, end)), message))

    def _complaint(self, token: Token) -> str:
        found = _shown(token)
        if token.type == "OTHER":
            return f"found {found}, which means nothing in Sieve"
        names = set(self.state.parse_conf.states[self.state.state_stack[-1]])
        if token.type in ("LBRACE", "SEMICOLON", "RBRACE", "STRING", "MULTILINE"):
            if "RBRACKET" in names and "SEMICOLON" not in names:
                return f"found {found}, expected ',' or the end of the list ']'"
            if "RPAREN" in names and "SEMICOLON" not in names:
                return f"found {found}, expected ',' or the end of the tests ')'"
        if names & {"STRING"} and not names & {"IDENTIFIER", "SEMICOLON"}:
            return f"found {found}, expected a text"
        if names & {"IDENTIFIER"} and not names & {"SEMICOLON", "RPAREN"}:
            return f"found {found}, expected a test"
        if self.lists:
            return f"found {found}, expected ',' or the end of the tests ')'"
        return f"found {found}, expected ';' or '{{'"


def _made(kind: str, at: Token) -> Token:
    """A token that does not stand in the file."""
    return Token(kind, "", at.start_pos, end_pos=at.start_pos)


def _shown(token: Token) -> str:
    if token.type in _SHOWN:
        return _SHOWN[token.type]
    text = token.value if len(token.value) <= 20 else token.value[:19] + "…"
    return f"'{visible(text)}'"
