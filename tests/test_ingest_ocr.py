"""Scans, photographs and garbled text layers: read by Tesseract as other pages are, and by it alone where need be.

The scans are made here: text set by reportlab, shown as pictures, spoiled. Where Tesseract is not installed, the tests
that need it are skipped; continuous integration installs it, and there they fail instead.
"""

from __future__ import annotations

import os
import zlib
from functools import cache

import numpy as np
import psutil
import pytest
from PIL import Image
from rapidfuzz.fuzz import ratio
from reportlab.pdfgen.canvas import Canvas

from evaluation import scans
from extractor.errors import CorruptSourceError, EmptySourceError, LimitError, NeedsOcrError, TimeLimitError
from extractor.ingest import Limits, ocr, read
from extractor.ingest.ocr_tesseract import is_installed
from extractor.types import Document
from tests.paper import LICENSE, drawn, pdf, picture, saved, shown

if os.environ.get("CI") and not is_installed():
    raise RuntimeError("continuous integration has to read scans: see .ci/run for how Tesseract gets there")

needs_tesseract = pytest.mark.skipif(not is_installed(), reason="Tesseract is not installed")

PARAGRAPHS = [
    "Heron Gait License",
    "1. Purpose",
    "The recordings may be used for teaching and for research in any university. They may not be sold, rented or shown "
    "in public.",
    "2. Duties",
    "The user shall:",
    "(a) hold every recording on an encrypted disk;",
    "(b) name the Heron Archive in each publication;",
    "(c) delete all copies when the project ends.",
    "3. Questions",
    "Write to desk@heron.example before you share anything.",
]


@cache
def scanned(spoil: scans.Spoil) -> Document:
    """The license as it is read from a scan."""
    return read(scans.scan(pdf(drawn), spoil))


def paragraphs(document: Document) -> list[str]:
    return [document.text[block.start : block.end].replace("\n", " ") for block in document.blocks]


def alike(found: list[str], wanted: list[str]) -> bool:
    """Whether the paragraphs are the same but for a letter: versions of Tesseract differ in such."""
    return len(found) == len(wanted) and all(ratio(a, b) >= 95 for a, b in zip(found, wanted, strict=True))


def codes(document: Document) -> list[str]:
    return [warning.code for warning in document.warnings]


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


@needs_tesseract
@pytest.mark.parametrize("condition", scans.CONDITIONS)
def test_a_scan_reads_as_the_page_it_shows(condition: str) -> None:
    document = scanned(scans.CONDITIONS[condition])
    assert alike(paragraphs(document), PARAGRAPHS)
    assert (document.method, document.pages) == ("ocr", 1)
    assert "ocr" in codes(document)


@needs_tesseract
def test_headings_of_a_scan_are_larger_and_bold() -> None:
    title, purpose, text, *_ = (block.lines[0] for block in scanned(scans.straight).blocks)
    assert title.size and purpose.size and text.size
    assert title.size > purpose.size >= text.size
    assert (title.bold, purpose.bold, text.bold) == (True, True, False)


@needs_tesseract
@pytest.mark.parametrize(
    ("spoil", "upright"),
    [
        (scans.straight, scans.straight),
        (scans.skewed, scans.skewed),
        (scans.turned, scans.straight),
        (scans.upside_down, scans.straight),
    ],
)
def test_boxes_lie_where_the_words_are_on_the_upright_page(spoil: scans.Spoil, upright: scans.Spoil) -> None:
    document = scanned(spoil)
    box = document.blocks[0].lines[0].box
    assert box
    title = np.argwhere(np.asarray(upright(picture(pdf(lambda canvas: drawn(canvas, LICENSE[:1]))))) < 100) * 72 / 200
    inside = (title >= (box.top, box.x0)).all(axis=1) & (title <= (box.bottom, box.x1)).all(axis=1)
    assert np.mean(inside) > 0.95
    assert ("page_turned" in codes(document)) == (spoil in (scans.turned, scans.upside_down))


@needs_tesseract
def test_words_keep_their_confidence() -> None:
    document = scanned(scans.straight)
    words = [word.text for word in document.recognized]
    assert words[:3] == ["Heron", "Gait", "License"]
    assert all(0 <= word.confidence <= 1 and word.box.page == 1 for word in document.recognized)
    assert sum(word.confidence for word in document.recognized) / len(words) > 0.85
    assert read(pdf(drawn)).recognized == ()


@needs_tesseract
def test_what_is_hard_to_read_is_named() -> None:
    smeared = picture().reduce(4).resize(picture().size)
    document = read(pdf(shown(smeared)))
    [warning] = [warning for warning in document.warnings if warning.code == "low_ocr_confidence"]
    assert warning.page == 1
    assert "words are in doubt" in warning.message


@needs_tesseract
def test_only_the_pages_without_text_are_recognized() -> None:
    document = read(pdf(lambda canvas: drawn(canvas, [("Read me aloud.", 11, 0)]), shown(picture())))
    assert alike(paragraphs(document), ["Read me aloud.", *PARAGRAPHS])
    assert document.method == "pdf"
    assert {word.box.page for word in document.recognized} == {2}
    assert "page 2 was read by OCR" in document.warnings[0].message


@needs_tesseract
def test_a_readable_text_layer_over_a_scan_is_kept() -> None:
    def searchable(canvas: Canvas) -> None:
        shown(picture(pdf(lambda c: drawn(c, [("The picture says something else than the words.", 11, 0)]))))(canvas)
        text = canvas.beginText(72, 760)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(3)
        text.textLine("The words say something else than the picture.")
        canvas.drawText(text)

    assert read(pdf(searchable)).text == "The words say something else than the picture."


@needs_tesseract
def test_a_stamp_on_a_scan_is_not_its_text() -> None:
    def stamped(canvas: Canvas) -> None:
        shown(picture())(canvas)
        drawn(canvas, [("Received on 3 May", 11, 0)], y=20)

    assert max(ratio(PARAGRAPHS[2], found) for found in paragraphs(read(pdf(stamped)))) >= 95


@needs_tesseract
def test_lines_that_run_up_the_margin_are_left_out_with_a_warning() -> None:
    def with_margin(canvas: Canvas) -> None:
        drawn(canvas)
        canvas.rotate(90)
        drawn(canvas, [("Copies of this page are not valid", 12, 0)], y=-40)

    document = read(pdf(shown(picture(pdf(with_margin)))))
    assert alike(paragraphs(document), PARAGRAPHS)
    [warning] = [warning for warning in document.warnings if warning.code == "slanted_text"]
    assert warning.page == 1


@needs_tesseract
def test_letters_drawn_as_shapes_are_read_too() -> None:
    def outlined(canvas: Canvas) -> None:
        for y, row in enumerate(np.asarray(picture(pdf(lambda c: drawn(c, [("Shapes, no text.", 14, 0)])), 150)) < 128):
            for x in np.flatnonzero(row).tolist():
                canvas.rect(x * 72 / 150, 842 - y * 72 / 150, 0.5, 0.5, stroke=0, fill=1)

    assert read(pdf(outlined)).text == "Shapes, no text."


def garbled(canvas: Canvas) -> None:
    """The page as a font with a wrong table of code points gives it: its letters 29 places off."""
    shown(picture())(canvas)
    text = canvas.beginText(72, 760)
    text.setFont("Helvetica", 11)
    text.setTextRenderMode(3)
    for line, *_ in LICENSE:
        text.textLine("".join(character if character == " " else chr(ord(character) - 29) for character in line))
    canvas.drawText(text)


@needs_tesseract
def test_a_garbled_text_layer_gives_way_to_what_the_page_shows() -> None:
    assert alike(paragraphs(read(pdf(garbled))), PARAGRAPHS)


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_a_garbled_text_layer_is_refused_rather_than_read() -> None:
    with pytest.raises(NeedsOcrError, match="garbled") as caught:
        read(pdf(garbled))
    assert "apt-get install tesseract-ocr" in caught.value.hint


@pytest.mark.usefixtures("no_tesseract")
def test_a_blank_picture_is_empty_whether_or_not_there_is_tesseract() -> None:
    with pytest.raises(EmptySourceError):
        read(saved(Image.new("L", (400, 400), "white"), "PNG"))


@pytest.mark.usefixtures("no_tesseract")
@pytest.mark.parametrize("form", ["PDF", "PNG"])
def test_without_tesseract_the_failure_says_what_to_install(form: str) -> None:
    with pytest.raises(NeedsOcrError, match="Tesseract is not installed") as caught:
        read(saved(picture(), form))
    for way in ("apt-get install tesseract-ocr", "brew install tesseract", "Windows"):
        assert way in caught.value.hint


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_a_page_among_others_is_a_warning_that_says_what_to_install() -> None:
    document = read(pdf(lambda canvas: drawn(canvas), shown(picture())))
    [warning] = document.warnings
    assert (warning.code, warning.page) == ("page_without_text", 2)
    assert "apt-get install tesseract-ocr" in warning.message
    assert document.method == "pdf"


@needs_tesseract
@pytest.mark.parametrize(
    ("form", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff"), ("BMP", "image/bmp")]
)
def test_pictures_are_read_as_scans(form: str, media_type: str) -> None:
    document = read(saved(picture(), form, dpi=(200, 200)), name="terms.txt")
    assert alike(paragraphs(document), PARAGRAPHS)
    assert (document.method, document.media_type, document.pages) == ("ocr", media_type, 1)


@needs_tesseract
def test_a_picture_need_not_know_its_resolution_nor_be_gray_or_opaque() -> None:
    page = picture().convert("RGBA")
    page.putalpha(Image.eval(picture(), lambda value: 255 - value))
    assert alike(paragraphs(read(saved(page, "PNG"))), PARAGRAPHS)


@needs_tesseract
def test_a_tiff_has_as_many_pages_as_frames() -> None:
    def page(text: str) -> Image.Image:
        return picture(pdf(lambda canvas: drawn(canvas, [(text, 11, 0)])))

    first, second = page("Page one is short."), page("So is two.")
    document = read(saved(first, "TIFF", save_all=True, append_images=[second], dpi=(200, 200)))
    assert paragraphs(document) == ["Page one is short.", "So is two."]
    assert document.pages == 2
    assert [block.lines[0].page for block in document.blocks] == [1, 2]


@needs_tesseract
def test_a_picture_of_no_text_is_empty_rather_than_a_record() -> None:
    y, x = np.mgrid[0:600, 0:600]
    sky = Image.fromarray((127 + 100 * np.sin(x / 90) * np.cos(y / 70)).astype(np.uint8))
    with pytest.raises(EmptySourceError, match="recognized"):
        read(saved(sky, "PNG"))


@pytest.mark.parametrize("cut", [30, 200, 3000])
def test_a_cut_picture_is_damaged(cut: int) -> None:
    with pytest.raises(CorruptSourceError) as caught:
        read(saved(picture(), "PNG")[:cut])
    assert caught.value.hint


@pytest.mark.parametrize(
    ("limits", "name"),
    [(Limits(max_pixels=1000), "max_pixels"), (Limits(max_ocr_pages=0), "max_ocr_pages")],
)
def test_limits_are_named(limits: Limits, name: str) -> None:
    with pytest.raises(LimitError, match=name) as caught:
        read(saved(picture(), "PNG"), limits=limits)
    assert name in caught.value.hint


def test_so_many_scans_among_other_pages_are_over_the_limit() -> None:
    with pytest.raises(LimitError, match="max_ocr_pages"):
        read(pdf(drawn, shown(picture())), limits=Limits(max_ocr_pages=0))


def test_a_bomb_of_a_picture_is_refused_before_it_is_unpacked() -> None:
    small = bytearray(saved(Image.new("1", (9, 9)), "PNG"))
    small[16:24] = (20_000).to_bytes(4) * 2
    small[29:33] = zlib.crc32(small[12:29]).to_bytes(4)
    with pytest.raises(LimitError):
        read(bytes(small))


@needs_tesseract
def test_a_page_that_takes_too_long_is_a_failure_that_names_the_limit() -> None:
    with pytest.raises(TimeLimitError, match="ocr_seconds") as caught:
        read(saved(picture(), "PNG"), limits=Limits(ocr_seconds=0.01))
    assert "ocr_seconds" in caught.value.hint
    assert not [child for child in psutil.Process().children(recursive=True) if "tesseract" in child.name()]


@needs_tesseract
def test_a_page_that_takes_too_long_among_others_is_a_warning() -> None:
    document = read(pdf(drawn, shown(picture())), limits=Limits(ocr_seconds=0.01))
    assert alike(paragraphs(document), PARAGRAPHS)
    [warning] = document.warnings
    assert warning.code == "page_without_text"
    assert "ocr_seconds" in warning.message
