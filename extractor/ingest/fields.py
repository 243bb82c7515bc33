"""What was filled into a page: fields of its form and typed annotations, as glyphs where they stand.

Viewers draw them above the page, so that its own text does not hold them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FREE_TEXT, _WIDGET = 3, 20
_HIDDEN = 0b100010
"""Flags of annotations that are not shown."""
_CHECK_BOX, _RADIO, _SIGNATURE, _WRITTEN = 2, 3, 7, (4, 5, 6)
"""Kinds of fields; the last are combination boxes, lists and text."""
_TICKED, _UNTICKED = "☑", "☐"
_MOST = 2_000
"""More fields are no form that people fill in."""

# Shares of the font size: how high a line is, how wide a letter is at most.
LINE, _LETTER = 1.2, 0.5
_LARGEST = 12.0
# How near to a field what is drawn for it may stand, in points.
_NEAR = 2.0
_BLANK = 4, 24
"""The fewest and the most underscores that a field to fill in is read as."""
_LEADERS = frozenset(map(ord, "_.…·＿"))
_BOXES = frozenset(map(ord, "□☐○◯❏❑❍¨oqr\uf06f\uf071\uf072\uf0a8"))

Edges = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Field:
    """A field or typed annotation, placed in PDF coordinates; a box to tick holds its one sign."""

    edges: Edges
    text: str
    is_box: bool = False


def fields_on(page: Any, form: Any) -> list[Field]:
    """The fields and typed annotations that are shown on a page; ``form`` is the document's form, if it has one."""
    import pypdfium2.raw as raw

    found = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            field = _field(annotation, form, raw)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
        if field is not None:
            found.append(field)
    return found


def _field(annotation: Any, form: Any, raw: Any) -> Field | None:
    """The field that an annotation is, if it is one."""
    subtype = raw.FPDFAnnot_GetSubtype(annotation)
    if subtype not in (_FREE_TEXT, _WIDGET) or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        return None
    rectangle = raw.FS_RECTF()
    if not raw.FPDFAnnot_GetRect(annotation, rectangle):
        return None
    edges = (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
    if subtype == _FREE_TEXT:
        text = _string(lambda *buffer: raw.FPDFAnnot_GetStringValue(annotation, b"Contents", *buffer), raw)
        return Field(edges, text) if text.strip() else None
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation) if form else -1
    if kind in (_CHECK_BOX, _RADIO):
        return Field(edges, _TICKED if raw.FPDFAnnot_IsChecked(form, annotation) else _UNTICKED, is_box=True)
    if kind in _WRITTEN:
        return Field(edges, _string(lambda *buffer: raw.FPDFAnnot_GetFormFieldValue(form, annotation, *buffer), raw))
    if kind == _SIGNATURE and not raw.FPDFAnnot_HasKey(annotation, b"V"):
        return Field(edges, "")
    return None


def _string(read: Callable[..., int], raw: Any) -> str:
    """What ``read``, given a buffer and its size in bytes, writes as UTF-16."""
    size = read(None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    read(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")


def fill_in(
    codes: NDArray[np.int64], boxes: NDArray[np.float32], fields: Sequence[Field], places: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The glyphs of a page and after them those of its fields, which are shown at ``places``: x0, top, x1, bottom.

    What the page itself draws to be filled in, dotted lines and boxes, makes room for what was filled in.
    """
    import numpy as np

    codes = codes.copy()
    letters: list[int] = []
    spots: list[Edges] = []
    for field, place in zip(fields, places.tolist(), strict=True):
        drawn = _drawn_under(codes, boxes, place, _BOXES if field.is_box else _LEADERS)
        if len(drawn) and not field.text.strip():
            continue  # the page draws the blank itself
        codes[drawn] = 32
        for letter, spot in [(field.text, place)] if field.is_box else _set(field.text, place):
            letters.append(ord(letter))
            spots.append(spot)
        # A blank, so that what stands in two fields is not one word.
        letters.append(32)
        spots.append(place)
    return (
        np.concatenate((codes, np.array(letters, codes.dtype))),
        np.concatenate((boxes, np.array(spots, np.float32).reshape(-1, 4))),
    )


def _drawn_under(
    codes: NDArray[np.int64], boxes: NDArray[np.float32], place: Edges, wanted: Collection[int]
) -> NDArray[np.intp]:
    """The glyphs that draw what is to be filled in at a place: the whole of a dotted line that it touches."""
    import numpy as np

    x0, top, x1, bottom = place
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    drawn = np.isin(codes, list(wanted))
    inside = drawn & (x > x0) & (x < x1) & (y > top - _NEAR) & (y < bottom + _NEAR)
    # Runs of such glyphs are numbered: those that the field touches count whole.
    runs = np.cumsum(np.diff(drawn, prepend=False))
    return np.flatnonzero(drawn & np.isin(runs, runs[inside]))


def _set(text: str, place: Edges) -> Iterator[tuple[str, Edges]]:
    """Yields the letters of a text set into a place, each with its box: in the middle, or line by line from the top."""
    x0, top, x1, bottom = place
    rows = [line.strip() for line in text.splitlines() if line.strip()]
    width, height = max(x1 - x0, 1.0), max(bottom - top, 1.0)
    size = min(_LARGEST, height / LINE / max(1, len(rows)))
    if not rows:
        fewest, most = _BLANK
        rows = ["_" * max(fewest, min(most, int(width / size / _LETTER)))]
    at = (top + bottom - LINE * size) / 2 if len(rows) == 1 and height < 2 * LINE * size else top
    for row in rows:
        step = min(_LETTER * size, width / len(row))
        for number, letter in enumerate(row):
            yield letter, (x0 + number * step, at, x0 + (number + 1) * step, at + LINE * size)
        at += LINE * size
