"""Records as tables: the columns and rows that CSV, Parquet, Excel and pandas show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from extractor.compare.cells import cells
from extractor.export.vocabulary.work import subject_sentence
from extractor.taxonomy.answers import SILENT, SUBJECT_RULES, questions

if TYPE_CHECKING:
    from extractor.record import LicenseRecord

TableName = Literal["terms", "clauses", "entities"]
Value: TypeAlias = str | int | float | bool | tuple[str, ...] | None
ColumnType = Literal["text", "texts", "whole", "share", "flag"]
"""What a column holds: text, several texts, whole numbers, shares of one, true or false."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column; a text or number may be missing, never a list or a flag."""

    name: str
    type: ColumnType = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of table: its columns, and the rows that a record gives, a value a column."""

    columns: tuple[Column, ...]
    rows: Callable[[LicenseRecord], Iterator[tuple[Value, ...]]]


@cache
def tables() -> Mapping[TableName, Table]:
    """Every table by its name.

    ``terms`` has a row a license and a column a question, then one with the words that prove each answer; ``clauses``
    and ``entities`` have a row each. All begin with the document's name and SHA-256. Silence is ``unspecified``.
    """
    document = (Column("document"), Column("id"))
    fields = tuple(Column(name, "texts" if question.is_set else "text") for name, question in questions().items())
    proofs = tuple(Column(f"{name}_evidence", "texts") for name in (*questions(), SUBJECT_RULES))
    return {
        "terms": Table(
            (
                *document,
                Column("title"),
                Column("version"),
                Column("language"),
                Column("pages", "whole"),
                Column("needs_review", "texts"),
                *fields,
                Column(SUBJECT_RULES, "texts"),
                *proofs,
            ),
            _terms,
        ),
        "clauses": Table(
            (
                *document,
                Column("clause"),
                Column("kind"),
                Column("number"),
                Column("heading"),
                Column("path", "texts"),
                Column("parent"),
                Column("page", "whole"),
                Column("labels", "texts"),
                Column("score", "share"),
                Column("review", "flag"),
                Column("start", "whole"),
                Column("end", "whole"),
                Column("text"),
            ),
            _clauses,
        ),
        "entities": Table(
            (
                *document,
                Column("type"),
                Column("role"),
                Column("value"),
                Column("text"),
                Column("clause"),
                Column("page", "whole"),
                Column("start", "whole"),
                Column("end", "whole"),
                Column("by"),
            ),
            _entities,
        ),
    }


def _document(record: LicenseRecord) -> tuple[str, str]:
    return record.document.name, record.document.id


def _terms(record: LicenseRecord) -> Iterator[tuple[Value, ...]]:
    document = record.document
    found = cells(record)
    yield (
        *_document(record),
        document.title,
        document.version,
        document.language,
        document.pages,
        tuple(field for field, item in found.items() if item.review),
        *(found[name].values if question.is_set else found[name].values[0] for name, question in questions().items()),
        subject_sentences(record),
        *(tuple(f"“{p.quote}” [{p.place}]" for p in found[field].passages) for field in (*questions(), SUBJECT_RULES)),
    )


def subject_sentences(record: LicenseRecord) -> tuple[str, ...]:
    """The subject rules for people; where there are none, that the license is silent."""
    return tuple(map(subject_sentence, record.subject_rules)) or (SILENT,)


def _clauses(record: LicenseRecord) -> Iterator[tuple[Value, ...]]:
    for clause in record.clauses:
        yield (
            *_document(record),
            clause.id,
            clause.kind,
            clause.number,
            clause.heading,
            clause.path,
            clause.parent,
            clause.page,
            tuple(label.label for label in clause.labels),
            min((label.score for label in clause.labels), default=None),
            clause.review,
            clause.start,
            clause.end,
            clause.text,
        )


def _entities(record: LicenseRecord) -> Iterator[tuple[Value, ...]]:
    for entity in record.entities:
        yield (
            *_document(record),
            entity.type,
            entity.role,
            entity.value,
            entity.text,
            entity.clause,
            entity.page,
            entity.start,
            entity.end,
            entity.by,
        )
