"""The model card, written anew with each training."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence

from extractor.gold import Gold
from models.fit import Fit
from models.reading import Readout


def card(result: Fit, model_id: str, *, own: Sequence[Gold], external: Sequence[Gold], known: Collection[str]) -> str:
    """The text of ``models/README.md``; ``known`` names the documents that the encoder learned from."""
    model = result.model
    modes = {"fast": result.fast} | ({"full": result.full} if result.full else {})
    tables = "\n".join(_table(mode, readout, model.labels) for mode, readout in modes.items())
    versions = ", ".join(f"{name} {version}" for name, version in sorted(model.versions.items()))
    return f"""# Model card: the clause labeller, model `{model_id}`

This page is written by `python -m models.train`; do not edit it by hand.

**What it does.** It says which of {len(model.labels)} labels a clause of a dataset license carries, with a calibrated
probability each. In the fast mode it is linear: one logistic regression a label over word stems and word pairs, the
heading, the lead-in, and the cues of `extractor/taxonomy/labels/`; a second pass also sees what the first says about
the lead-in and the items of a list. In the full mode a fine-tuned encoder (all-MiniLM-L6-v2, six layers, 8-bit
weights, Apache-2.0) reads the clauses that leave the linear model in doubt, with heading and lead-in, and one
calibrated score weighs both.
Cues marked `sure` and `never` decide for or against a label whatever the models say. No text leaves the machine,
nothing is downloaded, nothing in the artifact is executed but the arithmetic of the encoder's network.

**Intended use.** Helping people who read dataset licenses to find and compare their terms. It gives no legal advice.
A person should read every clause that is marked for review, and every clause on which a decision rests.

**Limits.** English only. Trained on licenses of research datasets; software licenses, sales contracts and
privacy policies are out of its field. Rare labels rest on few documents: see the clauses counted below. Cuts
that are wrong (a list run together, a lost heading) cost it context and so accuracy.

**Training data.** {len(own)} agreements written for this project (`corpus/documents`, train split) and
{len(external)} real agreements found in public repositories (`corpus/external`: our labels and where to fetch the
texts, which are not redistributed). The encoder learned from those marked *e*. Documents by SHA-256 of their text and
labels:

{_checksums("corpus", own, known)}
{_checksums("external", external, known)}

**How it was measured.** Out of fold, on families of documents that the fold's model did not see; agreements copied from
one another are one family. The encoder is cross-fitted: its scores here come from encoders that learned from other
folds. Thresholds, calibration and the review mark are chosen on the same scores. Clauses are cut as the hand-made
labels cut them.

{tables}
**Made with** {versions}. The same documents and versions give the same bytes.
"""


def _table(mode: str, readout: Readout, labels: Sequence[str]) -> str:
    figures, reading = readout.figures, readout.reading
    rows = "\n".join(
        f"| `{name}` | {figures.f1[index]:.2f} | {figures.precision[index]:.2f} | {figures.recall[index]:.2f} "
        f"| {figures.support[index]:.0f} | {reading.thresholds[name]:.3f} | {reading.review[name]:.2f} |"
        for index, name in enumerate(labels)
    )
    return f"""### {mode}: micro F1 {figures.micro:.3f}, macro F1 {figures.macro:.3f}, {readout.clauses} clauses

| label | F1 | precision | recall | clauses | threshold | review |
|---|---|---|---|---|---|---|
{rows}

A clause is marked for review where a label that it carries has a probability under the label's bound for review, or
where another label comes within a fifth of its threshold. {readout.reviewed:.0%} of the clauses are marked. The labels
of the others are right in {readout.trusted:.1%} of cases; {readout.omitted:.1%} of all labels are missing there.
"""


def _checksums(source: str, documents: Iterable[Gold], known: Collection[str]) -> str:
    return "\n".join(
        f"- {source} `{gold.name}` {_checksum(gold)}" + (" *e*" if gold.name in known else "") for gold in documents
    )


def _checksum(gold: Gold) -> str:
    return hashlib.sha256(f"{gold.text}\0{json.dumps(gold.data, sort_keys=True)}".encode()).hexdigest()
