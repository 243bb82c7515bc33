"""How the glyphs of a page are set: size, weight, direction, and whether they leave a mark."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from extractor.ingest.drawings import paper_test
from extractor.ingest.native import ADDRESS, INTEGER, address_of, function

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|semibold|[-,]b(?:d|i)?$|cmbx|simhei", re.IGNORECASE)
_PICTORIAL_NAME = re.compile(r"wingdings|webdings|zapfdingbats", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
# How text is drawn: filled, filled and stroked, not at all, as a mask for what is drawn next.
_FILL, _FILL_AND_STROKE, _UNPAINTED = 0, 2, (3, 7)
# Letters less high, in points, are not meant to be read.
_LEAST_HEIGHT = 1.0

Paint = Literal["ink", "paper", "none"]
"""``paper``: in the color of paper, which shows on a shade or an image only; ``none``: without any mark, as the
text over a scanned page."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text object is set."""

    size: float
    bold: bool
    upright: bool
    pictorial: bool = False
    """Whether its letters are drawn as bullets, boxes and arrows."""
    paint: Paint = "ink"


def styles_of(text_page: Any, raw: Any, rotation: int) -> Callable[[int], Style]:
    """A function from glyph index to style, which asks about each text object and each font once."""
    objects: dict[int, Style] = {}
    fonts: dict[int, tuple[bool, bool]] = {}
    handle = address_of(text_page)
    object_at = function(raw.FPDFText_GetTextObject, ADDRESS, ADDRESS, INTEGER)
    font_of = function(raw.FPDFTextObj_GetFont, ADDRESS, ADDRESS)
    mode_of = function(raw.FPDFTextObj_GetTextRenderMode, INTEGER, ADDRESS)
    read_size = function(raw.FPDFTextObj_GetFontSize, INTEGER, ADDRESS, ADDRESS)
    read_matrix = function(raw.FPDFText_GetMatrix, INTEGER, ADDRESS, INTEGER, ADDRESS)
    is_paper = paper_test(raw)
    matrix, size = raw.FS_MATRIX(), ctypes.c_float()
    matrix_place, size_place = ctypes.addressof(matrix), ctypes.addressof(size)

    def looks(key: int) -> tuple[bool, bool]:
        """Whether the font at an address is bold and whether it is pictorial."""
        if key not in fonts:
            font = ctypes.cast(key, raw.FPDF_FONT)
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", "replace")
            flags = raw.FPDFFont_GetFlags(font)
            bold = bool(_BOLD_NAME.search(name)) or bool(flags > 0 and flags & _FORCE_BOLD)
            fonts[key] = bold, bool(_PICTORIAL_NAME.search(name))
        return fonts[key]

    def style_at(index: int) -> Style:
        key = object_at(handle, index) or 0
        if key not in objects:
            if not key:
                return Style(0.0, False, True)
            read_size(key, size_place)
            read_matrix(handle, index, matrix_place)
            bold, pictorial = looks(font_of(key) or 0)
            mode = mode_of(key)
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            if rotation % 2:
                a, b = b, a
            height = size.value * math.hypot(c, d)
            objects[key] = Style(
                size=round(height, 2),
                bold=mode == _FILL_AND_STROKE or bold,
                upright=abs(a) >= 2 * abs(b),
                pictorial=pictorial,
                paint=_paint(key, mode, height, is_paper),
            )
        return objects[key]

    return style_at


def _paint(text_object: int, mode: int, height: float, is_paper: Callable[[int], bool]) -> Paint:
    if mode in _UNPAINTED or height < _LEAST_HEIGHT:
        return "none"
    return "paper" if mode == _FILL and is_paper(text_object) else "ink"
