"""A page as its lines and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from extractor.ingest.draft import LONGEST_CELL, DraftBlock, DraftLine
from extractor.ingest.layout import LeftOut, SetLine, lines_of
from extractor.ingest.pdfium import GlyphPage
from extractor.ingest.scripts import are_languages
from extractor.ingest.tables import Grid
from extractor.types import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Item = SetLine | DraftBlock
# A cell of so many characters says more than a label.
_SENTENCE = 30


def page_items(page: GlyphPage, grids: Sequence[Grid]) -> tuple[list[Item], LeftOut]:
    """The lines and tables of a page in reading order, and what was left out."""
    lines, left_out = lines_of(_without(page, [grid.box for grid in grids]) if grids else page)
    items: list[Item] = list(lines)
    runs = 1 + max((line.column for line in lines), default=-1)
    for grid in grids:
        read = [[lines_of(_within(page, cell)) for cell in row] for row in grid.rows]
        left_out = sum((missed for row in read for _, missed in row), left_out)
        rows = [[cell for cell, _ in row] for row in read]
        # Lines below the table start a new run: no paragraph goes on across it.
        at = _place(items, grid.box)
        below = [replace(item, column=item.column + runs) if isinstance(item, SetLine) else item for item in items[at:]]
        inside = _table(rows, grid)
        runs *= 2
        items = (
            items[:at] + [replace(i, column=runs + i.column) if isinstance(i, SetLine) else i for i in inside] + below
        )
        runs += 1 + max((item.column for item in items if isinstance(item, SetLine)), default=0)
    return items, left_out


def _place(items: Sequence[Item], box: Box) -> int:
    """Where a table comes in the reading order: before what stands below it, or after what stands above it."""
    inline = [
        (index, item)
        for index, item in enumerate(items)
        if isinstance(item, SetLine) and item.x0 < box.x1 and item.x1 > box.x0
    ]
    above = [index + 1 for index, item in inline if item.top < box.top]
    below = (index for index, item in inline if item.top >= box.top)
    return next(below, max(above, default=len(items)))


def _table(rows: Sequence[Sequence[Sequence[SetLine]]], grid: Grid) -> list[Item]:
    cells = [cell for row in rows for cell in row]
    if any(sum(len(line.text.split()) for line in cell) > LONGEST_CELL for cell in cells) or _translates(rows):
        return [replace(line, column=number) for number, cell in enumerate(cells) for line in cell]
    lines = tuple(_row(row, boxes) for row, boxes in zip(rows, grid.rows, strict=True) if any(row))
    return [DraftBlock(lines, "table")] if lines else []


def _translates(rows: Sequence[Sequence[Sequence[SetLine]]]) -> bool:
    """Whether most rows say the same in two languages, in cells side by side."""
    texts = [[" ".join(line.text for line in cell) for cell in row] for row in rows]
    paired = [
        max(map(len, row)) > _SENTENCE
        and any(are_languages(left, right) for left, right in pairwise(filter(None, row)))
        for row in texts
        if any(row)
    ]
    return bool(paired) and sum(paired) >= 0.5 * len(paired)


def _row(cells: Sequence[Sequence[SetLine]], boxes: Sequence[Box]) -> DraftLine:
    every = [line for cell in cells for line in cell]
    return DraftLine(
        text="\t".join(" ".join(line.text.replace("\t", " ") for line in cell) for cell in cells).strip("\t"),
        page=boxes[0].page,
        box=Box(
            boxes[0].page,
            *(round(edge, 1) for edge in (boxes[0].x0, boxes[0].top, boxes[-1].x1, max(box.bottom for box in boxes))),
        ),
        size=every[0].size,
        bold=all(line.bold for line in every),
    )


def _within(page: GlyphPage, box: Box) -> GlyphPage:
    """The page with blanks for the glyphs outside ``box``."""
    import numpy as np

    return replace(page, codes=np.where(_inside(page, box), page.codes, 32))


def _without(page: GlyphPage, boxes: Iterable[Box]) -> GlyphPage:
    """The page with blanks for the glyphs inside the boxes."""
    import numpy as np

    codes = page.codes
    for box in boxes:
        codes = np.where(_inside(page, box), 32, codes)
    return replace(page, codes=codes)


def _inside(page: GlyphPage, box: Box) -> NDArray[np.bool_]:
    x = (page.boxes[:, 0] + page.boxes[:, 2]) / 2
    y = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    return (x >= box.x0) & (x <= box.x1) & (y >= box.top) & (y <= box.bottom)
