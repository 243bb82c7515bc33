"""Scans, photographs and garbled text layers: read by Tesseract as other pages are, and by it alone where need be.

The scans are made here: text set by reportlab, shown as pictures, spoiled. Where Tesseract is not installed, the tests
that need it are skipped; continuous integration installs it, and there they fail instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO

import numpy as np
import psutil
import pytest
from PIL import Image
from rapidfuzz.fuzz import ratio
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from evaluation import scans
from extractor.errors import CorruptSourceError, EmptySourceError, LimitError, NeedsOcrError, TimeLimitError
from extractor.ingest import Limits, ocr, read
from extractor.ingest.garbled import is_plausible
from extractor.ingest.ocr_glyphs import without_noise
from extractor.ingest.ocr_image import Picture, cleaned, rulings_of, skew_of, turned
from extractor.ingest.ocr_tesseract import OcrLine, OcrWord, is_installed
from extractor.types import Box, Document

if os.environ.get("CI") and not is_installed():
    raise RuntimeError("continuous integration has to read scans: see .ci/run for how Tesseract gets there")

needs_tesseract = pytest.mark.skipif(not is_installed(), reason="Tesseract is not installed")

LICENSE = [
    ("Heron Gait License", 16, 40),
    ("1. Purpose", 12, 26),
    ("The recordings may be used for teaching and for research in any", 11, 14),
    ("university. They may not be sold, rented or shown in public.", 11, 26),
    ("2. Duties", 12, 26),
    ("The user shall:", 11, 18),
    ("(a) hold every recording on an encrypted disk;", 11, 18),
    ("(b) name the Heron Archive in each publication;", 11, 18),
    ("(c) delete all copies when the project ends.", 11, 26),
    ("3. Questions", 12, 26),
    ("Write to desk@heron.example before you share anything.", 11, 26),
]
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


def drawn(canvas: Canvas, texts: list[tuple[str, int, int]] = LICENSE, y: float = 760) -> None:
    for text, size, below in texts:
        canvas.setFont("Helvetica-Bold" if size > 11 else "Helvetica", size)
        canvas.drawString(72, y, text)
        y -= below


def pdf(*pages: Callable[[Canvas], None]) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=True)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def shown(page: Image.Image) -> Callable[[Canvas], None]:
    return lambda canvas: canvas.drawImage(ImageReader(page), 0, 0, 595, 842)


def picture(data: bytes | None = None, dpi: int = 200) -> Image.Image:
    pypdfium2 = pytest.importorskip("pypdfium2")
    with pypdfium2.PdfDocument(data or pdf(drawn)) as document:
        return document[0].render(scale=dpi / 72, grayscale=True).to_pil().copy()


def saved(page: Image.Image, form: str, **options: object) -> bytes:
    buffer = BytesIO()
    page.save(buffer, form, **options)
    return buffer.getvalue()


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
    document = read(scans.scan(pdf(drawn), scans.CONDITIONS[condition]))
    assert alike(paragraphs(document), PARAGRAPHS)
    assert (document.method, document.pages) == ("ocr", 1)
    assert "ocr" in codes(document)


@needs_tesseract
def test_headings_of_a_scan_are_larger_and_bold() -> None:
    title, purpose, text, *_ = (block.lines[0] for block in read(scans.scan(pdf(drawn))).blocks)
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
    document = read(scans.scan(pdf(drawn), spoil))
    box = document.blocks[0].lines[0].box
    assert box
    title = np.argwhere(np.asarray(upright(picture(pdf(lambda canvas: drawn(canvas, LICENSE[:1]))))) < 100) * 72 / 200
    inside = (title >= (box.top, box.x0)).all(axis=1) & (title <= (box.bottom, box.x1)).all(axis=1)
    assert np.mean(inside) > 0.95
    assert ("page_turned" in codes(document)) == (spoil in (scans.turned, scans.upside_down))


@needs_tesseract
def test_words_keep_their_confidence() -> None:
    document = read(scans.scan(pdf(drawn)))
    words = [word.text for word in document.recognized]
    assert words[:3] == ["Heron", "Gait", "License"]
    assert all(0 <= word.confidence <= 1 and word.box.page == 1 for word in document.recognized)
    assert sum(word.confidence for word in document.recognized) / len(words) > 0.85
    assert read(pdf(drawn)).recognized == ()


@needs_tesseract
def test_what_is_hard_to_read_is_named() -> None:
    smeared = picture().reduce(4).resize(picture().size)
    document = read(scans_of(smeared))
    [warning] = [warning for warning in document.warnings if warning.code == "low_ocr_confidence"]
    assert warning.page == 1
    assert "words are in doubt" in warning.message


def scans_of(page: Image.Image) -> bytes:
    return pdf(shown(page))


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
@pytest.mark.parametrize("data", [saved(Image.new("L", (400, 400), "white"), "PNG")])
def test_a_blank_picture_is_empty_whether_or_not_there_is_tesseract(data: bytes) -> None:
    with pytest.raises(EmptySourceError):
        read(data)


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
    first, second = (picture(pdf(lambda c, t=t: drawn(c, [(t, 11, 0)]))) for t in ("Page one is short.", "So is two."))
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
    with pytest.raises(LimitError):
        read(saved(Image.new("1", (20_000, 20_000)), "PNG"))


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


def word_line(text: str, confidence: float) -> OcrLine:
    words = tuple(OcrWord(word, 0, 10, confidence) for word in text.split())
    return OcrLine(words, 0, 0, 10, 10, 8, 10, True)


def test_specks_and_frames_read_as_letters_are_no_lines() -> None:
    lines = [word_line("| ~ _", 0.1), word_line("may not be sold", 0.9), word_line("nay mot he sokd", 0.4)]
    assert without_noise(lines) == lines[1:]


@pytest.mark.parametrize("degrees", [-5.0, -2.0, -0.5, 0.0, 1.3, 5.0])
def test_skew_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    page = picture().rotate(-degrees, Image.Resampling.BICUBIC, fillcolor=255)
    assert skew_of(page, 200) == pytest.approx(degrees, abs=0.15)


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("skew", [0.0, -3.0, 3.0])
def test_a_box_of_a_skewed_page_finds_its_way_back(quarters: int, skew: float) -> None:
    upright = picture().rotate(-skew, Image.Resampling.BICUBIC, fillcolor=255)
    image, turn = turned(Picture(1, upright.rotate(90 * quarters, expand=True), 200), quarters)
    assert turn.skew == pytest.approx(skew, abs=0.15)
    dark = np.argwhere(np.asarray(upright) < 100) * 72 / 200
    for y, x in np.argwhere(np.asarray(image) < 100)[::2000] * 72 / 200:
        box = turn.back(Box(1, x - 1, y - 1, x + 1, y + 1))
        assert np.any((dark >= (box.top, box.x0)).all(axis=1) & (dark <= (box.bottom, box.x1)).all(axis=1))


def test_rulings_are_found_and_letters_are_none() -> None:
    def grid(canvas: Canvas) -> None:
        drawn(canvas)
        canvas.grid([72, 200, 400], [100, 130, 160])

    found = rulings_of(picture(pdf(grid)), 200)
    across = found[found[:, 2] - found[:, 0] > 1]
    assert sorted(np.round(842 - across[:, 1]).tolist()) == pytest.approx([100, 130, 160], abs=1.5)
    assert len(found) - len(across) == 3
    assert len(rulings_of(picture(), 200)) == 0


def test_a_clean_scan_is_left_as_it_is() -> None:
    page = picture()
    assert np.array_equal(np.asarray(cleaned(page)), np.asarray(page))


def test_white_on_black_becomes_black_on_white() -> None:
    page = picture()
    assert np.array_equal(np.asarray(cleaned(Image.eval(page, lambda value: 255 - value))), np.asarray(page))


ENGLISH = (
    "The user may keep one copy of the recordings for as long as the project lasts, and shall delete it then. " * 3
)


@pytest.mark.parametrize(
    ("text", "plausible"),
    [
        (ENGLISH, True),
        (ENGLISH.replace(" ", ""), True),
        (ENGLISH.upper(), True),
        ("Wozu die Daten dienen, wird vorher vereinbart; danach sind alle Kopien zu vernichten. " * 4, True),
        ("Les enregistrements ne peuvent servir qu'aux travaux de ceux qui ont signé ce contrat. " * 4, True),
        ("Käyttäjä saa säilyttää aineiston hankkeen ajan, minkä jälkeen kaikki kopiot hävitetään. " * 4, True),
        ("Kullanıcı kayıtları yalnızca araştırma için kullanabilir ve proje bitince hepsini siler. " * 4, True),
        ("Użytkownik może przechowywać nagrania przez czas trwania projektu, a potem je usuwa. " * 4, True),
        ("使用者只能在研究项目期间保存录音，结束后必须全部删除。" * 10, True),
        ("Name ______________ Date ______________ " * 10, True),
        ("1,204 3.75 88 % 2,019 4.20 91 % 7 / 12 " * 10, True),
        ("too short: xqzj", True),
        ("".join(c if c == " " else chr(ord(c) - 29) for c in ENGLISH), False),
        ("".join(c if c == " " else chr(ord(c) + 3) for c in ENGLISH), False),
        (ENGLISH.lower().translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "qxzjkvbpgwyfmuhdlcrotnesia")), False),
        ("!\"#$ %&' ()*+ /0$! %&*# @^~ " * 12, False),
    ],
)
def test_gibberish_is_told_from_languages_forms_and_figures(text: str, plausible: bool) -> None:
    assert is_plausible(text) is plausible
