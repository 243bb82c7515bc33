"""Where in a license the words stand that a finding rests on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.record import ClauseRecord, EvidenceRecord, LicenseRecord, TermRecord

_WIDTH = 120
"""So many characters tell what words are about."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a license, ``document.text[start:end]``, and some around them in their clause."""

    clause: str
    number: str | None
    heading: str | None
    page: int | None
    start: int
    end: int
    quote: str
    """The words, white space folded."""
    before: str = ""
    after: str = ""
    cut: tuple[bool, bool] = (False, False)
    """Whether the clause goes on before and after the words around."""

    @property
    def context(self) -> str:
        """The words with those around them, an ellipsis where the clause goes on."""
        words = " ".join(f"{self.before}{self.quote}{self.after}".split())
        return f"{'… ' if self.cut[0] else ''}{words}{' …' if self.cut[1] else ''}"


def of_evidence(record: LicenseRecord, evidence: Iterable[EvidenceRecord]) -> tuple[Place, ...]:
    """A place for each piece of evidence, in reading order, those that overlap joined."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((proof.start, proof.end) for proof in evidence):
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return tuple(_place(record, _home(record, start), start, end) for start, end in spans)


def of_term(record: LicenseRecord, term: TermRecord) -> tuple[Place, ...]:
    """The words that prove an answer, or the clauses that it rests on."""
    return of_evidence(record, term.evidence) or of_clauses(record, term.clauses)


def of_clauses(record: LicenseRecord, ids: Iterable[str]) -> tuple[Place, ...]:
    """The clauses with these ids, as wholes."""
    wanted = set(ids)
    return tuple(_place(record, clause, clause.start, clause.end) for clause in record.clauses if clause.id in wanted)


def of_span(record: LicenseRecord, start: int, end: int) -> Place:
    """The words between two offsets."""
    return _place(record, _home(record, start), start, end)


def _home(record: LicenseRecord, at: int) -> ClauseRecord:
    return record.clauses[max(0, bisect_right(record.clauses, at, key=lambda clause: clause.start) - 1)]


def _place(record: LicenseRecord, clause: ClauseRecord, start: int, end: int) -> Place:
    text = record.document.text
    quote = " ".join(text[start:end].split())
    room = max(0, _WIDTH - len(quote)) // 2
    before, after = text[clause.start : start], text[end : max(end, clause.end)]
    cut = len(before) > room, len(after) > room
    if cut[0]:
        before = before[len(before) - room :].partition(" ")[2]
    if cut[1]:
        after = after[:room].rpartition(" ")[0]
    return Place(clause.id, clause.number, clause.heading, clause.page, start, end, quote, before, after, cut)
