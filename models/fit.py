"""Fitting of the labeller: clauses of hand-labelled documents in, a model and its out-of-fold figures out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import sklearn
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from evaluation.gold import gold_clauses
from extractor.classify.artifact import Model
from extractor.classify.choose import bound, in_doubt
from extractor.classify.encoder import context_of
from extractor.classify.features import features, surroundings
from extractor.classify.lead_in import inherited, taken_over
from extractor.classify.rules import Rules, decided
from extractor.classify.vector import Blocks, Vectorizer
from extractor.classify.weights import sigmoid
from extractor.gold import Gold
from extractor.taxonomy.labels import label_names
from extractor.types import CONTENT_KINDS
from models.held_out import Logits, key_of
from models.reading import Readout, settle, weigh

if TYPE_CHECKING:
    from extractor.types import Clause

Floats = NDArray[np.float64]

FOLDS = 5
INVERSE_REGULARIZATION = 4.0
KIN_SCALE = 1.5


@dataclass(frozen=True, slots=True)
class Lesson:
    """A hand-labelled document to train on."""

    gold: Gold
    family: str
    weight: float = 1.0
    real: bool = False
    """Whether people use it, rather than that we wrote it for the corpus."""


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
    sure: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    """The labels that cues decide for and against."""
    inherits: tuple[str, ...] = ()
    """The labels that it carries if its lead-in surely does."""
    logits: tuple[float, ...] = ()
    """What an encoder that did not learn from this document says, a value a label; empty where none was asked."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A model, and what it scores on documents of families that it was not trained on."""

    model: Model
    fast: Readout
    full: Readout | None
    """None without an encoder."""
    chances: Floats
    """The probabilities of each example's labels by a labeller that did not see its family, within what cues allow."""


def examples(documents: Iterable[Lesson], scores: Mapping[bytes, Logits] | None = None) -> list[Example]:
    """The content clauses of ``documents``; ``scores`` are the cross-fitted encoders' (:mod:`models.held_out`)."""
    rules = Rules()
    found: list[Example] = []
    for lesson in documents:
        document, clauses = gold_clauses(lesson.gold)
        by_id = {clause.id: clause for clause in clauses}
        hits = dict(zip(by_id, rules.find(document, clauses), strict=True))
        around = surroundings(document, clauses, hits)
        segments = {clause.id: segment for clause, segment in zip(clauses, lesson.gold.data["segments"], strict=True)}
        content = [clause for clause in clauses if clause.kind in CONTENT_KINDS]
        places: dict[str, int] = {}
        for clause in content:
            logits = (scores or {}).get(key_of(context_of(clause, by_id), clause.text))
            places[clause.id] = len(found)
            found.append(
                Example(
                    family=lesson.family,
                    weight=lesson.weight,
                    blocks=features(clause, hits[clause.id], around[clause.id]),
                    parent=_place(clause, places),
                    truth=tuple(name in segments[clause.id]["labels"] for name in label_names()),
                    sure=tuple(sorted(decided(clause, hits[clause.id]))),
                    never=tuple(sorted(hits[clause.id].never())),
                    inherits=tuple(sorted(inherited(clause, hits[clause.id], by_id[clause.parent])))
                    if clause.parent in places
                    else (),
                    logits=() if logits is None else tuple(logits.tolist()),
                )
            )
    return found


def fit(rows: Sequence[Example]) -> Fit:
    """The model of ``rows``, and its figures out of fold: every choice is made on families not trained on."""
    truth = np.array([row.truth for row in rows], dtype=float)
    first = _out_of_fold(rows, of_kin(rows, _none(rows)))
    kin = of_kin(rows, sigmoid(first))
    scores = _out_of_fold(rows, kin)
    fast, full, chances = _read(rows, scores, truth)

    vectorizer = _vectorizer(rows)
    matrix = _matrix(rows, vectorizer)
    sizes = np.array([row.weight for row in rows])
    first_coefficients, first_bias = _linear(matrix, truth, sizes)
    coefficients, second_bias = _linear(_joined(matrix, kin), truth, sizes)
    second, parent, children = np.split(coefficients, [matrix.shape[1], matrix.shape[1] + len(label_names())])
    model = Model(
        labels=label_names(),
        vocabulary=vectorizer.vocabulary,
        idf=np.array(vectorizer.idf, dtype=np.float32),
        first=first_coefficients.astype(np.float32),
        first_bias=first_bias.astype(np.float32),
        second=second.astype(np.float32),
        second_bias=second_bias.astype(np.float32),
        parent=(parent * KIN_SCALE).astype(np.float32),
        children=(children * KIN_SCALE).astype(np.float32),
        fast=fast.reading,
        full=full.reading if full else None,
        versions={"numpy": np.__version__, "scikit-learn": sklearn.__version__},
    )
    return Fit(model, fast, full, chances)


def _read(rows: Sequence[Example], scores: Floats, truth: Floats) -> tuple[Readout, Readout | None, Floats]:
    """How the fast and the full model are read, and the probabilities of the better one that there is."""
    linear = weigh(scores, truth)
    free = linear.chances(scores)
    chances = within(free, rows)
    fast = settle(linear, chances, truth)
    heard = [index for index, row in enumerate(rows) if row.logits]
    if not heard:
        return fast, None, chances
    logits = np.array([rows[index].logits for index in heard], dtype=float)
    both = weigh(scores[heard], truth[heard], logits)
    # As in use, the encoder is heard only where the linear model is in doubt.
    doubt = np.array([[in_doubt(row)] for row in free[heard].tolist()])
    free[heard] = np.where(doubt, both.chances(scores[heard], logits), free[heard])
    chances = within(free, rows)
    return fast, settle(both, chances[heard], truth[heard]), chances


def within(chances: Floats, rows: Sequence[Example], *, cues: bool = True) -> Floats:
    """``chances`` of rows within what ``cues`` and sure lead-ins allow; a lead-in stands before its items."""
    names = label_names()
    bounded = chances.copy()
    for index, row in enumerate(rows):
        known = dict(zip(names, bounded[index].tolist(), strict=True))
        taken: dict[str, float] = {}
        if row.parent is not None:
            taken = taken_over(row.inherits, dict(zip(names, bounded[row.parent].tolist(), strict=True)))
        told = bound(known, sure=row.sure if cues else (), never=row.never if cues else (), taken=taken)
        bounded[index] = list(told.values())
    return bounded


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


def _joined(matrix: sparse.csr_matrix, kin: Floats) -> sparse.csr_matrix:
    return sparse.hstack([matrix, sparse.csr_matrix(kin * KIN_SCALE)]).tocsr()


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


def _out_of_fold(rows: Sequence[Example], kin: Floats) -> Floats:
    """The scores of each row by a model that saw no document of its family."""
    fold = folds_of([row.family for row in rows])
    truth = np.array([row.truth for row in rows], dtype=float)
    weights = np.array([row.weight for row in rows])
    scores = np.zeros_like(truth)
    for number in range(FOLDS):
        inside, outside = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if not len(inside) or not len(outside):
            continue
        train = [row for row, home in zip(rows, fold, strict=True) if home != number]
        vectorizer = _vectorizer(train)
        coefficients, biases = _linear(_joined(_matrix(train, vectorizer), kin[inside]), truth[inside], weights[inside])
        test = _joined(
            _matrix([row for row, home in zip(rows, fold, strict=True) if home == number], vectorizer), kin[outside]
        )
        scores[outside] = test @ coefficients + biases
    return scores


def folds_of(families: Sequence[str], folds: int = FOLDS) -> NDArray[np.int64]:
    """A fold for each row, given its family: families, largest first, each go to the fold with the fewest rows."""
    sizes: dict[str, int] = {}
    for family in families:
        sizes[family] = sizes.get(family, 0) + 1
    filled = [0] * folds
    home: dict[str, int] = {}
    for family in sorted(sizes, key=lambda name: (-sizes[name], name)):
        home[family] = filled.index(min(filled))
        filled[home[family]] += sizes[family]
    return np.array([home[family] for family in families])


def _none(rows: Sequence[Example]) -> Floats:
    return np.zeros((len(rows), len(label_names())))


def of_kin(rows: Sequence[Example], chances: Floats) -> Floats:
    """The first model's ``chances`` of each row's lead-in, then their mean over the items that it leads in.

    Zeros where a row has none.
    """
    above, below = np.zeros_like(chances), np.zeros_like(chances)
    items = np.zeros((len(rows), 1))
    for index, row in enumerate(rows):
        if row.parent is not None:
            above[index] = chances[row.parent]
            below[row.parent] += chances[index]
            items[row.parent] += 1
    return np.hstack([above, below / np.maximum(1, items)])
