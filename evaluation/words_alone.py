"""The second baseline: clauses labelled by their words alone (TF-IDF and logistic regression), without any cue.

It is trained on what the shipped model is trained on, when it is needed. Everything but the labels is the extractor's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluation.replay import say
from evaluation.stages import record_of
from evaluation.variants import words_alone
from extractor.classify.features import features, surroundings
from extractor.classify.rules import Hits
from extractor.ingest import read
from extractor.record import LicenseRecord
from extractor.segment import split
from extractor.taxonomy.labels import label_names
from extractor.types import CONTENT_KINDS, Clause, Document, Evidence, LabelledClause, LabelScore
from models.fit import Example, fit

BY = "model:words-alone"


class WordsAlone:
    """Reads licenses as the extractor does, but for the labels."""

    def __init__(self, rows: Sequence[Example]) -> None:
        """Trains on ``rows``."""
        self._model = fit([words_alone(row) for row in rows]).model

    def extract(self, source: Path | bytes, *, name: str | None = None) -> LicenseRecord:
        """The record of one license.

        Raises:
            SourceError: the document cannot be read.
        """
        document = read(source, name=name)
        return record_of(document, self._label(document, split(document)), model=BY)

    def _label(self, document: Document, clauses: Sequence[Clause]) -> tuple[LabelledClause, ...]:
        around = surroundings(document, clauses, {clause.id: Hits() for clause in clauses})
        places = {clause.id: place for place, clause in enumerate(c for c in clauses if c.kind in CONTENT_KINDS)}
        rows = [
            words_alone(
                Example(
                    family=document.name,
                    weight=1.0,
                    blocks=features(clause, Hits(), around[clause.id]),
                    parent=places.get(clause.parent or ""),
                    truth=(False,) * len(label_names()),
                )
            )
            for clause in clauses
            if clause.id in places
        ]
        if not rows:
            return tuple(LabelledClause(clause, ()) for clause in clauses)
        said = say(self._model, rows)
        return tuple(
            LabelledClause(clause, _labels(clause, said.carried[places[clause.id]], said.chances[places[clause.id]]))
            if clause.id in places
            else LabelledClause(clause, ())
            for clause in clauses
        )


def _labels(clause: Clause, carried: Sequence[float], chances: Sequence[float]) -> tuple[LabelScore, ...]:
    proof = (Evidence(clause.start, clause.end, BY),)
    return tuple(
        LabelScore(name, round(float(chance), 4), proof)
        for name, on, chance in zip(label_names(), carried, chances, strict=True)
        if on
    )
