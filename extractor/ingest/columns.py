"""Reading order: which rows of a page run across, and which are two columns side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from extractor.ingest.scripts import are_languages


class Placed(Protocol):
    """Anything with a box and a text."""

    @property
    def text(self) -> str:
        """What stands there."""

    @property
    def x0(self) -> float:
        """Left edge."""

    @property
    def x1(self) -> float:
        """Right edge."""

    @property
    def top(self) -> float:
        """Upper edge."""

    @property
    def bottom(self) -> float:
        """Lower edge."""


T = TypeVar("T", bound=Placed)
Row = list[T]

# A gutter is wider than this, in points; columns have at least so many rows, of so many characters on average.
_GUTTER = 9.0
# A row set off by so many times its height is a running head or foot, or stands in no column.
_SET_OFF = 1.5
_LEAST_ROWS = 4
# No page that people read has more in a column; looking for the end of each from each row takes time by the square.
_MOST_ROWS = 300
_LEAST_CHARACTERS = 18
_LEAST_FILLED = 0.5
# Beside a text of long lines, lines that follow each other this closely and are not level with those of the text, in
# their heights, are set for themselves. Cells of a table without rulings are level with each other.
_LONG = 36
_CLOSE, _LEVEL = 1.8, 0.12
_MOSTLY = 0.5


def in_reading_order(rows: Sequence[Row[T]]) -> Iterator[list[Row[T]]]:
    """Yields runs of rows to be read one after the other: a column's rows, or rows across the page."""
    across: list[Row[T]] = []
    at = 0
    while at < len(rows):
        end, gutter = _columns_from(rows, at)
        if gutter is None:
            across.append(rows[at])
            at += 1
            continue
        first = at
        while across and (at - first < len(across)) and not _crosses(across[first - at - 1], gutter):
            first -= 1
        # A column that starts higher than the one to its left does; what stands on the left is read first anyway.
        while first < at and all(piece.x1 <= gutter for piece in rows[first]):
            first += 1
        across, at = across[: len(across) - (at - first)], first
        if across:
            yield across
            across = []
        left = [[piece for piece in row if piece.x1 <= gutter] for row in rows[at:end]]
        right = [[piece for piece in row if piece.x1 > gutter] for row in rows[at:end]]
        yield [row for row in left if row]
        yield from in_reading_order([row for row in right if row])  # there may be a third column
        at = end
    if across:
        yield across


def _crosses(row: Row[T], gutter: float) -> bool:
    """Whether a row runs over the gutter, or has pieces on both of its sides."""
    return any(piece.x1 > gutter for piece in row) and any(piece.x0 < gutter for piece in row)


def _are_apart(above: Row[T], below: Row[T]) -> bool:
    """Whether there is so much space between rows as above a foot or below a running head."""
    height = min(piece.bottom - piece.top for piece in (*above, *below))
    return min(piece.top for piece in below) - max(piece.bottom for piece in above) > _SET_OFF * height


def _columns_from(rows: Sequence[Row[T]], at: int) -> tuple[int, float | None]:
    """Where the columns that start at row ``at`` end, and the middle of their gutter; None if there are none."""
    if len(rows[at]) < 2 or (at + 1 < len(rows) and _are_apart(rows[at], rows[at + 1])):
        return at, None
    for before, after in pairwise(rows[at]):
        low, high = before.x1, after.x0
        if are_languages(before.text, after.text) and (end := _side_by_side(rows, at, low, high)) > at:
            return end, (low + high) / 2
        end = at
        sides: list[tuple[int, int]] = []
        while end < min(len(rows), at + _MOST_ROWS) and high - low >= _GUTTER:
            split = _fit(rows[end], low, high)
            if split is None:
                break
            low, high, left, right = split
            sides.append((left, right))
            end += 1
        if end - at > 1 and _are_apart(rows[end - 2], rows[end - 1]) and len(rows[end - 1]) > 1:
            end -= 1
            sides.pop()
        if _is_prose(sides) or _has_sidebar(rows[at:end], (low + high) / 2):
            return end, (low + high) / 2
    return at, None


def _side_by_side(rows: Sequence[Row[T]], at: int, low: float, high: float) -> int:
    """Where the rows end that say the same in two languages, left and right of the gutter; ``at`` if there are none."""
    texts = ["", ""]
    end = at
    while end < min(len(rows), at + _MOST_ROWS) and (split := _fit(rows[end], low, high)) is not None:
        low, high, *_ = split
        for piece in rows[end]:
            texts[piece.x0 >= high] += piece.text
        if end > at and not are_languages(*texts):
            break
        end += 1
    return end if min(map(_length, texts)) >= _LEAST_CHARACTERS else at


def _fit(row: Row[T], low: float, high: float) -> tuple[float, float, int, int] | None:
    """The gutter narrowed so that no piece of the row stands in it, and the characters on both sides."""
    left = right = 0
    for piece in row:
        if piece.x1 <= high and piece.x0 < low:
            low = max(low, piece.x1)
            left += _length(piece.text)
        elif piece.x0 >= low:
            high = min(high, piece.x0)
            right += _length(piece.text)
        else:
            return None
    return (low, high, left, right) if high - low >= _GUTTER else None


def _length(text: str) -> int:
    """The characters of ``text``; a Chinese one says as much as two or three letters."""
    return len(text) if text.isascii() else len(text) + sum(character > "\u2e7f" for character in text)


def _is_prose(sides: Sequence[tuple[int, int]]) -> bool:
    """Whether both sides read like text: fields of a form and cells of a table are short."""
    lefts = [left for left, _ in sides if left]
    rights = [right for _, right in sides if right]
    filled = [index for index, (left, right) in enumerate(sides, 1) if left and right]
    # Below its last line, one column may go on alone, or beside a table.
    return (
        len(filled) >= max(_LEAST_ROWS, _LEAST_FILLED * max(filled, default=0))
        and sum(lefts) >= _LEAST_CHARACTERS * len(lefts)
        and sum(rights) >= _LEAST_CHARACTERS * len(rights)
    )


def _has_sidebar(rows: Sequence[Row[T]], gutter: float) -> bool:
    """Whether a note of short lines stands beside a text, left or right of the gutter."""
    left = [piece for row in rows for piece in row if piece.x1 <= gutter]
    right = [piece for row in rows for piece in row if piece.x1 > gutter]
    note, text = sorted((left, right), key=lambda side: sum(len(piece.text) for piece in side))
    if len(note) < _LEAST_ROWS or sum(len(piece.text) for piece in text) < _LONG * len(text):
        return False
    close = [below.bottom - above.bottom < _CLOSE * (above.bottom - above.top) for above, below in pairwise(note)]
    uneven = [
        abs(row[-1].bottom - row[0].bottom) > _LEVEL * (row[0].bottom - row[0].top)
        for row in rows
        if row[0].x1 <= gutter < row[-1].x1
    ]
    return sum(close) >= _MOSTLY * len(close) and bool(uneven) and sum(uneven) >= _MOSTLY * len(uneven)
