"""Pages of a PDF as arrays of glyphs; with ``drawings`` the only module that knows pypdfium2.

Glyph boxes are the font's advance width and height rather than the ink, so that gaps and line pitches
come out the same whatever letters are set. All coordinates are PDF points with the origin in the top left
corner of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

from extractor.errors import CorruptSourceError, EncryptedError
from extractor.ingest.drawings import drawings
from extractor.ingest.limits import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|semibold|[-,]b(?:d|i)?$|cmbx|simhei", re.IGNORECASE)
_PICTORIAL_NAME = re.compile(r"wingdings|webdings|zapfdingbats", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_FILL_AND_STROKE = 2
_NO_CHARACTER = 0xFFFE


@dataclass(frozen=True, slots=True)
class Style:
    """How a text object is set."""

    size: float
    bold: bool
    upright: bool
    pictorial: bool = False
    """Whether its letters are drawn as bullets, boxes and arrows."""


@dataclass(frozen=True, slots=True)
class GlyphPage:
    """The glyphs of one page in the order in which the file draws them, white space included."""

    number: int
    width: float
    height: float
    codes: NDArray[np.int32]
    """Code points; what has none is 0."""
    boxes: NDArray[np.float32]
    """One row a glyph: x0, top, x1, bottom."""
    style_at: Callable[[int], Style]
    """The style of the glyph at an index; valid until the next page is read."""
    rulings: NDArray[np.float32]
    """The straight lines and edges of boxes that are drawn across or down the page: x0, top, x1, bottom."""
    has_images: bool

    @property
    def unreadable(self) -> float:
        """The share of its glyphs that stand for no known character: fonts without a table of code points."""
        import numpy as np

        drawn = self.codes[(self.codes > 32) | (self.codes == 0)]
        unknown = (drawn == 0) | (drawn == 0xFFFD) | ((drawn >= 0xE000) & (drawn < 0xF000))
        return float(np.count_nonzero(unknown) / len(drawn)) if len(drawn) else 0.0


@contextmanager
def open_pdf(data: bytes, limits: Limits) -> Iterator[tuple[int, Iterator[GlyphPage]]]:
    """Gives the number of pages and the pages themselves, one in memory at a time.

    Raises:
        EncryptedError: it opens with a password only.
        CorruptSourceError: it does not open, or a page cannot be loaded.
        LimitError: it has too many pages.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedError("a password is needed to open it", hint="Save a copy without a password.") from error
        raise CorruptSourceError("the PDF is damaged or truncated", hint="Get a complete copy of the file.") from error
    try:
        count = len(document)
        limits.check("max_pages", count)
        if not count:
            raise CorruptSourceError("the PDF has no pages", hint="Get a complete copy of the file.")
        yield count, _pages(document, limits)
    finally:
        document.close()


def _pages(document: Any, limits: Limits) -> Iterator[GlyphPage]:
    import pypdfium2

    characters = 0
    for index in range(len(document)):
        try:
            page = document[index]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as error:
            raise CorruptSourceError(f"page {index + 1} is damaged", hint="Get a complete copy of the file.") from error
        try:
            glyph_page = _read_page(page, text_page, index + 1)
            characters += len(glyph_page.codes)
            limits.check("max_characters", characters)
            yield glyph_page
        finally:
            text_page.close()
            page.close()


def _read_page(page: Any, text_page: Any, number: int) -> GlyphPage:
    import numpy as np
    import pypdfium2.raw as raw

    count = max(raw.FPDFText_CountChars(text_page.raw), 0)
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
    # The boxes are written straight into the array: no Python object for each, which makes this several times faster.
    loose = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
        ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
    )
    codes = _codes(text_page.raw, count, raw)
    boxes = np.zeros((count, 4), np.float32)  # left, top, right, bottom, as FS_RECTF has them
    address = boxes.ctypes.data
    deque(map(loose, repeat(handle), range(count), range(address, address + 16 * count, 16)), maxlen=0)
    rotation = page.get_rotation() // 90
    rulings, images = drawings(page.raw)
    width, height = page.get_size()
    return GlyphPage(
        number=number,
        width=width,
        height=height,
        codes=np.where((codes >= 0xD800) & (codes < 0xE000), 0, codes).astype(np.int32),
        boxes=_shown(boxes, page.get_bbox(), rotation),
        style_at=_styles(text_page.raw, raw, rotation),
        rulings=_shown(rulings, page.get_bbox(), rotation),
        has_images=images > 0,
    )


def _codes(text_page: Any, count: int, raw: Any) -> NDArray[np.int64]:
    """The code points of a page's characters.

    The text of the page leaves out characters without a code point, and writes some as two units; where it has as
    many units as the page has characters and no halves of pairs, it tells all code points at once, but for the
    hyphens of line ends, which it writes otherwise.
    """
    import numpy as np

    unicode_of = raw.FPDFText_GetUnicode
    buffer = np.zeros(count + 1, np.uint16)
    if raw.FPDFText_GetText(text_page, 0, count, buffer.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))) == count + 1:
        units = buffer[:count].astype(np.int64)
        if not np.any((units == 0) | ((units >= 0xD800) & (units < 0xE000))):
            for index in np.flatnonzero(units == _NO_CHARACTER).tolist():
                units[index] = unicode_of(text_page, index)
            return units
    return np.fromiter((unicode_of(text_page, i) for i in range(count)), dtype=np.uint32, count=count).astype(np.int64)


def _shown(
    boxes: NDArray[np.float32], page_box: tuple[float, float, float, float], rotation: int
) -> NDArray[np.float32]:
    """The boxes in the coordinates of the page as it is shown: x0, top, x1, bottom."""
    import numpy as np

    left, bottom, right, top = page_box
    x0, y1, x1, y0 = boxes.T
    match rotation:
        case 1:
            shown = (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        case 2:
            shown = (right - x1, y0 - bottom, right - x0, y1 - bottom)
        case 3:
            shown = (top - y1, right - x1, top - y0, right - x0)
        case _:
            shown = (x0 - left, top - y1, x1 - left, top - y0)
    return np.stack(shown, axis=1)


def _styles(text_page: Any, raw: Any, rotation: int) -> Callable[[int], Style]:
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
            heavy = raw.FPDFTextObj_GetTextRenderMode(text_object) == _FILL_AND_STROKE
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            if rotation % 2:
                a, b = b, a
            objects[key] = Style(
                size=round(size.value * math.hypot(c, d), 2),
                bold=heavy or bold,
                upright=abs(a) >= 2 * abs(b),
                pictorial=pictorial,
            )
        return objects[key]

    return style_at
