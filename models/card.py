"""The model card, written anew with each training."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from extractor.gold import Gold
from models.fit import Fit


def card(result: Fit, model_id: str, *, own: Sequence[Gold], external: Sequence[Gold], clauses: int) -> str:
    """The text of ``models/README.md``."""
    model, figures = result.model, result.figures
    table = "\n".join(
        f"| `{name}` | {figures.f1[index]:.2f} | {figures.precision[index]:.2f} | {figures.recall[index]:.2f} "
        f"| {figures.support[index]:.0f} | {model.thresholds[name]:.3f} |"
        for index, name in enumerate(model.labels)
    )
    versions = ", ".join(f"{name} {version}" for name, version in sorted(model.versions.items()))
    return f"""# Model card: the clause labeller, model `{model_id}`

This page is written by `python -m models.train`; do not edit it by hand.

**What it does.** It says which of {len(model.labels)} labels a clause of a dataset license carries, with a calibrated
probability each. It is linear: one logistic regression a label over word stems and word pairs, the heading, the
lead-in, and the cues of `extractor/taxonomy/labels/`; a second pass also sees what the first says about the lead-in
of a list. No text leaves the machine, nothing is downloaded, nothing in the artefact is executed.

**Intended use.** Helping people who read dataset licenses to find and compare their terms. It gives no legal advice.
A person should read every clause that is marked for review, and every clause on which a decision rests.

**Limits.** English only. Trained on licenses of research datasets; software licenses, sales contracts and
privacy policies are out of its field. Rare labels rest on few documents: see the clauses counted below. Cuts
that are wrong (a list run together, a lost heading) cost it context and so accuracy.

**Training data.** {clauses} clauses: {len(own)} agreements written for this project (`corpus/documents`, train
split) and {len(external)} real agreements found in public repositories (`corpus/external`: our labels and where to
fetch the texts, which are not redistributed). Documents by SHA-256 of their text:

{_checksums("corpus", own)}
{_checksums("external", external)}

**How it was measured.** Out of fold, on families of documents that the fold's model did not see; agreements copied from
one another are one family. Thresholds, calibration and the review mark are chosen on the same out-of-fold
scores. Clauses are cut as the hand-made labels cut them. Micro F1 {figures.micro:.3f}, macro F1 {figures.macro:.3f}.

| label | F1 | precision | recall | clauses | threshold |
|---|---|---|---|---|---|
{table}

**Review.** A clause is marked for review where one of its labels has a probability under {model.review:.2f}, or where
another label comes within a fifth of its threshold. Out of fold {result.reviewed:.0%} of the clauses have a label
under the bound; the labels above it are right in {result.trusted:.0%} of cases.

**Made with** {versions}. The same documents and versions give the same bytes.
"""


def _checksums(source: str, documents: Iterable[Gold]) -> str:
    return "\n".join(f"- {source} `{gold.name}` {hashlib.sha256(gold.text.encode()).hexdigest()}" for gold in documents)
