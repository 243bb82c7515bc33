"""Documents rendered to PDF, to measure what reading from a page layout costs against reading the text itself.

The page is set as a word processor would: A4, bold headings, indented items, ruled tables, a running head and page
numbers, paragraphs broken over pages.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from extractor.types import Block, Document

_REGULAR, _BOLD = "Vera", "VeraBd"
_BULLETS = str.maketrans("●▪◦‣○", "•••••")


@cache
def _styles() -> dict[str, Any]:
    """Paragraph styles; the fonts ship with reportlab and hold more than Latin-1's letters."""
    import reportlab
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = Path(reportlab.__file__).parent / "fonts"
    for name in (_REGULAR, _BOLD):
        pdfmetrics.registerFont(TTFont(name, str(fonts / f"{name}.ttf")))
    body = ParagraphStyle("body", fontName=_REGULAR, fontSize=10, leading=13, spaceAfter=7)
    return {
        "paragraph": body,
        "item": ParagraphStyle("item", parent=body, leftIndent=18, spaceAfter=3),
        "heading": ParagraphStyle("heading", parent=body, fontName=_BOLD, fontSize=12, leading=15, spaceBefore=8),
        "code": ParagraphStyle("code", parent=body, fontSize=8, leading=10),
    }


def render_pdf(document: Document, *, head: str | None = None) -> bytes:
    """The PDF of a document; ``head`` is the running head (default: none)."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    out = io.BytesIO()

    def furnish(canvas: Any, template: Any) -> None:
        canvas.setFont(_REGULAR, 8)
        if head:
            canvas.drawString(60, A4[1] - 36, head)
        canvas.drawCentredString(A4[0] / 2, 30, f"Page {canvas.getPageNumber()}")

    template = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=60,
        rightMargin=60,
        topMargin=60,
        bottomMargin=60,
        invariant=1,
        title=document.name,
    )
    template.build(
        [flowable for block in document.blocks for flowable in _flowables(document, block)], furnish, furnish
    )
    return out.getvalue()


def _flowables(document: Document, block: Block) -> Iterator[Any]:
    from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

    lines = [document.text[line.start : line.end].translate(_BULLETS) for line in block.lines]
    styles = _styles()
    if block.kind == "table":
        rows = [line.split("\t") for line in lines]
        width = max(map(len, rows))
        cells = [[Paragraph(escape(cell), styles["code"]) for cell in row + [""] * (width - len(row))] for row in rows]
        grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        yield Table(cells, colWidths=[475 / width] * width, style=grid)
        yield Spacer(1, 8)
        return
    bold = block.kind != "heading" and all(line.bold for line in block.lines)
    words = "<br/>".join(escape(line).replace("\t", "&nbsp;" * 6) for line in lines)
    yield Paragraph(f'<font name="{_BOLD}">{words}</font>' if bold else words, styles[block.kind])
