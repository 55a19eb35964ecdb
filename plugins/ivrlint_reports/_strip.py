"""One source line as it is shown: cut to the room there is, with the columns of a place in it."""

from __future__ import annotations

from typing import Final, NamedTuple

from ivrlint.display import columns, visible

_TAB: Final = "    "
_CUT: Final = "…"


class Strip(NamedTuple):
    """What is shown of a line.

    The marked place begins after `offset` columns and takes `width` columns,
    at least one.
    """

    text: str
    offset: int
    width: int


def strip(line: str, start: int, end: int, room: int) -> Strip:
    """The part of a line around a place, at most `room` columns wide.

    `start` and `end` are offsets in code points; the end is exclusive. Only
    the neighbourhood of the place is looked at, however long the line is.
    """
    start = min(start, len(line))
    end = min(max(start, end), len(line))
    if len(line) <= room and line.isascii() and line.isprintable():
        return Strip(line.rstrip(), start, max(1, end - start))
    low = max(0, start - room)
    high = min(len(line), min(end, start + room) + room)
    cells = [_TAB if character == "\t" else visible(character) for character in line[low:high]]
    widths = [columns(cell) for cell in cells]
    begin, stop = start - low, min(end, high) - low
    if low == 0 and high == len(line) and sum(widths) <= room:
        return _joined(cells, widths, 0, len(cells), begin, stop, left=False, right=False)

    keep = room - 2 * len(_CUT)
    marked = min(sum(widths[begin:stop]), keep)
    after = sum(widths[stop:])
    before = max((keep - marked) // 2, keep - marked - after, keep // 5)
    first = begin
    while first > 0 and widths[first - 1] <= before:
        first -= 1
        before -= widths[first]
    while first < begin and (widths[first] == 0 or cells[first].isspace()) and (first or low):
        first += 1
    left = first > 0 or low > 0
    space = room - len(_CUT) * left
    right = high < len(line) or sum(widths[first:]) > space
    space -= len(_CUT) * right
    last = first
    while last < len(cells) and widths[last] <= space:
        space -= widths[last]
        last += 1
    return _joined(cells, widths, first, last, begin, stop, left=left, right=right)


def _joined(
    cells: list[str],
    widths: list[int],
    first: int,
    last: int,
    begin: int,
    stop: int,
    *,
    left: bool,
    right: bool,
) -> Strip:
    text = "".join(cells[first:last])
    offset = left * len(_CUT) + sum(widths[first:begin])
    width = sum(widths[begin : min(stop, last)]) + len(_CUT) * (right and stop > last)
    return Strip(
        f"{_CUT * left}{text}{_CUT * right}".rstrip(),
        offset,
        max(1, width),
    )
