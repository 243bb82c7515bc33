"""Recognized words: which are text, how they become glyphs of a page, which are doubted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from extractor.ingest import ocr
from extractor.ingest.ocr_glyphs import glyph_page, without_noise
from extractor.ingest.ocr_image import Turn
from extractor.ingest.ocr_tesseract import OcrLine, OcrWord
from extractor.ingest.pdfium import GlyphPage
from extractor.types import Box, RecognizedWord


def word_line(text: str, confidence: float = 0.9, *, top: float = 0, size: float = 30, wide: float = 10) -> OcrLine:
    """A line of which every word begins 10 dots after the one before it, at 200 dpi."""
    words = tuple(OcrWord(word, 10 * at, 10 * at + wide, confidence) for at, word in enumerate(text.split()))
    return OcrLine(words, 0, top, 10 * len(words), top + size, top + 0.8 * size, size, True)


def glyphs(*lines: OcrLine) -> GlyphPage:
    return glyph_page(1, Image.new("L", (400, 400), "white"), 200, lines)


def written(page: GlyphPage) -> str:
    return "".join(map(chr, page.codes.tolist())).strip()


def test_specks_and_frames_read_as_letters_are_no_lines() -> None:
    lines = [word_line("~ _ ;", 0.1), word_line("may not be sold"), word_line("nay mot he sokd", 0.4)]
    assert without_noise(lines) == lines[1:]


def test_the_sides_of_a_cell_are_no_words() -> None:
    [line] = without_noise([word_line("| Tapes |"), word_line("| ||")])
    assert [word.text for word in line.words] == ["Tapes"]


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("e keep the disk", "• keep the disk"),
        ("© keep the disk", "• keep the disk"),
        ("© 2019 Heron Archive", "© 2019 Heron Archive"),
        ("§ 4 applies", "§ 4 applies"),
        ("0 percent interest", "0 percent interest"),
        ("o", "o"),
        ("every disk", "every disk"),
    ],
)
def test_letters_in_the_place_of_bullets_are_bullets_where_they_cannot_be_words(found: str, meant: str) -> None:
    assert written(glyphs(word_line(found))) == meant


def test_boxes_of_words_that_overlap_are_parted() -> None:
    page = glyphs(word_line("Heron Gait Archive", wide=14))
    starts, ends = page.boxes[:, 0], page.boxes[:, 2]
    assert (ends[:-1] <= starts[1:] + 1e-3).all()
    assert (starts <= ends).all()


def test_a_line_too_short_to_tell_its_size_has_that_of_the_line_above() -> None:
    page = glyphs(word_line("the recordings", size=30), word_line("}", top=40, size=44), word_line("Heron", size=44))
    assert [page.style_at(at).size for at in (0, written(page).index("}"), len(page.codes) - 1)] == [11, 11, 16]


def recognized(*words: tuple[str, float]) -> ocr.OcrPage:
    box = Box(7, 0, 0, 1, 1)
    page = replace(glyphs(word_line("Heron")), number=7)
    return ocr.OcrPage(page, tuple(RecognizedWord(*word, box) for word in words), Turn(0, 0.0, (1, 1), (1, 1)))


SURE = [("the", 0.95)] * 100


@pytest.mark.parametrize(
    ("words", "doubts"),
    [
        (SURE, []),
        ([*SURE, ("tapes", 0.5)], []),
        ([*SURE, *[("tapes", 0.5)] * 9], [("low_ocr_confidence", '"tapes"')]),
        ([("the", 0.8)] * 100, [("low_ocr_confidence", "0.80")]),
        ([*SURE, ("116,", 0.65), ("4,", 0.9)], [("numbers_in_doubt", 'misread: "116,"; compare')]),
        ([*SURE, ("GAIT3D", 0.65)], []),
    ],
)
def test_words_are_doubted_by_the_page_and_numbers_one_by_one(
    words: list[tuple[str, float]], doubts: list[tuple[str, str]]
) -> None:
    found = list(ocr.doubts(recognized(*words)))
    assert [(doubt.code, doubt.page) for doubt in found] == [(code, 7) for code, _ in doubts]
    assert all(part in doubt.message for doubt, (_, part) in zip(found, doubts, strict=True))
