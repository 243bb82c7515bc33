"""PDF: pages come out as paragraphs, in reading order, without furniture; bad files say what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from pages import HEIGHT, WIDTH, Draw, both, lines, paragraphs, pdf

from extractor.errors import (
    CorruptSourceError,
    EmptySourceError,
    EncryptedError,
    LimitError,
    SourceError,
)
from extractor.ingest import Limits, read

pytest.importorskip("reportlab")

from reportlab.pdfgen.canvas import Canvas


def test_a_space_above_starts_a_paragraph() -> None:
    document = read(
        pdf(
            both(
                lines("The recordings of the choir may be used for", "teaching only."),
                lines("Copies stay inside the institute that signed", "this form.", y=710),
            )
        )
    )
    assert paragraphs(document) == [
        "The recordings of the choir may be used for teaching only.",
        "Copies stay inside the institute that signed this form.",
    ]
    assert (document.method, document.pages) == ("pdf", 1)


def test_a_line_knows_its_page_box_size_and_weight() -> None:
    document = read(
        pdf(both(lines("Terms of the Owl Archive", font="Helvetica-Bold", size=16), lines("Owls may be heard.", y=700)))
    )
    heading, text = (block.lines[0] for block in document.blocks)
    assert (heading.bold, heading.size, text.bold, text.size) == (True, 16, False, 11)
    assert heading.box is not None
    assert heading.box.page == heading.page == 1
    assert heading.box.x0 == pytest.approx(72, abs=1)
    assert heading.box.top < HEIGHT - 760 < heading.box.bottom


@pytest.mark.parametrize(
    ("texts", "starts"),
    [
        (("You shall:", "1. keep the tapes locked;", "2. return them in May."), 3),
        (("You shall:", "(a) keep the tapes locked;", "(b) return them in May."), 3),
        (("You shall:", "• keep the tapes locked;", "• return them in May."), 3),
        (("The fee is due in part", "of each year that follows"), 1),
    ],
)
def test_a_marker_starts_a_paragraph(texts: tuple[str, ...], starts: int) -> None:
    assert len(read(pdf(lines(*texts))).blocks) == starts


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "The licensee may listen to every song",
        "in the archive, and may write about",
        "what was heard in it for as long as",
        "the archive stays open to guests.",
    ]
    right = [
        "No song may leave the reading room",
        "in any form, on paper or on disk, nor",
        "may its notes be copied by hand for",
        "others who did not sign this form.",
    ]
    document = read(
        pdf(both(lines("Rules of the Song Archive", x=220, y=790), lines(*left, x=72), lines(*right, x=320)))
    )
    assert paragraphs(document)[1:] == [" ".join(left), " ".join(right)]


def test_columns_whose_lines_are_not_level_are_kept_apart() -> None:
    left = [f"left line {n} of the agreement on tapes" for n in range(8)]
    right = [f"right line {n} of the agreement on reels" for n in range(8)]
    text = read(pdf(both(lines(*left, x=72, y=760), lines(*right, x=330, y=753)))).text
    assert text.index("left line 7") < text.index("right line 0")


def test_fields_side_by_side_are_no_columns() -> None:
    document = read(
        pdf(both(lines("Name:", "Place:", "Phone:", "Seal:"), lines("Date:", "Rank:", "Fax:", "Room:", x=320)))
    )
    assert "Name:\tDate:" in document.text


def test_a_paragraph_goes_on_over_the_page() -> None:
    document = read(
        pdf(
            lines("The library keeps the right to end this agreement whenever the"),
            lines("collection is moved to another town."),
        )
    )
    assert len(document.blocks) == 1
    assert [line.page for line in document.blocks[0].lines] == [1, 2]


def test_a_footnote_does_not_part_a_paragraph_that_goes_on_over_the_page() -> None:
    document = read(
        pdf(
            both(
                lines("First the reader signs the form at the desk.", "Then the reader may open the boxes that the"),
                lines("1 The desk is open until noon.", y=80, size=8),
            ),
            lines("keeper has brought from the cellar."),
        )
    )
    assert paragraphs(document) == [
        "First the reader signs the form at the desk. Then the reader may open the boxes that the keeper has "
        "brought from the cellar.",
        "1 The desk is open until noon.",
    ]


def test_running_heads_and_page_numbers_are_left_out_and_named() -> None:
    def page(number: int) -> Draw:
        return both(
            lines("Harbor Sound License, edition of 2031", y=815, size=8),
            lines(f"Provision {number} tells what the user of the sounds may do."),
            lines(f"Page {number} of 3", x=280, y=30, size=8),
        )

    document = read(pdf(*(page(number) for number in (1, 2, 3))))
    assert "Harbor" not in document.text
    assert "Page" not in document.text
    [warning] = document.warnings
    assert warning.code == "furniture"
    assert warning.message.startswith("6 ")
    assert "Harbor Sound License" in warning.message


def test_a_heading_that_returns_elsewhere_on_the_page_is_no_furniture() -> None:
    document = read(pdf(lines("Schedule", "The first box."), lines("The second box.", "Schedule", y=500)))
    assert document.text.count("Schedule") == 2
    assert document.warnings == ()


def test_provisions_that_open_pages_are_no_furniture() -> None:
    document = read(pdf(lines("Article 1", "Listen."), lines("Article 2", "Return the tape.")))
    assert "Article 1" in document.text
    assert "Article 2" in document.text


def test_hyphens_of_the_typesetter_are_undone_and_true_ones_kept() -> None:
    document = read(
        pdf(
            lines(
                "The information is for non-",
                "commercial study. Send any infor-",
                "mation on errors to the keeper.",
            )
        )
    )
    assert "non-commercial" in document.text
    assert document.text.count("information") == 2


def test_an_address_broken_at_the_line_end_is_whole() -> None:
    text = read(pdf(lines("The form lies at https://archive.example.org/", "forms/listen.pdf for all readers."))).text
    assert "https://archive.example.org/forms/listen.pdf" in text


def test_a_gap_stands_for_the_blank_that_the_file_does_not_draw() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        x = 72.0
        for word in ("Listen", "without", "blanks"):
            canvas.drawString(x, 700, word)
            x += canvas.stringWidth(word, "Helvetica", 11) + 2.2

    assert read(pdf(draw)).text == "Listen without blanks"


@pytest.mark.parametrize("text", ["TAPE LICENSE AGREEMENT", "1 2 3 4 5 6 7 8"])
def test_letters_that_are_set_apart_make_words(text: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(72, 700, text, charSpace=4)

    assert read(pdf(draw)).text == text


def test_wingdings_letters_are_bullets() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("ZapfDingbats", 11)
        canvas.drawString(72, 700, "l")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(90, 700, "Listen quietly.")

    assert read(pdf(draw)).text == "• Listen quietly."


def test_a_ruled_form_is_a_table_of_rows_and_tabs() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, 780, "Please fill in this form:")
        canvas.grid([72, 250, 450], [760, 735, 710])
        for y, cells in ((742, ("Name", "Title")), (717, ("Signature", "Date"))):
            canvas.drawString(80, y, cells[0])
            canvas.drawString(258, y, cells[1])
        canvas.drawString(72, 680, "Send it to the keeper.")

    document = read(pdf(draw))
    assert [block.kind for block in document.blocks] == ["paragraph", "table", "paragraph"]
    assert "Name\tTitle\nSignature\tDate" in document.text


def test_a_frame_around_text_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 690, 400, 40)
        lines("A framed notice that readers", "shall not overlook.", y=715)(canvas)

    assert [block.kind for block in read(pdf(draw)).blocks] == ["paragraph"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_reads_as_it_is_seen(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        # The text is drawn against the turn, as scanners and print drivers do it.
        canvas.setPageRotation(turn)
        canvas.translate(*{90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turn])
        canvas.rotate(turn)
        lines("The upper line of the page,", "and the lower one.", x=100, y=400)(canvas)

    assert read(pdf(draw)).text.replace("\n", " ") == "The upper line of the page, and the lower one."


def test_slanted_text_is_left_out_and_counted() -> None:
    def draw(canvas: Canvas) -> None:
        lines("The terms stand upright.")(canvas)
        canvas.rotate(45)
        canvas.drawString(400, 100, "DRAFT")

    document = read(pdf(draw))
    assert document.text == "The terms stand upright."
    assert [warning.code for warning in document.warnings] == ["slanted_text"]


def test_blank_pages_are_empty() -> None:
    with pytest.raises(EmptySourceError):
        read(pdf(lambda canvas: None))


@pytest.mark.parametrize("share", [0.001, 0.02, 0.3, 0.6, 0.9])
def test_a_truncated_file_is_never_an_empty_document(share: float) -> None:
    whole = pdf(
        *[lines(*(f"Line {n} of page {page} is as good as any other." for n in range(30))) for page in range(5)]
    )
    data = whole[: max(8, int(share * len(whole)))]
    try:
        document = read(data, name="cut.pdf")
    except SourceError as error:
        assert isinstance(error, CorruptSourceError | EmptySourceError)
        assert error.hint
        assert error.source == "cut.pdf"
    else:
        assert "as good as any other" in document.text


@pytest.fixture
def encrypt() -> Callable[[bytes, str], bytes]:
    pypdf = pytest.importorskip("pypdf")

    def encrypted(data: bytes, password: str) -> bytes:
        writer = pypdf.PdfWriter(clone_from=BytesIO(data))
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
        buffer = BytesIO()
        writer.write(buffer)
        return buffer.getvalue()

    return encrypted


def test_a_password_is_asked_for(encrypt: Callable[[bytes, str], bytes]) -> None:
    with pytest.raises(EncryptedError, match="password"):
        read(encrypt(pdf(lines("Secret terms.")), "sesame"))


def test_a_file_that_only_restricts_printing_opens_with_the_empty_password(
    encrypt: Callable[[bytes, str], bytes],
) -> None:
    assert read(encrypt(pdf(lines("Open terms.")), "")).text == "Open terms."


def test_too_many_pages_name_the_limit() -> None:
    with pytest.raises(LimitError, match="max_pages"):
        read(pdf(lines("one"), lines("two")), limits=Limits(max_pages=1))


def test_the_same_file_gives_the_same_document() -> None:
    data = pdf(lines("First.", "Second.", "Third."))
    assert read(data) == read(data)
