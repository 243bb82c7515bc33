"""The sets of hand-labelled agreements that are measured, and rows of them for the labeller's models."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from evaluation.gold import Gold, corpus_gold, gold_clauses, read_gold
from extractor.classify.artifact import default_folder
from extractor.classify.encoder import Encoder, context_of
from extractor.types import CONTENT_KINDS
from models.fit import Example, Lesson, examples
from models.held_out import FILE, Logits, key_of, read_scores
from models.train import EXTERNAL_TEXT, lessons

RESULTS = Path(__file__).parent / "results"
SHARED = Path(__file__).parent.parent.parent / "shared"
"""Where third-party agreements lie that may be read but not passed on."""
THIRD_PARTY = ("dev", "supplied")


def measured(shared: Path = SHARED) -> dict[str, list[Gold]]:
    """The sets that no model learned from, by name; those of third parties only where they are at hand."""
    sets = {"corpus test": list(corpus_gold("test"))}
    if (shared / "gold").is_dir():
        sets["dev"] = list(read_gold(shared / "dev/gold", shared / "dev/txt"))
        sets["supplied"] = list(read_gold(shared / "gold", shared / "supplied"))
    return sets


def left_out(present: Collection[str], wanted: Collection[str] = THIRD_PARTY) -> str:
    """A line on the sets that are not at hand, to stand on a page of results; empty where all are."""
    missing = [name for name in wanted if name not in present]
    return f"\nLeft out, for the third-party texts are not at hand: {', '.join(missing)}.\n" if missing else ""


def taught() -> list[Lesson]:
    """What the shipped model is trained on."""
    return lessons(EXTERNAL_TEXT)


def taught_rows(documents: Sequence[Lesson]) -> list[Example]:
    """The content clauses of ``documents``, with what encoders that did not learn from them say, if known."""
    return examples(documents, read_scores(default_folder().parent / FILE))


def measured_rows(golds: Sequence[Gold], encoder: Encoder | None = None) -> list[Example]:
    """The content clauses of ``golds``, each document a family of its own, with what ``encoder`` says of them."""
    scores: dict[bytes, Logits] = {}
    for gold in golds if encoder else ():
        _, clauses = gold_clauses(gold)
        content = [clause for clause in clauses if clause.kind in CONTENT_KINDS]
        by_id = {clause.id: clause for clause in clauses}
        if encoder and content:
            names = [key_of(context_of(clause, by_id), clause.text) for clause in content]
            scores |= zip(names, encoder.logits(content, by_id), strict=True)
    return examples([Lesson(gold, gold.name) for gold in golds], scores)


def subset(rows: Sequence[Example], wanted: Sequence[bool]) -> list[Example]:
    """The rows that are ``wanted``, whole documents at a time; lead-ins are found at their new places."""
    return list(_moved(rows, wanted))


def _moved(rows: Sequence[Example], wanted: Sequence[bool]) -> Iterator[Example]:
    places: dict[int, int] = {}
    for index, row in enumerate(rows):
        if wanted[index]:
            places[index] = len(places)
            yield replace(row, parent=None if row.parent is None else places[row.parent])


def say_progress(words: str) -> None:
    """Tells a person who waits what is being done."""
    print(words, file=sys.stderr, flush=True)


def write_page(name: str, text: str, folder: Path = RESULTS) -> None:
    """Writes a page of results."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8", newline="\n")
