"""Trains the labeller: ``python -m models.train [--external DIR] [--output DIR]``.

Reads the corpus's train split and, where their texts are at hand, the external agreements; prints what the model
scores on families of documents that it did not see; writes the artefact and its card. The same documents and
library versions give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from corpus.load import documents
from evaluation.gold import corpus_gold
from extractor.classify.artifact import read_model, write_model
from extractor.errors import GoldError
from extractor.gold import Gold, read_gold
from models.card import card
from models.families import families
from models.fit import Fit, Lesson, examples, fit
from models.held_out import FILE, read_scores

ROOT = Path(__file__).parent.parent
EXTERNAL_GOLD = ROOT / "corpus" / "external" / "gold"
EXTERNAL_TEXT = ROOT.parent / "shared" / "external" / "txt"
ENCODER_DOCUMENTS = "encoder.json"
"""Name and checksum of each document that the encoder learned from, written by ``models.train_encoder``."""
EXTERNAL_WEIGHT = 3.0
"""A clause of a real agreement counts as so many of our own writing."""


def main() -> int:
    """Runs the command; the exit code is 1 where the corpus is empty."""
    parser = argparse.ArgumentParser(prog="python -m models.train", description="Train the labeller.")
    parser.add_argument("--external", type=Path, default=EXTERNAL_TEXT, help="folder of the external agreements' texts")
    parser.add_argument("--output", type=Path, default=ROOT / "models", help="folder of README.md and artifact/")
    arguments = parser.parse_args()

    taught = lessons(arguments.external)
    own = [lesson.gold for lesson in taught if not lesson.real]
    external = [lesson.gold for lesson in taught if lesson.real]
    if not own:
        print("error: the corpus is empty", file=sys.stderr)
        return 1
    print(f"{len(own)} documents of the corpus, {len(external)} external agreements from {arguments.external}")
    if not external:
        print("the model will be trained on the corpus alone")

    folder: Path = arguments.output / "artifact"
    known = learned(arguments.output)
    scores = read_scores(arguments.output / FILE)
    result = fit(examples(taught, scores))
    report(result)
    write_model(result.model, folder)
    _, model_id = read_model(folder, "fast")
    (arguments.output / "README.md").write_text(
        card(result, model_id, own=own, external=external, known=known), encoding="utf-8", newline="\n"
    )
    print(f"wrote model {model_id} to {folder}")
    return 0


def lessons(external: Path) -> list[Lesson]:
    """The corpus's train split, and the external agreements whose texts are in the folder ``external``."""
    family = {source.name: source.family for source in documents()}
    real = external_gold(external)
    alike = families(real)
    return [
        *(Lesson(gold, f"corpus {family[gold.name]}") for gold in corpus_gold("train")),
        *(Lesson(gold, f"external {alike[gold.name]}", EXTERNAL_WEIGHT, real=True) for gold in real),
    ]


def learned(folder: Path) -> frozenset[str]:
    """The names of the documents that the encoder learned from; none where there is no encoder."""
    path = folder / ENCODER_DOCUMENTS
    return frozenset(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else frozenset()


def external_gold(texts: Path, gold: Path = EXTERNAL_GOLD) -> list[Gold]:
    """The external agreements, if ``texts`` holds all of them as they were labelled; else none, and says why."""
    try:
        return list(read_gold(gold, texts))
    except GoldError as error:
        print(f"external agreements are left out: {error}")
        return []


def report(result: Fit) -> None:
    """Prints the figures of both modes."""
    for mode, readout in (("fast", result.fast), ("full", result.full)):
        if readout is None:
            continue
        figures, reading = readout.figures, readout.reading
        scores = f"micro F1 {figures.micro:.3f}, macro F1 {figures.macro:.3f}"
        print(f"{mode}: {readout.clauses} clauses; out of fold: {scores}")
        for index, name in enumerate(result.model.labels):
            print(
                f"  {name:20} F1 {figures.f1[index]:.2f}  precision {figures.precision[index]:.2f}  "
                f"recall {figures.recall[index]:.2f}  clauses {figures.support[index]:.0f}  "
                f"threshold {reading.thresholds[name]:.3f}"
            )
        rest = f"labels of the rest {readout.trusted:.1%} right, {readout.omitted:.1%} of all labels missing there"
        print(f"review: {readout.reviewed:.0%} of clauses; {rest}")


if __name__ == "__main__":
    sys.exit(main())
