"""Adds what the encoder says of documents written since it learned: ``python -m models.encoder_scores``.

It did not learn from them, so its scores are as honest as the cross-fitted ones that they join, and cost seconds
where fine-tuning costs an hour. Needs no PyTorch.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from evaluation.gold import gold_clauses
from extractor.classify.encoder import Encoder, context_of
from extractor.types import CONTENT_KINDS
from models.fit import Lesson
from models.held_out import FILE, Logits, key_of, read_scores, write_scores
from models.train import EXTERNAL_TEXT, ROOT, learned, lessons


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(prog="python -m models.encoder_scores", description="Score new documents.")
    parser.add_argument("--external", type=Path, default=EXTERNAL_TEXT, help="folder of the external agreements' texts")
    parser.add_argument("--output", type=Path, default=ROOT / "models", help="folder of artifact/ and the scores")
    arguments = parser.parse_args()
    known = learned(arguments.output)
    new = [lesson for lesson in lessons(arguments.external) if lesson.gold.name not in known]
    added = dict(scores_of(new, Encoder(arguments.output / "artifact")))
    write_scores(arguments.output / FILE, read_scores(arguments.output / FILE) | added)
    print(f"added the scores of {len(added)} clauses of {len(new)} documents")


def scores_of(documents: Iterable[Lesson], encoder: Encoder) -> Iterator[tuple[bytes, Logits]]:
    """Yields the logits of each content clause, with the key that names it."""
    for lesson in documents:
        _, clauses = gold_clauses(lesson.gold)
        by_id = {clause.id: clause for clause in clauses}
        content = [clause for clause in clauses if clause.kind in CONTENT_KINDS]
        keys = [key_of(context_of(clause, by_id), clause.text) for clause in content]
        yield from zip(keys, encoder.logits(content, by_id), strict=True)


if __name__ == "__main__":
    main()
