"""The parts of a clause as rows of their own: what a labeller sees that reads one sentence at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from evaluation.gold import Gold, gold_clauses
from extractor.classify.features import features, surroundings
from extractor.classify.rules import Hits, Rules
from extractor.classify.vector import Blocks
from extractor.types import CONTENT_KINDS, Clause, Span


def sentence_features(golds: Iterable[Gold]) -> list[list[Blocks]]:
    """For each content clause, in the order of :func:`models.fit.examples`, the features of its sentences."""
    rules = Rules()
    found: list[list[Blocks]] = []
    for gold in golds:
        document, clauses = gold_clauses(gold)
        hits = dict(zip((clause.id for clause in clauses), rules.find(document, clauses), strict=True))
        around = surroundings(document, clauses, hits)
        found += [
            [
                features(_part(clause, span, document.text), _within(hits[clause.id], span), around[clause.id])
                for span in clause.sentences
            ]
            for clause in clauses
            if clause.kind in CONTENT_KINDS
        ]
    return found


def _part(clause: Clause, span: Span, text: str) -> Clause:
    return replace(clause, start=span.start, end=span.end, text=text[span.start : span.end], sentences=(span,))


def _within(hits: Hits, span: Span) -> Hits:
    return replace(hits, own=tuple(hit for hit in hits.own if span.start <= hit.start and hit.end <= span.end))
