"""Clauses to labelled clauses: cues of the taxonomy, and a linear model that weighs them with the words around them."""

from extractor.classify.model import Labeller

__all__ = ["Labeller"]
