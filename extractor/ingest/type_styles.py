"""How the glyphs of a page are set: size, weight, direction, and whether they leave a mark."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from extractor.ingest.drawings import is_paper

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
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    address_of = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
        ctypes.cast(raw.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
    )
    matrix = raw.FS_MATRIX()
    size = ctypes.c_float()

    def looks(font: Any) -> tuple[bool, bool]:
        """Whether the font is bold and whether it is pictorial."""
        key = ctypes.addressof(font.contents) if font else 0
        if key not in fonts:
            buffer = ctypes.create_string_buffer(256)
            raw.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", "replace")
            flags = raw.FPDFFont_GetFlags(font)
            bold = bool(_BOLD_NAME.search(name)) or bool(flags > 0 and flags & _FORCE_BOLD)
            fonts[key] = bold, bool(_PICTORIAL_NAME.search(name))
        return fonts[key]

    def style_at(index: int) -> Style:
        key = address_of(handle, index) or 0
        if key not in objects:
            if not key:
                return Style(0.0, False, True)
            text_object = raw.FPDFText_GetTextObject(text_page, index)
            raw.FPDFTextObj_GetFontSize(text_object, size)
            raw.FPDFText_GetMatrix(text_page, index, matrix)
            bold, pictorial = looks(raw.FPDFTextObj_GetFont(text_object))
            mode = raw.FPDFTextObj_GetTextRenderMode(text_object)
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            if rotation % 2:
                a, b = b, a
            height = size.value * math.hypot(c, d)
            objects[key] = Style(
                size=round(height, 2),
                bold=mode == _FILL_AND_STROKE or bold,
                upright=abs(a) >= 2 * abs(b),
                pictorial=pictorial,
                paint=_paint(text_object, mode, height, raw),
            )
        return objects[key]

    return style_at


def _paint(text_object: Any, mode: int, height: float, raw: Any) -> Paint:
    if mode in _UNPAINTED or height < _LEAST_HEIGHT:
        return "none"
    return "paper" if mode == _FILL and is_paper(text_object, raw) else "ink"
