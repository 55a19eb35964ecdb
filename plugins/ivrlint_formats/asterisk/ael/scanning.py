"""From text to tokens, as the engine's scanner cuts it.

Where a token ends depends on what came before: after the `(` of a call
everything up to its `)` is one text, after `=` everything up to the semicolon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivrlint_formats.asterisk.ael.files import Files
from ivrlint_formats.asterisk.ael.nodes import Token

_IN_WORDS: Final = r"\-a-zA-Z0-9'\"_/.<>*+!#\[\]\x80-\U0010ffff"
_KEYWORDS: Final = (
    "context|abstract|extend|macro|globals|local|ignorepat|switches|eswitches|switch|ifTime|if"
    "|random|regexten|hint|else|goto|jump|return|break|continue|for|while|case|default|pattern"
    "|catch|includes"
)
# The engine drops what it does not know (`%`, `~`, a carriage return). And it
# closes a comment with one star before the slash, never with several.
_BLANK: Final = (
    rf"(?:[^{_IN_WORDS}${{}}();=,:&|@\\]+|\\(?=\n|\Z)"
    r"|//[^\n]*+|/\*(?:[^*]++|\*{2,}+|\*(?!/))*+\*/)*+"
)
_WORD: Final = (
    rf"(?:[{_IN_WORDS}]+|\\.|\$(?![{{\[])|\$\{{[^(){{}}\[\]\\]*+\}}|\$\[[^(){{}}\[\]\\]*+\])*+"
)
_MARKS: Final = {
    "{": "LBRACE", "}": "RBRACE", "(": "LPAR", ")": "RPAR", ";": "SEMI", "=": "EQ",
    ",": "COMMA", ":": "COLON", "&": "AMPER", "|": "BAR", "@": "AT", "=>": "ARROW",
}  # fmt: skip
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_TESTED: Final = frozenset({"IF", "WHILE", "SWITCH", "RANDOM"})
MOST_UNCLOSED: Final = 20
"""After so many brackets that are sought far and in vain the rest of a file is left out."""

_FAR: Final = 4_000


class _Patterns:
    """The compiled expressions, made once for each parse."""

    def __init__(self) -> None:
        self.token = re.compile(
            rf"{_BLANK}(?:({_KEYWORDS})(?![{_IN_WORDS}$])"
            r'|(\#include[ \t]+"[^"]+")'
            r"|(/\*)"
            r"|(=>|[{}();=,:&|@])"
            rf"|(?=[{_IN_WORDS}$\\])({_WORD}))"
        )
        self.blank = re.compile(_BLANK)
        self.word = re.compile(_WORD)
        self.bracket = re.compile(r"(?:[^()\[\]{}\\]++|\\[()\[\]{}]|\\)*+([()\[\]{}])")
        self.bracket_or_semicolon = re.compile(
            r"(?:[^;()\[\]{}\\]++|\\[;()\[\]{}]|\\)*+([;()\[\]{}])"
        )
        self.comment = re.compile(r"//([^\n]*+)|/\*((?:[^*]++|\*{2,}+|\*(?!/))*+)\*/")


class Broken(Exception):  # noqa: N818 - a mistake of the user, not of the program
    """A bracketed text that cannot be read; scanning goes on at `at`."""

    def __init__(self, at: int) -> None:
        self.at = at


class Scanner:
    """The tokens of one file. `comments` are those that speak to ivrlint, as offsets."""

    def __init__(self, files: Files, base: int, patterns: _Patterns) -> None:
        self.files = files
        self.base = base
        self.source = files.find(base)[0]
        self.text = self.source.text
        self.patterns = patterns
        self.unclosed = 0
        self.comments: list[tuple[str, int, int]] = []
        nul = self.text.find("\0")
        if nul >= 0:
            self._tell("this is no text from here on: it holds a NUL character", nul, nul + 1)
            self.text = self.text[:nul]
        self.addressed = "ivrlint" in self.text

    def tokens(self) -> Iterator[Token]:
        """All tokens; one of type BROKEN where a mistake was told already."""
        text, base, match = self.text, self.base, self.patterns.token.match
        before, last, at = "", "", 0
        while self.unclosed < MOST_UNCLOSED:
            found = match(text, at)
            if found is None:
                if self.addressed:
                    self._remember(at, len(text))
                return
            index = found.lastindex
            start, end = found.span(index)  # type: ignore[arg-type]
            if self.addressed and start > at:
                self._remember(at, start)
            kind = ""
            value = found[index]  # type: ignore[index]
            if index == 4:
                kind = _MARKS[value]
            elif index == 1:
                kind = value.upper()
            elif index == 2:
                kind = "INCLUDE"
            elif index == 3:
                self._tell("this comment is not closed: expected `*/`", start, start + 2)
                return
            try:
                if index == 5:
                    kind = "WORD"
                    if end < len(text) and text[end] == "$":
                        end = self._word(end)
                        value = text[start:end]
                if kind == "LPAR":
                    token = self._parenthesis(before, last, start)
                else:
                    token = Token(kind, start + base, end + base, value, start + base)
                before, last, at = last, token.type, token.end - base
                yield token
                if kind == "EQ" and before in ("WORD", "ARGUMENTS"):
                    at = self._value(at)
                    token = Token("VALUE", end + base, at + base, text[end:at], end + base)
                    before, last = last, "VALUE"
                    yield token
            except Broken as broken:
                before, last, at = last, "BROKEN", broken.at
                yield Token("BROKEN", start + base, at + base, text[at : at + 1], start + base)
        self._tell("the brackets do not match: the rest of the file is left out", at, at + 1)

    def _word(self, at: int) -> int:
        """The end of a word in which `${` or `$[` comes, with brackets within, at `at`."""
        text = self.text
        while at < len(text) and text[at] == "$":
            _, at = self._balanced(at + 1, at + 2)
            at = self.patterns.word.match(text, at).end()  # type: ignore[union-attr]
        return at

    def _parenthesis(self, before: str, last: str, start: int) -> Token:
        base, text = self.base, self.text
        if last == "WORD" and before != "MACRO":
            at = start + 1
            if before == "AMPER":
                return self._macro_arguments(start)
            last_at, end = self._balanced(start, at)
            return Token("ARGUMENTS", start + base, end + base, text[at:last_at], at + base)
        if last in _TESTED:
            at = start + 1
            last_at, end = self._balanced(start, at)
            return Token("TEST", start + base, end + base, text[at:last_at], at + base)
        if last == "FOR":
            return self._for_head(start)
        return Token("LPAR", start + base, start + 1 + base, "(", start + base)

    def _macro_arguments(self, start: int) -> Token:
        """The engine looks for the first argument outside of brackets: without blanks before."""
        base, text = self.base, self.text
        after = at = self._blank(start + 1)
        if text[at : at + 1] not in (")", ","):
            found = self.patterns.token.match(text, at)
            if found is None or found.lastindex != 5:
                end = at + 1 if found is None else found.end()
                shown = f"`{text[at:end]}`" if found else "the end of the file"
                self._tell(f"found {shown}, expected an argument or `)`", at, end)
                raise Broken(self._statement_end(at))
            after = found.end()
            if text[after : after + 1] == "$":
                after = self._word(after)
        last, end = self._balanced(start, after)
        return Token("MACRO_ARGUMENTS", start + base, end + base, text[at:last], at + base)

    def _for_head(self, start: int) -> Token:
        base, text = self.base, self.text
        first = self._value(start + 1)
        second = self._value(first + 1)
        last, end = self._balanced(start, second + 1)
        spans = ((start + 1, first), (first + 1, second), (second + 1, last))
        parts = tuple(Token("VALUE", a + base, b + base, text[a:b], a + base) for a, b in spans)
        return Token("FOR_HEAD", start + base, end + base, "", start + base, parts)

    def _balanced(self, opened: int, at: int) -> tuple[int, int]:
        """Where the text of the bracket at `opened` ends, and where the bracket; read from `at` on.

        Where a bracket does not match, the engine goes on as if it stood outside
        of all: a `)` right after it ends the arguments.
        """
        text, bracket = self.text, self.patterns.bracket.match
        stack = [opened]
        while stack:
            found = bracket(text, at)
            if found is None:
                self._unclosed(opened, len(text))
            char, at = found[1], found.end()  # type: ignore[index,union-attr]
            pair = _PAIRS.get(char)
            if pair is None:
                stack.append(at - 1)
                continue
            last = stack.pop()
            if text[last] == pair:
                continue
            if text[opened] == "(":
                after = self._blank(at)
                if text[after : after + 1] == ")":
                    return at, after + 1
            if "\n" in text[last:at]:
                self._unclosed(opened, at)
            self._tell(f"`{char}` closes nothing that is open here", at - 1, at)
            raise Broken(self._statement_end(at))
        return at - 1, at

    def _value(self, start: int) -> int:
        """The offset of the semicolon that ends a value."""
        text, bracket = self.text, self.patterns.bracket_or_semicolon.match
        stack: list[str] = []
        at = start
        while True:
            found = bracket(text, at)
            if found is None:
                end = self._line_end(start)
                self.unclosed += len(text) - start > _FAR
                self._tell("this value is not ended: expected `;`", start, end)
                raise Broken(end)
            char, at = found[1], found.end()
            pair = _PAIRS.get(char)
            if char == ";":
                if "{" in stack:
                    brace = text.index("{", start)
                    self._tell("found a block in a value: expected `=>`?", brace, brace + 1)
                    raise Broken(brace)
                return at - 1
            if pair is None:
                stack.append(char)
            elif not stack or stack.pop() != pair:
                if text[(after := self._blank(at)) : after + 1] == ";":
                    return at
                wanted = "expected `;` before it" if char == "}" else "it closes nothing"
                self._tell(f"found `{char}` in a value: {wanted}", at - 1, at)
                self.unclosed += at - start > _FAR
                raise Broken(at - 1 if char == "}" else self._statement_end(at))

    def _unclosed(self, opened: int, looked: int) -> None:
        self.unclosed += looked - opened > _FAR
        self._tell(f"this `{self.text[opened]}` is not closed", opened, opened + 1)
        raise Broken(self._statement_end(opened + 1))

    def _statement_end(self, at: int) -> int:
        """Where a statement with a mistake ends: at its semicolon or block, else with its line."""
        end = self._line_end(at)
        found = re.search(r"(?<!\$)[{;]", self.text[at:end])
        return at + found.start() if found else end

    def _blank(self, at: int) -> int:
        """The offset of what comes next."""
        return self.patterns.blank.match(self.text, at).end()  # type: ignore[union-attr]

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def _remember(self, start: int, end: int) -> None:
        """Keep the comments between two tokens that name ivrlint."""
        if "ivrlint" not in self.text[start:end]:
            return
        for found in self.patterns.comment.finditer(self.text, start, end):
            words = (found[1] if found[2] is None else found[2]).strip(" \t\r*")
            if "ivrlint" in words:
                self.comments.append((words, *found.span()))

    def _tell(self, message: str, start: int, end: int) -> None:
        self.files.tell(message, start + self.base, end + self.base)


def patterns() -> _Patterns:
    """The expressions that all files of a parse share."""
    return _Patterns()
