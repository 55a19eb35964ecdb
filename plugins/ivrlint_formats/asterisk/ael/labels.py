"""Where a label is: the first that the engine finds, in its own order of search."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from ivrlint_formats.asterisk.ael.nodes import ContextNode, Extension, File, Includes, Macro
from ivrlint_formats.asterisk.ael.steps import Chain

MOST_TRIED: Final = 256
"""So many extensions with a label of one name are tried; nobody writes as many."""


class Labels:
    """The labels of a file, noted while it is compiled; so they are in the order of the text."""

    def __init__(self, tree: File) -> None:
        self.tree = tree
        self.known: dict[str, list[tuple[int, int, Chain]]] = {}
        self.in_cases: set[str] = set()
        self.contexts: dict[str, int] = {}
        for index, node in enumerate(tree.objects):
            if isinstance(node, ContextNode | Macro):
                self.contexts.setdefault(node.name.text, index)

    def add(self, name: str, at_object: int, at_element: int, chain: Chain) -> None:
        """Note a label."""
        self.known.setdefault(name, []).append((at_object, at_element, chain))
        if chain.is_case:
            self.in_cases.add(name)

    def find(self, parts: list[str], at_object: int, at_element: int) -> Chain | None:
        """The extension with the label that a goto of one to three parts leads to.

        It is asked for labels in cases alone, and knows of none where no case has one.
        """
        label = parts[-1]
        if label not in self.in_cases or label == "1":
            return None
        if len(parts) == 1:
            return self._onwards(label, at_object, at_element)
        if len(parts) == 2:
            return self._in_context(parts[0], label, at_object)
        return self._anywhere(parts[0], parts[1], label)

    def _onwards(self, label: str, at_object: int, at_element: int) -> Chain | None:
        """In the extension at hand, else in one after it in its context."""
        known = self.known[label]
        keys = [(entry[0], entry[1]) for entry in known[:MOST_TRIED]]
        index = bisect_left(keys, (at_object, at_element))
        if index == len(keys):
            keys = [(entry[0], entry[1]) for entry in known]
            index = bisect_left(keys, (at_object, at_element))
        if index == len(known):
            return None
        found = known[index]
        is_macro = isinstance(self.tree.objects[at_object], Macro)
        return found[2] if is_macro or found[0] == at_object else None

    def _in_context(self, exten: str, label: str, at_object: int) -> Chain | None:
        """In a context, else in those that it includes."""
        seen = {at_object}
        waiting = [at_object]
        while waiting:
            index = waiting.pop()
            node = self.tree.objects[index]
            if not isinstance(node, ContextNode):
                continue
            for at, element, chain in self.known[label][:MOST_TRIED]:
                if at == index and self._matches(at, element, exten):
                    return chain
            names = [
                one.name.text
                for element in node.elements
                if isinstance(element, Includes)
                for one in element.contexts
            ]
            for name in reversed(names):
                other = self.contexts.get(name)
                if other is not None and other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return None

    def _anywhere(self, context: str, exten: str, label: str) -> Chain | None:
        """In all contexts of a name, else in those that the first of them includes."""
        for at, element, chain in self.known[label][:MOST_TRIED]:
            node = self.tree.objects[at]
            if isinstance(node, Macro) and node.name.text == context:
                return chain
            if isinstance(node, ContextNode) and node.name.text == context:
                if self._matches(at, element, exten):
                    return chain
        index = self.contexts.get(context)
        return None if index is None else self._in_context(exten, label, index)

    def _matches(self, at: int, index: int, exten: str) -> bool:
        node = self.tree.objects[at]
        assert isinstance(node, ContextNode)
        element = node.elements[index]
        assert isinstance(element, Extension)
        return element.name == exten or (
            element.name.startswith("_") and _is_match(element.name[1:], exten)
        )


_DIGITS: Final = {"X": "0123456789X", "Z": "123456789Z", "N": "23456789N"}


def _is_match(pattern: str, exten: str) -> bool:
    """Whether a pattern matches an extension, or the pattern that an extension is."""
    wanted: list[str | None] = []
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "[":
            close = pattern.find("]", at)
            close = len(pattern) if close < 0 else close
            wanted.append(_characters(pattern[at + 1 : close]))
            at = close
        elif char in ".!":
            wanted.append(None)
        else:
            wanted.append(_DIGITS.get(char, char))
        at += 1
    return _fits(wanted, exten.removeprefix("_")) or _fits(wanted, exten)


def _characters(inside: str) -> str:
    characters = ""
    at = 0
    while at < len(inside):
        if inside[at + 1 : at + 2] == "-" and at + 2 < len(inside):
            span = range(ord(inside[at]), min(ord(inside[at + 2]), ord(inside[at]) + 256) + 1)
            characters += "".join(map(chr, span))
            at += 3
        else:
            characters += inside[at]
            at += 1
    return characters


def _fits(wanted: list[str | None], text: str) -> bool:
    """Matching with wildcards (None), without ever going back further than the last one."""
    at = index = 0
    retry_at, retry_index = -1, -1
    while at < len(text):
        if index < len(wanted) and wanted[index] is None:
            retry_at, retry_index = at, index
            index += 1
        elif index < len(wanted) and text[at] in (wanted[index] or ""):
            at += 1
            index += 1
        elif retry_index >= 0:
            retry_at += 1
            at, index = retry_at, retry_index + 1
        else:
            return False
    return all(one is None for one in wanted[index:])
