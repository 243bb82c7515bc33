"""Pictures of pages: scans and photographs of paper, read by OCR; every frame of a TIFF is a page."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from extractor.errors import CorruptSourceError, LimitError
from extractor.ingest.draft import Draft
from extractor.ingest.from_pdf import blocks_of
from extractor.ingest.furniture import split_furniture
from extractor.ingest.limits import Limits, hint_to_raise
from extractor.ingest.ocr_image import Picture
from extractor.ingest.scans import Unread, read_scans, refusal, unread_warnings

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

# Only what detection knows: each decoder is one more way in for a hostile file.
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP")
_COMPLETE = "Get a complete copy of the file."
# What cameras and editors write for want of anything better is no resolution of a page.
_LEAST_DPI, _MOST_DPI = 90.0, 1_200.0
# The longer side of A4 and of Letter is about this many inches.
_LONG_SIDE = 11.5


def read_image(data: bytes, limits: Limits) -> Draft:
    """The draft of a picture, or of several in one file.

    Raises:
        NeedsOcrError: Tesseract is not installed.
        EmptySourceError: no text was recognized.
        CorruptSourceError: it cannot be decoded.
        LimitError: it has too many dots or pages.
    """
    file = _open(data, limits)
    count = getattr(file, "n_frames", 1)
    limits.check("max_pages", count)
    limits.check("max_ocr_pages", count)
    scans = read_scans(_frames(file, count, limits), limits)
    unread: dict[int, Unread] = {number: "picture" for number in range(1, count + 1) if number not in scans.pages}
    if not scans.pages:
        raise refusal(unread, scans)
    heights = {number: page.glyphs.height for number, page in scans.pages.items()}
    pages, furniture = split_furniture([scans.items(number) for number in sorted(scans.pages)], heights)
    return Draft(
        "ocr",
        file.get_format_mimetype() or "image/unknown",
        tuple(scans.on_page(block) for block in blocks_of(pages)),
        pages=count,
        warnings=(*scans.warnings(), *unread_warnings(unread, scans), *furniture),
        recognized=scans.words,
    )


def _open(data: bytes, limits: Limits) -> ImageFile:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limit is named in the error, and can be raised
            return Image.open(BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise LimitError("it has more dots than any page", hint="Make it smaller.") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise CorruptSourceError("the picture is damaged or truncated", hint=_COMPLETE) from error


def _frames(file: ImageFile, count: int, limits: Limits) -> Iterator[Picture]:
    from PIL import Image, ImageOps

    for index in range(count):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                file.seek(index)
                limits.check("max_pixels", file.width * file.height)
                image = _on_paper(ImageOps.exif_transpose(file))
        except Image.DecompressionBombError as error:
            raise LimitError("it has more dots than any page", hint=hint_to_raise("max_pixels")) from error
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise CorruptSourceError(f"picture {index + 1} is damaged or truncated", hint=_COMPLETE) from error
        yield Picture(index + 1, image, _dpi(file, image))


def _on_paper(image: Image) -> Image:
    """The picture in grey, on white where it is transparent."""
    from PIL import Image as Images

    if image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Images.new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        image = paper
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256)
    return image.convert("L")


def _dpi(file: ImageFile, image: Image) -> float:
    """The resolution that the file tells, or that which makes a page of it."""
    told = float(file.info.get("dpi", (0.0, 0.0))[0])
    guess = max(image.size) / _LONG_SIDE
    return told if _LEAST_DPI <= told <= _MOST_DPI and told > 0.5 * guess else min(max(guess, _LEAST_DPI), _MOST_DPI)
