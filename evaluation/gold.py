"""Gold files, read and turned into the values that the stages exchange.

With gold in the place of one stage's output, the next stage can be measured and trained by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from corpus.load import Split, documents
from corpus.render import render_text
from extractor.gold import Gold, read_gold
from extractor.segment.link import Segment, link
from extractor.types import Block, Clause, Document, Entity, Evidence, LabelledClause, LabelScore, Line

__all__ = ["Gold", "corpus_gold", "gold_clauses", "gold_entities", "gold_labels", "read_gold"]

BY = "rule:gold/1"
"""In the form of a record, so that one can be made of what the gold says."""


def corpus_gold(split: Split | None = None) -> Iterator[Gold]:
    """Yields the documents of our own corpus, rendered to text."""
    for source in documents(split):
        text, data = render_text(source)
        yield Gold(source.name, text, data)


def gold_clauses(gold: Gold) -> tuple[Document, tuple[Clause, ...]]:
    """The document and its clauses as the gold cuts them, linked as the splitter would link them."""
    segments = [Segment(s["kind"], s["start"], s["end"], number=s.get("number")) for s in gold.data["segments"]]
    blocks = tuple(
        Block("heading" if s.kind == "heading" else "paragraph", (Line(s.start, s.end),))
        for s in segments
        if s.end > s.start
    )
    document = Document(
        id=hashlib.sha256(gold.text.encode()).hexdigest(),
        name=gold.name,
        media_type="text/plain",
        bytes=len(gold.text.encode()),
        method="text",
        text=gold.text,
        blocks=blocks,
    )
    return document, link(document, segments)


def gold_labels(gold: Gold, clauses: tuple[Clause, ...]) -> tuple[LabelledClause, ...]:
    """The clauses with the labels that the gold gives them, each with score 1 and the clause as evidence."""
    return tuple(
        LabelledClause(
            clause,
            tuple(
                LabelScore(name, 1.0, (Evidence(clause.start, clause.end, BY),)) for name in segment.get("labels", [])
            ),
        )
        for clause, segment in zip(clauses, gold.data["segments"], strict=True)
    )


def gold_entities(gold: Gold, clauses: tuple[Clause, ...]) -> tuple[Entity, ...]:
    """The gold's entities, tied to the clauses they lie in; those outside every clause are left out."""
    found = []
    for entity in gold.data["entities"]:
        home = next((c for c in clauses if c.start <= entity["start"] and entity["end"] <= c.end), None)
        if home is None:
            continue
        words = gold.text[entity["start"] : entity["end"]]
        found.append(
            Entity(
                type=entity["type"],
                text=words,
                value=entity.get("value", words),
                start=entity["start"],
                end=entity["end"],
                clause=home.id,
                by=BY,
                role=entity.get("role"),
            )
        )
    return tuple(found)
