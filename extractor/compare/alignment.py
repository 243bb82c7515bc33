"""Two texts of clauses laid side by side: which clause of one is which of the other, by wording and by meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractor.record import ClauseRecord

_ENOUGH = 0.45
"""Clauses less alike than this are two clauses, not one reworded."""
_MOVED = 0.75
"""What stands in another order has to be this much alike: nothing but the words speaks for it."""
_WORDING, _MEANING, _LABELS = 0.5, 0.3, 0.2
"""What the three likenesses are worth: of the letters, of the words that tell clauses apart, of the labels."""
_KINDS = ({"title"}, {"heading"}, {"form"}, {"reference"}, {"clause", "item", "table", "other"})
"""Only segments of one of these groups can be each other's counterparts."""

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " "})


def wording(clause: ClauseRecord) -> str:
    """What a clause says: its own number left out, white space folded, quotes and dashes straight."""
    text = " ".join(clause.text.translate(_STRAIGHT).split())
    if clause.number:
        text = re.sub(rf"^\W*{re.escape(clause.number)}[.):]?\s*", "", text)
    return text


def align(left: Sequence[ClauseRecord], right: Sequence[ClauseRecord]) -> list[tuple[int, int, float]]:
    """Which clause of ``left`` is which of ``right``, by their places, with how alike they are; each at most once.

    First the alignment in the order of both texts that has the most in common (as Needleman and Wunsch align
    sequences), then what was moved.
    """
    if not left or not right:
        return []
    alike = _likeness(left, right)
    pairs = _in_order(alike)
    free_left = set(range(len(left))) - {i for i, _ in pairs}
    free_right = set(range(len(right))) - {j for _, j in pairs}
    rest = sorted(((float(alike[i, j]), i, j) for i in free_left for j in free_right), key=lambda c: (-c[0], c[1:]))
    for score, i, j in rest:
        if score >= _MOVED and i in free_left and j in free_right:
            free_left.remove(i)
            free_right.remove(j)
            pairs.append((i, j))
    return sorted((i, j, float(alike[i, j])) for i, j in pairs)


def _likeness(left: Sequence[ClauseRecord], right: Sequence[ClauseRecord]) -> NDArray[Any]:
    """How alike each clause of ``left`` is to each of ``right``, from 0 to 1."""
    import numpy as np
    from rapidfuzz import fuzz, process

    texts = [[wording(clause).casefold() for clause in side] for side in (left, right)]
    letters = process.cdist(texts[0], texts[1], scorer=fuzz.ratio, dtype=np.float32) / 100
    words = (_WORDING * letters + _MEANING * _meaning(*texts)) / (_WORDING + _MEANING)
    labels = _shared_labels(left, right)
    alike = np.where(np.isnan(labels), words, (1 - _LABELS) * words + _LABELS * labels)
    groups = [np.array([next(n for n, g in enumerate(_KINDS) if c.kind in g) for c in side]) for side in (left, right)]
    return np.where(groups[0][:, None] == groups[1][None, :], alike, 0)


def _meaning(left: Sequence[str], right: Sequence[str]) -> NDArray[Any]:
    """The cosine of the clauses' words, weighed by how well a word tells clauses apart."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(sublinear_tf=True, token_pattern=r"\w+")
    try:
        weights = vectorizer.fit_transform([*left, *right])
    except ValueError:  # no word in any of them
        return np.zeros((len(left), len(right)))
    return np.asarray((weights[: len(left)] @ weights[len(left) :].T).toarray())


def _shared_labels(left: Sequence[ClauseRecord], right: Sequence[ClauseRecord]) -> NDArray[Any]:
    """The share of their labels that two clauses have in common; no number where neither has any."""
    import numpy as np

    labels = [[frozenset(label.label for label in clause.labels) for clause in side] for side in (left, right)]
    return np.array([[len(a & b) / len(a | b) if a | b else np.nan for b in labels[1]] for a in labels[0]])


def _in_order(alike: NDArray[Any]) -> list[tuple[int, int]]:
    """The pairs of the best alignment that crosses nowhere; a pair is worth what it has above the bound."""
    import numpy as np

    rows, columns = alike.shape
    gain = np.maximum(alike - _ENOUGH, 0).tolist()
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows):
        above, here, gains = best[i], best[i + 1], gain[i]
        for j in range(columns):
            here[j + 1] = max(above[j + 1], here[j], above[j] + gains[j])
    pairs = []
    i, j = rows, columns
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]
