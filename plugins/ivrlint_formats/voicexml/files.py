"""One file of VoiceXML: its dialogs, and what holds everywhere in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from ivrlint.places import Place, Source
from ivrlint_formats.markup import Element, Tree

_LANGUAGE: Final = re.compile(
    r"([A-Za-z]{2,3})(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|\d{3}))?(?![A-Za-z0-9])"
)
_RAISED: Final = re.compile(r"\s*(?:Number\(|parseInt\()?([\w$.]+)\)?\s*\+\s*1\s*;?\s*")
_DIALOGS: Final = ("form", "menu")
_HANDLERS: Final = frozenset({"catch", "error", "help", "noinput", "nomatch"})


class VoiceXmlFile:
    """A file as its syntax stage leaves it. `vxml` is its root, None where it has none."""

    def __init__(self, source: Source, tree: Tree) -> None:
        self.source: Final = source
        self.tree: Final = tree
        self.vxml: Final = next((root for root in tree.roots if root.local == "vxml"), None)

    @cached_property
    def dialogs(self) -> tuple[Element, ...]:
        """Its forms and menus, in their order."""
        return tuple(self.vxml.elements(*_DIALOGS)) if self.vxml is not None else ()

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """Its dialogs by their ids; of two with the same, the first."""
        found: dict[str, Element] = {}
        for dialog in self.dialogs:
            if name := (dialog.get("id") or "").strip():
                found.setdefault(name, dialog)
        return found

    @property
    def language(self) -> str | None:
        """The language that the file names."""
        return language_of(self.vxml) if self.vxml is not None else None

    @property
    def application(self) -> str | None:
        """The address of its application root document."""
        return (self.vxml.get("application") or "").strip() or None if self.vxml else None

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All its elements, in the order of the file."""
        return tuple(self.vxml.walk()) if self.vxml is not None else ()

    @cached_property
    def counters(self) -> frozenset[str]:
        """The variables that it raises by one somewhere."""
        found = set()
        for element in self.elements:
            if element.local in ("assign", "var"):
                name = (element.get("name") or "").strip()
                match = _RAISED.fullmatch(element.get("expr") or "")
                if match is not None and match[1].rpartition(".")[2] == name.rpartition(".")[2]:
                    found.add(name.rpartition(".")[2])
        return frozenset(found)

    @cached_property
    def statements(self) -> tuple[Place, ...]:
        """What a suppression can stand on."""
        return tuple(element.whole for root in self.tree.roots for element in root.walk())


def language_of(element: Element) -> str | None:
    """The language that an element names; None for words that name none (`text`)."""
    written = element.get("xml:lang") or element.get("lang") or ""
    match = _LANGUAGE.match(written.strip())
    return "".join(part or "" for part in match.groups()) if match else None


def handlers_of(element: Element) -> Iterator[Element]:
    """The event handlers that stand in an element."""
    return (child for child in element.elements() if child.local in _HANDLERS)


def events_of(handler: Element) -> list[str]:
    """The events that a handler is for; an empty name is all of them."""
    if handler.local != "catch":
        return [handler.local]
    return (handler.get("event") or "").split() or [""]


def seconds(text: str | None) -> float | None:
    """A time such as `5s` or `900ms` in seconds; None where it is none."""
    match = re.fullmatch(r"\s*\+?(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})\s*(ms|s)?\s*", text or "")
    if match is None:
        return None
    return float(match[1]) / (1000 if match[2] == "ms" else 1)
