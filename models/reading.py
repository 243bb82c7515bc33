"""How scores become labels: calibration, thresholds and the bounds for review, fitted on documents not trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from extractor.classify.artifact import Reading
from extractor.classify.choose import NEARLY, choose
from extractor.classify.weights import Weights, rivals
from extractor.taxonomy.labels import label_names

Floats = NDArray[np.float64]

PRECISION_OF_REVIEW = 0.99
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
    """How often the labels of clauses without a review mark are right."""
    omitted: float
    """The share of the labels, of all that clauses carry, that lack in clauses without a review mark."""


def weigh(scores: Floats, truth: Floats, logits: Floats | None = None) -> Weights:
    """How the two models are weighed, and a label beside its rival; rare labels have too little data of their own."""
    heard = [scores] if logits is None else [scores, logits]
    first, offset = _platt(heard, truth)
    alone = Weights(first[0], first[1] if logits is not None else 0.0, offset)
    odds = alone.alone(scores, logits)
    (own, rival), shift = _platt([odds, rivals(odds)], truth)
    return replace(alone, own=own, rival=rival, shift=shift)


def _platt(inputs: Sequence[Floats], truth: Floats) -> tuple[list[float], float]:
    """The coefficients of ``inputs`` and the offset that give the log odds of ``truth``: matrices of one shape."""
    columns = np.stack([matrix.ravel() for matrix in inputs], axis=1)
    regression = LogisticRegression(C=1e6).fit(columns, truth.ravel())
    return regression.coef_[0].tolist(), float(regression.intercept_[0])


def settle(weights: Weights, chances: Floats, truth: Floats) -> Readout:
    """The thresholds and bounds for review that suit ``chances``, and what they score."""
    thresholds = _thresholds(chances, truth)
    carried = decide(chances, _by_name(thresholds))
    names = range(truth.shape[1])
    review = np.array([_review(chances[:, name], carried[:, name], truth[:, name]) for name in names])
    nearly = (carried == 0) & (chances >= NEARLY * thresholds)
    marked = (((carried > 0) & (chances < review)) | nearly).any(axis=1)
    kept, meant = carried[~marked], truth[~marked]
    return Readout(
        reading=Reading(
            weights,
            _by_name(thresholds),
            review=_by_name(review),
        ),
        figures=measure(carried, truth),
        clauses=len(truth),
        reviewed=float(marked.mean()),
        trusted=float((kept * meant).sum() / max(1.0, kept.sum())),
        omitted=float(((1 - kept) * meant).sum() / max(1.0, truth.sum())),
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


def decide(chances: Floats, thresholds: Mapping[str, float]) -> Floats:
    """1 where a row carries a label, decided as the labeller decides."""
    names = label_names()
    return np.array(
        [
            [float(name in kept) for name in names]
            for kept in (set(choose(dict(zip(names, row, strict=True)), thresholds)) for row in chances.tolist())
        ]
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


def _review(chances: Floats, carried: Floats, truth: Floats, *, prior: float = 20.0) -> float:
    """The lowest probability from which on a label is right as often as ``PRECISION_OF_REVIEW`` asks.

    A prior of so many cases that are right just as often keeps one error from deciding for a rare label.
    """
    for threshold in np.arange(0.15, 1.0, 0.01):
        above = truth[(carried > 0) & (chances >= threshold)]
        if (above.sum() + PRECISION_OF_REVIEW * prior) / (len(above) + prior) >= PRECISION_OF_REVIEW:
            return float(threshold)
    return 1.0


def _by_name(values: Floats) -> dict[str, float]:
    return dict(zip(label_names(), values.tolist(), strict=True))
