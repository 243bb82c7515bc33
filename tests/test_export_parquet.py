"""Parquet as pyarrow and pandas read it."""

from __future__ import annotations

import io
import sys

import pandas as pd
import pytest
from pyarrow import parquet

from extractor.errors import UsageError
from extractor.export import WRITERS
from extractor.record import LicenseRecord
from tests.test_export_hostile import HOSTILE, hostile_record

FORMS = ("parquet", "parquet-clauses", "parquet-entities")


def written(records: list[LicenseRecord], form: str) -> bytes:
    return b"".join(WRITERS[form].write(records))


def test_types_and_values_are_those_of_the_records(demo_records: list[LicenseRecord]) -> None:
    rows = parquet.read_table(io.BytesIO(written(demo_records, "parquet"))).to_pylist()
    for record, row in zip(demo_records, rows, strict=True):
        assert row["id"] == record.document.id and row["pages"] == record.document.pages
        assert row["commercial_use"] == record.terms["commercial_use"].value
        assert row["liability"] == list(record.terms["liability"].value or ("unspecified",))
    rows = parquet.read_table(io.BytesIO(written(demo_records, "parquet-clauses"))).to_pylist()
    clauses = [clause for record in demo_records for clause in record.clauses]
    for clause, row in zip(clauses, rows, strict=True):
        assert (row["start"], row["end"], row["text"], row["review"]) == (
            clause.start,
            clause.end,
            clause.text,
            clause.review,
        )
        assert row["labels"] == [item.label for item in clause.labels]
        assert row["path"] == list(clause.path) and row["number"] == clause.number


def test_pandas_reads_it(demo_records: list[LicenseRecord]) -> None:
    frame = pd.read_parquet(io.BytesIO(written(demo_records, "parquet-entities")))
    assert frame.groupby("document").size().to_dict() == {
        record.document.name: len(record.entities) for record in demo_records
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_file_without_rows_has_the_same_columns(form: str, demo_records: list[LicenseRecord]) -> None:
    empty, full = (parquet.read_table(io.BytesIO(written(records, form))) for records in ([], demo_records))
    assert empty.schema == full.schema and empty.num_rows == 0 < full.num_rows


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_is_data(form: str) -> None:
    rows = parquet.read_table(io.BytesIO(written([hostile_record()], form))).to_pylist()
    assert rows[0]["document"] == f"{HOSTILE}.txt"


def test_the_same_records_are_the_same_bytes(demo_records: list[LicenseRecord]) -> None:
    assert written(demo_records, "parquet") == written(demo_records, "parquet")


def test_without_pyarrow_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError) as caught:
        written([], "parquet")
    assert "pyarrow" in str(caught.value) and "extractor[parquet]" in caught.value.hint
