"""Which of two answers is the stricter, and why: never a guess.

An answer that is stricter forbids more, asks for more, or leaves the user fewer rights. The rules, in their order:

1. The same answer is the same, though a person may have to look at both.
2. Where either answer needs review, and they differ, it cannot be told.
3. Answers that ``taxonomy/answers.toml`` ranks are compared by rank; two of one rank cannot be told apart.
4. Silence that has no rank is not permission: it may be as strict as the strictest answer and as loose as the loosest.
   So the strictest answer is stricter than silence, the loosest is looser, and any other cannot be told.
5. Of two sets, one that holds all of the other and more is the stricter; of two durations, the shorter one; of two
   rules about subjects, the one that leaves out more of them.
"""

from __future__ import annotations

import re
from typing import TypeVar

from extractor.compare.cells import Cell, SubjectRule, Verdict
from extractor.taxonomy.answers import SILENT, SUBJECT_RULES, all_questions

_DURATION = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNITS = (12 * 365, 365, 12 * 7, 12)
"""A year, a month, a week and a day in twelfths of a day."""

_T = TypeVar("_T")


def verdict(this: Cell, other: Cell, *, names: tuple[str, str]) -> Verdict:
    """What the answer ``this`` is beside ``other``; ``names`` are what the reason calls their licenses."""
    if set(this.values) == set(other.values) and this.subjects == other.subjects:
        return Verdict("same", f"both {_says(this, several=True)}")
    reason = f"{names[0]} {_says(this)}; {names[1]} {_says(other)}"
    doubtful = [name for name, cell in zip(names, (this, other), strict=True) if cell.review]
    if doubtful:
        return Verdict("cannot tell", f"{reason}; {' and '.join(doubtful)} needs review")
    order = _order(this, other)
    if order is None:
        silent = bool(all_questions()[this.field].order) and not (this.stated and other.stated)
        return Verdict("cannot tell", f"{reason}; silence is not permission" if silent else reason)
    if order == 0:
        return Verdict("same", f"both {_says(this, several=True)}")
    return Verdict("stricter" if order < 0 else "looser", reason)


def _says(cell: Cell, *, several: bool = False) -> str:
    question = all_questions()[cell.field]
    return " and ".join(question.says(value, several=several) for value in cell.values)


def _order(this: Cell, other: Cell) -> int | None:
    """Negative where ``this`` is stricter, positive where it is looser, 0 where neither is, None where none can say."""
    question = all_questions()[this.field]
    if this.field == SUBJECT_RULES:
        return _by_subjects(this.subjects, other.subjects)
    if question.is_set and not question.is_open:  # of two sets of addresses, neither is the stricter
        return _by_inclusion(_members(this), _members(other))
    if this.field == "term":
        return _by_length(this.values[0], other.values[0])
    mine, theirs = question.rank(this.values[0]), question.rank(other.values[0])
    if mine is not None and theirs is not None:
        return (mine - theirs) or None
    last = len(question.order) - 1
    if mine is not None and not other.stated:
        return _beside_silence(mine, last)
    if theirs is not None and not this.stated:
        order = _beside_silence(theirs, last)
        return None if order is None else -order
    return None


def _beside_silence(rank: int, last: int) -> int | None:
    return -1 if rank == 0 else 1 if rank == last else None


def _members(cell: Cell) -> frozenset[str]:
    return frozenset(cell.values) - {SILENT}


def _by_inclusion(this: frozenset[_T], other: frozenset[_T]) -> int | None:
    return -1 if this > other else 1 if this < other else None


def _by_subjects(this: frozenset[SubjectRule], other: frozenset[SubjectRule]) -> int | None:
    """By inclusion, of the rules or of the subjects of the one rule in which they differ."""
    if not this or not other:
        return -1 if this else 1
    mine, theirs = this - other, other - this
    if len(mine) == len(theirs) == 1:
        return _by_subjects_of(*mine, *theirs)
    return _by_inclusion(this, other)


def _by_subjects_of(this: SubjectRule, other: SubjectRule) -> int | None:
    if (this.scope, this.action, this.only) != (other.scope, other.action, other.only):
        return None
    mine, theirs = frozenset(this.ids), frozenset(other.ids)
    order = _by_inclusion(mine, theirs)
    return -order if order is not None and this.only else order


def _by_length(this: str, other: str) -> int | None:
    mine, theirs = _length(this), _length(other)
    if mine is None or theirs is None:
        return None
    return (mine > theirs) - (mine < theirs)


def _length(duration: str) -> float | None:
    if duration == "indefinite":
        return float("inf")
    found = _DURATION.fullmatch(duration)
    return sum(int(n or 0) * unit for n, unit in zip(found.groups(), _UNITS, strict=True)) if found else None
