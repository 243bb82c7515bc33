"""A comparison as one CSV file: a row a license."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.export.inert import cell

if TYPE_CHECKING:
    from extractor.compare import Cell, Comparison, Row

_MARK = "\ufeff"
"""Without it, Excel takes UTF-8 for something else."""


def to_csv(comparison: Comparison) -> bytes:
    """The answers as records give them, which of them need review, verdicts where there are any, and the evidence.

    Columns: ``license``, ``document``, ``title``, ``version``, ``needs_review``, one a field, then ``<field>_verdict``
    and ``<field>_evidence``. What a spreadsheet program would take for a formula has an apostrophe before it.
    """
    from extractor.compare import to_frame

    matrix = comparison.matrix
    frame = to_frame(matrix)
    fields = list(frame.columns)
    frame.insert(0, "document", [row.document for row in matrix.rows])
    frame.insert(1, "title", [row.title or "" for row in matrix.rows])
    frame.insert(2, "version", [row.version or "" for row in matrix.rows])
    frame.insert(3, "needs_review", [_needs_review(row) for row in matrix.rows])
    if matrix.against is not None:
        for field in fields:
            frame[f"{field}_verdict"] = [_verdict(row.cells[field]) for row in matrix.rows]
    for field in fields:
        frame[f"{field}_evidence"] = [_evidence(row.cells[field]) for row in matrix.rows]
    frame.index = frame.index.map(cell)
    text: str = frame.map(cell).to_csv(index_label="license", lineterminator="\r\n")
    return (_MARK + text).encode()


def _needs_review(row: Row) -> str:
    return "; ".join(field for field, item in row.cells.items() if item.review)


def _verdict(item: Cell) -> str:
    return item.verdict.name if item.verdict else ""


def _evidence(item: Cell) -> str:
    return " | ".join(f"“{passage.quote}” [{passage.place}]" for passage in item.passages)
