"""Pages of a PDF as arrays of glyphs; with ``drawings``, ``fields`` and ``type_styles`` all that knows
pypdfium2.

Glyph boxes are the font's advance width and height rather than the ink, so that gaps and line pitches
come out the same whatever letters are set. All coordinates are PDF points with the origin in the top left
corner of the page as it is shown.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Any

from extractor.errors import CorruptSourceError, EncryptedError, UnsupportedFormatError
from extractor.ingest.bullets import with_bullets
from extractor.ingest.drawings import drawings
from extractor.ingest.fields import LINE, fields_on, fill_in
from extractor.ingest.limits import Limits
from extractor.ingest.native import ADDRESS, INTEGER, address_of, function
from extractor.ingest.strikes import struck
from extractor.ingest.type_styles import Paint, Style, styles_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NO_CHARACTER = 0xFFFE


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
    shades: NDArray[np.float32]
    """The areas that are filled with a color: x0, top, x1, bottom."""
    images: NDArray[np.float32]
    """Where images are shown: x0, top, x1, bottom."""
    outside: int = 0
    """How many glyphs stand outside what is shown of the page; blanks are in their places."""
    struck: int = 0
    """How many glyphs are struck out; blanks are in their places."""

    @property
    def has_images(self) -> bool:
        """Whether it shows an image."""
        return len(self.images) > 0

    def shows(self, index: int, paint: Paint) -> bool:
        """Whether a reader of the page sees the glyph, or the image of it that lies under it."""
        x, y = (self.boxes[index, :2] + self.boxes[index, 2:]) / 2
        grounds = [self.images] if paint == "none" else [self.images, self.shades]
        return paint == "ink" or any(
            bool(((box[:, 0] <= x) & (x <= box[:, 2]) & (box[:, 1] <= y) & (y <= box[:, 3])).any()) for box in grounds
        )

    @property
    def unreadable(self) -> float:
        """The share of its glyphs that stand for no known character: fonts without a table of code points."""
        import numpy as np

        drawn = self.codes[(self.codes > 32) | (self.codes == 0)]
        unknown = (drawn == 0) | (drawn == 0xFFFD) | ((drawn >= 0xE000) & (drawn < 0xF000))
        return float(np.count_nonzero(unknown) / len(drawn)) if len(drawn) else 0.0


@dataclass(frozen=True, slots=True)
class OpenPdf:
    """What a PDF holds."""

    count: int
    """Of its pages."""
    attachments: int
    """How many files are embedded in it."""
    is_dynamic: bool
    """Whether its pages are drawn anew from a form in XML, which Adobe's programs alone do."""
    pages: Iterator[GlyphPage]
    """One in memory at a time."""


@contextmanager
def open_pdf(data: bytes, limits: Limits) -> Iterator[OpenPdf]:
    """Gives what a PDF holds.

    Raises:
        EncryptedError: it opens with a password only.
        UnsupportedFormatError: its one page is there until a dynamic form is drawn.
        CorruptSourceError: it does not open, or a page cannot be loaded.
        LimitError: it has too many pages.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedError("a password is needed to open it", hint="Save a copy without a password.") from error
        raise CorruptSourceError("the PDF is damaged or truncated", hint="Get a complete copy of the file.") from error
    try:
        count = len(document)
        limits.check("max_pages", count)
        if not count:
            raise CorruptSourceError("the PDF has no pages", hint="Get a complete copy of the file.")
        is_dynamic = document.get_formtype() == pypdfium2.raw.FORMTYPE_XFA_FULL
        if is_dynamic and count == 1:
            hint = "Open it in Adobe Reader and print it to a PDF, or ask for a copy without the form."
            raise UnsupportedFormatError("it is a dynamic XFA form, and its page a notice that says so", hint=hint)
        yield OpenPdf(count, document.count_attachments(), is_dynamic, _pages(document, limits))
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
            glyph_page = _read_page(page, text_page, document.formenv, index + 1)
            characters += len(glyph_page.codes)
            limits.check("max_characters", characters)
            yield glyph_page
        finally:
            text_page.close()
            page.close()


def _read_page(page: Any, text_page: Any, form: Any, number: int) -> GlyphPage:
    import numpy as np
    import pypdfium2.raw as raw

    count = max(raw.FPDFText_CountChars(text_page.raw), 0)
    handle = address_of(text_page.raw)
    # The boxes are written straight into the array: no Python object for each, which makes this several times faster.
    loose = function(raw.FPDFText_GetLooseCharBox, INTEGER, ADDRESS, INTEGER, ADDRESS)
    codes = _codes(text_page.raw, count, raw)
    boxes = np.zeros((count, 4), np.float32)  # left, top, right, bottom, as FS_RECTF has them
    address = boxes.ctypes.data
    deque(map(loose, repeat(handle), range(count), range(address, address + 16 * count, 16)), maxlen=0)
    rotation = page.get_rotation() // 90
    page_box = page.get_bbox()
    boxes = _shown(boxes, page_box, rotation)
    style_at = styles_of(text_page.raw, raw, rotation)
    fields = fields_on(page.raw, form)
    if fields:
        places = _shown(np.array([field.edges for field in fields], np.float32), page_box, rotation)
        codes, boxes = fill_in(codes, boxes, fields, places)
    drawn = drawings(page.raw)
    codes, boxes = with_bullets(codes, boxes, _shown(drawn.dots, page_box, rotation))
    if len(codes) > count:
        style_at = _or_added(style_at, count, boxes)
    width, height = page.get_size()
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    outside = (codes > 32) & ((x < 0) | (x > width) | (y < 0) | (y > height))
    rulings = _shown(drawn.rulings, page_box, rotation)
    crossed = struck(codes, boxes, rulings)
    left_out = outside if crossed is None else outside | crossed
    return GlyphPage(
        number=number,
        width=width,
        height=height,
        codes=np.where(left_out, 32, np.where((codes >= 0xD800) & (codes < 0xE000), 0, codes)).astype(np.int32),
        boxes=boxes,
        style_at=style_at,
        rulings=rulings,
        shades=_shown(drawn.shades, page_box, rotation),
        images=_shown(drawn.images, page_box, rotation),
        outside=int(np.count_nonzero(outside)),
        struck=0 if crossed is None else int(np.count_nonzero(crossed)),
    )


def _or_added(style_at: Callable[[int], Style], count: int, boxes: NDArray[np.float32]) -> Callable[[int], Style]:
    """The style of a glyph, also of those after the first ``count``, which the page's text does not hold."""

    def set_or_added(index: int) -> Style:
        if index < count:
            return style_at(index)
        return Style(round(float(boxes[index, 3] - boxes[index, 1]) / LINE, 2), bold=False, upright=True)

    return set_or_added


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
