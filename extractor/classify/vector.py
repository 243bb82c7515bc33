"""Features as numbers: indices into a vocabulary, and weights."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Blocks = Mapping[str, Counter[str]]
"""The features of one clause, by block (see :mod:`extractor.classify.features`)."""

SCALES = {"w": 1.5, "c": 0.7, "h": 0.5, "p": 0.6, "x": 0.2}
"""The length of each block; for ``x``, the weight of each fact. Set by out-of-fold search."""


@dataclass(frozen=True, slots=True)
class Row:
    """One clause as a sparse vector."""

    indices: list[int]
    values: list[float]


class Vectorizer:
    """Turns features into rows: TF-IDF with sublinear counts for words, a fixed weight for facts."""

    def __init__(self, vocabulary: Sequence[str], idf: Sequence[float]) -> None:
        self.vocabulary = tuple(vocabulary)
        self.idf = tuple(float(weight) for weight in idf)
        self._index = {name: index for index, name in enumerate(self.vocabulary)}

    @classmethod
    def fit(cls, rows: Sequence[Blocks], families: Sequence[str], *, minimum: int = 2) -> Vectorizer:
        """A vectorizer of the features that occur in at least ``minimum`` families of documents.

        The bound keeps out names: a data set, a person or a town occurs in one family only.
        """
        seen: dict[str, set[str]] = {}
        rows_with: Counter[str] = Counter()
        for blocks, family in zip(rows, families, strict=True):
            for counts in blocks.values():
                for name in counts:
                    seen.setdefault(name, set()).add(family)
                    rows_with[name] += 1
        kept = sorted(name for name, found in seen.items() if len(found) >= minimum)
        return cls(kept, [math.log((1 + len(rows)) / (1 + rows_with[name])) + 1 for name in kept])

    def row(self, blocks: Blocks) -> Row:
        """The row of one clause; features that were not seen in training are left out."""
        indices: list[int] = []
        values: list[float] = []
        for block, counts in blocks.items():
            names = [*filter(self._index.__contains__, counts)]
            if not names:
                continue
            found = [*map(self._index.__getitem__, names)]
            scale = SCALES[block]
            if block == "x":
                weights = [scale] * len(found)
            else:
                raw = [*map(self.idf.__getitem__, found)]
                for place, name in enumerate(names):
                    if counts[name] > 1:
                        raw[place] *= 1 + math.log(counts[name])
                length = math.sqrt(sum([weight * weight for weight in raw]))
                weights = [scale * weight / length for weight in raw]
            indices += found
            values += weights
        return Row(indices, values)

    def known(self, names: Iterable[str]) -> list[int]:
        """The indices of those names that are in the vocabulary."""
        return [self._index[name] for name in names if name in self._index]
