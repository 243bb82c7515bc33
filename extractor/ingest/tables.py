"""Grids of cells from the rulings of a page; the only module that imports pdfplumber.

Only its geometry is used. Its reader would parse the page a second time, ten times slower than pdfium.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from extractor.ingest.pdfium import GlyphPage
from extractor.types import Box

# Lines that miss each other by less, in points, are drawn to meet; it is what pdfplumber takes by default.
_TOLERANCE = 3
_SHORTEST = 3
# A grid has two rulings each way at least; a page with so many is a drawing.
_LEAST, _MOST = 2, 1_500


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a ruled table, each with its cells from left to right."""

    box: Box
    rows: tuple[tuple[Box, ...], ...]

    @property
    def is_table(self) -> bool:
        """Whether it has rows and columns: a frame around a text, or a line under a heading, has not."""
        return len(self.rows) >= 2 and max(len(row) for row in self.rows) >= 2


def grids_on(page: GlyphPage) -> list[Grid]:
    """The ruled tables of a page, top down."""
    edges = [_edge(*ruling) for ruling in page.rulings.tolist()]
    down = sum(edge["orientation"] == "v" for edge in edges)
    if min(down, len(edges) - down) < _LEAST or len(edges) > _MOST:
        return []
    from pdfplumber import table
    from pdfplumber.utils.geometry import filter_edges

    merged = filter_edges(table.merge_edges(edges, *[_TOLERANCE] * 4), min_length=_SHORTEST)
    cells = table.intersections_to_cells(table.edges_to_intersections(merged, _TOLERANCE, _TOLERANCE))
    grids = (_grid(page.number, group) for group in table.cells_to_tables(cells))
    return sorted((grid for grid in grids if grid.is_table), key=lambda grid: grid.box.top)


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    """A ruling in the form that pdfplumber's functions exchange."""
    across = x1 - x0 >= bottom - top
    # Drawn not quite straight, it is straightened.
    if across:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": "h" if across else "v", "object_type": "line",
    }  # fmt: skip


def _grid(page: int, cells: Sequence[tuple[float, float, float, float]]) -> Grid:
    boxes = sorted((Box(page, *cell) for cell in cells), key=lambda box: (box.top, box.x0))
    rows = tuple(tuple(row) for _, row in groupby(boxes, lambda box: box.top))
    x0, top, x1, bottom = zip(*cells, strict=True)
    return Grid(Box(page, min(x0), min(top), max(x1), max(bottom)), rows)
