"""Tables whose source marks their cells: rows of values, or paragraphs that a table sets side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.ingest.draft import LONGEST_CELL, DraftBlock, DraftLine

Cell = Sequence[DraftBlock]


def table_blocks(rows: Sequence[Sequence[Cell]], *, frames: bool = False) -> Iterator[DraftBlock]:
    """Yields the table as one block, a line a row with a tab between cells; its cells' blocks where it only lays out.

    ``frames`` says that the source itself marks the table as mere layout.
    """
    if frames or _lays_out(rows):
        yield from (block for row in rows for cell in row for block in cell)
        return
    texts = ("\t".join(map(_one_line, row)) for row in rows)
    lines = tuple(DraftLine(text) for text in texts if text.strip())
    if lines:
        yield DraftBlock(lines, "table")


def _lays_out(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table only frames text or sets it side by side: it has one cell, or paragraphs for cells."""
    cells = [cell for row in rows for cell in row]
    return len(cells) == 1 or any(len(_one_line(cell).split()) > LONGEST_CELL for cell in cells)


def _one_line(cell: Cell) -> str:
    return " ".join(" ".join(block.text.split()) for block in cell)
