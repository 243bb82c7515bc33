"""Records into a matrix, and the part of a matrix that a person wants to see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from extractor.compare.cells import Column, Count, Matrix, Row, cells, strictness
from extractor.compare.outliers import outliers
from extractor.compare.verdicts import verdict
from extractor.errors import UsageError
from extractor.taxonomy.answers import all_questions

if TYPE_CHECKING:
    import pandas as pd

    from extractor.record import LicenseRecord

_DOUBTFUL = "?"
_CONDITION = re.compile(r"([a-z_]+)(!?=)(.+)")


def matrix(records: Iterable[LicenseRecord], *, against: str | None = None) -> Matrix:
    """The licenses side by side, in the order of the records.

    ``against`` names one of them, which becomes the first; each other answer gets a verdict beside its.

    Raises:
        UsageError: no license has the name ``against``.
    """
    records = list(records)
    rows = [_row(record, name) for record, name in zip(records, names(records), strict=True)]
    if against is not None:
        rows = _judged(rows, against)
    return _assemble(list(all_questions()), rows, against)


def select(table: Matrix, *, fields: Sequence[str] = (), where: Sequence[str] = (), sort: str | None = None) -> Matrix:
    """The part of a matrix: of its columns ``fields``, of its rows those that meet all conditions, sorted.

    A condition is ``field=value``, ``field=one,other`` or ``field!=value``; the value ``?`` stands for any answer that
    a person should look at. ``sort`` is a field (the severest answer first) or ``name``, backwards with a minus before
    it. Counts and outliers are those of the part.

    Raises:
        UsageError: there is no such field or answer.
    """
    known = [column.field for column in table.columns]
    for field in fields:
        _check_field(field, known)
    conditions = [_condition(text, known) for text in where]
    rows = [row for row in table.rows if all(condition.holds(row) for condition in conditions)]
    if sort is not None:
        key = sort.removeprefix("-")
        if key != "name":
            _check_field(key, known)
        rows.sort(
            key=lambda row: (strictness(row.cells[key]) if key != "name" else (), row.name.casefold()),
            reverse=sort.startswith("-"),
        )
    shown = list(dict.fromkeys(fields)) or known
    return _assemble(
        shown, [replace(row, cells={name: row.cells[name] for name in shown}) for row in rows], table.against
    )


def names(records: Sequence[LicenseRecord]) -> list[str]:
    """A name for each license, no two alike: the stem of its document's name, and its data set's where stems clash."""
    stems = [PurePath(record.document.name).stem or "document" for record in records]
    clashing = {stem for stem, count in Counter(stem.casefold() for stem in stems).items() if count > 1}
    used: set[str] = set()
    found = []
    for record, stem in zip(records, stems, strict=True):
        dataset = next((entity.value for entity in record.entities if entity.type == "DATASET"), None)
        name = f"{stem} ({dataset})" if dataset and stem.casefold() in clashing else stem
        unlike, n = name, 1
        while unlike.casefold() in used:
            n += 1
            unlike = f"{name}-{n}"
        used.add(unlike.casefold())
        found.append(unlike)
    return found


def to_frame(table: Matrix) -> pd.DataFrame:
    """A row a license, indexed by name, a column a question; members of sets joined by ``"; "``."""
    import pandas as pd

    rows = {row.name: ["; ".join(item.values) for item in row.cells.values()] for row in table.rows}
    return pd.DataFrame.from_dict(rows, orient="index", columns=[column.field for column in table.columns])


def _row(record: LicenseRecord, name: str) -> Row:
    return Row(
        name=name,
        document=record.document.name,
        id=record.document.id,
        title=record.document.title,
        version=record.document.version,
        cells=cells(record),
    )


def _judged(rows: Sequence[Row], against: str) -> list[Row]:
    """The rows with a verdict in each cell, that of the license ``against`` first and without."""
    wanted = against.casefold()
    other = next((row for row in rows if wanted in (row.name.casefold(), row.document.casefold())), None)
    if other is None:
        shown = ", ".join(row.name for row in rows[:8]) + (" …" if len(rows) > 8 else "")
        raise UsageError(f"no license {against!r} among those compared", hint=f"Compared are {shown}.")

    def judged(row: Row) -> Row:
        cells = {
            name: replace(item, verdict=verdict(item, other.cells[name], names=(row.name, other.name)))
            for name, item in row.cells.items()
        }
        return replace(row, cells=cells)

    return [other, *(judged(row) for row in rows if row is not other)]


def _assemble(fields: Sequence[str], rows: Sequence[Row], against: str | None) -> Matrix:
    columns = tuple(Column(name, all_questions()[name].title, counts) for name, counts in _counts(fields, rows).items())
    return Matrix(columns, tuple(rows), outliers(columns, rows), against)


def _counts(fields: Sequence[str], rows: Sequence[Row]) -> dict[str, tuple[Count, ...]]:
    """How many licenses give which answer, the most frequent first."""
    import pandas as pd

    answers = [(name, value, item.review) for row in rows for name, item in row.cells.items() for value in item.values]
    frame = pd.DataFrame(answers, columns=["field", "value", "review"])
    counted = frame.groupby(["field", "value"])["review"].agg(["size", "sum"]).reset_index()
    counts: dict[str, list[Count]] = {name: [] for name in fields}
    for field, value, licenses, review in counted.itertuples(index=False, name=None):
        counts[field].append(Count(value, all_questions()[field].severity(value), int(licenses), int(review)))
    return {name: tuple(sorted(found, key=lambda c: (-c.licenses, c.value))) for name, found in counts.items()}


@dataclass(frozen=True, slots=True)
class _Condition:
    field: str
    values: frozenset[str]
    wanted: bool

    def holds(self, row: Row) -> bool:
        item = row.cells[self.field]
        says = {*item.values, _DOUBTFUL} if item.review else set(item.values)
        return bool(self.values & says) is self.wanted


def _condition(text: str, known: Sequence[str]) -> _Condition:
    found = _CONDITION.fullmatch(text.strip())
    if not found:
        raise UsageError(f"no condition: {text!r}", hint="Write FIELD=VALUE, FIELD=ONE,OTHER or FIELD!=VALUE.")
    field, sign, values = found.groups()
    _check_field(field, known)
    question = all_questions()[field]
    wanted = frozenset(value.strip() for value in values.split(","))
    strange = sorted(wanted - question.answers.keys() - {_DOUBTFUL})
    if strange and not question.is_open:
        raise UsageError(f"no answer {strange[0]!r} to {field}", hint=f"Answers are {', '.join(question.answers)}.")
    return _Condition(field, wanted, sign == "=")


def _check_field(name: str, known: Sequence[str]) -> None:
    if name not in known:
        raise UsageError(f"no field {name!r}", hint=f"Fields are {', '.join(known)}.")
