"""Which extension the engine finds, in the contexts of one configuration.

After `pbx_find_extension` of Asterisk 16, with the order of patterns that it
uses unless `extenpatternmatchnew` is set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from ivrlint.lean import dataclass
from ivrlint.model import UNKNOWN, Maybe
from ivrlint_formats.asterisk.dialplan.nodes import Context, Dialplan
from ivrlint_formats.asterisk.system.answers import Found, Missing, Perhaps
from ivrlint_formats.asterisk.system.contexts import SystemContext
from ivrlint_formats.asterisk.system.extensions import Extension
from ivrlint_formats.asterisk.system.numbers import TooManyPatternsError
from ivrlint_formats.asterisk.system.options import FEW, KEYS, Option, Options
from ivrlint_formats.asterisk.system.patterns import Pattern, sought

__all__ = ["Found", "Missing", "Perhaps", "System"]

_STACK: Final = 128
"""AST_PBX_MAX_STACK: the most contexts that the engine looks into in one search."""

_LIMIT: Final = f"the engine looks into no more than {_STACK} included contexts"
_SPECIAL: Final = frozenset({"s", "i", "t", "T", "h", "e", "a", "o", "fax"})
_TOO_MANY: Final = "many patterns may take it"
_TOO_MANY_CALLERS: Final = "many callers have an extension of their own there"
_CHOSEN: Final = "which extension it is shows only during the call"
_MOST: Final = 200
"""More extensions than this are not listed for a name of which only parts are known."""
_MOST_CALLERS: Final = 20
"""Of more extensions of one name for certain callers, the others are not looked at."""
_MOST_COMPARED: Final = 250_000
"""The most pairs of patterns that are compared with one another in a configuration."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """The contexts that a search goes through, in their order, each with whether it depends
    on the time. `gap` is why it may end elsewhere, from the `gap_at`-th context on."""

    contexts: tuple[tuple[SystemContext, bool], ...]
    gap: str | None
    gap_at: int


class System:
    """The contexts of one configuration; those of the same name are one.

    Of two lines with the same context, extension and priority the one of the
    earlier dialplan counts. The engine takes `extensions.ael` before
    `extensions.conf`, whichever it loads first.
    """

    def __init__(self, dialplans: Sequence[Dialplan]) -> None:
        parts: dict[str, list[Context]] = {}
        for dialplan in dialplans:
            for name, context in dialplan.contexts.items():
                parts.setdefault(name, []).append(context)
        self.contexts: Final = {name: SystemContext(name, each) for name, each in parts.items()}
        self.not_at_hand: Final = _not_at_hand(dialplans)
        self._reaches: dict[str, _Reach] = {}
        self._options: dict[str, Options] = {}
        self._special: dict[str, frozenset[SystemContext]] = {}
        self._compared = 0
        self._included: frozenset[str] | None = None
        self._with_long: frozenset[str] | None = None

    def context(self, name: str) -> SystemContext | None:
        """The context of a name (upper and lower case are two)."""
        return self.contexts.get(name)

    def find(self, context: str, exten: str, priority: int | str = 1) -> Found | Missing | Perhaps:
        """The line at which a call goes on that is sent to a context, an extension and a
        priority or label.

        A label only says the priority: the line with it may be another extension's.
        """
        own = self._own_line(context, exten, priority)
        if own is not None:
            return own
        if isinstance(priority, str):
            labelled = self._search(context, exten, label=priority)
            if not isinstance(labelled, Found):
                return labelled
            if not labelled.sure:
                return labelled
            found = self._search(context, exten, labelled.entry.priority)
            if isinstance(found, Found) and labelled.instead:
                at = found.entry.priority
                others = (each for each in labelled.instead if each.entry.priority != at)
                return replace(found, instead=(*others, *found.instead))
            return found
        return self._search(context, exten, priority)

    def _own_line(self, context: str, exten: str, priority: int | str) -> Found | None:
        """What nearly all searches find: a line of the only extension of this very name."""
        each = self.contexts.get(context)
        same = () if each is None else each.own.plain.get(sought(exten), ())
        if len(same) != 1 or same[0].cid is not None:
            return None
        extension = same[0]
        at = extension.labels.get(priority) if isinstance(priority, str) else priority
        entry = None if at is None else extension.at(at)
        return None if entry is None else Found(context, extension, entry)

    def may_be_elsewhere(self, context: str) -> str | None:
        """Why a context may have more extensions than the files at hand show."""
        reach = self._reach(context)
        return self.not_at_hand if reach is None else reach.gap or self.not_at_hand

    def is_included(self, context: str) -> bool:
        """Whether another context includes it."""
        if self._included is None:
            self._included = frozenset(
                include.name for each in self.contexts.values() for include in each.includes
            )
        return context in self._included

    def special(self, context: str, name: str) -> Found | Missing | Perhaps:
        """Where a call goes on that the engine sends to `i`, `t`, `e`, `h`, `o`, `a` or `T`."""
        return self._own_line(context, name, 1) or self._search(context, name, 1)

    def _search(
        self, context: str, exten: str, priority: int = 0, label: str | None = None
    ) -> Found | Missing | Perhaps:
        try:
            return self._searched(context, exten, priority, label)
        except TooManyPatternsError:
            return Perhaps(_TOO_MANY)

    def _searched(
        self, context: str, exten: str, priority: int, label: str | None
    ) -> Found | Missing | Perhaps:
        reach = self._reach(context)
        if reach is None:
            return self._without("context")
        holders = self._holders(exten) if exten in _SPECIAL else None
        conditional: list[Found] = []
        lacks = "extension"
        too_many = False
        for number, (each, timed) in enumerate(reach.contexts):
            if holders is not None and each not in holders:
                continue
            for extension in _tried(each, exten):
                if extension is None:
                    too_many = True
                    continue
                if label is None:
                    entry = extension.at(priority)
                else:
                    at = extension.labels.get(label)
                    entry = None if at is None else extension.at(at)
                if entry is None:
                    lacks = "priority" if label is None else "label"
                    continue
                unless = reach.gap if number >= reach.gap_at else None
                if timed or extension.cid is not None:
                    conditional.append(Found(each.name, extension, entry, timed, (), unless))
                    continue
                return Found(each.name, extension, entry, instead=tuple(conditional), unless=unless)
        if too_many:
            return Perhaps(_TOO_MANY_CALLERS, tuple(conditional))
        if conditional:
            first, *others = conditional
            reason = reach.gap or self.not_at_hand
            return replace(first, instead=tuple(others), unless=reason)
        return self._without(lacks, reach.gap)

    def candidates(
        self, context: str, parts: Sequence[str | None], priority: int = 1
    ) -> list[Found] | Perhaps:
        """The lines at which a call may go on whose extension is known only in `parts`.

        A part None may be anything. Plain extensions are compared as they are
        written, so that `s-${DIALSTATUS}` is no `start`; patterns that may take
        the rest come behind. Perhaps where the beginning is not known, where there are too
        many, or where there may be others.
        """
        reach = self._reach(context)
        if reach is None:
            without = self._without("context")
            return without if isinstance(without, Perhaps) else []
        known = parts[0] if parts else ""
        if not known:
            return Perhaps(_CHOSEN)
        found: list[Found] = []
        hidden: set[str] = set()
        for number, (each, timed) in enumerate(reach.contexts):
            unless = reach.gap if number >= reach.gap_at else None
            for extension in self._fitting(each, parts, known):
                if extension is None or len(found) > _MOST:
                    return Perhaps(_CHOSEN)
                entry = extension.at(priority)
                name = sought(extension.exten)
                if entry is None or name in hidden:
                    continue
                found.append(Found(each.name, extension, entry, timed, (), unless))
                if not timed and extension.cid is None:
                    hidden.add(name)
        reason = reach.gap or self.not_at_hand
        return found if reason is None else Perhaps(reason, tuple(found))

    def taking(
        self, context: str, numbers: Pattern, priority: int = 1
    ) -> tuple[list[Found] | Perhaps, bool]:
        """The lines at which a call may go on whose number is one that `numbers` takes, and
        whether they take all of these.

        Perhaps where there are too many to list, or where there may be others.
        """
        reach = self._reach(context)
        if reach is None:
            return Perhaps(self.not_at_hand or f"there is no context {context!r}"), False
        found: list[Found] = []
        for number, (each, timed) in enumerate(reach.contexts):
            unless = reach.gap if number >= reach.gap_at else None
            for pattern, extension in self._overlapping(each, numbers):
                if extension is None or len(found) > _MOST:
                    return Perhaps(_CHOSEN), False
                entry = extension.at(priority)
                if entry is None:
                    continue
                one = Found(each.name, extension, entry, timed, (), unless)
                found.append(one)
                if one.sure and pattern is not None and pattern.covers(numbers):
                    return found, True
        reason = reach.gap or self.not_at_hand
        return (found if reason is None else Perhaps(reason, tuple(found))), False

    def _overlapping(
        self, context: SystemContext, numbers: Pattern
    ) -> Iterator[tuple[Pattern | None, Extension | None]]:
        """The extensions of a context that take some of these; None where they are too many."""
        own = context.own
        plain = context.beginning(numbers.known, _MOST)
        self._compared += len(own.patterns) + len(plain or ())
        if plain is None or self._compared > _MOST_COMPARED:
            yield None, None
            return
        for extension in plain:
            if numbers.matches(sought(extension.exten)):
                yield None, extension
        for pattern, same in own.patterns:
            if pattern.overlaps(numbers):
                for extension in same:
                    yield pattern, extension

    def _fitting(
        self, context: SystemContext, parts: Sequence[str | None], known: str
    ) -> Iterator[Extension | None]:
        """The extensions of a context that fit; None where they are too many."""
        plain = context.beginning(known, _MOST)
        if plain is None:
            yield None
            return
        for extension in plain:
            if fits(extension.exten, parts):
                yield extension
        if not context.own.patterns:
            return
        numbers: set[int] = set()
        try:
            numbers.update(islice(context.numbers.beginning(sought(known)), _MOST + 1))
        except TooManyPatternsError:
            yield None
            return
        if len(numbers) > _MOST:
            yield None
            return
        for number in sorted(numbers):
            yield from context.own.patterns[number][1]

    def next_entry(self, found: Found, priority: int) -> Found | Missing | Perhaps:
        """Where a call goes on after `priority`, the last of an extension.

        Another extension that takes the same number may have it. Of a pattern
        nobody knows the number: it is found where one pattern with that
        priority takes them all, and perhaps found where one takes some.
        """
        priority += 1
        pattern = found.extension.pattern
        if pattern is None:
            return self._search(found.context_name, found.extension.exten, priority)
        reach = self._reach(found.context_name)
        if reach is None:
            return self._without("context")
        for number, (each, timed) in enumerate(reach.contexts):
            own = each.own.patterns
            for which in each.patterns_with(priority):
                other, same = own[which]
                self._compared += 1
                if self._compared > _MOST_COMPARED:
                    return Perhaps(_TOO_MANY)
                for extension in same:
                    entry = extension.at(priority)
                    if entry is None or extension is found.extension:
                        continue
                    if not other.overlaps(pattern):
                        continue
                    unless = reach.gap if number >= reach.gap_at else None
                    line = Found(each.name, extension, entry, timed, (), unless)
                    if line.sure and other.covers(pattern):
                        return line
                    reason = f"numbers of {extension.exten} go on there"
                    return Perhaps(reason, (line,))
        return self._without("priority", reach.gap)

    def dials_on(self, context: str, keys: str) -> Maybe[bool]:
        """Whether the engine waits for more keys after these.

        UNKNOWN where a switch, the time or a file that is not at hand decides.
        """
        reach = self._reach(context)
        if reach is None:
            return UNKNOWN if self.not_at_hand else False
        unknown = reach.gap is not None or self.not_at_hand is not None
        passed_over: set[SystemContext] = set()
        for number, (each, timed) in enumerate(reach.contexts):
            wants = each.wants_more(keys)
            if wants and not timed and each not in passed_over:
                return True
            if wants is None:
                if number == 0:
                    return False
                passed_over.update(self._below(each))
            unknown = unknown or bool(wants)
        return UNKNOWN if unknown else False

    def _below(self, context: SystemContext) -> Iterator[SystemContext]:
        reach = self._reach(context.name)
        return iter(()) if reach is None else (each for each, _ in reach.contexts)

    def options(self, context: str) -> Options:
        """What a caller can dial in a context; nothing in one that is not at hand."""
        found = self._options.get(context)
        if found is None:
            found = self._options[context] = self._find_options(context)
        return found

    def _find_options(self, context: str) -> Options:
        reach = self._reach(context)
        if reach is None:
            return Options((), (), incomplete=self.not_at_hand)
        incomplete = reach.gap or self.not_at_hand
        short: list[Option] = []
        taken: set[str] = set()
        waiting: set[str] = set()
        perhaps: set[str] = set(KEYS if incomplete else ())
        count = 0
        for number, (each, timed) in enumerate(reach.contexts):
            own_short, own_long = each.options
            count += len(own_long)
            (perhaps if timed else waiting).update(each.keys_that_wait)
            for option in own_short:
                keys = option.single_keys
                if len(short) >= FEW or (number and keys <= taken and not option.takes_more):
                    continue
                short.append(_timed(option) if timed else option)
                if not timed and not option.is_conditional:
                    taken |= keys
        if any(each.takes_at_once for each, _ in reach.contexts):
            asked = {key: self.dials_on(context, key) for key in KEYS}
            waiting = {key for key, waits in asked.items() if waits is True}
            perhaps = {key for key, waits in asked.items() if waits is UNKNOWN}
        short = [_waiting(option, waiting, perhaps) for option in short]
        if count <= FEW:
            return Options(tuple(short), self._long(reach), incomplete=incomplete)
        own = reach.contexts[0][0]
        below = dict.fromkeys(
            include.name for include in own.includes if include.name in self._has_long()
        )
        return Options(
            tuple(short), own.options[1], hub=True, below=tuple(below), incomplete=incomplete
        )

    def _long(self, reach: _Reach) -> tuple[Option, ...]:
        long: list[Option] = []
        hidden: set[str | tuple[int, ...]] = set()
        for each, timed in reach.contexts:
            mine: set[str | tuple[int, ...]] = set()
            for option in each.options[1]:
                if option.identity in hidden:
                    continue
                long.append(_timed(option) if timed else option)
                if not timed and not option.is_conditional:
                    mine.add(option.identity)
            hidden |= mine
        return tuple(long)

    def _has_long(self) -> frozenset[str]:
        """The contexts in which extensions of several keys can be dialled."""
        if self._with_long is None:
            self._with_long = self._contexts_with_long()
        return self._with_long

    def _contexts_with_long(self) -> frozenset[str]:
        included_by: dict[str, list[str]] = {}
        for name, context in self.contexts.items():
            for include in context.includes:
                included_by.setdefault(include.name, []).append(name)
        waiting = [name for name, context in self.contexts.items() if context.options[1]]
        found = set(waiting)
        while waiting:
            for name in included_by.get(waiting.pop(), ()):
                if name not in found:
                    found.add(name)
                    waiting.append(name)
        return frozenset(found)

    def _without(self, what: str, gap: str | None = None) -> Missing | Perhaps:
        reason = gap or self.not_at_hand
        return Missing(what) if reason is None else Perhaps(reason)

    def _holders(self, name: str) -> frozenset[SystemContext]:
        """The contexts that have an extension for a special name themselves."""
        holders = self._special.get(name)
        if holders is None:
            holders = frozenset(each for each in self.contexts.values() if each.may_have(name))
            self._special[name] = holders
        return holders

    def _reach(self, context: str) -> _Reach | None:
        """Where a search goes that begins in a context."""
        reach = self._reaches.get(context)
        if reach is not None:
            return reach
        each = self.contexts.get(context)
        if each is None:
            return None
        chain: list[SystemContext] = []
        passed: set[str] = set()
        while context not in self._reaches:
            if context in passed or len(each.includes) != 1:
                break
            following = self.contexts.get(each.includes[0].name)
            if following is None:
                break
            chain.append(each)
            passed.add(context)
            each, context = following, following.name
        below = self._reaches.get(context)
        if below is None:
            below = self._reaches[context] = self._walked(self.contexts[context])
        for each in reversed(chain):
            known = self._reaches.get(each.name)
            below = self._reaches[each.name] = known or self._extended(each, below)
        return below

    def _extended(self, context: SystemContext, below: _Reach) -> _Reach:
        """The reach of a context with one include, from the reach of that."""
        name = context.name.casefold()
        if any(each.name.casefold() == name for each, _ in below.contexts):
            return self._walked(context)
        contexts = below.contexts
        if context.includes[0].timed:
            contexts = tuple((each, True) for each, _ in contexts)
        contexts = ((context, False), *contexts[: _STACK - 1])
        if context.switches:
            return _Reach(contexts, _switch(context), 1)
        if len(below.contexts) == _STACK and (below.gap is None or below.gap_at == _STACK):
            return _Reach(contexts, _LIMIT, _STACK)
        return _Reach(contexts, below.gap, below.gap_at + 1)

    def _walked(self, context: SystemContext) -> _Reach:
        """The reach of a context, include by include, as the engine goes."""
        contexts: list[tuple[SystemContext, bool]] = []
        gap: str | None = None
        gap_at = 0
        seen: set[str] = set()
        waiting = [(context.name, False)]
        while waiting:
            name, timed = waiting.pop()
            if name.casefold() in seen:
                continue
            each = self.contexts.get(name)
            reason = None
            if len(contexts) >= _STACK:
                reason = _LIMIT
            elif each is None:
                reason = f"the included context {name!r} is not at hand"
            else:
                seen.add(name.casefold())
                contexts.append((each, timed))
                if each.switches:
                    reason = _switch(each)
                waiting += ((i.name, timed or i.timed) for i in reversed(each.includes))
            if reason is not None and gap is None:
                gap, gap_at = reason, len(contexts)
            if len(contexts) >= _STACK and gap is not None:
                break
        return _Reach(tuple(contexts), gap, gap_at)


def _tried(context: SystemContext, exten: str) -> Iterator[Extension | None]:
    """The extensions of a context that take a name; None where some more are left out."""
    for same in context.matching(exten):
        if len(same) > _MOST_CALLERS + 1:
            yield None
            yield from same[:_MOST_CALLERS]
            yield same[-1]
        else:
            yield from same


def fits(name: str, parts: Sequence[str | None]) -> bool:
    """Whether a name can be put together from these parts, where None may be anything."""
    at = 0
    for number, part in enumerate(parts):
        if part is None:
            continue
        if number == 0:
            if not name.startswith(part):
                return False
            at = len(part)
        elif number == len(parts) - 1:
            return len(name) - len(part) >= at and name.endswith(part)
        else:
            found = name.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
    return bool(parts) and (parts[-1] is None or at == len(name))


def _not_at_hand(dialplans: Sequence[Dialplan]) -> str | None:
    for dialplan in dialplans:
        for missing in dialplan.not_taken:
            return f"{missing.name} is not at hand"
    if dialplans and not any(dialplan.whole for dialplan in dialplans):
        return "the rest of the dialplan is not at hand"
    return None


def _switch(context: SystemContext) -> str:
    return f"the switch {context.switches[0]} may have it"


def _timed(option: Option) -> Option:
    found = option.found
    return Option(option.key, Found(found.context_name, found.extension, found.entry, timed=True))


def _waiting(option: Option, waiting: set[str], perhaps: set[str]) -> Option:
    """The option with whether the engine waits for more keys after its own."""
    key = option.key
    if len(key) != 1 or (key not in waiting and key not in perhaps):
        return option
    return Option(key, option.found, True if key in waiting else UNKNOWN)
