"""What stands on a page and is none of its text: stamps and watermarks over it, numbers of lines beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Literal

from extractor.ingest.fragments import Fragment

# A stamp is so many times as high as the usual text, and so many pieces of that stand behind it at least.
_STAMP, _BEHIND = 2.5, 2
# A page with more letters of that size has no usual one.
_MOST_STAMPS = 20
# So many lines are numbered at least, all or every so many, and of these so many begin within a sentence:
# those of a numbered list do not.
_LEAST_NUMBERS, _STEPS = 5, (1, 2, 5, 10)
_WITHIN = 0.3
_SAME_EDGE = 3.0
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)


def stamps(pieces: Sequence[Fragment]) -> set[int]:
    """The indices of the pieces that are set so large over others that they are no text of the page."""
    if not pieces:
        return set()
    usual = median(piece.height for piece in pieces)
    large = [index for index, piece in enumerate(pieces) if piece.height > _STAMP * usual]
    if len(large) > _MOST_STAMPS:
        return set()
    return {
        index
        for index in large
        if sum(_covers(pieces[index], other) for other in pieces if other.height <= _STAMP * usual) >= _BEHIND
    }


def _covers(stamp: Fragment, other: Fragment) -> bool:
    """Whether the middle of the other piece's height, and a part of its width, lie in the stamp."""
    level = stamp.top < (other.top + other.bottom) / 2 < stamp.bottom
    return level and min(stamp.x1, other.x1) > max(stamp.x0, other.x0)


def without_line_numbers(rows: Sequence[list[Fragment]]) -> tuple[list[list[Fragment]], int]:
    """The rows without the numbers that count them in the left margin, and how many those are."""
    at = [index for index, row in enumerate(rows) if len(row) > 1 and _NUMBER.fullmatch(row[0].text)]
    if len(at) < _LEAST_NUMBERS:
        return list(rows), 0
    at = max(_aligned(rows, at, "x0"), _aligned(rows, at, "x1"), key=len)
    numbered = [rows[index] for index in at]
    if not _count_up([int(row[0].text) for row in numbered]) or not _within_sentences(numbered):
        return list(rows), 0
    gone = set(at)
    return [row[1:] if index in gone else row for index, row in enumerate(rows)], len(gone)


def _aligned(rows: Sequence[Sequence[Fragment]], at: Sequence[int], side: Literal["x0", "x1"]) -> list[int]:
    """Those of the rows at these indices whose first pieces have their left or right edge in one place."""
    edges = {index: round(getattr(rows[index][0], side) / _SAME_EDGE) for index in at}
    (common, _), *_ = Counter(edges.values()).most_common(1)
    return [index for index, edge in edges.items() if abs(edge - common) <= 1]


def _count_up(numbers: Sequence[int]) -> bool:
    steps = {after - before for before, after in pairwise(numbers)}
    return len(numbers) >= _LEAST_NUMBERS and len(steps) == 1 and steps <= set(_STEPS)


def _within_sentences(rows: Sequence[Sequence[Fragment]]) -> bool:
    return sum(row[1].text[0].islower() for row in rows) >= _WITHIN * len(rows)
