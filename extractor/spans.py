"""Findings laid into spaCy documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

Named: TypeAlias = tuple[int, int, str]
"""Offsets in the text of the document, and a name for what stands there."""


def fill(doc: Doc, *, clauses: Iterable[Named], labels: Iterable[Named], entities: Iterable[Named]) -> Doc:
    """The same ``doc`` with ``doc.spans["clauses"]``, ``doc.spans["labels"]`` and ``doc.ents``.

    A span covers all tokens that it touches. Of entities that overlap the longest stays, also beside those that were
    there before.
    """
    doc.spans["clauses"] = [_span(doc, *item) for item in clauses]
    doc.spans["labels"] = [_span(doc, *item) for item in labels]
    doc.ents = filter_spans([*doc.ents, *(_span(doc, *item) for item in entities)])
    return doc


def _span(doc: Doc, start: int, end: int, name: str) -> Span:
    span = doc.char_span(start, end, label=name, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no tokens at {start}:{end}")
    return span
