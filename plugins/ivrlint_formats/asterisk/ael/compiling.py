"""From the syntax tree to extensions, as the engine compiles AEL: step by step the same.

A case of a switch becomes an extension of its own (`sw_1_value`), whose
priorities begin at 10. Loops and conditions become GotoIf and Goto. Nothing
here calls itself: what is nested is a generator, run by `_run`.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Final

from ivrlint_formats.asterisk.ael.labels import Labels
from ivrlint_formats.asterisk.ael.nodes import (
    Assignment,
    Block,
    Call,
    Case,
    Catch,
    ContextNode,
    Extension,
    File,
    For,
    Goto,
    If,
    Label,
    Leave,
    Macro,
    MacroCall,
    Statement,
    Switch,
    Times,
    Token,
    While,
)
from ivrlint_formats.asterisk.ael.steps import Anchors, Chain, Step

_LONGEST_NAME: Final = 1999
"""The engine cuts the names of control structures here."""

MACRO_EXTENSION: Final = "~~s~~"
"""The extension that holds the statements of a macro."""

Work = Generator[Any, None, None]


class Compiler:
    """Compiles one file. `chains` are its extensions in the engine's order."""

    def __init__(self, tree: File) -> None:
        self.chains: list[Chain] = []
        self.labels = Labels(tree)
        self.gotos: list[tuple[Step, Goto, int, int]] = []
        self.count = 0
        self.object = self.element = 0
        for self.object, node in enumerate(tree.objects):
            self.element = 0
            if isinstance(node, Macro):
                self._macro(node)
            elif isinstance(node, ContextNode):
                for self.element, element in enumerate(node.elements):
                    if isinstance(element, Extension):
                        self._extension(element, node.name.text)
        for step, goto, at_object, at_element in self.gotos:
            self._into_cases(step, goto, at_object, at_element)

    def _macro(self, node: Macro) -> None:
        chain = Chain(MACRO_EXTENSION, node.name.text, span=(node.start, node.end))
        for number, parameter in enumerate(node.parameters, 1):
            text = f"LOCAL({parameter.text})=${{ARG{number}}}"
            anchors = ((0, parameter.start), (6, parameter.start))
            at = parameter.start
            chain.link(Step("MSet", text, at, parameter.end, at, at, anchors), None)
        _run(self._statements(chain, node.name.text, node.statements, None, node.has_switch))
        last = node.statements[-1] if node.statements else None
        if not (isinstance(last, Leave) and last.kind == "return"):
            span = (node.close, node.close + 1, node.close)
            chain.link(Step("Return", "", *span), None)
        self.chains.append(chain)

    def _extension(self, node: Extension, context: str) -> None:
        name, slash, cid = node.name.partition("/")
        chain = Chain(name, context, cid if slash else None, span=(node.start, node.end))
        if node.hint is not None:
            hint = node.hint
            chain.hint = Step(hint.text, "", node.start, node.end, hint.at)
        chain.first = 2 if node.is_regexten else 1
        _run(self._statements(chain, context, node.statements, None, node.has_switch))
        if chain.steps and (label := chain.steps[-1].label) is not None:
            last = chain.steps[-1]
            text = f"A NoOp to follow a trailing label {label}"
            chain.link(Step("NoOp", text, last.start, last.end, last.at), None)
        self.chains.append(chain)

    def _statements(
        self,
        chain: Chain,
        name: str,
        statements: list[Statement],
        mother: Chain | None,
        has_switch: bool,
    ) -> Work:
        if (mother is not None and not mother.checked) or not chain.checked:
            self._keep_dialled(chain, mother, has_switch)
        for statement in statements:
            if isinstance(statement, Call):
                self._call(chain, statement, mother)
            elif isinstance(statement, Block):
                yield self._statements(
                    chain, name, statement.statements, mother, statement.has_switch
                )
            elif isinstance(statement, If):
                yield self._if(chain, name, statement, mother)
            elif isinstance(statement, Assignment):
                chain.link(_assignment(statement), mother)
            elif isinstance(statement, MacroCall):
                chain.link(_macro_call(statement), mother)
            elif isinstance(statement, Goto):
                self._goto(chain, statement, mother)
            elif isinstance(statement, Label):
                self._label(chain, statement, mother)
            elif isinstance(statement, Leave):
                self._leave(chain, statement, mother)
            elif isinstance(statement, While):
                yield self._while(chain, name, statement, mother)
            elif isinstance(statement, For):
                yield self._for(chain, name, statement, mother)
            elif isinstance(statement, Switch):
                yield self._switch(chain, name, statement, mother)
            elif isinstance(statement, Catch):
                yield self._catch(chain, statement, mother)

    def _keep_dialled(
        self,
        chain: Chain,
        mother: Chain | None,
        has_switch: bool,
    ) -> None:
        """Before the first switch the number that was dialled is put aside."""
        chains = [chain] if mother is None else [mother, chain]
        if has_switch and not chains[0].has_switch:
            start, end = chain.span
            for again in (False, True) if chains[0].name == MACRO_EXTENSION else (True,):
                local = chains[0].name == MACRO_EXTENSION and not (again and mother is not None)
                text = f"{'LOCAL(~~EXTEN~~)' if local else '~~EXTEN~~'}=${{EXTEN}}"
                chain.link(Step("MSet", text, start, end, start), mother)
                for one in chains:
                    one.has_switch = one.checked = True
        elif not has_switch:
            for one in chains:
                one.checked = True

    def _call(self, chain: Chain, call: Call, mother: Chain | None) -> None:
        name, arguments = call.name, call.arguments
        if name.text.lower() == "goto" and arguments is not None:
            targets = _split(arguments)
            self._goto(chain, Goto(targets, name.start, arguments.end), mother)
            return
        if arguments is None:
            step = Step(name.text, "", name.start, name.end, name.start)
        else:
            step = Step(
                name.text, arguments.text, name.start, arguments.end, name.start, arguments.at
            )
        chain.link(step, mother)

    def _goto(self, chain: Chain, goto: Goto, mother: Chain | None) -> None:
        targets = goto.targets[:3]
        text = ",".join(target.text for target in targets)
        anchors = _anchors(targets, 0)
        if len(targets) == 1 and mother is not None:
            text = f"{mother.name},{text}"
            anchors = _anchors(targets, len(mother.name) + 1)
        at = anchors[0][1] if anchors else -1
        step = Step("Goto", text, goto.start, goto.end, goto.start, at, anchors)
        chain.link(step, mother)
        self.gotos.append((step, goto, self.object, self.element))

    def _into_cases(self, step: Step, goto: Goto, at_object: int, at_element: int) -> None:
        """A label in a case: the goto names the extension that the case has become."""
        targets = goto.targets[:3]
        texts = [target.text for target in targets]
        if not texts or any("${" in text for text in texts):
            return
        chain = self.labels.find(texts, at_object, at_element)
        if chain is None or not chain.is_case:
            return
        label = targets[-1]
        before = f"{texts[0]},{chain.name}," if len(texts) == 3 else f"{chain.name},"
        step.arguments = before + label.text
        step.anchors = ((0, label.start), (len(before), label.start))
        step.arguments_at = label.start

    def _label(self, chain: Chain, node: Label, mother: Chain | None) -> None:
        name = node.name
        chain.link(Step("", "", name.start, name.end, name.start, label=name.text), mother)
        self.labels.add(name.text, self.object, self.element, chain)

    def _leave(self, chain: Chain, leave: Leave, mother: Chain | None) -> None:
        span = (leave.start, leave.end, leave.start)
        if leave.kind == "return":
            chain.link(Step("Return", "", *span), mother)
            return
        to = chain.leave if leave.kind == "break" else chain.again
        chain.link(Step("Goto", "", *span, tail="go", to=to), mother)

    def _for(self, chain: Chain, name: str, node: For, mother: Chain | None) -> Work:
        self.count += 1
        saved = chain.leave, chain.again
        inner = f"for_{name}_{self.count}"[:_LONGEST_NAME]
        first, test, each = node.head.parts
        span = (node.start, node.head.end, node.start)
        end = Step("NoOp", f"Finish for_{name}_{self.count}"[:_LONGEST_NAME], *span)
        step = _for_part(each)
        begin = _for_part(first, "MSet")
        check = _test(test, node.start, node.head.end)
        check.tail, check.to = "loop", end
        chain.link(begin, mother)
        chain.link(check, mother)
        chain.leave, chain.again = end, step
        yield self._statements(chain, inner, node.body, mother, node.has_switch)
        chain.link(step, mother)
        chain.link(Step("Goto", "", *span, tail="go", to=check), mother)
        chain.link(end, mother)
        chain.leave, chain.again = saved

    def _while(self, chain: Chain, name: str, node: While, mother: Chain | None) -> Work:
        self.count += 1
        saved = chain.leave, chain.again
        inner = f"while_{name}_{self.count}"[:_LONGEST_NAME]
        span = (node.start, node.test.end, node.start)
        end = Step("NoOp", f"Finish while_{name}_{self.count}"[:_LONGEST_NAME], *span)
        check = _test(node.test, node.start, node.test.end)
        check.tail, check.to = "loop", end
        chain.link(check, mother)
        chain.leave, chain.again = end, check
        yield self._statements(chain, inner, node.body, mother, node.has_switch)
        chain.link(Step("Goto", "", *span, tail="go", to=check), mother)
        chain.link(end, mother)
        chain.leave, chain.again = saved

    def _if(self, chain: Chain, name: str, node: If, mother: Chain | None) -> Work:
        self.count += 1
        kind = "iftime" if node.kind == "ifTime" else "if"
        inner = f"{kind}_{name}_{self.count}"[:_LONGEST_NAME]
        stop = node.test.end
        span = (node.start, stop, node.start)
        end = Step("NoOp", f"Finish {kind}_{name}_{self.count}"[:_LONGEST_NAME], *span)
        skip = Step("Goto", "", *span, tail="go", to=end) if node.otherwise else None
        if isinstance(node.test, Times):
            times = node.test
            check = Step("GotoIfTime", ",".join(times.texts), *span, tail="time")
            chain.link(check, mother)
            if skip is not None:
                skip.skips = True
            chain.link(Step("Goto", "", *span, tail="go", to=skip or end), mother)
        else:
            random = node.kind == "random"
            check = _test(node.test, node.start, stop, random=random)
            check.tail, check.to, check.has_else = "if", skip or end, skip is not None
            chain.link(check, mother)
        yield self._statements(chain, inner, node.body, mother, node.has_switch)
        if skip is not None:
            chain.link(skip, mother)
            yield self._statements(chain, inner, node.otherwise, mother, node.has_switch)
        chain.link(end, mother)

    def _switch(self, chain: Chain, name: str, node: Switch, mother: Chain | None) -> Work:
        self.count += 1
        count = self.count
        saved = chain.leave, chain.again
        span = (node.start, node.test.end, node.start)
        prefix = f"sw_{count}_"
        test = node.test
        anchors = ((0, test.start), (len(prefix), test.at), (len(prefix + test.text), test.end))
        go = Step("Goto", f"{prefix}{test.text},10", *span, test.start, anchors)
        end = Step("NoOp", f"Finish switch_{name}_{count}"[:_LONGEST_NAME], *span)
        end.ends_switch = chain
        chain.link(go, mother)
        chain.link(end, mother)
        chain.leave, chain.again = end, None
        cases = list(node.cases)
        if not any(case.kind == "default" for case in cases):
            # The engine adds one, with a warning.
            cases.append(Case("default", None, [], node.start, node.test.end, has_switch=False))
        for index, case in enumerate(cases):
            following = cases[index + 1] if index + 1 < len(cases) else None
            yield self._case(chain, name, count, case, following, end, mother)
        chain.leave, chain.again = saved

    def _case(
        self,
        chain: Chain,
        name: str,
        count: int,
        case: Case,
        following: Case | None,
        end: Step,
        mother: Chain | None,
    ) -> Work:
        value = case.value.text if case.value else ""
        span = (case.start, case.end, case.start)
        shown = value or "default"
        if case.kind == "case":
            own = chain.case(f"sw_{count}_{value}", mother)
        elif case.kind == "pattern":
            own = chain.case(f"_sw_{count}_{value}", mother)
        else:
            own = chain.case(f"_sw_{count}_.", mother)
            shown = "default"
            # The pattern does not match what is empty: a case of its own does.
            empty = chain.follow(chain.case(f"sw_{count}_", mother))
            empty.is_case, empty.first = True, 10
            empty.link(Step("Goto", f"sw_{count}_.,10", *span), mother)
        own.is_case, own.first = True, 10
        own.span = (case.start, case.end)
        own.leave, own.again = chain.leave, chain.again
        chain.follow(own)
        inner = f"sw_{name}_{shown}_{count}"[:_LONGEST_NAME]
        yield self._statements(own, inner, case.statements, chain, case.has_switch)
        last = case.statements[-1] if case.statements else None
        leaves = isinstance(last, Leave) and last.kind != "continue"
        if leaves or isinstance(last, Goto) or _is_goto(last):
            return
        if following is None:
            own.link(Step("Goto", "", *span, tail="go", to=end), mother)
            return
        text = following.value.text if following.value else "."
        if following.kind == "pattern":
            text = _matching(text)
        own.link(Step("Goto", f"sw_{count}_{text},10", *span), mother)

    def _catch(self, chain: Chain, node: Catch, mother: Chain | None) -> Work:
        self.count += 1
        own = chain.follow(chain.case(node.name.text, mother))
        own.span = (node.start, node.name.end)
        inner = f"catch_{node.name.text}_{self.count}"[:_LONGEST_NAME]
        yield self._statements(own, inner, node.statements, mother, node.has_switch)


def _run(work: Work) -> None:
    """Run work that asks for other work to be done first."""
    waiting = [work]
    while waiting:
        inner = next(waiting[-1], None)
        if inner is None:
            waiting.pop()
        else:
            waiting.append(inner)


def _is_goto(statement: Statement | None) -> bool:
    return (
        isinstance(statement, Call)
        and statement.arguments is not None
        and statement.name.text.lower() == "goto"
    )


def _split(arguments: Token) -> tuple[Token, ...]:
    """The arguments of a Goto; a comma between parentheses separates nothing."""
    parts: list[Token] = []
    depth = begin = 0
    text = arguments.text
    for index, char in enumerate(f"{text},"):
        if char == "," and (not depth or index == len(text)):
            at = arguments.at + begin
            parts.append(Token("WORD", at, arguments.at + index, text[begin:index], at))
            begin = index + 1
        elif char in "()":
            depth += 1 if char == "(" else -1
    return tuple(parts)


def _anchors(targets: tuple[Token, ...], before: int) -> Anchors:
    """The way back from joined targets to the file; nothing where they change places."""
    anchors: list[tuple[int, int]] = []
    offset = before
    for target in targets:
        if anchors and target.at < anchors[-1][1]:
            return ()
        anchors.append((offset, target.at))
        offset += len(target.text) + 1
    if before and anchors:
        anchors.insert(0, (0, anchors[0][1]))
    return tuple(anchors)


def _assignment(node: Assignment) -> Step:
    """`x=y;` is computed: `MSet(x=$[y])`; spaces before the first `=` go."""
    first = node.local or node.name
    name = node.name.text
    if node.arguments is not None:
        name = f"{name}({node.arguments.text})"
    prefix = "LOCAL(" if node.local else ""
    after = ")" if node.local else ""
    left, equals, right = f"{prefix}{name}{after}=$[{node.value.text}]".partition("=")
    left = left.translate(dict.fromkeys(map(ord, " \n\r\t")))
    anchors = [(0, first.start)]
    if prefix:
        anchors.append((len(prefix), node.name.start))
    inside = f"{left}{equals}{right}".find("$[" + node.value.text + "]", len(left)) + 2
    anchors.append((inside, node.value.at))
    span = (first.start, node.value.end, first.start, first.start)
    return Step("MSet", f"{left}{equals}{right}", *span, tuple(anchors))


def _macro_call(node: MacroCall) -> Step:
    name, arguments = node.name, node.arguments
    text = f"{name.text},{MACRO_EXTENSION},1"
    anchors = [(0, name.start), (len(name.text), name.end)]
    if arguments.text:
        anchors.append((len(text) + 1, arguments.at))
        text = f"{text}({arguments.text})"
    span = (node.start, arguments.end, node.start, name.start)
    return Step("Gosub", text, *span, tuple(anchors))


def _test(test: Token, start: int, end: int, *, random: bool = False) -> Step:
    before, after = ("$[${RAND(0,99)} < (", ")]") if random else ("$[", "]")
    text = f"{before}{test.text}{after}"
    anchors = (
        (0, start),
        (len(before), test.at),
        (len(before + test.text), test.at + len(test.text)),
    )
    return Step("GotoIf", text, start, end, start, start, anchors)


def _for_part(part: Token, otherwise: str = "") -> Step:
    """The beginning or the step of a `for`: an assignment, a macro or an application."""
    text = part.text
    left, equals, right = text.partition("=")
    begin = part.at + len(text) - len(text.lstrip(" \t\n\v\f\r"))
    span = (begin, part.end, begin)
    if equals:
        name = left.translate(dict.fromkeys(map(ord, " \n\r\t")))
        anchors = ((0, begin), (len(name) + 3, part.at + len(left) + 1))
        return Step("MSet", f"{name}=$[{right}]", *span, begin, anchors)
    call = text.strip(" \t\n\v\f\r")
    is_macro = call.startswith("&")
    if is_macro:
        call = call[1:].lstrip(" \t\n\v\f\r")
    name, bracket, arguments = call.partition("(")
    arguments = arguments.rpartition(")")[0] if ")" in arguments else arguments
    if is_macro:
        joined = f"{name},{arguments}" if bracket else name
        return Step("Gosub", joined, *span)
    if not bracket:
        return Step(otherwise, "", *span)
    return Step(name, arguments, *span, part.at + text.find("(") + 1)


def _matching(pattern: str) -> str:
    """Something that a pattern matches, as the engine makes it up."""
    result = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char in "xnzXNZ":
            result.append("9")
        elif char == "[":
            close = pattern.find("]", at + 1)
            if close < 0:
                result.append(pattern[at:])
                break
            if pattern[close + 1 : close + 2] == "]":
                close += 1
            result.append(pattern[at + 1])
            at = close
        else:
            result.append(char)
        at += 1
    return "".join(result)
