"""Fitting of the labeller: clauses of hand-labelled documents in, a model and its out-of-fold figures out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import sklearn
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from evaluation.gold import gold_clauses
from extractor.classify.artifact import Model
from extractor.classify.choose import choose
from extractor.classify.features import features, surroundings
from extractor.classify.rules import Rules
from extractor.classify.vector import Blocks, Vectorizer
from extractor.gold import Gold
from extractor.taxonomy.labels import label_names
from extractor.types import CONTENT_KINDS

if TYPE_CHECKING:
    from extractor.types import Clause

Floats = NDArray[np.float64]

FOLDS = 5
INVERSE_REGULARIZATION = 4.0
PARENT_SCALE = 1.5
PRECISION_OF_REVIEW = 0.85
"""Labels without a review mark should be right at least this often, measured out of fold."""


@dataclass(frozen=True, slots=True)
class Example:
    """One content clause of a hand-labelled document."""

    family: str
    """Documents of one template share it; folds never separate them."""
    weight: float
    blocks: Blocks
    parent: int | None
    """The place, among the examples, of the lead-in that it completes."""
    truth: tuple[bool, ...]
    """A value a label."""


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
class Fit:
    """A model, and what it scores on documents of families that it was not trained on."""

    model: Model
    figures: Figures
    reviewed: float
    """The share of clauses with a review mark, out of fold."""
    trusted: float
    """How often the labels without a review mark are right, out of fold."""


def examples(documents: Iterable[tuple[Gold, str, float]]) -> list[Example]:
    """The content clauses of ``documents``, each given as gold, family and weight."""
    rules = Rules()
    found: list[Example] = []
    for gold, family, weight in documents:
        document, clauses = gold_clauses(gold)
        hits = dict(zip((clause.id for clause in clauses), rules.find(document, clauses), strict=True))
        around = surroundings(document, clauses, hits)
        places: dict[str, int] = {}
        for clause, segment in zip(clauses, gold.data["segments"], strict=True):
            if clause.kind not in CONTENT_KINDS:
                continue
            places[clause.id] = len(found)
            found.append(
                Example(
                    family=family,
                    weight=weight,
                    blocks=features(clause, hits[clause.id], around[clause.id]),
                    parent=_place(clause, places),
                    truth=tuple(name in segment["labels"] for name in label_names()),
                )
            )
    return found


def fit(rows: Sequence[Example]) -> Fit:
    """The model of ``rows``, and its figures out of fold: every choice is made on families not trained on."""
    truth = np.array([row.truth for row in rows], dtype=float)
    first = _out_of_fold(rows, _none(rows))
    second = _out_of_fold(rows, _of_parents(rows, first))
    slope, offset = _calibration(second, truth)
    chances = _sigmoid(slope * second + offset)
    thresholds = _thresholds(chances, truth)
    carried = _carried(chances, thresholds)
    review = _review(chances[carried > 0], truth[carried > 0])
    doubtful = (carried > 0) & (chances < review)
    trusted = (carried > 0) & ~doubtful

    vectorizer = _vectorizer(rows)
    matrix = _matrix(rows, vectorizer)
    weights = np.array([row.weight for row in rows])
    parents = _of_parents(rows, first)
    first_coefficients, first_bias = _linear(matrix, truth, weights)
    both, second_bias = _linear(_joined(matrix, parents), truth, weights)
    size = len(vectorizer.vocabulary)
    model = Model(
        labels=label_names(),
        vocabulary=vectorizer.vocabulary,
        idf=np.array(vectorizer.idf, dtype=np.float32),
        first=first_coefficients.astype(np.float32),
        first_bias=first_bias.astype(np.float32),
        second=both[:size].astype(np.float32),
        second_bias=second_bias.astype(np.float32),
        parent=(both[size:] * PARENT_SCALE).astype(np.float32),
        slope=slope,
        offset=offset,
        thresholds=dict(zip(label_names(), thresholds.tolist(), strict=True)),
        review=review,
        versions={"numpy": np.__version__, "scikit-learn": sklearn.__version__},
    )
    return Fit(
        model=model,
        figures=measure(carried, truth),
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


def _place(clause: Clause, places: dict[str, int]) -> int | None:
    return places.get(clause.parent) if clause.parent else None


def _vectorizer(rows: Sequence[Example]) -> Vectorizer:
    return Vectorizer.fit([row.blocks for row in rows], [row.family for row in rows])


def _matrix(rows: Sequence[Example], vectorizer: Vectorizer) -> sparse.csr_matrix:
    vectors = [vectorizer.row(row.blocks) for row in rows]
    return sparse.csr_matrix(
        (
            [value for vector in vectors for value in vector.values],
            [index for vector in vectors for index in vector.indices],
            np.cumsum([0] + [len(vector.indices) for vector in vectors]),
        ),
        shape=(len(rows), len(vectorizer.vocabulary)),
    )


def _joined(matrix: sparse.csr_matrix, parents: Floats) -> sparse.csr_matrix:
    return sparse.hstack([matrix, sparse.csr_matrix(parents * PARENT_SCALE)]).tocsr()


def _linear(matrix: sparse.csr_matrix, truth: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Coefficients (a row a feature) and biases of one logistic regression a label."""
    columns, biases = [], []
    for label in range(truth.shape[1]):
        if len(set(truth[:, label])) < 2:
            columns.append(np.zeros(matrix.shape[1]))
            biases.append(20.0 if truth[:, label].any() else -20.0)
            continue
        regression = LogisticRegression(
            C=INVERSE_REGULARIZATION, solver="liblinear", dual=True, max_iter=5000, random_state=0
        ).fit(matrix, truth[:, label], sample_weight=weights)
        columns.append(regression.coef_[0])
        biases.append(float(regression.intercept_[0]))
    return np.stack(columns, axis=1), np.array(biases)


def _out_of_fold(rows: Sequence[Example], parents: Floats) -> Floats:
    """The scores of each row by a model that saw no document of its family."""
    fold = _folds(rows)
    truth = np.array([row.truth for row in rows], dtype=float)
    weights = np.array([row.weight for row in rows])
    scores = np.zeros_like(truth)
    for number in range(FOLDS):
        inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if not len(inside) or not len(outside):
            continue
        train = [row for row, home in zip(rows, fold, strict=True) if home != number]
        vectorizer = _vectorizer(train)
        coefficients, biases = _linear(
            _joined(_matrix(train, vectorizer), parents[inside]), truth[inside], weights[inside]
        )
        test = _joined(
            _matrix([row for row, home in zip(rows, fold, strict=True) if home == number], vectorizer), parents[outside]
        )
        scores[outside] = test @ coefficients + biases
    return scores


def _folds(rows: Sequence[Example]) -> NDArray[np.int64]:
    """A fold for each row: families, largest first, each go to the fold that has the fewest rows."""
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row.family] = sizes.get(row.family, 0) + 1
    filled = [0] * FOLDS
    home: dict[str, int] = {}
    for family in sorted(sizes, key=lambda name: (-sizes[name], name)):
        home[family] = filled.index(min(filled))
        filled[home[family]] += sizes[family]
    return np.array([home[row.family] for row in rows])


def _none(rows: Sequence[Example]) -> Floats:
    return np.zeros((len(rows), len(label_names())))


def _of_parents(rows: Sequence[Example], scores: Floats) -> Floats:
    """The first model's probabilities of each row's lead-in; zeros where it has none."""
    found = _none(rows)
    for index, row in enumerate(rows):
        if row.parent is not None:
            found[index] = _sigmoid(scores[row.parent])
    return found


def _calibration(scores: Floats, truth: Floats) -> tuple[float, float]:
    """Slope and offset of Platt's scaling, one pair for all labels: rare ones have too little data for their own."""
    regression = LogisticRegression(C=1e6).fit(scores.reshape(-1, 1), truth.reshape(-1))
    return float(regression.coef_[0, 0]), float(regression.intercept_[0])


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
