"""Fine-tunes the encoder: ``python -m models.train_encoder [--external DIR] [--epochs N] [--folds N]``.

A pretrained MiniLM (all-MiniLM-L6-v2, Apache-2.0; Wang et al. 2020, https://arxiv.org/abs/2002.10957) learns to say
which labels a clause carries, from the clause, its heading and its lead-in. It learns from the corpus's train split
and the external agreements, and is exported to ONNX with 8-bit weights.

How far its scores can be trusted is cross-fitted: for each fold of document families another encoder learns from the
rest and scores the fold. Those scores are kept beside the artifact, and ``models.train`` weighs them against the
linear model's.

Seeded, but not to the byte: sums over threads differ between machines. Needs the extra ``encoder``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from evaluation.gold import gold_clauses
from extractor.classify.encoder import Encoder, context_of
from extractor.taxonomy.labels import label_names
from extractor.types import CONTENT_KINDS, Clause
from models.encoder_network import export, fine_tune, pretrained
from models.fit import Lesson, folds_of
from models.held_out import FILE, Logits, key_of, write_scores
from models.train import ENCODER_DOCUMENTS, EXTERNAL_TEXT, ROOT, lessons

EXTERNAL_REPEATS = 2
"""A clause of a real agreement is read so many times in each epoch."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A content clause as the encoder reads it."""

    lesson: Lesson
    clause: Clause
    by_id: dict[str, Clause]
    truth: list[float]

    @property
    def pair(self) -> tuple[str, str]:
        """Context and text."""
        return context_of(self.clause, self.by_id), self.clause.text


def main() -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(prog="python -m models.train_encoder", description="Fine-tune the encoder.")
    parser.add_argument("--external", type=Path, default=EXTERNAL_TEXT, help="folder of the external agreements' texts")
    parser.add_argument("--output", type=Path, default=ROOT / "models", help="folder of artifact/ and the scores")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--folds", type=int, default=4, help="how many encoders to cross-fit")
    arguments = parser.parse_args()
    base = pretrained()
    documents = lessons(arguments.external)
    everything = readings(documents)
    home = folds_of([reading.lesson.family for reading in everything], arguments.folds)
    scores: dict[bytes, Logits] = {}
    for fold in range(arguments.folds):
        print(f"fold {fold + 1} of {arguments.folds}", flush=True)
        inside = [reading for reading, number in zip(everything, home, strict=True) if number != fold]
        outside = [reading for reading, number in zip(everything, home, strict=True) if number == fold]
        with tempfile.TemporaryDirectory() as folder:
            learn(base, inside, Path(folder), epochs=arguments.epochs)
            encoder = Encoder(Path(folder))
            for reading in outside:
                scores[key_of(*reading.pair)] = encoder.logits([reading.clause], reading.by_id)[0]
    print("all documents", flush=True)
    learn(base, everything, arguments.output / "artifact", epochs=arguments.epochs)
    write_scores(arguments.output / FILE, scores)
    names = {lesson.gold.name: hashlib.sha256(lesson.gold.text.encode()).hexdigest() for lesson in documents}
    (arguments.output / ENCODER_DOCUMENTS).write_text(json.dumps(names, indent=1, sort_keys=True) + "\n")


def readings(documents: Sequence[Lesson]) -> list[Reading]:
    """The content clauses of ``documents``."""
    found = []
    for lesson in documents:
        _, clauses = gold_clauses(lesson.gold)
        by_id = {clause.id: clause for clause in clauses}
        for clause, segment in zip(clauses, lesson.gold.data["segments"], strict=True):
            if clause.kind in CONTENT_KINDS:
                truth = [float(name in segment["labels"]) for name in label_names()]
                found.append(Reading(lesson, clause, by_id, truth))
    return found


def learn(base: Path, clauses: Sequence[Reading], folder: Path, *, epochs: int) -> None:
    """Fine-tunes on ``clauses`` and writes the network to ``folder``."""
    real = [reading for reading in clauses if reading.lesson.real]
    shown = [*clauses, *real * (EXTERNAL_REPEATS - 1)]
    print(f"  {len(clauses)} clauses, {len(real)} of real agreements", flush=True)
    truth = torch.tensor([reading.truth for reading in shown])
    export(fine_tune(base, [reading.pair for reading in shown], truth, epochs=epochs), base, folder)


if __name__ == "__main__":
    main()
