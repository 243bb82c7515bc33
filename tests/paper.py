"""Pages made for tests: text set by reportlab, as PDF or as a picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO

import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

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
"""The lines of a license: text, size in points, and how far below it the next one stands."""


def drawn(canvas: Canvas, texts: list[tuple[str, int, int]] = LICENSE, y: float = 760, font: str = "Helvetica") -> None:
    for text, size, below in texts:
        canvas.setFont("Helvetica-Bold" if size > 11 else font, size)
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


@cache
def picture(data: bytes | None = None, dpi: int = 200) -> Image.Image:
    with pypdfium2.PdfDocument(data or pdf(drawn)) as document:
        shown: Image.Image = document[0].render(scale=dpi / 72, grayscale=True).to_pil().copy()
    return shown


def saved(page: Image.Image, form: str, **options: object) -> bytes:
    buffer = BytesIO()
    page.save(buffer, form, **options)
    return buffer.getvalue()
