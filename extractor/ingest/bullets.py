"""Bullets that a page draws as small discs and squares, as browsers print them, rather than as characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.ingest.normalize import BULLET

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# In heights of the text beside it: how far a bullet stands from the text that it marks, and from any before it.
_RIGHT, _LEFT = 2.5, 1.0
# A page with more dots is a plot.
_MOST = 500


def with_bullets(
    codes: NDArray[np.int64], boxes: NDArray[np.float32], dots: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The glyphs of a page and after them a bullet for each of the dots that stands alone before text on its line."""
    import numpy as np

    drawn = codes > 32
    if not 0 < len(dots) <= _MOST or not drawn.any():
        return codes, boxes
    x0, top, x1, bottom = boxes[drawn].T
    places = []
    for left, upper, right, lower in dots.tolist():
        middle = (upper + lower) / 2
        level = (top < middle) & (middle < bottom)
        height = float((bottom - top)[level].max(initial=0.0))
        after = level & (x0 >= right - 1) & (x0 < right + _RIGHT * height)
        before = level & (x0 < left) & (x1 > left - _LEFT * height)
        if after.any() and not before.any():
            first = np.flatnonzero(after)[np.argmin(x0[after])]
            places.append((left, top[first], right, bottom[first]))
    if not places:
        return codes, boxes
    return (
        np.concatenate((codes, np.full(len(places), ord(BULLET), codes.dtype))),
        np.concatenate((boxes, np.array(places, np.float32))),
    )
