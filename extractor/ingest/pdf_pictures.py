"""Pages of a PDF as pictures, for those that have to be read by their looks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from extractor.errors import CorruptSourceError
from extractor.ingest.limits import Limits
from extractor.ingest.ocr_image import POINTS, Picture

_USUAL_DPI = 300.0
_LEAST_DPI, _MOST_DPI = 100.0, 400.0
_MOST_PIXELS = 30_000_000
_SCAN = 0.5
_FORM_DEPTH = 3


def pictures_of(data: bytes, numbers: Iterable[int], limits: Limits) -> Iterator[Picture]:
    """Yields the pages, which count from 1, as they are shown, in grey, one in memory at a time.

    Raises:
        CorruptSourceError: a page cannot be shown.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in numbers:
            try:
                page = document[number - 1]
                dpi = _dpi(page, limits)
                bitmap = page.render(scale=dpi / POINTS, grayscale=True)
            except pypdfium2.PdfiumError as error:
                raise CorruptSourceError(
                    f"page {number} is damaged", hint="Get a complete copy of the file."
                ) from error
            picture = Picture(number, bitmap.to_pil().copy(), dpi)
            bitmap.close()
            page.close()
            yield picture
    finally:
        document.close()


def _dpi(page: Any, limits: Limits) -> float:
    """The resolution at which to show a page: that of its scan, so that its dots stay dots."""
    inches = max(page.get_width() * page.get_height() / POINTS**2, 0.01)
    most = math.sqrt(min(_MOST_PIXELS, limits.max_pixels) / inches)
    return min(most, max(_LEAST_DPI, min(_scan_dpi(page, inches), _MOST_DPI)))


def _scan_dpi(page: Any, inches: float) -> float:
    """The resolution of the image that covers the page; the usual one where none does."""
    import pypdfium2.raw as raw

    told = raw.FPDF_IMAGEOBJ_METADATA()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_FORM_DEPTH):
        if (
            not raw.FPDFImageObj_GetImageMetadata(item.raw, page.raw, told)
            or min(told.horizontal_dpi, told.vertical_dpi) <= 0
        ):
            continue
        if told.width * told.height / (told.horizontal_dpi * told.vertical_dpi) >= _SCAN * inches:
            return float(max(told.horizontal_dpi, told.vertical_dpi))
    return _USUAL_DPI
