"""What a page of a PDF draws beside text: rulings and shaded areas, from its paths, and images."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from extractor.ingest.native import ADDRESS, INTEGER, address_of, function

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_MOVE_TO, _LINE_TO = 2, 0
# A ruling is thinner than this and longer than that, in points.
_THIN, _LONG = 3.0, 8.0
# A dot is wider than this and about as high as wide.
_DOT, _ROUND = 1.0, 0.2
# A page that draws more is a map or a plot.
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 500
_FORM_DEPTH = 3
_WHITE = 250

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Edges = tuple[float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_UNIT: Edges = (0, 1, 1, 0)


@dataclass(frozen=True, slots=True)
class Drawings:
    """What a page draws, a row each as left, top, right, bottom in PDF coordinates."""

    rulings: NDArray[np.float32]
    shades: NDArray[np.float32]
    """Areas that are filled with another color than that of paper."""
    images: NDArray[np.float32]
    dots: NDArray[np.float32]
    """Filled discs and squares of a bullet's size."""


def drawings(page: Any) -> Drawings:
    """The rulings, shaded areas and images of a page."""
    import pypdfium2.raw as raw

    rulings: list[Edges] = []
    shades: list[Edges] = []
    images: list[Edges] = []
    dots: list[Edges] = []
    is_paper = paper_test(raw)
    for item, kind, matrix in _objects(page, _IDENTITY, _FORM_DEPTH, raw, of_page=True):
        if kind == _IMAGE:
            images.append(_bounds(_UNIT, _times(_matrix(item, raw), matrix)))
        elif kind == _SHADING:
            shades.append(_bounds(_own_bounds(item, raw), matrix))
        elif kind == _PATH:
            fills, strokes = _marks(item, is_paper, raw)
            if fills or strokes:
                for (x0, y0), (x1, y1) in _edges(item, matrix, raw):
                    rulings.append((min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1)))
            if fills:
                left, top, right, bottom = _bounds(_own_bounds(item, raw), matrix)
                width, height = right - left, top - bottom
                if min(width, height) > _LONG:
                    shades.append((left, top, right, bottom))
                elif _DOT < width < _LONG and abs(width - height) < _ROUND * width:
                    dots.append((left, top, right, bottom))
    return Drawings(_rows(rulings), _rows(shades), _rows(images), _rows(dots))


def _rows(edges: Sequence[Edges]) -> NDArray[np.float32]:
    import numpy as np

    return np.array(edges, np.float32).reshape(-1, 4)


def _objects(
    container: Any, matrix: Matrix, depth: int, raw: Any, *, of_page: bool = False
) -> Iterator[tuple[Any, int, Matrix]]:
    """Yields the drawn objects but text, those inside of forms too, with their kind and how they are placed."""
    count = raw.FPDFPage_CountObjects(container) if of_page else raw.FPDFFormObj_CountObjects(container)
    of = raw.FPDFPage_GetObject if of_page else raw.FPDFFormObj_GetObject
    get = function(of, ADDRESS, ADDRESS, INTEGER if of_page else ctypes.c_ulong)
    kind_of = function(raw.FPDFPageObj_GetType, INTEGER, ADDRESS)
    handle = address_of(container)
    for index in range(min(count, _MOST_OBJECTS)):
        place = get(handle, index)
        kind = kind_of(place)
        if kind == _TEXT:
            continue
        item = ctypes.cast(place, raw.FPDF_PAGEOBJECT)
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


def _own_bounds(item: Any, raw: Any) -> Edges:
    """Left, top, right and bottom of an object, as its container places it."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return (0, 0, 0, 0)
    return left.value, top.value, right.value, bottom.value


def _bounds(box: Edges, matrix: Matrix) -> Edges:
    """Left, top, right and bottom of a box that ``matrix`` moves, turns or stretches."""
    a, b, c, d, e, f = matrix
    left, top, right, bottom = box
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), max(ys), max(xs), min(ys)


def _marks(item: Any, is_paper: Callable[[int], bool], raw: Any) -> tuple[bool, bool]:
    """Whether a path is filled, with another color than that of paper, and whether it is stroked."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(fill.value) and not is_paper(address_of(item)), bool(stroke.value)


def paper_test(raw: Any) -> Callable[[int], bool]:
    """A function from an object's address to whether what it fills stays as white as paper, or is transparent."""
    color = (ctypes.c_uint * 4)()
    read_color = function(raw.FPDFPageObj_GetFillColor, INTEGER, *[ADDRESS] * 5)
    first = ctypes.addressof(color)
    places = [first + number * ctypes.sizeof(ctypes.c_uint) for number in range(4)]

    def is_paper(item: int) -> bool:
        if not read_color(item, *places):
            return False
        red, green, blue, opacity = color
        return opacity == 0 or min(red, green, blue) >= _WHITE

    return is_paper


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
