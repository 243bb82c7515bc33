"""The second reader: a small linear model a field, which weighs the words that the rules do not know.

Rules state a legal idea in words that somebody foresaw. Where the words are new they are silent, or hear one half of
a sentence; the second reader has seen many documents answered, and holds an opinion on every one. Its numbers are
trained by ``models/terms.py`` and lie beside this module; nothing in them is executed.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul
from typing import Any

from extractor.errors import TaxonomyError
from extractor.taxonomy.terms import TermField
from extractor.terms.features import weighed_words
from extractor.terms.statements import Statement

WEIGHTS = "weights.json"
UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Reader:
    """One field's model: a logistic regression a value."""

    values: tuple[str, ...]
    bias: tuple[float, ...]
    coefficients: Mapping[str, tuple[float, ...]]
    """By feature, a number a value."""

    def logits(self, seen: Mapping[str, float]) -> dict[str, float]:
        """How much the features speak for each value."""
        # The most counted numbers: no loop of Python's own.
        known = [*filter(self.coefficients.__contains__, seen)]
        weights = [*map(seen.__getitem__, known)]
        columns = zip(*map(self.coefficients.__getitem__, known), strict=True) if known else [()] * len(self.values)
        return {
            value: sum(map(mul, weights, column), bias)
            for value, bias, column in zip(self.values, self.bias, columns, strict=True)
        }

    def speaks_for(self, value: str, seen: frozenset[str]) -> float:
        """How much single features of a sentence speak for ``value``."""
        place = self.values.index(value)
        return sum(self.coefficients[name][place] for name in seen if name in self.coefficients)


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was learned: the second readers, and how their word and the rules' are weighed."""

    readers: Mapping[str, Reader]
    judge: Mapping[str, float]
    """The coefficients of :mod:`extractor.terms.weigh`, by the name of the circumstance."""
    thresholds: Mapping[str, float]
    """By field, the confidence from which on an answer needs no review."""
    digest: str
    """A short hash of the numbers."""


@cache
def weights() -> Weights:
    """The numbers that ship with the package.

    Raises:
        TaxonomyError: they are missing or damaged.
    """
    try:
        raw = (files("extractor.terms") / WEIGHTS).read_bytes()
        return parse(json.loads(raw), hashlib.sha256(raw).hexdigest()[:12])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TaxonomyError(
            f"the term readers cannot be read: {error!r}", source=WEIGHTS, hint="Reinstall the package."
        ) from error


def parse(table: Mapping[str, Any], digest: str) -> Weights:
    """The numbers of the parsed file ``table``."""
    return Weights(
        readers={
            field: Reader(
                values=tuple(reader["values"]),
                bias=tuple(reader["bias"]),
                coefficients={name: tuple(row) for name, row in reader["coefficients"].items()},
            )
            for field, reader in table["readers"].items()
        },
        judge=dict(table["judge"]),
        thresholds=dict(table["thresholds"]),
        digest=digest,
    )


def opinion(reader: Reader, field: TermField, seen: Mapping[str, float]) -> dict[str, float]:
    """The probability of each value, ``unspecified`` among them; of a set's values each by itself."""
    chances = {value: 1 / (1 + math.exp(-logit)) for value, logit in reader.logits(seen).items()}
    if field.many:
        return chances
    whole = sum(chances.values())
    return {value: chance / whole for value, chance in chances.items()}


def loudest(reader: Reader, field: TermField, value: str, said: Sequence[Statement]) -> Statement | None:
    """The sentence that speaks most for ``value``; None where none carries the field's label."""
    heard = [(weighed_words(field, statement), statement) for statement in said]
    spoken = [(reader.speaks_for(value, seen), statement) for seen, statement in heard if seen]
    return max(spoken, key=lambda pair: (pair[0], -pair[1].position, -pair[1].index))[1] if spoken else None
