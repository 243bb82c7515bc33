"""What sets a few licenses apart from all others, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.compare.cells import Column, Outlier, Row
from extractor.taxonomy.answers import SEVERITIES, SILENT, Question, all_questions

_FEWEST = 3
"""Of two licenses, neither is the odd one."""
_SHARE = 50
"""One license in so many may be odd together with others."""
_NAMES_SHOWN = 5


def outliers(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Outlier, ...]:
    """What sets a few licenses apart, the severest first.

    An answer is odd that one license gives, or in large sets one in fifty; a member of a set also where all but so few
    have it. Answers that are read from the text (places, addresses, durations) differ by nature: they are odd only
    where half of the licenses or more agree on another.
    """
    if len(rows) < _FEWEST:
        return ()
    found = [outlier for column in columns for outlier in _of_column(column, rows)]
    return tuple(sorted(found, key=lambda item: (SEVERITIES.index(item.severity), item.review, len(item.licenses))))


def _of_column(column: Column, rows: Sequence[Row]) -> Iterable[Outlier]:
    question = all_questions()[column.field]
    givers = {
        count.value: tuple(row.name for row in rows if count.value in row.cells[column.field].values)
        for count in column.counts
    }
    few = max(1, len(rows) // _SHARE)
    if question.is_open and 2 * max(map(len, givers.values())) < len(rows):
        return
    for value, names in givers.items():
        if len(names) <= few:
            yield _outlier(question, value, names, rows, f"Only {_joined(names)}", several=len(names) > 1)
    if not question.is_set or question.is_open:
        return
    silent = set(givers.get(SILENT, ()))  # of these it was said already
    for value, names in givers.items():
        others = tuple(row.name for row in rows if row.name not in names)
        if value != SILENT and 0 < len(others) <= few < len(names) and not set(others) <= silent:
            yield _outlier(question, value, others, rows, f"All but {_joined(others)}", several=True)


def _outlier(
    question: Question, value: str, names: tuple[str, ...], rows: Sequence[Row], subject: str, *, several: bool
) -> Outlier:
    cells = {row.name: row.cells[question.field] for row in rows}
    review = any(cells[name].review for name in names)
    says = question.says(value, several=several)
    return Outlier(
        field=question.field,
        value=value,
        licenses=names,
        severity=question.severity(value),
        review=review,
        text=f"{subject} {says}{' (to be checked)' if review else ''}",
    )


def _joined(names: Sequence[str]) -> str:
    shown = list(names[:_NAMES_SHOWN])
    if len(names) > _NAMES_SHOWN:
        shown.append(f"{len(names) - _NAMES_SHOWN} more")
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if shown[1:] else shown)
