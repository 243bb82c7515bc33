"""From the two models' scores to calibrated probabilities: one place for the labeller, its training and evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Weights:
    """How scores are weighed: Platt's scaling in two steps, with the same coefficients for all labels.

    Alone, the log odds of a label are ``linear * z + encoder * logit + offset``, of the linear model's score ``z`` and
    the encoder's ``logit``. They are then read beside the clause's likeliest other label, as most clauses carry one
    label only: ``own * alone + rival * (the other's probability alone) + shift``.
    """

    linear: float
    encoder: float
    offset: float
    own: float = 1.0
    rival: float = 0.0
    shift: float = 0.0

    def alone(self, scores: Array, logits: Array | None = None) -> Array:
        """The log odds before labels are compared: a row a clause, a column a label, as in ``scores``."""
        total: Array = self.linear * scores + self.offset
        return total if logits is None else total + self.encoder * logits

    def chances(self, scores: Array, logits: Array | None = None) -> Array:
        """The probabilities: a row a clause, a column a label, as in ``scores`` and ``logits``."""
        alone = self.alone(scores, logits)
        return sigmoid(self.own * alone + self.rival * rivals(alone) + self.shift)


def rivals(alone: Array) -> Array:
    """The probability of each row's likeliest label but the column's own, given their log odds alone."""
    import numpy as np

    ordered = np.sort(alone, axis=1)
    return sigmoid(np.where(alone == ordered[:, -1:], ordered[:, -2:-1], ordered[:, -1:]))


def sigmoid(z: Array) -> Array:
    """The probability whose log odds are ``z``."""
    import numpy as np

    chances: Array = 1 / (1 + np.exp(-z))
    return chances
