"""Documents labelled by a labeller that did not see their family, as the stages after it meet them in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.gold import gold_clauses
from extractor.classify.choose import choose
from extractor.entities import find
from extractor.gold import Gold
from extractor.taxonomy.labels import label_names
from extractor.types import CONTENT_KINDS, Entity, Evidence, LabelledClause, LabelScore
from models.fit import Lesson, examples, fit
from models.held_out import FILE, read_scores
from models.train import EXTERNAL_TEXT, ROOT, lessons

BY = "model:held-out"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A hand-labelled document with the labels and entities that the program finds in it."""

    gold: Gold
    family: str
    weight: float
    """A real agreement counts as several of our own writing."""
    real: bool
    """Whether people use it, rather than that we wrote it for the corpus."""
    clauses: tuple[LabelledClause, ...]
    entities: tuple[Entity, ...]


def unseen(external: Path | None = None) -> list[Labelled]:
    """The corpus's train split and the external agreements, each labelled without knowledge of its family."""
    taught = lessons(external or EXTERNAL_TEXT)
    rows = examples(taught, read_scores(ROOT / "models" / FILE))
    result = fit(rows)
    reading = (result.full or result.fast).reading
    chances = result.chances.tolist()
    found, place = [], 0
    for lesson in taught:
        size = sum(segment["kind"] in CONTENT_KINDS for segment in lesson.gold.data["segments"])
        found.append(_labelled(lesson, chances[place : place + size], reading.thresholds))
        place += size
    return found


def _labelled(lesson: Lesson, chances: Sequence[Sequence[float]], thresholds: Mapping[str, float]) -> Labelled:
    document, clauses = gold_clauses(lesson.gold)
    rows = iter(chances)
    labelled = []
    for clause in clauses:
        scores: tuple[LabelScore, ...] = ()
        if clause.kind in CONTENT_KINDS:
            row = dict(zip(label_names(), next(rows), strict=True))
            proof = (Evidence(clause.start, clause.end, BY),)
            carried = sorted(choose(row, thresholds), key=lambda name: -row[name])
            scores = tuple(LabelScore(name, row[name], proof) for name in carried)
        labelled.append(LabelledClause(clause, scores))
    made = tuple(labelled)
    return Labelled(lesson.gold, lesson.family, lesson.weight, lesson.real, made, tuple(find(document, made)))
