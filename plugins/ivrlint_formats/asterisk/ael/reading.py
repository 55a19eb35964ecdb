"""`extensions.ael`: from the text to the dialplan that the engine makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from posixpath import basename, splitext
from typing import TYPE_CHECKING, Final

from ivrlint.formats import Reading
from ivrlint.model import Comment
from ivrlint.places import Source
from ivrlint_formats.asterisk.ael.files import Files
from ivrlint_formats.asterisk.ael.nodes import (
    ContextNode,
    File,
    Globals,
    IgnorePattern,
    Includes,
    Macro,
    Switches,
    Token,
)
from ivrlint_formats.asterisk.ael.scanning import Scanner, patterns
from ivrlint_formats.asterisk.conf.taking import Taker
from ivrlint_formats.asterisk.dialplan.names import name_of
from ivrlint_formats.asterisk.dialplan.nodes import (
    HINT,
    Context,
    Dialplan,
    Directive,
    Entry,
    GlobalVariable,
)

if TYPE_CHECKING:
    from ivrlint_formats.asterisk.ael.steps import Chain, Step

_ELEMENTS: Final = (
    ["REGEXTEN"],
    ["HINT"],
    ["INCLUDES"],
    ["SWITCHES"],
    ["ESWITCHES"],
    ["IGNOREPAT"],
)


def parse_ael(source: Source, reading: Reading) -> Dialplan:
    """The dialplan of an AEL file and all that it includes.

    The context `ael-builtin-h-bubble`, which the engine adds by itself and
    which stands in no file, is left out. A file that holds extensions without a
    context around them is a part of one: it gets the name of the file. Never
    raises for bad content.
    """
    from ivrlint_formats.asterisk.ael.building import Builder
    from ivrlint_formats.asterisk.ael.compiling import Compiler
    from ivrlint_formats.asterisk.ael.parsing import parse
    from ivrlint_formats.grammar_cache import load_lark

    lark = load_lark("ael", transformer=Builder(), start="file", lexer="basic")
    stream = _Stream(source, reading)
    tree = parse(lark, stream.files, stream.tokens())
    variables = _variables(tree, stream.files)
    contexts = _contexts(tree, stream.files)
    known = {variable.name: variable.value for variable in variables}
    _fill(contexts, Compiler(tree).chains, known, stream.files)
    return Dialplan(
        source,
        contexts,
        tuple(variables),
        whole=stream.whole,
        taken=tuple(stream.taker.taken),
        not_taken=tuple(stream.taker.not_taken),
        comments=tuple(stream.comments),
        problems=tuple(stream.files.problems),
        refused=bool(stream.files.problems),
    )


class _Stream:
    """The tokens of a file, with those of its includes in their places."""

    def __init__(self, source: Source, reading: Reading) -> None:
        self.root = source
        self.files = Files(source)
        self.taker = Taker(source, reading)
        self.comments: list[Comment] = []
        self.whole = True

    def tokens(self) -> Iterator[Token]:
        """Every token; those of a part of a context with a context around them."""
        all_tokens = self._all()
        if basename(self.root.path).startswith("extensions.ael"):
            yield from all_tokens
            return
        first = list(islice(all_tokens, 2))
        kinds = [token.type for token in first]
        self.whole = not (kinds == ["WORD", "ARROW"] or kinds[:1] in _ELEMENTS)
        if self.whole:
            yield from first
            yield from all_tokens
            return
        name = splitext(basename(self.root.path))[0]
        for kind, text in (("CONTEXT", "context"), ("WORD", name), ("LBRACE", "{")):
            yield Token(kind, 0, 0, text, 0)
        yield from first
        yield from all_tokens
        end = len(self.root.text)
        yield Token("RBRACE", end, end, "}", end)

    def _all(self) -> Iterator[Token]:
        """Every token as it is written."""
        shared = patterns()
        first = Scanner(self.files, 0, shared)
        open_files = [(first, first.tokens())]
        takes: list[Iterator[Source]] = []
        while True:
            scanner, tokens = open_files[-1]
            token = next(tokens, None)
            if token is not None and token.type != "INCLUDE":
                yield token
                continue
            if token is not None:
                name = token.text[token.text.index('"') + 1 : -1]
                place = self.files.place(token.start, token.end)
                takes.append(self.taker.take(name, place, optional=False))
            else:
                self._note(scanner)
                open_files.pop()
                if not takes:
                    return
                self.taker.leave()
            taken = next(takes[-1], None)
            if taken is None:
                takes.pop()
            else:
                one = Scanner(self.files, self.files.add(taken), shared)
                open_files.append((one, one.tokens()))

    def _note(self, scanner: Scanner) -> None:
        for text, start, end in scanner.comments:
            place = scanner.source.place(start, end)
            line = scanner.source.line_text(place.begin.line)
            after = scanner.text[end:].split("\n", 1)[0] if end < len(scanner.text) else ""
            alone = not line[: place.begin.column - 1].strip() and not after.strip()
            self.comments.append(Comment(text, place, alone))


def _variables(tree: File, files: Files) -> list[GlobalVariable]:
    return [
        GlobalVariable(one.name.text, one.value.text, files.place(one.name.start, one.value.end))
        for node in tree.objects
        if isinstance(node, Globals)
        for one in node.assignments
    ]


def _contexts(tree: File, files: Files) -> dict[str, Context]:
    """The contexts, without extensions; of those with one name the first gives the place."""
    contexts: dict[str, Context] = {}
    for node in tree.objects:
        if isinstance(node, Globals):
            continue
        name = node.name.text
        context = contexts.get(name)
        if context is None:
            source, base = files.find(node.start)
            span = (node.start - base, node.end - base)
            context = Context(name, source, *span, [], [], isinstance(node, Macro))
            contexts[name] = context
        if isinstance(node, ContextNode):
            _directives(node, context, files)
    return contexts


def _directives(node: ContextNode, context: Context, files: Files) -> None:
    known = {(one.kind, one.value.lower()) for one in context.directives}

    def add(kind: str, value: str, name: str, start: int, end: int) -> None:
        if (kind, value.lower()) in known:
            return
        known.add((kind, value.lower()))
        source, base = files.find(start)
        context.directives.append(Directive(kind, value, name, source, start - base, end - base))

    for element in node.elements:
        if isinstance(element, Includes):
            for one in element.contexts:
                name, times = one.name, one.times
                value = name.text if times is None else ",".join((name.text, *times.texts))
                end = name.end if times is None else times.end
                add("include", value, name.text, name.start, end)
        elif isinstance(element, Switches):
            for value, start, end in element.items:
                add("switch", value, value, start, end)
        elif isinstance(element, IgnorePattern):
            value = element.pattern.text
            add("ignorepat", value, value, element.start, element.end)


def _fill(
    contexts: dict[str, Context], chains: list[Chain], variables: dict[str, str], files: Files
) -> None:
    """Number the steps and put them into their contexts; what comes first keeps its place."""
    from ivrlint_formats.asterisk.ael.steps import in_order

    ordered = in_order(chains)
    for chain in ordered:
        number = chain.first
        for step in chain.steps:
            step.number = number
            number += step.label is None
    taken: set[tuple[str, object, int]] = set()
    for chain in ordered:
        context = contexts[chain.context]
        text = _substituted(chain.name, variables) if "${" in chain.name else chain.name
        name = name_of(text if chain.cid is None else f"{text}/{chain.cid}")
        label = None
        steps = chain.steps
        if chain.hint is not None:
            chain.hint.number = HINT
            steps = [chain.hint, *steps]
        for step in steps:
            if step.label is not None:
                label = step.label
                continue
            key = (context.name, name.key, step.number)
            if key not in taken:
                taken.add(key)
                step.arguments += _tail(step)
                context.entries.append(_entry(name.exten, name.cid, label, step, files))
            label = None


def _entry(exten: str, cid: str | None, label: str | None, step: Step, files: Files) -> Entry:
    source, base = files.find(step.start)
    end = min(step.end - base, len(source.text))
    arguments_at, anchors = step.arguments_at, step.anchors
    if base and arguments_at >= 0:
        arguments_at -= base
        anchors = tuple((at, offset - base) for at, offset in anchors)
    return Entry(
        exten,
        cid,
        step.number,
        label,
        step.application,
        step.arguments,
        source,
        step.start - base,
        end,
        step.at - base,
        arguments_at,
        anchors if arguments_at >= 0 else (),
    )


def _tail(step: Step) -> str:
    """What the numbers of other steps add to the arguments."""
    tail, to = step.tail, step.to
    if not tail:
        return ""
    if tail == "time":
        return f"?{step.number + 2}"
    if to is None:
        return ""
    if tail == "go":
        if to.ends_switch is not None:
            return f"{to.ends_switch.name},{to.number}"
        return str(to.number + to.skips)
    return f"?{step.number + 1}:{to.number + step.has_else}"


def _substituted(name: str, variables: dict[str, str]) -> str:
    """An extension whose name holds global variables; one that is not known stays."""
    return re.sub(r"\$\{([^${}]*)\}", lambda found: variables.get(found[1], found[0]), name)
