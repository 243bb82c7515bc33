"""PDF forms: what was filled in stands in the text where its field stands, and what was not is a blank."""

from __future__ import annotations

from io import BytesIO

import pytest
from pages import Draw, lines, paragraphs, pdf, read_pages

from extractor.errors import UnsupportedFormatError
from extractor.ingest import read
from extractor.segment import split

pytest.importorskip("reportlab")

from reportlab.pdfgen.canvas import Canvas


def labelled(label: str, y: float, field: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(72, y, label)
        field(canvas)

    return draw


def field(
    value: str, *, y: float = 700, x: float = 120, width: float = 200, height: float = 18, flags: str = ""
) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.acroForm.textfield(
            name=f"at {x} {y}", value=value, x=x, y=y - 5, width=width, height=height, fieldFlags=flags
        )

    return draw


def test_a_field_is_read_beside_its_label() -> None:
    assert read_pages(labelled("Name:", 700, field("Mira Holt"))) == ["Name: Mira Holt"]


def test_an_empty_field_is_a_blank_to_fill_in() -> None:
    document = read(pdf(labelled("Institute:", 700, field(""))))
    assert document.text.startswith("Institute: ____")
    assert [clause.kind for clause in split(document)] == ["form"]


def test_what_is_typed_over_a_dotted_line_takes_its_place() -> None:
    assert read_pages(labelled("Signed: ____________________", 700, field("M. Holt", width=80))) == ["Signed: M. Holt"]


def test_a_dotted_line_that_nobody_typed_over_stays_one_blank() -> None:
    assert read_pages(labelled("Place: ____________________", 700, field("", width=80))) == [
        "Place: ____________________"
    ]


def test_long_answers_keep_their_lines() -> None:
    long = field("to hear owls\nand to write of them", x=72, height=60, y=640, flags="multiline")
    assert read_pages(labelled("Purpose:", 710, long)) == ["Purpose:", "to hear owls and to write of them"]


def test_boxes_and_choices_say_what_was_chosen() -> None:
    def draw(canvas: Canvas) -> None:
        form = canvas.acroForm
        canvas.setFont("Helvetica", 11)
        form.checkbox(name="read", checked=True, x=72, y=697, size=12)
        canvas.drawString(92, 700, "I have read the terms of the owl archive.")
        form.checkbox(name="night", checked=False, x=72, y=677, size=12)
        canvas.drawString(92, 680, "I ask for the recordings of the night.")
        form.radio(name="who", value="a", selected=False, x=72, y=657, size=12)
        canvas.drawString(92, 660, "University")
        form.radio(name="who", value="b", selected=True, x=252, y=657, size=12)
        canvas.drawString(272, 660, "Company")
        canvas.drawString(72, 640, "Country:")
        form.choice(name="where", value="Norway", options=["Finland", "Norway"], x=120, y=636, width=90, height=14)

    text = read(pdf(draw)).text
    assert "☑ I have read the terms" in text
    assert "☐ I ask for the recordings" in text
    assert "☐ University\t☑ Company" in text
    assert "Country: Norway" in text


def test_a_field_that_viewers_hide_is_not_read() -> None:
    def hidden(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="secret", value="Sold to all", x=120, y=695, width=90, annotationFlags="hidden")

    assert read_pages(labelled("Kept:", 700, hidden)) == ["Kept:"]


def test_text_that_a_viewer_typed_onto_the_page_is_read_there() -> None:
    pypdf = pytest.importorskip("pypdf")
    from pypdf.annotations import FreeText

    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf(lines("Name: ______________", y=700))))
    writer.add_annotation(0, FreeText(text="Mira Holt", rect=(110, 696, 200, 712)))
    buffer = BytesIO()
    writer.write(buffer)
    assert paragraphs(read(buffer.getvalue())) == ["Name: Mira Holt"]


@pytest.mark.parametrize("pages", [1, 2])
def test_a_form_that_adobe_draws_is_no_agreement(pages: int) -> None:
    """Its one page asks to wait; more pages may be what was drawn when it was saved."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, StreamObject

    writer = PdfWriter(PdfReader(BytesIO(pdf(*[lines("Please wait until the form is shown.")] * pages))))
    xml = StreamObject()
    xml.set_data(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    form = DictionaryObject({NameObject("/XFA"): writer._add_object(xml)})
    writer.root_object.update({NameObject("/AcroForm"): form, NameObject("/NeedsRendering"): BooleanObject(True)})
    data = BytesIO()
    writer.write(data)
    if pages > 1:
        assert [warning.code for warning in read(data.getvalue()).warnings] == ["dynamic_form"]
    else:
        with pytest.raises(UnsupportedFormatError, match="XFA"):
            read(data.getvalue())


def test_files_that_are_embedded_are_named_as_not_read() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(BytesIO(pdf(lines("The terms are in the box.")))))
    writer.add_attachment("terms.txt", b"No tape may be sold.")
    data = BytesIO()
    writer.write(data)
    [warning] = read(data.getvalue()).warnings
    assert (warning.code, warning.message[:1]) == ("not_included", "1")
