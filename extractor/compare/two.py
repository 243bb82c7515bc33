"""Two licenses in depth: a verdict a question, and what became of each clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extractor.compare.alignment import align, wording
from extractor.compare.cells import Cell, Passage, Verdict, cells, passage
from extractor.compare.changes import Change, changes
from extractor.compare.tabulate import names
from extractor.compare.verdicts import verdict
from extractor.taxonomy.answers import all_questions

if TYPE_CHECKING:
    from extractor.record import ClauseRecord, LicenseRecord

Fate = Literal["same", "reworded", "only left", "only right"]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A clause of one license and what stands for it in the other."""

    fate: Fate
    left: Passage | None
    right: Passage | None
    labels: tuple[str, ...]
    """Of both sides."""
    likeness: float
    """From 0 to 1; 0 where one side has nothing alike."""
    moved: bool = False
    """Whether it stands in another place among its neighbors."""
    changes: tuple[Change, ...] = ()
    """Of a reworded clause, word by word; numbers of clauses, white space and forms of quotes left out."""


@dataclass(frozen=True, slots=True)
class TermVerdict:
    """The answers of both licenses to one question."""

    field: str
    title: str
    left: Cell
    right: Cell
    verdict: Verdict
    """What the right answer is beside the left one."""
    review: bool
    """Whether a person should look at either answer."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two licenses in depth; of two versions, the earlier one is the left."""

    left: str
    right: str
    terms: tuple[TermVerdict, ...]
    clauses: tuple[Counterpart, ...]
    """In the order of the right license, what only the left one has where it stood."""


def pair(left: LicenseRecord, right: LicenseRecord) -> Pair:
    """What ``right`` is beside ``left``: answer by answer and clause by clause."""
    labels = names([left, right])
    answers = [cells(record) for record in (left, right)]
    terms = []
    for field, question in all_questions().items():
        mine, theirs = (side[field] for side in answers)
        judged = verdict(theirs, mine, names=(labels[1], labels[0]))
        terms.append(TermVerdict(field, question.title, mine, theirs, judged, mine.review or theirs.review))
    return Pair(labels[0], labels[1], tuple(terms), tuple(_counterparts(left.clauses, right.clauses)))


def _counterparts(left: Sequence[ClauseRecord], right: Sequence[ClauseRecord]) -> list[Counterpart]:
    matched = align(left, right)
    of_right = {j: (i, alike) for i, j, alike in matched}
    of_left = {i for i, _, _ in matched}
    moved = _moved([i for _, i in sorted((j, i) for i, j, _ in matched)])
    found: list[Counterpart] = []
    next_left = 0
    for j, clause in enumerate(right):
        if j not in of_right:
            found.append(Counterpart("only right", None, passage(clause, []), _labels(clause), 0.0))
            continue
        i, alike = of_right[j]
        if i not in moved:
            found += [_gone(left[n]) for n in range(next_left, i) if n not in of_left]
            next_left = i + 1
        found.append(_both(left[i], clause, alike, moved=i in moved))
    return found + [_gone(left[n]) for n in range(next_left, len(left)) if n not in of_left]


def _gone(clause: ClauseRecord) -> Counterpart:
    return Counterpart("only left", passage(clause, []), None, _labels(clause), 0.0)


def _both(left: ClauseRecord, right: ClauseRecord, likeness: float, *, moved: bool) -> Counterpart:
    texts = wording(left), wording(right)
    same = texts[0] == texts[1]
    return Counterpart(
        fate="same" if same else "reworded",
        left=passage(left, []),
        right=passage(right, []),
        labels=_labels(left, right),
        likeness=1.0 if same else likeness,
        moved=moved,
        changes=() if same else changes(*texts),
    )


def _labels(*clauses: ClauseRecord) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label.label for clause in clauses for label in clause.labels))


def _moved(order: Sequence[int]) -> set[int]:
    """The members that are outside a longest ascending run of ``order``: as few as possible have moved."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for member in order:
        place = bisect_left(tails, member)
        before[member] = tails[place - 1] if place else None
        tails[place : place + 1] = [member]
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return set(order) - kept
