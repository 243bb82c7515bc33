"""Clauses to labelled clauses: cues of the taxonomy, a linear model that weighs them, and an encoder beside it."""

from extractor.classify.artifact import Mode
from extractor.classify.model import Labeller

__all__ = ["Labeller", "Mode"]
