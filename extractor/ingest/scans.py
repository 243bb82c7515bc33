"""The pages of a document that are read by OCR, as items like those of any other page, and what to know about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from extractor.errors import CrashError, EmptySourceError, NeedsOcrError, SourceError, TimeLimitError
from extractor.ingest.draft import DraftBlock
from extractor.ingest.garbled import is_plausible
from extractor.ingest.limits import Limits
from extractor.ingest.ocr import OcrPage, doubts, recognize
from extractor.ingest.ocr_image import Picture
from extractor.ingest.page_items import Item, page_items
from extractor.ingest.tables import grids_on
from extractor.types import DocumentWarning, RecognizedWord

Unread = Literal["blank", "picture", "garbled", "stamped"]
"""Why a page is not read from its text layer: it has none, and nothing or an image to be seen; its characters have no
meaning; it is an image with a few words stamped on it."""

# Recognized words take the place of garbled ones where they are surely read and make sense, and of a stamp where they
# say so much more.
_SURE, _MORE = 0.6, 2.0
_WHY: Mapping[Unread, str] = {
    "picture": "page {} is an image without text",
    "garbled": "the text layer of page {} is garbled",
    "stamped": "page {} is an image with a few words of text on it, and more than those",
}
_CODES: Mapping[Unread, str] = {
    "picture": "page_without_text",
    "garbled": "garbled_page",
    "stamped": "page_without_text",
}


@dataclass(slots=True)
class Scans:
    """What was read of the pictures of some pages."""

    pages: dict[int, OcrPage] = field(default_factory=dict)
    """By number; those on which nothing was found are not in it."""
    failures: dict[int, SourceError] = field(default_factory=dict)
    """Why pages could not be read at all."""

    def items(self, number: int) -> list[Item]:
        """The lines and tables of a page."""
        glyphs = self.pages[number].glyphs
        return page_items(glyphs, grids_on(glyphs))[0]

    def settle(self, number: int, why: Unread, length: int) -> bool:
        """Whether the page as recognized is the better reading; if not, it is given up.

        ``length`` is that of the text layer.
        """
        page = self.pages.get(number)
        if page is None:
            return False
        text = " ".join(word.text for word in page.words)
        sound = page.confidence >= _SURE and is_plausible(text)
        better = sound if why == "garbled" else len(text) >= _MORE * length if why == "stamped" else True
        if not better:
            del self.pages[number]
        return better

    @property
    def words(self) -> tuple[RecognizedWord, ...]:
        """The words of all pages."""
        return tuple(word for _, page in sorted(self.pages.items()) for word in page.words)

    def warnings(self) -> list[DocumentWarning]:
        """How the pages were read, and which to compare with the original."""
        if not self.pages:
            return []
        numbers = sorted(self.pages)
        surest, least = (pick(page.confidence for page in self.pages.values()) for pick in (max, min))
        message = f"{_listed(numbers)} read by OCR (Tesseract), with confidence {least:.2f} to {surest:.2f}"
        return [
            DocumentWarning("ocr", message),
            *(_turned(number, quarters) for number in numbers if (quarters := self.pages[number].turn.quarters)),
            *(warning for number in numbers for warning in doubts(self.pages[number])),
        ]

    def on_page(self, block: DraftBlock) -> DraftBlock:
        """The block with its boxes where they are on the upright pages, skewed as those came."""
        if not self.pages:
            return block
        lines = tuple(
            replace(line, box=self.pages[line.page].turn.back(line.box))
            if line.box is not None and line.page in self.pages
            else line
            for line in block.lines
        )
        return replace(block, lines=lines)


def unread_warnings(unread: Mapping[int, Unread], scans: Scans) -> Iterator[DocumentWarning]:
    """Yields a warning for each page that was not read."""
    for number, why in unread.items():
        failure = scans.failures.get(number)
        if why == "blank" or (why == "stamped" and failure is None):
            continue
        reason = f"{failure.message}. {failure.hint}" if failure else "no text was recognized on it"
        message = f"{_WHY[why].format(number)} and was not read: {reason}"
        yield DocumentWarning(_CODES[why], message, number)


def refusal(unread: Mapping[int, Unread], scans: Scans) -> SourceError:
    """The error for a document of which no page could be read."""
    reasons = set(unread.values())
    failure = next(iter(scans.failures.values()), None)
    if failure is not None and not isinstance(failure, NeedsOcrError):
        return failure
    if "garbled" in reasons:
        hint = failure.hint if failure else "OCR made no sense of its pages either: get a better copy."
        return NeedsOcrError("its text layer is garbled, it needs OCR: most characters have no meaning", hint=hint)
    if failure is not None:
        return failure
    if "picture" in reasons:
        return EmptySourceError(
            "no text was recognized on its pages", hint="Check that they show text, or scan them again at 300 dpi."
        )
    return EmptySourceError("its pages are blank", hint="Check that the file was saved completely.")


def read_scans(pictures: Iterable[Picture], limits: Limits) -> Scans:
    """What can be read of the pictures.

    A page that takes too long or crashes Tesseract is a failure of that page; that Tesseract is missing, one of all.
    """
    scans = Scans()
    for picture in pictures:
        try:
            page = recognize(picture, limits)
        except (NeedsOcrError, TimeLimitError, CrashError) as error:
            scans.failures[picture.number] = error
            continue
        if page is not None:
            scans.pages[picture.number] = page
    return scans


def _turned(number: int, quarters: int) -> DocumentWarning:
    message = f"page {number} was turned clockwise by {90 * quarters}° to be read; its boxes are on the turned page"
    return DocumentWarning("page_turned", message, number)


def _listed(numbers: Sequence[int]) -> str:
    """The pages in words, runs of them short: ``pages 1-3, 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    listed = ", ".join("-".join(map(str, run)) for run in runs)
    return f"page {listed} was" if len(numbers) == 1 else f"pages {listed} were"
