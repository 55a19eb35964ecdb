"""From what the parser reduces to the syntax tree: lark's embedded transformer.

It knows no file and keeps nothing: offsets come from tokens alone.
"""

from __future__ import annotations

from typing import Any

from lark import Transformer

from ivrlint_formats.asterisk.ael.nodes import (
    Assignment,
    Block,
    Call,
    Case,
    Catch,
    ContextNode,
    Element,
    Extension,
    File,
    For,
    Globals,
    Goto,
    If,
    IgnorePattern,
    Included,
    Includes,
    Label,
    Leave,
    Macro,
    MacroCall,
    Statement,
    Switch,
    Switches,
    Times,
    Token,
    While,
)

Parts = list[Any]


class Builder(Transformer[Any, File]):
    """One method for each rule of the grammar."""

    def file(self, parts: Parts) -> File:
        """The whole file."""
        return File(_kept(parts))

    def context(self, parts: Parts) -> ContextNode:
        """A context; its name stands before the first brace."""
        brace = next(
            index for index, part in enumerate(parts) if getattr(part, "type", "") == "LBRACE"
        )
        name = parts[brace - 1]
        elements: list[Element] = _kept(parts[brace + 1 : -1])
        return ContextNode(name, elements, parts[0].start, name.end)

    def macro(self, parts: Parts) -> Macro:
        """A macro."""
        first, name, _, parameters, close, _, *rest, end = parts
        statements: list[Statement] = _kept(rest)
        switch = _has_switch(statements)
        return Macro(name, parameters, statements, first.start, close.end, end.start, switch)

    def parameters(self, parts: Parts) -> list[Token]:
        """The names of a macro's arguments."""
        return [part for part in parts if part.type == "WORD"]

    def globals(self, parts: Parts) -> Globals:
        """Variables."""
        return Globals(parts[2:-1])

    def extension(self, parts: Parts) -> Extension:
        """An extension, its name as the engine joins it."""
        arrow = next(i for i, part in enumerate(parts) if getattr(part, "type", "") == "ARROW")
        name: Token = parts[arrow - 1]
        hint = None
        is_regexten = False
        for part in parts[: arrow - 1]:
            if part.type == "REGEXTEN":
                is_regexten = True
            else:
                hint = part
        body: list[Statement] = _kept(parts[arrow + 1 :])
        switch = _has_switch(body)
        start, end = parts[0].start, name.end
        return Extension(name.text, start, end, body, hint, is_regexten, switch)

    def hint(self, parts: Parts) -> Token:
        """The text of a hint: words are joined with a space, signs are not."""
        text, after_word = "", False
        for part in parts[2:-1]:
            is_word = part.type == "WORD"
            text += f" {part.text}" if is_word and after_word else part.text
            after_word = is_word
        return Token("HINT_TEXT", parts[0].start, parts[-1].end, text, parts[2].start)

    def exten_name(self, parts: Parts) -> Token:
        """`number` or `number@context`."""
        return _joined(parts)

    switched = exten_name

    def includes(self, parts: Parts) -> Includes:
        """Contexts to look in."""
        return Includes([part for part in parts if isinstance(part, Included)])

    def included(self, parts: Parts) -> Included:
        """One of them."""
        return Included(parts[0], parts[2] if len(parts) > 1 else None)

    def switches(self, parts: Parts) -> Switches:
        """Dialplans elsewhere."""
        found = (part for part in parts if part.type == "JOINED")
        # The engine keeps the kind of a switch and its data apart.
        named = ((part.text if "/" in part.text else f"{part.text}/", part) for part in found)
        return Switches([(text, part.start, part.end) for text, part in named])

    def ignorepat(self, parts: Parts) -> IgnorePattern:
        """A pattern after which the dial tone goes on."""
        return IgnorePattern(parts[2], parts[0].start, parts[2].end)

    def times(self, parts: Parts) -> Times:
        """Hours, days of the week, days of the month, months."""
        first, second, third, fourth = (part for part in parts if part.type == "JOINED")
        texts = (first.text, second.text, third.text, fourth.text)
        return Times(texts, first.start, fourth.end)

    def time_range(self, parts: Parts) -> Token:
        """`from-to`."""
        return _joined(parts)

    def joined(self, parts: Parts) -> Token:
        """Words that the engine writes together."""
        return _joined(parts)

    goal = joined

    def catch(self, parts: Parts) -> Catch:
        """An extension within a macro."""
        statements: list[Statement] = _kept(parts[3:-1])
        return Catch(parts[1], statements, parts[0].start, _has_switch(statements))

    def block(self, parts: Parts) -> Block:
        """Statements between braces."""
        statements: list[Statement] = _kept(parts[1:-1])
        return Block(statements, _has_switch(statements))

    def assignment(self, parts: Parts) -> Assignment:
        """A variable or a function, and its value."""
        local = parts[0] if parts[0].type == "LOCAL" else None
        name = parts[1 if local else 0]
        arguments = parts[-4] if parts[-4].type == "ARGUMENTS" else None
        return Assignment(name, arguments, parts[-2], local)

    def call(self, parts: Parts) -> Call:
        """An application."""
        return Call(parts[0], parts[1] if len(parts) > 2 else None)

    def macro_call(self, parts: Parts) -> MacroCall:
        """A macro, called."""
        return MacroCall(parts[1], parts[2], parts[0].start)

    def goto(self, parts: Parts) -> Goto:
        """One to three parts."""
        targets = tuple(part for part in parts[1:-1] if part.type in ("JOINED", "DEFAULT"))
        return Goto(targets, parts[0].start, targets[-1].end)

    def jump(self, parts: Parts) -> Goto:
        """An extension, perhaps a priority (else 1), perhaps a context."""
        start, end = parts[0].start, parts[-2].end
        exten = parts[1]
        priority = parts[3] if parts[2].type == "COMMA" else Token("WORD", end, end, "1", end)
        if parts[-3].type == "AT":
            return Goto((parts[-2], exten, priority), start, end)
        return Goto((exten, priority), start, end)

    def label(self, parts: Parts) -> Label:
        """A name for the next priority."""
        return Label(parts[0])

    def leave(self, parts: Parts) -> Leave:
        """The way out."""
        return Leave(parts[0].text, parts[0].start, parts[0].end)

    def while_(self, parts: Parts) -> While:
        """A loop."""
        body: list[Statement] = _kept(parts[2:])
        return While(parts[1], body, parts[0].start, _has_switch(body))

    def for_(self, parts: Parts) -> For:
        """A loop with a head."""
        body: list[Statement] = _kept(parts[2:])
        return For(parts[1], body, parts[0].start, _has_switch(body))

    def switch(self, parts: Parts) -> Switch:
        """The ways of a value."""
        return Switch(parts[1], parts[3:-1], parts[0].start)

    def case(self, parts: Parts) -> Case:
        """One of them."""
        first = parts[0]
        value = parts[1] if parts[1].type == "WORD" else None
        colon = 2 if value else 1
        statements: list[Statement] = _kept(parts[colon + 1 :])
        switch = _has_switch(statements)
        return Case(first.text, value, statements, first.start, parts[colon].end, switch)

    def if_(self, parts: Parts) -> If:
        """A condition; a body that is only `;` is nothing, and so is an `else;`."""
        first = parts[0]
        test, after = (parts[1], 2) if first.type != "IFTIME" else (parts[2], 4)
        rest = parts[after:]
        body: list[Statement] = _kept(rest[:1])
        otherwise: list[Statement] = _kept(rest[2:])
        switch = _has_switch(body) or _has_switch(otherwise)
        return If(first.text, test, body, otherwise, first.start, switch)


def _kept(parts: Parts) -> Parts:
    """Without the semicolons that stand alone."""
    return [part for part in parts if not isinstance(part, Token)]


def _joined(parts: Parts) -> Token:
    text = parts[0].text if len(parts) == 1 else "".join(part.text for part in parts)
    return Token("JOINED", parts[0].start, parts[-1].end, text, parts[0].at)


def _has_switch(statements: list[Statement]) -> bool:
    return any(isinstance(s, Switch) or getattr(s, "has_switch", False) for s in statements)
