"""Labellers with one part taken away, or another in its place: the rows of ``evaluation.ablation``.

Each is trained anew on the same documents and reads the same clauses, cut as the gold cuts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from evaluation import static
from evaluation.gold import Gold
from evaluation.replay import F1, Floats, Said, decide, f1, f1_of, logits_of, say, scores, truth_of
from evaluation.sentences import sentence_features
from evaluation.sets import measured_rows, subset, taught_rows
from extractor.classify.artifact import default_folder, read_model
from extractor.classify.encoder import Encoder
from extractor.taxonomy.labels import label_names
from models.fit import Example, Fit, Lesson, fit, folds_of, within
from models.reading import Readout, settle, weigh

FAST = "fast: cues and linear model"
_CUE_FACTS = ("x own ", "x heading ", "x run-in ", "x lead-in ", "x before ", "x after ")
_NEIGHBOR_FACTS = ("x before ", "x after ")


@dataclass(frozen=True, slots=True)
class Material:
    """What every variant learns from and is measured on: the documents, and their clauses as rows."""

    lessons: tuple[Lesson, ...]
    rows: tuple[Example, ...]
    golds: Mapping[str, Sequence[Gold]]
    sets: Mapping[str, Sequence[Example]]

    @property
    def taught(self) -> list[Gold]:
        """The documents to learn from."""
        return [lesson.gold for lesson in self.lessons]


@dataclass(frozen=True, slots=True)
class Variant:
    """A labeller, and what it said."""

    name: str
    out_of_fold: F1 | None
    """On the training documents; None where nothing was measured there."""
    said: Mapping[str, Said]


def without_blocks(row: Example, *gone: str) -> Example:
    """The row without whole blocks of features (:mod:`extractor.classify.features`)."""
    return replace(row, blocks={name: counts for name, counts in row.blocks.items() if name not in gone})


def without_facts(row: Example, *beginnings: str) -> Example:
    """The row without the facts whose names begin so."""
    kept = {name: count for name, count in row.blocks["x"].items() if not name.startswith(beginnings)}
    return replace(row, blocks={**row.blocks, "x": Counter(kept)})


def without_decisions(row: Example) -> Example:
    """The row where no cue decides for or against a label."""
    return replace(row, sure=(), never=())


def words_alone(row: Example) -> Example:
    """The row where nothing but words counts: the clause's, its heading's and its lead-in's."""
    return without_decisions(without_blocks(row, "x"))


CHANGES: Mapping[str, Callable[[Example], Example]] = {
    FAST: lambda row: row,
    "– without words and word pairs": lambda row: without_blocks(row, "w"),
    "– without word beginnings": lambda row: without_blocks(row, "c"),
    "– without words of heading and lead-in": lambda row: without_blocks(row, "h", "p"),
    "– without facts about neighbors": lambda row: without_facts(row, *_NEIGHBOR_FACTS),
    "– without the second stage": lambda row: replace(row, parent=None),
    "– without facts about cues": lambda row: without_facts(row, *_CUE_FACTS),
    "– without cues that decide": without_decisions,
    "– words alone (TF-IDF): no cues, no facts": words_alone,
}
"""What is done to each row before training and before reading."""


def material(lessons: Sequence[Lesson], golds: Mapping[str, Sequence[Gold]]) -> Material:
    """The clauses of the documents as rows, with what the encoder says of them."""
    encoder = Encoder(default_folder())
    sets = {name: measured_rows(found, encoder) for name, found in golds.items()}
    return Material(tuple(lessons), tuple(taught_rows(lessons)), golds, sets)


def variants(given: Material) -> Iterator[Variant]:
    """Yields one labeller after the other, as they are trained."""
    rows, sets = given.rows, given.sets
    fitted = fit(rows)
    yield _full(fitted, given)
    for name, change in CHANGES.items():
        changed = [change(row) for row in rows]
        result = fitted if name == FAST else fit(changed)
        said = {key: say(result.model, [change(row) for row in found]) for key, found in sets.items()}
        yield Variant(name, f1_of(result.fast.figures), said)
    yield _sentences(fitted, given)
    yield Variant("cues alone: strong cues give labels", f1(_cues(rows), rows), {k: _cues(r) for k, r in sets.items()})
    if all(row.logits for row in rows):
        yield _encoder_alone(given)
    if static.at_hand():
        yield _static(given)
    real = [lesson.real for lesson in given.lessons]
    if any(real):
        yield from _halves(given)


def _full(fitted: Fit, given: Material) -> Variant:
    """The shipped way; with the shipped model where it is not known what encoders said out of fold."""
    model = fitted.model if fitted.full else read_model(default_folder(), "full")[0]
    out_of_fold = f1_of(fitted.full.figures) if fitted.full else None
    said = {name: say(model, found, "full") for name, found in given.sets.items()}
    return Variant("full: cues, linear model, and the encoder in doubt", out_of_fold, said)


def _halves(given: Material) -> Iterator[Variant]:
    of_real = {lesson.family for lesson in given.lessons if lesson.real}
    real = [row.family in of_real for row in given.rows]
    for name, wanted in (("our own writing", [not one for one in real]), ("real agreements", real)):
        result = fit(subset(given.rows, wanted))
        said = {key: say(result.model, found) for key, found in given.sets.items()}
        yield Variant(f"fast, trained on {name} alone", f1_of(result.fast.figures), said)


def _sentences(fitted: Fit, given: Material) -> Variant:
    """The linear model, shown sentences one at a time; how its scores are read is fitted out of fold."""
    rows, parts = given.rows, sentence_features(given.taught)
    home = folds_of([row.family for row in rows])
    z = np.zeros((len(rows), len(label_names())))
    for fold in sorted(set(home.tolist())):
        model = fit(subset(rows, (home != fold).tolist())).model
        own = [part for part, number in zip(parts, home, strict=True) if number == fold]
        z[home == fold] = scores(model, own, subset(rows, (home == fold).tolist()))
    readout = _readout(z, rows)
    said = {}
    for name, found in given.sets.items():
        best = scores(fitted.model, sentence_features(given.golds[name]), found)
        said[name] = decide(readout.reading.weights.chances(best), found, readout.reading)
    return Variant("fast, sentences scored one by one, the best counts", f1_of(readout.figures), said)


def _cues(rows: Sequence[Example]) -> Said:
    """A clause carries the labels that its strong cues name, and an item those of its lead-in; else ``general``."""
    carried = np.zeros((len(rows), len(label_names())))
    for index, row in enumerate(rows):
        facts = row.blocks["x"]
        named = [n for n in label_names() if f"x own strong {n}" in facts or f"x lead-in strong {n}" in facts]
        for name in named or ["general"]:
            carried[index, label_names().index(name)] = 1
    return Said(carried, carried, np.zeros(len(rows), dtype=bool))


def _encoder_alone(given: Material) -> Variant:
    readout = _readout(logits_of(given.rows), given.rows, cues=False)
    reading = readout.reading
    said = {
        name: decide(reading.weights.chances(logits_of(found)), found, reading, cues=False)
        for name, found in given.sets.items()
    }
    return Variant("encoder alone: no cues, no linear model", f1_of(readout.figures), said)


def _readout(z: Floats, rows: Sequence[Example], *, cues: bool = True) -> Readout:
    """How scores of one model are best read."""
    weights = weigh(z, truth_of(rows))
    return settle(weights, within(weights.chances(z), rows, cues=cues), truth_of(rows))


def _static(given: Material) -> Variant:
    vectors, truth = static.embeddings(given.taught), truth_of(given.rows)
    result = fit(_telling(given.rows, static.out_of_fold(vectors, given.rows, truth)))
    classifier = static.train(vectors, truth, np.array([row.weight for row in given.rows]))
    said = {}
    for name, found in given.sets.items():
        told = _telling(found, classifier.logits(static.embeddings(given.golds[name])))
        said[name] = say(result.model, told, "full")
    out_of_fold = f1_of(result.full.figures) if result.full else None
    return Variant("full, static embeddings in the encoder's place", out_of_fold, said)


def _telling(rows: Sequence[Example], logits: Floats) -> list[Example]:
    return [replace(row, logits=tuple(own)) for row, own in zip(rows, logits.tolist(), strict=True)]
