"""The comparison of many licenses: a table to search, sort and filter, and the clause behind each answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from extractor.compare.cells import Cell, Column, Matrix, Outlier, Passage, Row, strictness
from extractor.export.html.page import render_page, visible
from extractor.taxonomy.answers import readable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extractor.compare import Comparison

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


def comparison_page(comparison: Comparison) -> str:
    """The comparison as one HTML file.

    Of the licenses' text it holds the clauses that prove the answers, and of two licenses in depth all clauses.
    """
    table = comparison.matrix
    cells = [cell for row in table.rows for cell in row.cells.values()]
    view = {
        "title": f"Comparison of {len(table.rows):,} {'license' if len(table.rows) == 1 else 'licenses'}",
        "table": table,
        "families": comparison.families,
        "pair": comparison.pair,
        "outliers": _outliers(table),
        "doubtful": sum(cell.review for cell in cells),
        "answers": len(cells),
        "data": _data(table),
        "readable": readable,
    }
    return render_page("comparison", view)


def _outliers(table: Matrix) -> tuple[tuple[Outlier, str], ...]:
    """What stands out, and the places of its licenses among the rows."""
    places = {row.name: str(place) for place, row in enumerate(table.rows)}
    return tuple((outlier, " ".join(places[name] for name in outlier.licenses)) for outlier in table.outliers)


def _data(table: Matrix) -> Json:
    """What the page's script shows: the answers of each column, strictest first, and rows that point to them."""
    answers = {column.field: _answers(column, table.rows) for column in table.columns}
    return {
        "against": table.against and visible(table.against),
        "columns": [
            {"field": column.field, "title": column.title, "answers": [_answer(cell) for cell in kinds.values()]}
            for column, kinds in zip(table.columns, answers.values(), strict=True)
        ],
        "rows": [_row(row, {field: list(kinds) for field, kinds in answers.items()}) for row in table.rows],
    }


def _answers(column: Column, rows: Sequence[Row]) -> dict[tuple[str, ...], Cell]:
    """The different answers of a column, the strictest first, each with a cell that gives it."""
    kinds = {row.cells[column.field].values: row.cells[column.field] for row in rows}
    return dict(sorted(kinds.items(), key=lambda kind: strictness(kind[1])))


def _answer(cell: Cell) -> Json:
    values = [visible(readable(value)) for value in cell.values]
    return {"text": visible(cell.text), "severity": cell.severity, "values": values}


def _row(row: Row, answers: Mapping[str, Sequence[tuple[str, ...]]]) -> Json:
    """A license; its clauses stand once, however many answers they prove."""
    clauses: dict[str, Passage] = {}
    for cell in row.cells.values():
        for passage in cell.passages:
            clauses.setdefault(passage.clause, passage)
    numbers = {clause: number for number, clause in enumerate(clauses)}
    return {
        "name": visible(row.name),
        "document": visible(row.document),
        "title": visible(row.title or ""),
        "version": visible(row.version or ""),
        "clauses": [[visible(passage.place), visible(passage.text)] for passage in clauses.values()],
        "cells": [
            _cell(row.cells[field], kinds.index(row.cells[field].values), numbers) for field, kinds in answers.items()
        ],
    }


def _cell(cell: Cell, answer: int, clauses: Mapping[str, int]) -> Json:
    return {
        "answer": answer,
        "review": cell.review,
        "score": round(cell.score, 3),
        "proofs": [[clauses[passage.clause], _marks(passage)] for passage in cell.passages],
        "verdict": [cell.verdict.name, visible(cell.verdict.reason)] if cell.verdict else None,
    }


def _marks(passage: Passage) -> Json:
    """The marks in the units in which a browser counts, UTF-16."""
    if passage.text.isascii():
        return [list(mark) for mark in passage.marks]
    return [[_units(passage.text[:start]), _units(passage.text[:end])] for start, end in passage.marks]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
