"""Records as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.export.tables import TableName, Value
    from extractor.record import LicenseRecord

_TERMS = {
    "License": 26,
    "Question": 26,
    "Answer": 30,
    "Severity": 20,
    "To check": 10,
    "Score": 8,
    "Words": 50,
    "Page": 8,
    "Clauses": 12,
    "Text of the clauses": 90,
}
_WIDTHS = {"text": 90, "value": 50, "heading": 30, "path": 30, "labels": 28, "document": 26, "by": 26}
"""Of columns that are wider than others."""
_WIDTH = 12


def to_xlsx(records: Iterable[LicenseRecord]) -> Iterator[bytes]:
    """One workbook: the sheets Terms (a row an answer, with the words that prove it), Clauses and Entities.

    Every text is written as text, so that none is a formula or a link. Answers take the color of their severity; the
    column "To check" names those that a person should look at. Licenses side by side are what ``compare`` writes.

    Raises:
        UsageError: a sheet cannot hold all rows.
    """
    from extractor.export.workbook import add_sheet, workbook
    from extractor.taxonomy.answers import SEVERITIES, readable

    records = list(records)
    stream = BytesIO()
    with workbook(stream, title="License terms") as (book, formats):
        answers = [row for record in records for row in _answers(record)]
        terms = add_sheet(book, formats, "Terms", _TERMS, answers)
        for severity in SEVERITIES:
            rule = {"type": "formula", "criteria": f'=$D2="{readable(severity)}"', "format": formats[severity]}
            terms.conditional_format(1, 2, max(1, len(answers)), 3, rule)
        add_sheet(book, formats, "Clauses", *_table("clauses", records))
        add_sheet(book, formats, "Entities", *_table("entities", records))
    yield stream.getvalue()


def _answers(record: LicenseRecord) -> Iterator[Sequence[Value]]:
    from extractor.compare.cells import cells
    from extractor.export.tables import subject_sentences
    from extractor.taxonomy.answers import SUBJECT_RULES, all_questions, readable

    for field, item in cells(record).items():
        rules = field == SUBJECT_RULES and item.stated
        yield (
            record.document.name,
            all_questions()[field].title,
            "; ".join(subject_sentences(record)) if rules else item.text,
            readable(item.severity),
            "yes" if item.review else "",
            item.score,
            " … ".join(f"“{passage.quote}”" for passage in item.passages),
            next((passage.page for passage in item.passages if passage.page), None),
            ", ".join(passage.clause for passage in item.passages),
            " … ".join(passage.text for passage in item.passages),
        )


def _table(name: TableName, records: Sequence[LicenseRecord]) -> tuple[dict[str, int], Iterator[Sequence[Value]]]:
    """The widths of the columns of a table, and its rows, several texts of a cell in one."""
    from extractor.export.tables import tables

    table = tables()[name]
    rows = ([_joined(value) for value in row] for record in records for row in table.rows(record))
    return {column.name: _WIDTHS.get(column.name, _WIDTH) for column in table.columns}, rows


def _joined(value: Value) -> Value:
    match value:
        case bool():
            return "yes" if value else ""
        case tuple():
            return "; ".join(value)
    return value
