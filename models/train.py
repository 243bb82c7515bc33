"""Trains the labeller: ``python -m models.train [--external DIR] [--output DIR]``.

Reads the corpus's train split and, where their texts are at hand, the external agreements; prints what the model
scores on families of documents that it did not see; writes the artefact and its card. The same documents and
library versions give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus.load import documents
from evaluation.gold import corpus_gold
from extractor.classify.artifact import read_model, write_model
from extractor.errors import GoldError
from extractor.gold import Gold, read_gold
from models.card import card
from models.families import families
from models.fit import Fit, examples, fit

ROOT = Path(__file__).parent.parent
EXTERNAL_GOLD = ROOT / "corpus" / "external" / "gold"
EXTERNAL_TEXT = ROOT.parent / "shared" / "external" / "txt"
EXTERNAL_WEIGHT = 3.0
"""A clause of a real agreement counts as so many of our own writing."""


def main() -> int:
    """Runs the command; the exit code is 1 where the corpus is empty."""
    parser = argparse.ArgumentParser(prog="python -m models.train", description="Train the labeller.")
    parser.add_argument("--external", type=Path, default=EXTERNAL_TEXT, help="folder of the external agreements' texts")
    parser.add_argument("--output", type=Path, default=ROOT / "models", help="folder of README.md and artifact/")
    arguments = parser.parse_args()

    own, family = list(corpus_gold("train")), {source.name: source.family for source in documents()}
    if not own:
        print("error: the corpus is empty", file=sys.stderr)
        return 1
    external = external_gold(arguments.external)
    print(f"{len(own)} documents of the corpus, {len(external)} external agreements from {arguments.external}")
    if not external:
        print("the model will be trained on the corpus alone")

    alike = families(external)
    rows = examples(
        [(gold, f"corpus {family[gold.name]}", 1.0) for gold in own]
        + [(gold, f"external {alike[gold.name]}", EXTERNAL_WEIGHT) for gold in external]
    )
    result = fit(rows)
    report(result, len(rows))
    folder = arguments.output / "artifact"
    write_model(result.model, folder)
    _, model_id = read_model(folder)
    (arguments.output / "README.md").write_text(
        card(result, model_id, own=own, external=external, clauses=len(rows)), encoding="utf-8", newline="\n"
    )
    print(f"wrote model {model_id} to {folder}")
    return 0


def external_gold(texts: Path, gold: Path = EXTERNAL_GOLD) -> list[Gold]:
    """The external agreements, if ``texts`` holds all of them as they were labelled; else none, and says why."""
    try:
        return list(read_gold(gold, texts))
    except GoldError as error:
        print(f"external agreements are left out: {error}")
        return []


def report(result: Fit, clauses: int) -> None:
    """Prints the out-of-fold figures."""
    figures = result.figures
    print(f"{clauses} clauses; out of fold: micro F1 {figures.micro:.3f}, macro F1 {figures.macro:.3f}")
    for index, name in enumerate(result.model.labels):
        print(
            f"  {name:20} F1 {figures.f1[index]:.2f}  precision {figures.precision[index]:.2f}  "
            f"recall {figures.recall[index]:.2f}  clauses {figures.support[index]:.0f}  "
            f"threshold {result.model.thresholds[name]:.3f}"
        )
    print(
        f"review under {result.model.review:.2f}: {result.reviewed:.0%} of clauses; the rest {result.trusted:.0%} right"
    )


if __name__ == "__main__":
    sys.exit(main())
