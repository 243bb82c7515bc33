"""The pages of a PDF as pictures for people, who want to see where a clause stands."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractor.errors import CorruptSourceError, SourceError
from extractor.ingest.detect import detect
from extractor.ingest.limits import Limits
from extractor.ingest.ocr_image import POINTS
from extractor.types import PagePicture

_DPI = 110.0
"""Small print is legible at this resolution, and a page takes some tens of kilobytes."""
_MOST_PIXELS = 3_000_000
_QUALITY = 60
_MOST_BYTES = 60_000_000
"""Of all pictures of a document: a browser opens a page so large."""


def page_pictures(source: Path | bytes, *, name: str, limits: Limits) -> tuple[PagePicture, ...]:
    """The pages of a PDF from the first; none of a document of another format.

    Where the pictures get too large for one HTML page, the last pages are left out.

    Raises:
        SourceError: it cannot be read, or a page cannot be shown.
    """
    try:
        if isinstance(source, Path):
            limits.check("max_bytes", source.stat().st_size)
            source = source.read_bytes()
        return tuple(_within(_MOST_BYTES, _rendered(source, limits))) if detect(source, name) == "pdf" else ()
    except SourceError as error:
        error.source = error.source or name
        raise
    except OSError as error:
        raise CorruptSourceError(
            f"cannot be opened: {error.strerror or error}", source=name, hint="Check that it is a readable file."
        ) from error


def _rendered(data: bytes, limits: Limits) -> Iterator[PagePicture]:
    import pypdfium2

    document = None
    try:
        document = pypdfium2.PdfDocument(data)
        document.init_forms()
        limits.check("max_pages", len(document))
        for index in range(len(document)):
            page = document[index]
            yield _picture(page, index + 1)
            page.close()
    except pypdfium2.PdfiumError as error:
        raise CorruptSourceError("a page cannot be shown", hint="Get a complete copy of the file.") from error
    finally:
        if document is not None:
            document.close()


def _picture(page: Any, number: int) -> PagePicture:
    width, height = page.get_size()
    scale = min(_DPI / POINTS, math.sqrt(_MOST_PIXELS / max(width * height, 1)))
    bitmap = page.render(scale=scale)
    stream = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(stream, "WEBP", quality=_QUALITY)
    bitmap.close()
    return PagePicture(number, width, height, stream.getvalue())


def _within(most: int, pictures: Iterator[PagePicture]) -> Iterator[PagePicture]:
    size = 0
    for picture in pictures:
        size += len(picture.webp)
        if size > most:
            return
        yield picture
