"""What stands beside or over the text of a page is kept apart from it: sidebars, numbers of lines, stamps, strikes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import HEIGHT, WIDTH, Draw, both, lines, pdf, read_pages

from extractor.ingest import read

pytest.importorskip("reportlab")

from reportlab.pdfgen.canvas import Canvas

BODY = (
    "The archive lends its tapes to readers who have signed this form",
    "and who work at a school or a museum in the same county, for as",
    "long as the term of the loan has not ended by notice of either",
    "party. Copies of the tapes may be made for the reader alone and",
    "shall be wiped at the end of the term by the reader in person, as",
    "no tape may be sold, lent or given to others by any reader.",
)
TEXT = " ".join(BODY)
NOTE = ("At a glance", "Lend: yes", "Sell: no", "Copy: for", "yourself only", "Ask us first", "at any time")


@pytest.mark.parametrize(("note", "text", "first"), [(40, 180, " ".join(NOTE)), (450, 60, TEXT)])
def test_a_sidebar_is_read_by_itself(note: float, text: float, first: str) -> None:
    page = both(lines(*NOTE, x=note, size=9, pitch=11), lines(*BODY, x=text, y=757))
    assert read_pages(page) == [first, TEXT if first != TEXT else " ".join(NOTE)]


def test_short_words_level_with_what_they_mean_are_no_sidebar() -> None:
    words = ("Tape", "Reader", "Keeper", "Term", "Form", "House")
    text = read(pdf(both(lines(*words), lines(*(f"{line}." for line in BODY), x=160)))).text
    assert "Tape\tThe archive lends" in text
    assert "House\tno tape may be sold" in text


def numbers(first: int) -> Draw:
    return lines(*(str(first + n) for n in range(len(BODY))), x=50, size=9)


def interleaved(canvas: Canvas) -> None:
    for number, line in enumerate(BODY):
        lines(str(number + 1), x=58, y=760 - 14 * number, size=6)(canvas)
        lines(line, y=760 - 14 * number)(canvas)


@pytest.mark.parametrize(
    "page",
    [both(numbers(1), lines(*BODY)), both(numbers(97), lines(*BODY)), interleaved],
    ids=["far", "aligned left", "near and drawn with the lines"],
)
def test_numbers_of_lines_are_left_out_and_counted(page: Draw) -> None:
    document = read(pdf(page))
    assert document.text.replace("\n", " ") == TEXT
    assert [(warning.code, warning.message[0]) for warning in document.warnings] == [("line_numbers", "6")]


@pytest.mark.parametrize("indent", [12, 40])
def test_the_numbers_of_a_list_are_kept(indent: float) -> None:
    items = [f"Keep the tape of box {n} dry." for n in range(1, 8)]
    page = both(lines(*BODY, y=800), lines(*map(str, range(1, 8)), y=700), lines(*items, x=72 + indent, y=700))
    assert read_pages(page)[1:] == [f"{number} {item}" for number, item in enumerate(items, 1)]


def test_a_word_stamped_over_the_text_is_left_out_and_counted() -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.setFillGray(0.85)
        lines("DRAFT", x=120, y=700, size=70, font="Helvetica-Bold")(canvas)
        canvas.setFillGray(0)

    document = read(pdf(both(stamp, lines(*BODY))))
    assert document.text.replace("\n", " ") == TEXT
    assert [warning.code for warning in document.warnings] == ["stamped_text"]


def test_a_large_title_over_nothing_is_kept() -> None:
    assert read_pages(both(lines("Owl Archive", y=790, size=40), lines(*BODY, y=740)))[0] == "Owl Archive"


def drawn_through(text: str, *, up: float, beyond: float = 0, y: float = 700) -> Draw:
    def draw(canvas: Canvas) -> None:
        lines(text, y=y)(canvas)
        canvas.line(72, y + up, 72 + canvas.stringWidth(text, "Helvetica", 11) + beyond, y + up)

    return draw


def test_struck_words_are_left_out_and_counted() -> None:
    document = read(pdf(both(lines("No tape may be sold."), drawn_through("All may sell the tapes.", up=3))))
    assert document.text == "No tape may be sold."
    assert [(warning.code, warning.message[:2]) for warning in document.warnings] == [("struck_text", "19")]


@pytest.mark.parametrize(
    "page",
    [
        drawn_through("No tape may be sold.", up=-2),
        drawn_through("No tape may be sold.", up=10),
        drawn_through("No tape may be sold.", up=3, beyond=200),
    ],
    ids=["underlined", "below a ruling", "on a line across the page"],
)
def test_words_on_other_lines_are_kept(page: Draw) -> None:
    document = read(pdf(page))
    assert (document.text, document.warnings) == ("No tape may be sold.", ())


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    page = both(
        lines("3/14/31, 2:07 PM", "https://owls.example.org/terms 1/1", x=30, y=820, pitch=800, size=8), lines(*BODY)
    )
    assert read_pages(page) == [TEXT]


def test_a_date_and_an_address_in_the_text_are_kept() -> None:
    page = lines("Heard on 3/14/31, 2:07 PM", "https://owls.example.org/terms 1/1", y=820)
    assert len(" ".join(read_pages(page)).split()) == 7


def ruled_form(canvas: Canvas) -> None:
    lines("Please fill in this form:", x=80, y=500)(canvas)
    canvas.grid([72, 250, 450], [480, 455, 430])
    for y, cells in ((462, ("Name", "Title")), (437, ("Signature", "Date"))):
        canvas.drawString(80, y, cells[0])
        canvas.drawString(258, y, cells[1])
    lines("Send it to the keeper.", x=80, y=400)(canvas)


def turned(turn: int, draw: Draw) -> Draw:
    """Draws against the turn that the page is shown with."""

    def rotated(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(*{90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turn])
        canvas.rotate(turn)
        draw(canvas)

    return rotated


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_rulings_and_strikes_are_turned_with_their_page(turn: int) -> None:
    document = read(pdf(turned(turn, both(ruled_form, drawn_through("All may sell the tapes.", up=3, y=350)))))
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert "Name\tTitle\nSignature\tDate" in document.text
    assert [warning.code for warning in document.warnings] == ["struck_text"]


def drawn_backwards(canvas: Canvas) -> None:
    """Letter by letter, the last line first, and no blanks."""
    canvas.setFont("Helvetica", 11)
    for number in reversed(range(len(BODY))):
        x = 72.0
        for letter in BODY[number]:
            if letter != " ":
                canvas.drawString(x, 760 - 14 * number, letter)
            x += canvas.stringWidth(letter, "Helvetica", 11)


def hanging(canvas: Canvas) -> None:
    for number, (mark, text) in enumerate((("(a)", BODY[0]), ("", BODY[1]), ("", "a year."), ("(b)", BODY[5]))):
        lines(mark, y=760 - 14 * number)(canvas)
        lines(text, x=108, y=760 - 14 * number)(canvas)


@pytest.mark.parametrize(
    ("page", "read"),
    [(drawn_backwards, [TEXT]), (hanging, [f"(a) {BODY[0]} {BODY[1]} a year.", f"(b) {BODY[5]}"])],
)
def test_the_order_of_drawing_and_tabs_do_not_matter(page: Callable[[Canvas], None], read: list[str]) -> None:
    assert read_pages(page) == read


def test_a_paragraph_that_is_set_ragged_goes_on_over_the_page() -> None:
    """A line that is full and leaves its sentence open does not end a paragraph, also before a capital letter."""
    page = lines(*BODY[:2], "long as no notice was given of the end of the Loan by a Member of the")
    assert len(read_pages(page, lines("County Council or by the reader, whoever it was, in writing."))) == 1


def test_what_stands_across_the_page_below_columns_is_a_paragraph_of_its_own() -> None:
    left, right = ([f"{side} line {n} of the rules for the tapes" for n in range(6)] for side in ("left", "right"))
    page = both(lines(*left), lines(*right, x=330), lines(BODY[0], y=660))
    assert read_pages(page)[-1] == BODY[0]


def test_a_table_in_a_column_is_read_in_its_place() -> None:
    """Where the table stands there are no lines in its column, and more than half of the other's stand beside it."""
    left = [f"left line {n} of the rules for the tapes" for n in range(14)]

    def table(canvas: Canvas) -> None:
        canvas.grid([330, 430, 540], [690, 670, 650])
        both(lines("Name", "Seal", x=336, y=676, pitch=20), lines("Title", "Date", x=436, y=676, pitch=20))(canvas)

    page = both(lines(*left), lines(*(f"right line {n} of the rules here" for n in range(4)), x=330), table)
    assert read_pages(page)[-1] == "Name\tTitle Seal\tDate"
    assert " ".join(left) in " ".join(read_pages(page))


def test_addresses_and_soft_hyphens_at_line_ends() -> None:
    from pathlib import Path

    import reportlab
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    page = lines(
        "Any co\u00adpy counts. Send the inform\u00ad",
        "ation to keeper@owl.archive.",
        "example.org or to the.keeper@owl.",
        "archive.example.org as told at https://owl.example.org/forms/a_",
        "b.html before noon.",
        font="Vera",
    )
    assert read_pages(page) == [
        "Any copy counts. Send the information to keeper@owl.archive.example.org or to "
        "the.keeper@owl.archive.example.org as told at https://owl.example.org/forms/a_b.html before noon."
    ]
