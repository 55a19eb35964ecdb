"""One line as the engine's parser sees it: comments cut out, `\\;` unescaped.

Comments of several lines (`;-- … --;`) nest, begin and end in the middle of a
line, and a `--;` too many opens one as well, just as in the engine.
"""

from __future__ import annotations

from typing import Final

from ivrlint.lean import dataclass

BLANKS: Final = "".join(map(chr, range(33)))
"""What the engine trims: every code point up to the space."""

DEEPEST: Final = 128
"""The engine nests comments no deeper."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is left of a line, trimmed.

    `start` is where it begins in the source; `anchors` maps its offsets to the
    source where the two run apart.
    """

    text: str
    start: int
    anchors: tuple[tuple[int, int], ...] = ()

    def at(self, offset: int) -> int:
        """The offset in the source of a code point of the text, or of its end."""
        best = (0, self.start)
        for anchor in self.anchors:
            if anchor[0] > offset:
                break
            best = anchor
        return best[1] + offset - best[0]

    def end(self, offset: int) -> int:
        """The offset in the source just after the code point before `offset`."""
        return self.at(offset - 1) + 1 if offset else self.start

    def anchors_from(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The anchors of a stretch of the text, counted from its start."""
        inside = tuple((at - start, to) for at, to in self.anchors if start < at < end)
        return ((0, self.at(start)), *inside) if inside else ()


@dataclass(slots=True)
class Stripper:
    """Cuts the comments out of one line after the other.

    `depth` counts the comments that are open; below zero the engine, too,
    waits for one to begin.
    """

    depth: int = 0

    def strip(self, text: str, start: int, end: int) -> tuple[Line, list[tuple[int, int]]]:
        """The line from `start` to `end`, and the stretches of its comments."""
        kept: list[tuple[int, int]] = []
        comments: list[tuple[int, int]] = []
        depth = self.depth
        begin = None if depth else start
        other = start
        at = start
        find = text.find
        while (mark := find(";", at, end)) >= 0:
            if mark > at and text[mark - 1] == "\\":
                if begin is not None:
                    kept.append((begin, mark - 1))
                    begin = mark
            elif text.startswith("--", mark + 1) and text[mark + 3 : mark + 4] != "-":
                if depth < DEEPEST:
                    if begin is not None and not depth:
                        kept.append((begin, mark))
                        begin, other = None, mark + 3
                    depth += 1
                    at = mark + 3
                    continue
            elif mark >= at + 2 and text.startswith("--", mark - 2):
                depth -= 1
                if not depth:
                    comments.append((other, mark - 2))
                    begin = mark + 1
            elif not depth:
                if begin is not None:
                    kept.append((begin, mark))
                begin, other = None, end
                comments.append((mark, end))
                break
            at = mark + 1
        if begin is not None:
            kept.append((begin, end))
        elif depth:
            comments.append((other, end))
        self.depth = depth
        return _joined(text, kept), comments


def _joined(text: str, kept: list[tuple[int, int]]) -> Line:
    """The pieces of a line that are no comment, as one text."""
    whole = "".join(text[begin:end] for begin, end in kept)
    left = len(whole) - len(whole.lstrip(BLANKS))
    trimmed = whole.strip(BLANKS)
    anchors: list[tuple[int, int]] = []
    at = -left
    for begin, end in kept:
        if at + end - begin > 0 and at < len(trimmed) and end > begin:
            anchors.append((max(at, 0), begin + max(-at, 0)))
        at += end - begin
    if not anchors:
        return Line("", kept[0][0] if kept else 0)
    return Line(trimmed, anchors[0][1], tuple(anchors) if len(anchors) > 1 else ())
