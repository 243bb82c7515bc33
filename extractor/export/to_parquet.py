"""Records as Parquet, for pandas, DuckDB, Spark and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.export.tables import ColumnType, TableName
    from extractor.export.writer import Write
    from extractor.record import LicenseRecord


def to_parquet(table: TableName) -> Write:
    """Writes one of the tables of ``tables.py`` with its types; several texts in a cell are a list.

    Texts are as in the record: Parquet is read by programs, which have to see to what they show.
    """

    def write(records: Iterable[LicenseRecord]) -> Iterator[bytes]:
        arrow, parquet = _libraries()  # before anything is read, for it may be missing
        return _chunks(records, table, arrow, parquet)

    return write


def _chunks(records: Iterable[LicenseRecord], table: TableName, arrow: Any, parquet: Any) -> Iterator[bytes]:
    from extractor.export.tables import tables

    chosen = tables()[table]
    schema = arrow.schema([arrow.field(column.name, _type(arrow, column.type)) for column in chosen.columns])
    rows = [row for record in records for row in chosen.rows(record)]
    columns = [
        arrow.array(values, field.type)
        for values, field in zip(zip(*rows, strict=True) if rows else [()] * len(schema), schema, strict=True)
    ]
    stream = BytesIO()
    parquet.write_table(arrow.Table.from_arrays(columns, schema=schema), stream, compression="zstd")
    yield stream.getvalue()


def _libraries() -> tuple[Any, Any]:
    """The modules ``pyarrow`` and ``pyarrow.parquet``."""
    from extractor.errors import UsageError

    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed", hint="Install it: pip install 'extractor[parquet]'."
        ) from error
    return arrow, parquet


def _type(arrow: Any, name: ColumnType) -> Any:
    match name:
        case "text":
            return arrow.string()
        case "texts":
            return arrow.list_(arrow.string())
        case "whole":
            return arrow.int64()
        case "share":
            return arrow.float64()
    return arrow.bool_()
