"""How scores become labels: calibration, thresholds and the bound for review, fitted on documents not trained on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from extractor.classify.artifact import Reading
from extractor.classify.choose import choose
from extractor.taxonomy.labels import label_names

Floats = NDArray[np.float64]

PRECISION_OF_REVIEW = 0.95
"""Labels without a review mark should be right at least this often, measured out of fold."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How well labels are found, a value a label, then micro and macro F1."""

    precision: Floats
    recall: Floats
    f1: Floats
    support: Floats
    micro: float
    macro: float


@dataclass(frozen=True, slots=True)
class Readout:
    """A way to read scores, and what it scores."""

    reading: Reading
    figures: Figures
    clauses: int
    reviewed: float
    """The share of clauses with a review mark."""
    trusted: float
    """How often the labels without a review mark are right."""


def read_scores(scores: Floats, truth: Floats, bounds: Floats, logits: Floats | None = None) -> Readout:
    """The best reading of the linear model's ``scores``, with the encoder's ``logits`` where given.

    ``bounds`` are the least and the greatest probabilities that cues leave.

    Platt's scaling, one set of coefficients for all labels: rare ones have too little data for their own.
    """
    inputs = [scores.ravel()] if logits is None else [scores.ravel(), logits.ravel()]
    regression = LogisticRegression(C=1e6).fit(np.stack(inputs, axis=1), truth.ravel())
    weights, offset = [*regression.coef_[0].tolist(), 0.0], float(regression.intercept_[0])
    chances = _sigmoid(weights[0] * scores + weights[1] * (0.0 if logits is None else logits) + offset)
    chances = np.minimum(np.maximum(chances, bounds[0]), bounds[1])
    thresholds = _thresholds(chances, truth)
    carried = _carried(chances, thresholds)
    review = _review(chances[carried > 0], truth[carried > 0])
    doubtful = (carried > 0) & (chances < review)
    trusted = (carried > 0) & ~doubtful
    return Readout(
        reading=Reading(
            weights[0], weights[1], offset, dict(zip(label_names(), thresholds.tolist(), strict=True)), review
        ),
        figures=measure(carried, truth),
        clauses=len(truth),
        reviewed=float(doubtful.any(axis=1).mean()),
        trusted=float(truth[trusted].mean()) if trusted.any() else 0.0,
    )


def measure(carried: Floats, truth: Floats) -> Figures:
    """Precision, recall and F1 of the decisions ``carried``."""
    hit, said, meant = (carried * truth).sum(axis=0), carried.sum(axis=0), truth.sum(axis=0)
    f1 = 2 * hit / np.maximum(1, said + meant)
    seen = meant > 0
    return Figures(
        precision=hit / np.maximum(1, said),
        recall=hit / np.maximum(1, meant),
        f1=f1,
        support=meant,
        micro=float(2 * hit.sum() / max(1.0, said.sum() + meant.sum())),
        macro=float(f1[seen].mean()) if seen.any() else 0.0,
    )


def _thresholds(chances: Floats, truth: Floats, *, prior: float = 60.0) -> Floats:
    """A threshold a label: the best for its F1, drawn towards the best for all by a prior of so many cases."""
    grid = np.arange(0.15, 0.70, 0.025)
    common = grid[np.argmax([measure((chances >= t).astype(float), truth).micro for t in grid])]
    best = []
    for label in range(truth.shape[1]):
        gains = []
        for threshold in grid:
            said = chances[:, label] >= threshold
            hit = float(said[truth[:, label] > 0].sum())
            gains.append(
                (2 * hit + 0.6 * prior) / (said.sum() + truth[:, label].sum() + prior) - 0.4 * abs(threshold - common)
            )
        best.append(grid[int(np.argmax(gains))])
    return np.array(best)


def _carried(chances: Floats, thresholds: Floats) -> Floats:
    """Which labels each row carries, decided as the labeller decides."""
    names = label_names()
    bounds = dict(zip(names, thresholds.tolist(), strict=True))
    return np.array(
        [
            [float(name in kept) for name in names]
            for kept in (set(choose(dict(zip(names, row, strict=True)), bounds)) for row in chances.tolist())
        ]
    )


def _review(chances: Floats, right: Floats) -> float:
    """The lowest probability from which on labels are right as often as ``PRECISION_OF_REVIEW`` asks."""
    for threshold in np.arange(0.15, 0.96, 0.01):
        above = right[chances >= threshold]
        if not len(above) or above.mean() >= PRECISION_OF_REVIEW:
            return float(threshold)
    return 0.95


def _sigmoid(z: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp(-z))
    return result
