"""What licenses say of each subject, written out: the table of formats."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from typing import TYPE_CHECKING

from extractor.export.inert import Json, cell, dump, plain

if TYPE_CHECKING:
    from extractor.policy.subjects import SubjectAnswer

_COLUMNS = (
    "document",
    "subject",
    "part",
    "publish",
    "publish_why",
    "use",
    "use_why",
    "quote",
    "page",
    "clauses",
)


def to_csv(answers: Iterable[SubjectAnswer]) -> bytes:
    """A row a subject and part; what a spreadsheet program would take for a formula has an apostrophe before it."""
    stream = StringIO(newline="")
    table = csv.writer(stream)
    table.writerow(_COLUMNS)
    for answer in answers:
        values = (
            answer.document,
            answer.subject,
            answer.part,
            answer.publish.say,
            answer.publish.why,
            answer.use.say,
            answer.use.why,
            answer.quote,
        )
        table.writerow([*map(cell, values), answer.page, " ".join(answer.clauses)])
    return stream.getvalue().encode()


def to_json(answers: Iterable[SubjectAnswer]) -> bytes:
    """A list with an object a subject and part."""
    return dump([_object(answer) for answer in answers]).encode()


def _object(answer: SubjectAnswer) -> Json:
    return {
        "document": answer.document,
        "subject": answer.subject,
        "part": answer.part or None,
        "publish": {"answer": answer.publish.say, "why": plain(answer.publish.why)},
        "use": {"answer": answer.use.say, "why": plain(answer.use.why)},
        "quote": answer.quote,
        "page": answer.page,
        "clauses": list(answer.clauses),
    }


SUBJECT_WRITERS: Mapping[str, Callable[[Iterable[SubjectAnswer]], bytes]] = {"csv": to_csv, "json": to_json}
"""Format name to what writes it."""
