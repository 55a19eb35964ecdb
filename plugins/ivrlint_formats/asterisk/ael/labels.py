"""Where a label is: the first that the engine finds, in its own order of search."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from ivrlint_formats.asterisk.ael.nodes import ContextNode, Extension, File, Includes, Macro
from ivrlint_formats.asterisk.ael.steps import Chain

Wanted = list[str | None]

MOST_TRIED: Final = 64
"""So many patterns of a context, or contexts, are tried for a label; nobody writes as many."""


class Labels:
    """The labels of a file, noted while it is compiled; so they are in the order of the text."""

    def __init__(self, tree: File) -> None:
        self.tree = tree
        self.known: dict[str, list[tuple[int, int, Chain]]] = {}
        self.named: dict[tuple[str, int, str], tuple[int, Chain]] = {}
        self.in_patterns: dict[tuple[str, int], list[tuple[int, Wanted, Chain]]] = {}
        self.in_cases: set[str] = set()
        self.contexts: dict[str, list[int]] = {}
        for index, node in enumerate(tree.objects):
            if isinstance(node, ContextNode | Macro):
                self.contexts.setdefault(node.name.text, []).append(index)

    def add(self, label: str, at_object: int, at_element: int, chain: Chain) -> None:
        """Note a label."""
        self.known.setdefault(label, []).append((at_object, at_element, chain))
        if chain.is_case:
            self.in_cases.add(label)
        node = self.tree.objects[at_object]
        if not isinstance(node, ContextNode):
            return
        element = node.elements[at_element]
        assert isinstance(element, Extension)
        self.named.setdefault((label, at_object, element.name), (at_element, chain))
        if element.name.startswith("_"):
            tried = self.in_patterns.setdefault((label, at_object), [])
            if len(tried) < MOST_TRIED:
                tried.append((at_element, _wanted(element.name[1:]), chain))

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
        index = bisect_left(known, (at_object, at_element), key=lambda entry: entry[:2])
        if index == len(known):
            return None
        found = known[index]
        is_macro = isinstance(self.tree.objects[at_object], Macro)
        return found[2] if is_macro or found[0] == at_object else None

    def _here(self, exten: str, label: str, index: int) -> Chain | None:
        """In the first extension of one context that an extension matches."""
        best = self.named.get((label, index, exten))
        for element, pattern, chain in self.in_patterns.get((label, index), ()):
            if best is not None and best[0] <= element:
                break
            if _fits(pattern, exten.removeprefix("_")) or _fits(pattern, exten):
                return chain
        return None if best is None else best[1]

    def _in_context(self, exten: str, label: str, at_object: int) -> Chain | None:
        """In a context, else in those that it includes."""
        seen = {at_object}
        waiting = [at_object]
        while waiting and len(seen) < MOST_TRIED:
            index = waiting.pop()
            node = self.tree.objects[index]
            if not isinstance(node, ContextNode):
                continue
            found = self._here(exten, label, index)
            if found is not None:
                return found
            names = [
                one.name.text
                for element in node.elements
                if isinstance(element, Includes)
                for one in element.contexts
            ]
            for name in reversed(names):
                other = self.contexts.get(name, [index])[0]
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return None

    def _anywhere(self, context: str, exten: str, label: str) -> Chain | None:
        """In all contexts of a name, else in those that the first of them includes."""
        indexes = self.contexts.get(context, [])
        for index in indexes[:MOST_TRIED]:
            if isinstance(self.tree.objects[index], Macro):
                found = self._onwards(label, index, 0)
                if found is not None and found.context == context:
                    return found
            found = self._here(exten, label, index)
            if found is not None:
                return found
        return self._in_context(exten, label, indexes[0]) if indexes else None


_DIGITS: Final = {"X": "0123456789X", "Z": "123456789Z", "N": "23456789N"}


def _wanted(pattern: str) -> Wanted:
    """The characters that may stand at each place of what a pattern matches; None for any."""
    wanted: Wanted = []
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
    return wanted


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


def _fits(wanted: Wanted, text: str) -> bool:
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
