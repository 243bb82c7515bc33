"""PDFs for tests, drawn with reportlab: a page is a function that draws on a canvas."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from extractor.ingest import read
from extractor.types import Document

pytest.importorskip("reportlab")

from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]

WIDTH, HEIGHT = 595, 842


def pdf(*pages: Draw) -> bytes:
    """The bytes of a PDF of these pages."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=True)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(
    *texts: str, x: float = 72, y: float = 760, pitch: float = 14, size: float = 11, font: str = "Helvetica"
) -> Draw:
    """Draws lines of text one below the other, the first on the base line ``y``."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for number, text in enumerate(texts):
            canvas.drawString(x, y - number * pitch, text)

    return draw


def both(*draws: Draw) -> Draw:
    """Draws one after the other on one page."""

    def draw(canvas: Canvas) -> None:
        for each in draws:
            each(canvas)

    return draw


def paragraphs(document: Document) -> list[str]:
    """The text of each block, line breaks taken for blanks."""
    return [document.text[block.start : block.end].replace("\n", " ") for block in document.blocks]


def read_pages(*pages: Draw) -> list[str]:
    """The paragraphs that are read from a PDF of these pages."""
    return paragraphs(read(pdf(*pages)))
