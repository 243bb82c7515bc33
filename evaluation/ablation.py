"""What each part of the labeller is worth: ``python -m evaluation.ablation`` writes ``results/ablation.md``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from evaluation import static
from evaluation.replay import Floats, f1, truth_of
from evaluation.sets import left_out, measured, say_progress, taught, write_page
from evaluation.variants import FAST, Material, Variant, material, variants
from models.fit import Example

_SHOWN = ("corpus test", "dev")
_RESAMPLES = 2000


def main() -> None:
    """Writes the page."""
    golds = {name: found for name, found in measured().items() if name in _SHOWN}
    say_progress("reading clauses")
    given = material(taught(), golds)
    found = []
    for variant in variants(given):
        say_progress(variant.name)
        found.append(variant)
    write_page("ablation.md", page(found, given))


def page(found: Sequence[Variant], given: Material) -> str:
    """The table as Markdown."""
    real = sum(lesson.real for lesson in given.lessons)
    yardstick = next(variant for variant in found if variant.name == FAST)
    lines = [
        "# What each part of the labeller is worth",
        "",
        "Written by `python -m evaluation.ablation`. Labels, micro / macro F1 / macro F1 of the five that count most;",
        "clauses cut as the gold cuts them. Every row is trained anew, with its thresholds, on the same",
        f"{len(given.lessons) - real} documents of our own and {real} real agreements ({len(given.rows)} clauses).",
        "*Out of fold* is measured on these, families of documents never parted; the last two rows each on their half.",
        "The last column sets micro F1 against the fast model's, on the documents of the other columns together, with",
        f"the middle 95 % of {_RESAMPLES} resamplings of documents: an interval that spans 0 shows no difference.",
        "Cues were written with training and dev documents in sight, so that *cues alone* flatters itself there.",
        "",
        f"| labeller | out of fold | {' | '.join(given.sets)} | against fast |",
        f"|---|---|{'---|' * len(given.sets)}---|",
    ]
    for variant in found:
        cells = [str(f1(variant.said[name], rows)) for name, rows in given.sets.items()]
        gap = "" if variant is yardstick else _gap(variant, yardstick, given.sets)
        lines.append(f"| {variant.name} | {variant.out_of_fold or '–'} | {' | '.join(cells)} | {gap} |")
    text = "\n".join(lines) + "\n"
    if not all(row.logits for row in given.rows):
        text += (
            "\nThe encoder alone is left out, and the full row is the shipped model: no cross-fitted scores at hand.\n"
        )
    if not static.at_hand():
        text += "\nStatic embeddings are left out: they need the extra `encoder`.\n"
    return text + left_out(given.sets, _SHOWN)


def _gap(variant: Variant, yardstick: Variant, sets: Mapping[str, Sequence[Example]]) -> str:
    """The difference in micro F1, and the interval that resampled documents give it."""
    mine, theirs = _counts(variant, sets), _counts(yardstick, sets)
    drawn = np.random.default_rng(0).integers(len(mine), size=(_RESAMPLES, len(mine)))
    gaps = _micro(mine[drawn].sum(axis=1)) - _micro(theirs[drawn].sum(axis=1))
    low, high = np.quantile(gaps, [0.025, 0.975])
    whole = float(_micro(mine.sum(axis=0)) - _micro(theirs.sum(axis=0)))
    return f"{whole:+.3f} ({low:+.3f} to {high:+.3f})"


def _counts(variant: Variant, sets: Mapping[str, Sequence[Example]]) -> Floats:
    """For each document the labels that are right, and those said and meant together."""
    counts = []
    for name, rows in sets.items():
        carried, truth = variant.said[name].carried, truth_of(rows)
        for document in dict.fromkeys(row.family for row in rows):
            own = np.array([row.family == document for row in rows])
            counts.append([(carried[own] * truth[own]).sum(), carried[own].sum() + truth[own].sum()])
    return np.array(counts)


def _micro(counts: Floats) -> Floats:
    result: Floats = 2 * counts[..., 0] / np.maximum(1, counts[..., 1])
    return result


if __name__ == "__main__":
    main()
