"""Pages that are read by their looks: pictures in, glyphs, words and confidences out."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.errors import CrashError, NeedsOcrError, TimeLimitError
from extractor.ingest.limits import Limits, hint_to_raise
from extractor.ingest.ocr_glyphs import glyph_page, without_noise
from extractor.ingest.ocr_image import POINTS, Picture, Turn, cleaned, is_blank, turned
from extractor.ingest.ocr_tesseract import (
    INSTALL_HINT,
    FailedError,
    OcrLine,
    TooSlowError,
    is_installed,
    lines_on,
    quarters_to_turn,
)
from extractor.ingest.pdfium import GlyphPage
from extractor.types import Box, DocumentWarning, RecognizedWord

# Letters are read best where the picture has about this many dots an inch; coarser ones are enlarged.
_BEST_DPI, _COARSE_DPI = 300.0, 220.0
_MOST_PIXELS = 30_000_000
# Below this mean confidence, another side may be up; below these, a word is in doubt, and a number is.
_GOOD = 0.8
_DOUBTFUL, _DOUBTFUL_NUMBER = 0.6, 0.7
# A page is doubtful where its mean confidence is below this, or a larger share of its words is doubtful.
_LOW, _MANY = 0.85, 0.03
_NAMED = 8


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A page as it was recognized."""

    glyphs: GlyphPage
    words: tuple[RecognizedWord, ...]
    turn: Turn
    slanted: int = 0
    """How many lines that run up, down or upside down were left out."""

    @property
    def confidence(self) -> float:
        """The mean over its characters."""
        characters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / characters if characters else 0.0


def recognize(picture: Picture, limits: Limits) -> OcrPage | None:
    """The page that a picture shows; None where there is nothing to be read.

    Raises:
        NeedsOcrError: Tesseract is not installed; the hint says how to get it.
        TimeLimitError: it took longer than ``Limits.ocr_seconds``.
        CrashError: Tesseract ended with an error.
    """
    if is_blank(picture.image):
        return None
    if not is_installed():
        raise NeedsOcrError("this needs OCR, and Tesseract is not installed", hint=INSTALL_HINT)
    try:
        return _recognized(picture, time.monotonic() + limits.ocr_seconds)
    except TooSlowError as error:
        raise TimeLimitError(
            f"recognizing page {picture.number} took longer than the limit ocr_seconds = {limits.ocr_seconds:g}",
            hint=hint_to_raise("ocr_seconds"),
        ) from error
    except FailedError as error:
        raise CrashError(
            f"Tesseract failed on page {picture.number} ({error})", hint="Scan the page again, or leave it out."
        ) from error


def doubts(page: OcrPage) -> Iterator[DocumentWarning]:
    """Yields what to compare with the original: a page that was read badly, numbers that may be wrong, lines left out.

    Words are read with the language in mind, numbers digit by digit: on a page that was read well, one can be wrong.
    """
    number = page.glyphs.number
    doubtful = [word for word in page.words if word.confidence < _DOUBTFUL]
    if page.confidence < _LOW or len(doubtful) > _MANY * len(page.words):
        message = (
            f"page {number} was recognized with confidence {page.confidence:.2f}, {len(doubtful)} of "
            f"{len(page.words)} words are in doubt{_named(doubtful)}; compare it with the original"
        )
        yield DocumentWarning("low_ocr_confidence", message, number)
    figures = [word for word in page.words if word.confidence < _DOUBTFUL_NUMBER and _is_number(word.text)]
    if figures:
        message = f"page {number} has numbers that may be misread{_named(figures)}; compare them with the original"
        yield DocumentWarning("numbers_in_doubt", message, number)
    if page.slanted:
        yield DocumentWarning("slanted_text", f"{page.slanted} slanted or vertical lines of text left out", number)


def _is_number(word: str) -> bool:
    return sum(map(str.isdigit, word)) > sum(map(str.isalpha, word))


def _named(words: Sequence[RecognizedWord]) -> str:
    named = ", ".join(f'"{word.text[:30]}"' for word in words[:_NAMED])
    return f": {named}{' ...' if len(words) > _NAMED else ''}" if words else ""


def _recognized(picture: Picture, end: float) -> OcrPage | None:
    """The page on a picture, the side up that reads best.

    Raises:
        TooSlowError: it took longer than until ``end``.
    """
    picture = _enlarged(replace(picture, image=cleaned(picture.image, picture.dpi)))
    page = _attempt(picture, 0, end)
    if page is None or page.confidence < _GOOD:
        quarters = quarters_to_turn(picture.image, end - time.monotonic())
        other = _attempt(picture, quarters, end) if quarters else None
        page = max((page, other), key=_weight)
    return page


def _enlarged(picture: Picture) -> Picture:
    """The picture, with more dots an inch where it has too few, as far as it does not grow too large."""
    from PIL import Image

    width, height = picture.image.size
    factor = min(_BEST_DPI / picture.dpi, math.sqrt(_MOST_PIXELS / (width * height)))
    if picture.dpi >= _COARSE_DPI or factor <= 1:
        return picture
    image = picture.image.resize((round(width * factor), round(height * factor)), Image.Resampling.LANCZOS)
    return Picture(picture.number, image, picture.dpi * factor)


def _attempt(picture: Picture, quarters: int, end: float) -> OcrPage | None:
    """What is read when the picture is turned by so many quarters; None if that is nothing."""
    image, turn = turned(picture, quarters)
    every = without_noise(lines_on(image, picture.dpi, end - time.monotonic()))
    lines = [line for line in every if line.upright]
    if not lines:
        return None
    return OcrPage(
        glyphs=glyph_page(picture.number, image, picture.dpi, lines),
        words=tuple(_words(lines, picture.number, POINTS / picture.dpi, turn)),
        turn=turn,
        slanted=len(every) - len(lines),
    )


def _words(lines: Sequence[OcrLine], page: int, scale: float, turn: Turn) -> Iterator[RecognizedWord]:
    for line in lines:
        for word in line.words:
            edges = (edge * scale for edge in (word.x0, line.top, word.x1, line.bottom))
            yield RecognizedWord(word.text, word.confidence, turn.back(Box(page, *edges)))


def _weight(page: OcrPage | None) -> float:
    """How much was read, and how surely."""
    return sum(len(word.text) * word.confidence**2 for word in page.words) if page else 0.0
