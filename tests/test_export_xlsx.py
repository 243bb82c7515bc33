"""The workbook as openpyxl reads it."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from extractor.errors import UsageError
from extractor.export import WRITERS, workbook
from extractor.record import LicenseRecord
from extractor.taxonomy.answers import all_questions, readable
from tests.test_export_hostile import hostile_record


def written(records: list[LicenseRecord]) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(b"".join(WRITERS["xlsx"].write(records))))


def rows(book: Workbook, sheet: str) -> list[dict[str, object]]:
    head, *body = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


def test_terms_have_a_row_an_answer(demo_records: list[LicenseRecord]) -> None:
    found = rows(written(demo_records), "Terms")
    assert len(found) == len(demo_records) * len(all_questions())
    by_place = {(row["License"], row["Question"]): row for row in found}
    for record in demo_records:
        for name, term in record.terms.items():
            row = by_place[record.document.name, all_questions()[name].title]
            values = (term.value,) if isinstance(term.value, str) else term.value or ("unspecified",)
            assert row["Answer"] == ", ".join(map(readable, values))
            assert (row["To check"] == "yes") is term.review
            assert all(record.quote(proof) in str(row["Words"]) for proof in term.evidence)
            assert row["Score"] == pytest.approx(term.score)


def test_page_and_clause_of_an_answer(demo_records: list[LicenseRecord]) -> None:
    (row,) = (
        row
        for row in rows(written(demo_records), "Terms")
        if row["License"] == "harborline-driving.pdf" and row["Question"] == "Governing law"
    )
    assert (row["Answer"], row["Page"], row["Clauses"]) == ("Netherlands", 2, "c29")
    assert "the court of Rotterdam" in str(row["Text of the clauses"])


def test_clauses_and_entities_are_all_there(demo_records: list[LicenseRecord]) -> None:
    book = written(demo_records)
    clauses = [clause for record in demo_records for clause in record.clauses]
    assert [row["clause"] for row in rows(book, "Clauses")] == [clause.id for clause in clauses]
    assert [row["start"] for row in rows(book, "Clauses")] == [clause.start for clause in clauses]
    entities = [entity for record in demo_records for entity in record.entities]
    assert [row["type"] for row in rows(book, "Entities")] == [entity.type for entity in entities]


def test_sheets_can_be_filtered_and_their_heads_stay(demo_records: list[LicenseRecord]) -> None:
    book = written(demo_records)
    assert book.sheetnames == ["Terms", "Clauses", "Entities"]
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref.startswith("A1:")


def test_answers_take_the_color_of_their_severity(demo_records: list[LicenseRecord]) -> None:
    sheet = written(demo_records)["Terms"]
    formulas = [rule.formula for area in sheet.conditional_formatting for rule in area.rules]
    severities = {row["Severity"] for row in rows(written(demo_records), "Terms")}
    assert {f'$D2="{severity}"' for severity in severities} <= {formula for (formula,) in formulas}


def test_hostile_text_is_text() -> None:
    book = written([hostile_record()])
    for sheet in book:
        for row in sheet.iter_rows():
            for item in row:
                assert item.data_type in ("s", "n") and item.hyperlink is None
                assert not any(ord(c) < 32 or c in "\u202e\u2066\u2028" for c in str(item.value or ""))


def test_the_same_records_are_the_same_bytes(demo_records: list[LicenseRecord]) -> None:
    first, second = (b"".join(WRITERS["xlsx"].write(demo_records)) for _ in range(2))
    assert first == second


def test_rows_that_do_not_fit_are_an_error(demo_records: list[LicenseRecord], monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel would drop them without a word."""
    monkeypatch.setattr(workbook, "_MOST_ROWS", 40)
    with pytest.raises(UsageError, match="more than 40 rows"):
        written(demo_records)
