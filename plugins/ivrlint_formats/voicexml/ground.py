"""What all dialogs of a file share while they are lowered."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

from ivrlint.model import UNKNOWN, Target, Unknown, Unresolved
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.addresses import Library
from ivrlint_formats.voicexml.drafts import Drafts, Goal, Start
from ivrlint_formats.voicexml.expressions import Value, value_of
from ivrlint_formats.voicexml.files import VoiceXmlFile
from ivrlint_formats.voicexml.platform import Platform
from ivrlint_formats.voicexml.scopes import Handler, Scopes

_STEPS_FOR_AN_ELEMENT: Final = 2
_STEPS_AT_LEAST: Final = 2_000


class Ground:
    """One file, the other files of the project, and the steps made so far.

    `attached` are the event handlers that some step leads to.
    """

    def __init__(self, file: VoiceXmlFile, library: Library, platform: Platform) -> None:
        self.file: Final = file
        self.library: Final = library
        self.platform: Final = platform
        self.drafts: Final = Drafts()
        self.starts: Final[dict[int, Start | Target]] = {}
        self.attached: Final[set[int]] = set()
        self.remembered: Final[dict[tuple[Any, ...], Any]] = {}
        self._todo: deque[Callable[[], None]] = deque()
        self._known: dict[tuple[Any, ...], Any] = {}
        self._most = _STEPS_AT_LEAST + _STEPS_FOR_AN_ELEMENT * len(file.elements)

    @cached_property
    def root(self) -> VoiceXmlFile | None:
        """The application root document, where it is at hand."""
        address = self.file.application
        root = self.library.file_at(address, self.file) if address else None
        return None if root is self.file else root

    @property
    def lacks_root(self) -> bool:
        """Whether handlers and links may stand in a root document that is not at hand."""
        address = self.file.application
        return address is not None and self.library.file_at(address, self.file) is None

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The names of form items that nothing else in the file is called."""
        names = [(one.get("id") or "").strip() for one in self.file.dialogs]
        names += [
            (item.get("name") or "").strip() for one in self.file.dialogs for item in one.elements()
        ]
        return frozenset(name for name, count in Counter(names).items() if count == 1)

    def scopes(self, *elements: Element) -> Scopes:
        """The scopes around something, its own elements from the inside out."""
        root = self.root
        return Scopes(
            self.platform,
            self._known,
            *((element, self.file) for element in elements),
            (self.file.vxml, self.file),
            (root.vxml if root else None, root),
        )

    def links_of(self, element: Element) -> tuple[Element, ...]:
        """The links that stand in an element."""
        key = ("links", id(element))
        if key not in self.remembered:
            self.remembered[key] = tuple(element.elements("link"))
        found: tuple[Element, ...] = self.remembered[key]
        return found

    def later(self, task: Callable[[], None]) -> None:
        """Do something after all that is being done: nothing here recurses."""
        self._todo.append(task)

    def work(self) -> None:
        """Do all that was put off."""
        while self._todo:
            self._todo.popleft()()

    @property
    def is_full(self) -> bool:
        """Whether so many steps were made that something multiplies them; real files stay below."""
        return len(self.drafts) > self._most

    def attach(self, handler: Handler) -> None:
        """Note that callers come to an event handler."""
        self.attached.add(id(handler.element))

    def goal_at(self, url: str, seen_from: VoiceXmlFile) -> Goal:
        """What an address leads to."""
        address = self.library.find(url, seen_from)
        if isinstance(address, Unresolved):
            return address
        file, dialog = address.file, address.dialog
        flow = None if file is self.file else self.library.name_of(file)
        if address.missing is not None:
            return Target(address.missing, flow)
        if not file.dialogs:
            return Unresolved(f"{file.source.path} has no dialog")
        if file is self.file:
            return self.starts[id(dialog if dialog is not None else file.dialogs[0])]
        return Target((dialog.get("id") or "").strip() if dialog is not None else None, flow)

    @cached_property
    def _constants(self) -> dict[str, Value]:
        """Variables that are set once in the file, to a constant, and that no script mentions."""
        set_to: dict[str, list[str | None]] = {}
        mentioned: set[str] = set()
        for element in self.file.elements:
            if element.local == "script":
                if element.get("src") is not None or element.get("srcexpr") is not None:
                    return {}
                mentioned.update(re.findall(r"[A-Za-z_$][\w$]*", element.text()))
            elif element.local in ("var", "assign"):
                name = (element.get("name") or "").rpartition(".")[2]
                expression = element.get("expr")
                if expression is not None or element.local == "assign":
                    set_to.setdefault(name, []).append(expression)
        found = {}
        for name, expressions in set_to.items():
            value = value_of(expressions[0] or "") if len(expressions) == 1 else UNKNOWN
            if value is not UNKNOWN and name not in mentioned:
                found[name] = value
        return found

    def constant(self, name: str) -> Value | Unknown:
        """What a variable is, where the file tells; for addresses only, where a wrong one shows.

        Conditions do not go by it: a value that is written into the file today may come from
        elsewhere tomorrow.
        """
        return self._constants.get(name.rpartition(".")[2], UNKNOWN)
