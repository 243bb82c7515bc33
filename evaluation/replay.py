"""What a model says of prepared rows, decided as the labeller decides, without looking for cues again.

A test holds it to the labeller. Many models are measured on the same rows, and cues take most of a labeller's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractor.classify.artifact import Mode, Model, Reading
from extractor.classify.choose import NEARLY, choose, in_doubt
from extractor.classify.vector import Blocks, Vectorizer
from extractor.classify.weights import sigmoid
from extractor.score import FIVE
from extractor.taxonomy.labels import label_names
from models.fit import Example, of_kin, within
from models.reading import Figures, measure

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Said:
    """What a model says of rows: a row a clause and a column a label."""

    chances: Floats
    """The calibrated probabilities, within the bounds that cues set."""
    carried: Floats
    """1 where the clause carries the label."""
    review: NDArray[np.bool_]
    """Whether a person should look at the clause."""


@dataclass(frozen=True, slots=True)
class F1:
    """The three figures of a table of labels."""

    micro: float
    macro: float
    five: float

    def __str__(self) -> str:
        """The cell of a table."""
        return f"{self.micro:.3f} / {self.macro:.3f} / {self.five:.3f}"


def f1_of(figures: Figures) -> F1:
    """Micro F1, macro F1, and the mean of those of the five labels that the product is judged on first."""
    five = [figures.f1[place] for place, name in enumerate(label_names()) if name in FIVE and figures.support[place]]
    return F1(figures.micro, figures.macro, float(np.mean(five)) if five else 0.0)


def truth_of(rows: Sequence[Example]) -> Floats:
    """What the gold says of ``rows``."""
    return np.array([row.truth for row in rows], dtype=float).reshape(len(rows), len(label_names()))


def logits_of(rows: Sequence[Example]) -> Floats:
    """What the encoder says of ``rows``, all of which it was shown."""
    return np.array([row.logits for row in rows], dtype=float)


def f1(said: Said, rows: Sequence[Example]) -> F1:
    """How well ``said`` agrees with the gold."""
    return f1_of(measure(said.carried, truth_of(rows)))


def say(model: Model, rows: Sequence[Example], mode: Mode = "fast") -> Said:
    """What ``model`` says of ``rows``; in the full mode the encoder is heard where the linear model is in doubt."""
    z = scores(model, [[row.blocks] for row in rows], rows)
    chances = model.fast.weights.chances(z)
    reading = model.fast
    if mode == "full" and model.full is not None:
        reading = model.full
        doubt = np.array([in_doubt(row) for row in chances.tolist()], dtype=bool)
        asked = [row for row, doubtful in zip(rows, doubt, strict=True) if doubtful]
        if asked:
            chances[doubt] = reading.weights.chances(z[doubt], logits_of(asked))
    return decide(chances, rows, reading)


def decide(chances: Floats, rows: Sequence[Example], reading: Reading, *, cues: bool = True) -> Said:
    """The labels that probabilities give; ``cues`` decide for and against labels where they are sure."""
    names = label_names()
    chances = within(chances, rows, cues=cues)
    carried = np.zeros_like(chances)
    review = np.zeros(len(rows), dtype=bool)
    for index, row in enumerate(chances.tolist()):
        known = dict(zip(names, row, strict=True))
        kept = set(choose(known, reading.thresholds))
        carried[index] = [float(name in kept) for name in names]
        review[index] = any(
            round(chance, 4) < reading.review[name] if name in kept else chance >= NEARLY * reading.thresholds[name]
            for name, chance in known.items()
        )
    return Said(chances, carried, review)


def scores(model: Model, parts: Sequence[Sequence[Blocks]], rows: Sequence[Example]) -> Floats:
    """The linear model's scores of ``rows``, each made of one or more ``parts``, the best of which counts."""
    vectorizer = Vectorizer(model.vocabulary, model.idf.tolist())
    vectors = [[vectorizer.row(blocks) for blocks in row] for row in parts]

    def best(weights: NDArray[np.float32]) -> Floats:
        return np.array(
            [
                np.max([np.asarray(part.values, dtype=np.float32) @ weights[part.indices] for part in row], axis=0)
                for row in vectors
            ],
            dtype=float,
        )

    first = sigmoid(best(model.first) + model.first_bias)
    above, below = np.split(of_kin(rows, first), 2, axis=1)
    result: Floats = best(model.second) + model.second_bias + above @ model.parent + below @ model.children
    return result
