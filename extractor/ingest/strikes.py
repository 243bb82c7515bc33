"""Words that a page strikes out: a line is drawn through the middle of their letters, from the first to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# In heights of the letters: how far from their middle the line runs, which an underline does not reach, and how far
# beyond the first and the last of them, which the rulings of tables and of headings do.
_MIDDLE, _BEYOND = 0.18, 0.5
# A page with more lines is a drawing.
_MOST = 500
_LEVEL = 1.0


def struck(
    codes: NDArray[np.int64], boxes: NDArray[np.float32], rulings: NDArray[np.float32]
) -> NDArray[np.bool_] | None:
    """Which glyphs are struck out; None if none is."""
    import numpy as np

    across = rulings[rulings[:, 3] - rulings[:, 1] < _LEVEL]
    if not 0 < len(across) <= _MOST:
        return None
    x0, top, x1, bottom = boxes.T
    middle, height, center = (top + bottom) / 2, bottom - top, (x0 + x1) / 2
    found = np.zeros(len(codes), np.bool_)
    for left, upper, right, lower in across.tolist():
        through = np.abs(middle - (upper + lower) / 2) < _MIDDLE * height
        inside = np.flatnonzero(through & (center > left) & (center < right) & (codes > 32))
        if not len(inside):
            continue
        slack = _BEYOND * float(height[inside].max())
        if x0[inside].min() - left < slack and right - x1[inside].max() < slack:
            found[inside] = True
    return found if found.any() else None
