"""What a page of a PDF draws beside text: rulings, from its paths, and how many images."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PATH, _IMAGE, _FORM = 2, 3, 5
_MOVE_TO, _LINE_TO = 2, 0
# A ruling is thinner than this and longer than that, in points.
_THIN, _LONG = 3.0, 8.0
# A page that draws more is a map or a plot.
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 500
_FORM_DEPTH = 3
_WHITE = 250

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def drawings(page: Any) -> tuple[NDArray[np.float32], int]:
    """The rulings of a page, a row each as left, top, right, bottom in PDF coordinates, and how many images it has."""
    import numpy as np
    import pypdfium2.raw as raw

    rulings: list[tuple[float, float, float, float]] = []
    images = 0
    for item, kind, matrix in _objects(page, _IDENTITY, _FORM_DEPTH, raw, of_page=True):
        if kind == _IMAGE:
            images += 1
        elif kind == _PATH and _is_visible(item, raw):
            for (x0, y0), (x1, y1) in _edges(item, matrix, raw):
                rulings.append((min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1)))
    return np.array(rulings, np.float32).reshape(-1, 4), images


def _objects(
    container: Any, matrix: Matrix, depth: int, raw: Any, *, of_page: bool = False
) -> Iterator[tuple[Any, int, Matrix]]:
    """Yields the drawn objects, those inside of forms too, with their kind and how they are placed."""
    count = raw.FPDFPage_CountObjects(container) if of_page else raw.FPDFFormObj_CountObjects(container)
    get = raw.FPDFPage_GetObject if of_page else raw.FPDFFormObj_GetObject
    for index in range(min(count, _MOST_OBJECTS)):
        item = get(container, index)
        kind = raw.FPDFPageObj_GetType(item)
        if kind == _FORM and depth:
            yield from _objects(item, _times(_matrix(item, raw), matrix), depth - 1, raw)
        else:
            yield item, kind, matrix


def _matrix(item: Any, raw: Any) -> Matrix:
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(item, m) else _IDENTITY


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _is_visible(item: Any, raw: Any) -> bool:
    """Whether a path leaves a mark: is stroked, or filled with another color than that of paper."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if stroke.value or not fill.value:
        return bool(stroke.value)
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(item, red, green, blue, opacity):
        return True
    return opacity.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _edges(item: Any, outer: Matrix, raw: Any) -> Iterator[tuple[Point, Point]]:
    """Yields the edges of a path that run across or down; of a thin box, the line that it is seen as."""
    a, b, c, d, e, f = _times(_matrix(item, raw), outer)
    points: list[tuple[Point, bool]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind not in (_MOVE_TO, _LINE_TO):
            return  # a curve: no ruling is drawn in one path with it
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(((a * x.value + c * y.value + e, b * x.value + d * y.value + f), kind == _MOVE_TO))
        if raw.FPDFPathSegment_GetClose(segment):
            start = next(point for point, moves in reversed(points) if moves)
            points.append((start, False))
    if not points:
        return
    xs, ys = [p[0] for p, _ in points], [p[1] for p, _ in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    if high - low < _THIN:
        if right - left > _LONG:
            yield (left, (low + high) / 2), (right, (low + high) / 2)
        return
    if right - left < _THIN:
        if high - low > _LONG:
            yield ((left + right) / 2, low), ((left + right) / 2, high)
        return
    for (before, _), (point, moves) in pairwise(points):
        across, down = abs(point[0] - before[0]), abs(point[1] - before[1])
        if not moves and ((across > _LONG and down < 1) or (down > _LONG and across < 1)):
            yield before, point
