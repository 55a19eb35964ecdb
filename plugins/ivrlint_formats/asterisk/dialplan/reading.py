"""From a configuration file to the dialplan that the engine makes of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from posixpath import basename
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import Problem
from ivrlint_formats.asterisk.conf.nodes import Conf, Section, Setting
from ivrlint_formats.asterisk.dialplan.names import Name, key_of, matches, name_of
from ivrlint_formats.asterisk.dialplan.nodes import (
    HINT,
    Context,
    Dialplan,
    Directive,
    Entry,
    GlobalVariable,
)
from ivrlint_formats.asterisk.dialplan.priorities import (
    NEXT,
    SAME,
    Priority,
    after_name,
    priority_of,
)
from ivrlint_formats.asterisk.dialplan.variables import substitute

_TRUE: Final = frozenset({"yes", "true", "y", "t", "1", "on"})
_SWITCHES: Final = ("switch", "lswitch", "eswitch")
_INVALID: Final = "invalid-value"
MOST_PATTERNS: Final = 20
"""Patterns with the same label that an extension without it is matched against."""


def read_dialplan(conf: Conf) -> Dialplan:
    """The contexts, globals and settings of a dialplan file; never raises."""
    loader = _Loader(conf)
    for section in conf.sections:
        if section.is_template:
            continue
        name = section.name.lower()
        if name == "globals":
            loader.globals(section)
    for section in conf.sections:
        if not section.is_template and section.name.lower() not in ("general", "globals"):
            loader.context(section)
    loader.unite()
    return Dialplan(
        conf.source,
        loader.contexts,
        tuple(loader.variables),
        _autofallthrough(conf),
        _is_whole(conf),
        conf.taken,
        conf.not_taken,
        conf.comments,
        conf.problems if conf.refused else (*conf.problems, *loader.problems),
        conf.refused,
    )


def _is_whole(conf: Conf) -> bool:
    return basename(conf.source.path).startswith("extensions.conf")


def _autofallthrough(conf: Conf) -> bool:
    for section in conf.sections:
        if section.name.lower() == "general" and not section.is_template:
            for setting in section.settings:
                if setting.name.lower() == "autofallthrough":
                    return setting.value.lower() in _TRUE
            return True
    return True


@dataclass(slots=True)
class _Chain:
    """The priorities of one extension, and which label stands at which."""

    name: Name
    lowest: int
    priorities: set[int]
    labels: dict[str, int]


class _Loader:
    def __init__(self, conf: Conf) -> None:
        self.conf = conf
        self.contexts: dict[str, Context] = {}
        self.chains: dict[str, dict[tuple[str, str | None], _Chain]] = {}
        self.variables: list[GlobalVariable] = []
        self.values: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.told: set[tuple[int, int]] = set()
        self.names: dict[str, Name] = {}
        self.priorities: dict[str, Priority] = {}
        self.included: dict[str, set[tuple[str, str]]] = {}
        self.patterns: dict[tuple[str, str], list[_Chain]] = {}
        self.aliased: dict[str, Context] = {}
        self.all_known = not conf.not_taken and _is_whole(conf)

    def globals(self, section: Section) -> None:
        """`[globals]`: each value may use those before it."""
        for setting in section.settings:
            value = self._filled(setting.value)
            self.variables.append(GlobalVariable(setting.name, value, setting.place))
            self.values[setting.name] = value

    def context(self, section: Section) -> None:
        """One section of a context; the next one of its name goes on where it ends."""
        name = section.name
        context = self.contexts.get(name)
        if context is None:
            context = Context(name, section.source, section.start, section.end, [], [])
            self.contexts[name] = context
            self.chains[name] = {}
        chains = self.chains[name]
        entries = context.entries
        names = self.names
        priorities = self.priorities
        chain: _Chain | None = None
        known: Name | None = None
        last_text = ""
        last: int | None = None
        for setting in section.settings:
            kind = setting.name
            value = setting.value
            if kind not in ("exten", "same"):
                kind = kind.lower()
                if kind.startswith("same"):
                    kind = "same"
                elif kind != "exten":
                    self._directive(context, setting, kind)
                    continue
            begin = 0
            if kind == "exten":
                begin = after_name(value)
                text = value[: begin - 1] if begin else value
                if text != last_text:
                    chain, last_text = None, text
                if not begin:
                    begin = len(value)
            elif not last_text or (known is not None and known.is_empty):
                self._problem(
                    setting,
                    "no extension stands before this line in its section, and the engine drops "
                    "it: begin with `exten => NAME,1,…`",
                    rule=_INVALID,
                )
                continue
            if chain is None or known is None:
                known = names.get(last_text)
                if known is None:
                    known = names[last_text] = name_of(self._filled(last_text))
                chain = chains.get(known.key)
                if chain is not None and chain.name.exten != known.exten:
                    self.aliased[name] = context
                if chain is None:
                    chain = chains[known.key] = _Chain(known, 1 << 31, set(), {})
            comma = value.find(",", begin)
            end = comma if comma >= 0 else len(value)
            written = value[begin:end]
            priority = priorities.get(written)
            if priority is None:
                priority = priorities[written] = priority_of(written)
            number = priority.number
            if number is None:
                number = self._number(setting, priority, last, chain, name)
                if number is None:
                    continue
            elif number < 1 and number != HINT:
                self._problem(
                    setting,
                    f"`{priority.word[:40]}` is no priority, and the engine drops this line: "
                    "priorities count from 1",
                    rule=_INVALID,
                )
                continue
            if not number:
                self._problem(
                    setting,
                    "`n` after a hint is priority 0, and the engine drops this line: "
                    "write 1 instead of `n`",
                    rule=_INVALID,
                )
                continue
            number += priority.plus
            last = number
            if not known.exten:
                self._problem(
                    setting,
                    "the name of this extension is empty, and the engine drops the line: "
                    "write `exten => NAME,1,…`",
                    rule=_INVALID,
                )
                continue
            if number in chain.priorities:
                continue
            label = priority.label or None
            if label is not None:
                if label in chain.labels:
                    label = None
                else:
                    chain.labels[label] = number
                    if known.exten[:1] == "_":
                        self.patterns.setdefault((name, label), []).append(chain)
            chain.priorities.add(number)
            if number < chain.lowest:
                chain.lowest, chain.name = number, known
            entry = _entry(setting, known, number, label, end + 1)
            if number == HINT and "$" in entry.application:
                entry = self._hint(context, entry)
            entries.append(entry)

    def _number(
        self,
        setting: Setting,
        priority: Priority,
        last: int | None,
        chain: _Chain,
        context: str,
    ) -> int | None:
        """The number of `n`, `s`, or a label; None, and told, where there is none."""
        word = priority.word
        if priority.broken:
            self._problem(
                setting,
                "this label has no `)`, and the engine drops the line: write `n(label)`",
                rule=_INVALID,
            )
            return None
        if word in (NEXT, SAME):
            if last is None:
                self._problem(
                    setting,
                    f"`{word[0]}` has no priority before it in its section, and the engine drops "
                    "this line: begin the extension with priority 1",
                )
                return None
            return last + 1 if word == NEXT else last
        number = chain.labels.get(word) or self._label_elsewhere(context, chain, word)
        if number is None or number < 1:
            self._problem(
                setting,
                f"`{word[:40]}` is neither a priority nor a label of this extension above, and "
                "the engine drops this line: write a number, or `n`"
                if word
                else "this line has no priority, and the engine drops it: "
                "write `exten => NAME,1,Application()`",
            )
            return None
        return number

    def _label_elsewhere(self, context: str, chain: _Chain, label: str) -> int | None:
        """The priority of a label in what else the extension is: for any caller, or a pattern."""
        key, cid = chain.name.key
        if cid is not None:
            everyones = self.chains[context].get((key, None))
            if everyones is not None and label in everyones.labels:
                return everyones.labels[label]
        for other in self.patterns.get((context, label), ())[:MOST_PATTERNS]:
            if other.name.cid is None and matches(other.name.key[0], key):
                return other.labels[label]
        return None

    def _hint(self, context: Context, entry: Entry) -> Entry:
        """A hint with its variables filled in, which the engine does for names of extensions."""
        if entry.exten.startswith("_"):
            return entry
        values = {**self.values, "EXTEN": entry.exten, "CONTEXT": context.name}
        filled = substitute(entry.application, values, all_known=self.all_known)
        return entry if filled is None else replace(entry, application=filled)

    def unite(self) -> None:
        """One name for extensions that are written in several ways: that of the first priority."""
        for name, context in self.aliased.items():
            chains = self.chains[name]
            for at, entry in enumerate(context.entries):
                cid = None if entry.cid is None else key_of(entry.cid)
                chosen = chains[key_of(entry.exten), cid].name
                if (chosen.exten, chosen.cid) != (entry.exten, entry.cid):
                    context.entries[at] = replace(entry, exten=chosen.exten, cid=chosen.cid)

    def _directive(self, context: Context, setting: Setting, kind: str) -> None:
        """`include`, `ignorepat`, `switch`, or what the engine does not know."""
        if kind in _SWITCHES:
            value = self._filled(setting.value) if kind == "switch" else setting.value
            name = value.partition("/")[0]
            value = value if "/" in value else f"{value}/"
            kind = "switch"
        elif kind in ("include", "ignorepat"):
            value = self._filled(setting.value)
            name = re.split("[,|]", value, maxsplit=1)[0] if kind == "include" else value
        elif kind == "autohints":
            return
        else:
            self._problem(
                setting,
                f"`{setting.name[:40]}` is no word of a dialplan, and the engine drops this line: "
                "extensions begin with `exten`, other contexts are taken in with `include`",
            )
            return
        seen = self.included.setdefault(context.name, set())
        if (kind, value.lower()) in seen:
            return
        seen.add((kind, value.lower()))
        context.directives.append(
            Directive(kind, value, name, setting.source, setting.start, setting.end)
        )

    def _filled(self, text: str) -> str:
        """With the globals filled in, or as written where they are not all at hand."""
        if "$" not in text:
            return text
        filled = substitute(text, self.values, all_known=self.all_known)
        return text if filled is None else filled

    def _problem(self, setting: Setting, message: str, rule: str = "syntax-error") -> None:
        """Told once, however many sections take the line from a template."""
        key = (id(setting.source), setting.start)
        if key not in self.told:
            self.told.add(key)
            self.problems.append(Problem(rule, setting.place, message))


def _entry(setting: Setting, name: Name, number: int, label: str | None, begin: int) -> Entry:
    """The entry whose application begins at an offset of the value."""
    value = setting.value
    length = len(value)
    begin = min(begin, length)
    while begin < length and value[begin] <= " ":
        begin += 1
    paren = value.find("(", begin)
    application = value[begin:] if paren < 0 else value[begin:paren]
    if paren >= 0 and "$" in application and ("${" in application or "$[" in application):
        application = value[begin:]
        paren = -1
    if paren < 0:
        arguments, at = "", length
    else:
        at = paren + 1
        close = value.rfind(")", at)
        arguments = value[at:] if close < 0 else value[at:close]
    anchors = setting.anchors
    if anchors:
        shift = [_source_offset(anchors, offset) for offset in (begin, at)]
        own = ((0, shift[1]), *((a - at, to) for a, to in anchors if at < a < at + len(arguments)))
        return Entry(
            name.exten, name.cid, number, label, application, arguments, setting.source,
            setting.start, setting.end, shift[0], shift[1], own,
        )  # fmt: skip
    base = setting.value_start
    return Entry(
        name.exten, name.cid, number, label, application, arguments, setting.source,
        setting.start, setting.end, base + begin, base + at,
    )  # fmt: skip


def _source_offset(anchors: tuple[tuple[int, int], ...], offset: int) -> int:
    at, source = anchors[max(0, bisect_right(anchors, (offset, 1 << 62)) - 1)]
    return source + offset - at
