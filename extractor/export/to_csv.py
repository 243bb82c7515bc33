"""Records as CSV, for spreadsheet programs and whatever reads tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.export.tables import TableName, Value
    from extractor.export.writer import Write
    from extractor.record import LicenseRecord

_MARK = "\ufeff"
"""Without it, Excel takes UTF-8 for something else."""


def to_csv(table: TableName) -> Write:
    """Writes one of the tables of ``tables.py``, its rows as the records come.

    Texts stand on one line, several in a cell are joined by ``"; "``; what a spreadsheet program would take for a
    formula has an apostrophe before it.
    """

    def write(records: Iterable[LicenseRecord]) -> Iterator[bytes]:
        from extractor.export.tables import tables

        chosen = tables()[table]
        yield (_MARK + _lines([[column.name for column in chosen.columns]])).encode()
        for record in records:
            yield _lines([_shown(value) for value in row] for row in chosen.rows(record)).encode()

    return write


def _lines(rows: Iterable[list[str | int | float]]) -> str:
    import csv
    from io import StringIO

    stream = StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def _shown(value: Value) -> str | int | float:
    from extractor.export.inert import cell

    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return value
        case str():
            return cell(value)
    return cell("; ".join(value))
