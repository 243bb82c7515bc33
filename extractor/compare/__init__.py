"""Licenses beside each other: all of them question by question, two clause by clause, families by their wording.

>>> from extractor import compare
>>> compare.matrix(records)                                   # doctest: +SKIP
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.compare.cells import (
    Cell,
    Column,
    Count,
    Matrix,
    Outlier,
    Passage,
    Row,
    Verdict,
)
from extractor.compare.changes import Change
from extractor.compare.families import Family, Member, families
from extractor.compare.tabulate import matrix, select, to_frame
from extractor.compare.two import Counterpart, Pair, TermVerdict, pair
from extractor.taxonomy.answers import NOT_STATED

__all__ = [
    "NOT_STATED",
    "Cell",
    "Change",
    "Column",
    "Comparison",
    "Count",
    "Counterpart",
    "Family",
    "Matrix",
    "Member",
    "Outlier",
    "Pair",
    "Passage",
    "Row",
    "TermVerdict",
    "Verdict",
    "families",
    "matrix",
    "pair",
    "select",
    "to_frame",
]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that a report of a comparison shows."""

    matrix: Matrix
    families: tuple[Family, ...] = ()
    pair: Pair | None = None
    """Where two licenses were compared in depth."""
