"""What the page shows is read, once, in its order: ligatures, bullets, hidden words, the edges of the page."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pages import HEIGHT, WIDTH, Draw, both, lines, pdf, read_pages

from extractor.ingest import read
from extractor.ingest.fragments import fragments
from extractor.ingest.pdfium import GlyphPage
from extractor.ingest.type_styles import Style
from extractor.segment import split

pytest.importorskip("reportlab")

from reportlab.pdfgen.canvas import Canvas

NOTHING = np.zeros((0, 4), np.float32)


def glyphs(*placed: tuple[str, float, float]) -> GlyphPage:
    """A page of one line: each text with the left and right edge that all its letters have."""
    return GlyphPage(
        number=1,
        width=WIDTH,
        height=HEIGHT,
        codes=np.array([ord(letter) for text, _, _ in placed for letter in text], np.int32),
        boxes=np.array([(x0, 90, x1, 103) for text, x0, x1 in placed for _ in text], np.float32),
        style_at=lambda index: Style(11, False, True),
        rulings=NOTHING,
        shades=NOTHING,
        images=NOTHING,
    )


def test_the_letters_of_a_ligature_do_not_part_its_word() -> None:
    page = glyphs(("o", 72, 78), ("ffi", 78, 90), ("c", 90, 96), ("e", 96, 102))
    assert [fragment.text for fragment in fragments(page)] == ["office"]


def test_what_is_drawn_again_to_look_bold_is_read_once() -> None:
    page = both(*(lines("The owl archive lends tapes.", x=72 + shift) for shift in (0, 0.3, 0.7, 1.1)))
    assert read_pages(page) == ["The owl archive lends tapes."]


def test_the_same_words_further_down_are_read_again() -> None:
    assert len(read_pages(both(lines("Sign here."), lines("Sign here.", y=700)))) == 2


def unpainted(text: str, y: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        words = canvas.beginText(72, y)
        words.setFont("Helvetica", 11)
        words.setTextRenderMode(3)
        words.textLine(text)
        words.setTextRenderMode(0)
        canvas.drawText(words)

    return draw


def white(text: str, y: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        lines(text, y=y)(canvas)
        canvas.setFillColorRGB(0, 0, 0)

    return draw


def bar(y: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.1, 0.4)
        canvas.rect(60, y - 8, 400, 26, fill=1)
        canvas.setFillColorRGB(0, 0, 0)

    return draw


@pytest.mark.parametrize(
    "hide",
    [
        unpainted("All may sell the tapes.", 700),
        white("All may sell the tapes.", 700),
        lines("All may sell the tapes.", y=700, size=0.4),
    ],
    ids=["unpainted", "white on white", "too small"],
)
def test_words_that_nobody_sees_are_left_out_and_counted(hide: Draw) -> None:
    document = read(pdf(both(lines("No tape may be sold."), hide)))
    assert document.text == "No tape may be sold."
    assert [warning.code for warning in document.warnings] == ["hidden_text"]


def test_white_words_on_a_bar_are_seen() -> None:
    assert "1. Use" in read(pdf(both(lines("The tapes."), bar(700), white("1. Use", 700)))).text


def test_unpainted_words_over_an_image_are_its_text() -> None:
    def scan(canvas: Canvas) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "white")), 0, 0, WIDTH, HEIGHT)

    assert read_pages(both(scan, unpainted("No tape may be sold.", 700))) == ["No tape may be sold."]


def test_what_stands_outside_the_page_is_left_out_and_counted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((50, 50, WIDTH - 50, HEIGHT - 50))
        both(lines("No tape may be sold."), lines("PROOF 12", x=10, y=820), lines("cut", x=2, y=400))(canvas)

    document = read(pdf(draw))
    assert document.text == "No tape may be sold."
    assert [warning.code for warning in document.warnings] == ["text_outside_page"]


def disc(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, 2, stroke=0, fill=1)


def square(canvas: Canvas, x: float, y: float) -> None:
    canvas.rect(x - 2, y - 2, 4, 4, stroke=0, fill=1)


@pytest.mark.parametrize("mark", [disc, square])
def test_bullets_that_are_drawn_start_items(mark: Callable[[Canvas, float, float], None]) -> None:
    def draw(canvas: Canvas) -> None:
        lines("You shall:")(canvas)
        lines("keep the tapes dry;", "return them in May.", x=90, y=746)(canvas)
        for y in (746, 732):
            mark(canvas, 80, y + 4)

    document = read(pdf(draw))
    assert [clause.kind for clause in split(document)] == ["clause", "item", "item"]
    assert "• keep the tapes dry;" in document.text


@pytest.mark.parametrize("place", [(300, 400), (101, 764)])
def test_dots_elsewhere_are_no_bullets(place: tuple[float, float]) -> None:
    def draw(canvas: Canvas) -> None:
        lines("You shall keep the tapes dry.")(canvas)
        disc(canvas, *place)

    assert read_pages(draw) == ["You shall keep the tapes dry."]


def test_a_clause_over_two_columns_has_a_box_in_each() -> None:
    left = [f"the guest of the archive, number {n}, may" for n in range(1, 7)]
    right = [f"play the tapes in the room of study {n}," for n in range(1, 7)]
    page = both(lines(*left, y=700), lines(*right[:-1], "and nowhere else in the whole house.", x=330, y=700))
    [clause] = [clause for clause in split(read(pdf(page))) if clause.kind == "clause"]
    assert [(box.page, round(box.x0)) for box in clause.boxes] == [(1, 72), (1, 330)]
