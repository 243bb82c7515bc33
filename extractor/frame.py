"""Records as pandas frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extractor.record import LicenseRecord

if TYPE_CHECKING:
    import pandas as pd

    from extractor.export.tables import TableName


def to_frame(records: Iterable[LicenseRecord], *, what: TableName = "terms") -> pd.DataFrame:
    """One row a document with a column a question (``terms``), or one row a clause or entity.

    The columns are those of the formats ``csv`` and ``parquet``; several texts in a cell are joined by ``"; "``.
    """
    import pandas as pd

    from extractor.export.tables import tables

    table = tables()[what]
    rows = ([_cell(value) for value in row] for record in records for row in table.rows(record))
    return pd.DataFrame(rows, columns=[column.name for column in table.columns])


def _cell(value: object) -> object:
    return "; ".join(value) if isinstance(value, tuple) else value
