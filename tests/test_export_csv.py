"""CSV as pandas and spreadsheet programs read it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from extractor import to_frame
from extractor.export import WRITERS
from extractor.export.inert import cell
from extractor.record import LicenseRecord
from extractor.taxonomy.answers import SILENT, questions
from tests.records import Provision, record_of
from tests.test_export_hostile import hostile_record

FORMS = {"csv": "terms", "csv-clauses": "clauses", "csv-entities": "entities"}


def written(records: list[LicenseRecord], form: str) -> pd.DataFrame:
    data = b"".join(WRITERS[form].write(records))
    return pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False)


def test_a_row_a_license_and_a_column_a_question(demo_records: list[LicenseRecord]) -> None:
    frame = written(demo_records, "csv").set_index("document")
    assert list(frame.index) == [record.document.name for record in demo_records]
    for record in demo_records:
        row = frame.loc[record.document.name]
        assert set(filter(None, row["needs_review"].split("; "))) - {"subject_rules"} == {
            name for name, term in record.terms.items() if term.review
        }
        for name in questions():
            value = record.terms[name].value
            assert row[name] == (value if isinstance(value, str) else "; ".join(value) or SILENT)
            quotes = [record.quote(proof) for proof in record.terms[name].evidence]
            assert all(quote in row[f"{name}_evidence"] for quote in quotes)
            assert bool(quotes) == ("” [" in row[f"{name}_evidence"])


def test_evidence_names_page_number_and_clause(demo_records: list[LicenseRecord]) -> None:
    frame = written(demo_records, "csv").set_index("document")
    assert frame.loc["harborline-driving.pdf", "governing_law_evidence"].endswith("[p. 2, no. 10.2, c29]")
    assert "must not be published: HD-0012" in frame.loc["harborline-driving.pdf", "subject_rules"]


def test_a_row_a_clause(demo_records: list[LicenseRecord]) -> None:
    frame = written(demo_records, "csv-clauses")
    clauses = [(record, clause) for record in demo_records for clause in record.clauses]
    assert len(frame) == len(clauses)
    for (record, clause), row in zip(clauses, frame.itertuples(), strict=True):
        assert (row.document, row.clause, row.kind) == (record.document.name, clause.id, clause.kind)
        assert row.labels == "; ".join(item.label for item in clause.labels)
        assert row.review == str(clause.review).lower()
        assert row.text == cell(clause.text)
        assert record.document.text[int(row.start) : int(row.end)] == clause.text


def test_a_row_an_entity(demo_records: list[LicenseRecord]) -> None:
    frame = written(demo_records, "csv-entities")
    expected = [
        (record.document.name, entity.type, cell(entity.value)) for record in demo_records for entity in record.entities
    ]
    assert list(zip(frame["document"], frame["type"], frame["value"], strict=True)) == expected


@pytest.mark.parametrize("form", FORMS)
def test_no_record_is_a_table_without_rows(form: str) -> None:
    assert len(written([], form)) == 0


@pytest.mark.parametrize("form", FORMS)
def test_a_frame_has_the_columns_of_the_file(form: str, demo_records: list[LicenseRecord]) -> None:
    frame = to_frame(demo_records, what=FORMS[form])  # type: ignore[arg-type]
    assert list(frame.columns) == list(written(demo_records, form).columns)
    assert len(frame) == len(written(demo_records, form))


@pytest.mark.parametrize("start", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\u202e=1", "＝1", "\x00=1"])
def test_no_cell_is_a_formula(start: str, tmp_path: Path) -> None:
    record = record_of(
        [Provision(f"Terms {start}", labels=("general",), answers={"governing_law": (start, "Terms")})],
        title=start,
        name=f"{start}.txt",
    )
    for form in FORMS:
        text = b"".join(WRITERS[form].write([record])).decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not [item for item in row if item.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))]


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_stays_in_its_cell(form: str) -> None:
    frame = written([hostile_record(), hostile_record()], form)
    assert len(frame) % 2 == 0 and len(frame)
    assert not frame.map(lambda text: any(ord(c) < 32 or c in "\u202e\u2066\u2028" for c in text)).any(axis=None)
