"""Licenses side by side: a row a license, a column a question, in each cell the answer and the words that prove it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extractor.compare.severity import SEVERITIES, Severity, severity
from extractor.taxonomy.answers import SILENT, SUBJECT_RULES, all_questions, readable

if TYPE_CHECKING:
    from extractor.record import ClauseRecord, LicenseRecord, TermRecord

_ACTIONS = {"publish": "shown", "use": "used"}
_MODES = {"deny": "some_not", "allow_only": "only_named", "deny_except": "only_named"}

VerdictName = Literal["stricter", "looser", "same", "cannot tell"]
"""What an answer is beside that of another license."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause and the words in it that prove an answer."""

    clause: str
    """Its id in the record."""
    number: str | None
    page: int | None
    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Where the words stand in ``text``, in order and apart; empty where the clause as a whole is the proof."""

    @property
    def quote(self) -> str:
        """The words, white space folded, what lies between them as an ellipsis."""
        pieces = [self.text[start:end] for start, end in self.marks] or [self.text]
        return " … ".join(" ".join(piece.split()) for piece in pieces)

    @property
    def place(self) -> str:
        """Where a reader finds it: "p. 2, no. 4.1, c17"."""
        parts = (f"p. {self.page}" if self.page else "", f"no. {self.number}" if self.number else "", self.clause)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one license's answer is beside another's, and why."""

    name: VerdictName
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class SubjectRule:
    """Which subjects a license keeps from being shown or used."""

    scope: str
    """The part of the data; empty where it is all."""
    action: str
    """``shown`` (in publications) or ``used``."""
    only: bool
    """Whether the subjects are those that may be, and not those that must not be."""
    ids: tuple[str, ...]
    """Sorted."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One license's answer to one question."""

    field: str
    value: str | tuple[str, ...]
    """As in the record."""
    severity: Severity
    review: bool
    """Whether a person should look at it."""
    score: float
    passages: tuple[Passage, ...]
    """The clauses that prove it, in the record's order."""
    subjects: frozenset[SubjectRule] = frozenset()
    """Of the question about subjects, the rules."""
    verdict: Verdict | None = None
    """Beside the license that all are compared with, where there is one."""

    @property
    def values(self) -> tuple[str, ...]:
        """The members of the answer; ``("unspecified",)`` where the license is silent."""
        return (self.value,) if isinstance(self.value, str) else self.value or (SILENT,)

    @property
    def stated(self) -> bool:
        """Whether the license says anything on the question."""
        return self.values != (SILENT,)

    @property
    def text(self) -> str:
        """The answer for people: "permission required", "3 years", "not stated"."""
        return ", ".join(map(readable, self.values))


@dataclass(frozen=True, slots=True)
class Row:
    """One license."""

    name: str
    """The stem of the document's name, unlike all others of the matrix."""
    document: str
    """The document's name."""
    id: str
    """SHA-256 of the document."""
    title: str | None
    version: str | None
    cells: Mapping[str, Cell]
    """By field, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many licenses give an answer; of a set, how many have the member in it."""

    value: str
    severity: Severity
    licenses: int
    review: int
    """In how many of them a person should look at it."""


@dataclass(frozen=True, slots=True)
class Column:
    """One question."""

    field: str
    title: str
    counts: tuple[Count, ...]
    """Most frequent first."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """Few licenses that differ from all others in one answer."""

    field: str
    value: str
    licenses: tuple[str, ...]
    """The names of the few."""
    severity: Severity
    review: bool
    """Whether a person should look at one of these answers."""
    text: str
    """For people: "Only dfme assigns rights in results to the licensor"."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Licenses side by side."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    outliers: tuple[Outlier, ...] = ()
    against: str | None = None
    """The name of the license with which the verdicts compare, if any."""


def cells(record: LicenseRecord) -> dict[str, Cell]:
    """The answers of a record to every question, by field, their proofs laid into their clauses."""
    return {
        field: _subjects(record) if field == SUBJECT_RULES else _cell(record, field, record.terms[field])
        for field in all_questions()
    }


def _cell(record: LicenseRecord, field: str, term: TermRecord) -> Cell:
    return Cell(
        field=field,
        value=term.value,
        severity=severity(field, term.value),
        review=term.review,
        score=term.score,
        passages=_passages(record, term),
    )


def _subjects(record: LicenseRecord) -> Cell:
    """The subject rules as an answer; a person should look at it where one of their clauses needs it."""
    rules = record.subject_rules
    said = {f"{_MODES[rule.mode]}_{_ACTIONS[rule.action]}" for rule in rules}
    value = tuple(answer for answer in all_questions()[SUBJECT_RULES].answers if answer in said)
    named = {name for rule in rules for name in rule.clauses}
    homes = [clause for clause in record.clauses if clause.id in named]
    return Cell(
        field=SUBJECT_RULES,
        value=value,
        severity=severity(SUBJECT_RULES, value),
        review=any(clause.review for clause in homes),
        score=min((label.score for clause in homes for label in clause.labels), default=1.0),
        passages=tuple(passage(clause, []) for clause in homes),
        subjects=frozenset(
            SubjectRule(rule.scope or "", _ACTIONS[rule.action], rule.mode != "deny", tuple(sorted(rule.ids)))
            for rule in rules
        ),
    )


def strictness(item: Cell) -> tuple[int, int, tuple[str, ...]]:
    """A key that sorts cells of one column: the severest first, silence last, then by value."""
    question = all_questions()[item.field]
    ranks = [rank for value in item.values if (rank := question.rank(value)) is not None]
    return SEVERITIES.index(item.severity), min(ranks, default=0), item.values


def _passages(record: LicenseRecord, term: TermRecord) -> tuple[Passage, ...]:
    starts = [clause.start for clause in record.clauses]
    marks: dict[str, list[tuple[int, int]]] = {name: [] for name in term.clauses}
    homes: dict[str, ClauseRecord] = {clause.id: clause for clause in record.clauses if clause.id in marks}
    for proof in term.evidence:
        home = record.clauses[bisect_right(starts, proof.start) - 1]
        homes[home.id] = home
        marks.setdefault(home.id, []).append((proof.start - home.start, min(proof.end, home.end) - home.start))
    return tuple(passage(homes[name], spans) for name, spans in marks.items())


def passage(clause: ClauseRecord, spans: list[tuple[int, int]]) -> Passage:
    """A clause with the words at ``spans`` marked; spans that touch or overlap become one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return Passage(clause.id, clause.number, clause.page, clause.text, tuple(joined))
