"""Whether scores mean what they say: ``python -m evaluation.calibration`` writes ``results/calibration.md``.

A score of 0.8 should be right in eight cases of ten. Labels are measured on clauses cut as the gold cuts them; the
answers on whole records, made from the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.gold import Gold
from evaluation.replay import Floats, Said, say, truth_of
from evaluation.sets import left_out, measured, measured_rows, say_progress, write_page
from extractor.classify import Mode
from extractor.classify.artifact import default_folder, read_model
from extractor.classify.encoder import Encoder
from extractor.pipeline import Extractor
from extractor.score import normalize
from extractor.taxonomy.labels import label_names
from models.fit import Example

_BINS = 15
_DRAWS = 200
_MODES: tuple[Mode, ...] = ("full", "fast")


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of like score."""

    cases: int
    score: float
    """Their mean score."""
    right: float
    """The share that is right."""


@dataclass(frozen=True, slots=True)
class Told:
    """Answers of records: a value each."""

    scores: Floats
    right: Floats
    stated: NDArray[np.bool_]
    """Whether the record gives an answer, rather than calling the text silent."""
    review: NDArray[np.bool_]


def main() -> None:
    """Writes the page."""
    sets = measured()
    encoder = Encoder(default_folder())
    say_progress("reading clauses")
    rows = {name: measured_rows(golds, encoder) for name, golds in sets.items()}
    said = {
        mode: {name: say(read_model(default_folder(), mode)[0], rows[name], mode) for name in sets} for mode in _MODES
    }
    answers = {}
    for mode in _MODES:
        say_progress(f"answering, {mode}")
        extractor = Extractor.load(mode)
        answers[mode] = {name: told(extractor, golds) for name, golds in sets.items()}
    write_page("calibration.md", page(rows, said, answers) + left_out(sets))


def bins_of(scores: Floats, right: Floats, count: int = _BINS) -> list[Bin]:
    """The cases in ``count`` bins of equal size, by rising score; fewer where there are fewer cases."""
    order = np.argsort(scores, kind="stable")
    parts = [part for part in np.array_split(order, count) if len(part)]
    return [Bin(len(part), float(scores[part].mean()), float(right[part].mean())) for part in parts]


def expected_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: how far scores lie from the share that is right, weighed by cases.

    Naeini et al. 2015, https://doi.org/10.1609/aaai.v29i1.9602, with bins of equal mass in place of equal width.
    """
    return sum(one.cases * abs(one.score - one.right) for one in bins) / max(1, sum(one.cases for one in bins))


def error_by_chance(scores: Floats) -> float:
    """The expected calibration error of scores that mean what they say, for so many cases, over many draws."""
    random = np.random.default_rng(0)
    draws = [(random.random(len(scores)) < scores).astype(float) for _ in range(_DRAWS)]
    return float(np.mean([expected_error(bins_of(scores, drawn)) for drawn in draws]))


def _error(scores: Floats, right: Floats) -> str:
    return f"{expected_error(bins_of(scores, right)):.3f} | {error_by_chance(scores):.3f}"


def told(extractor: Extractor, golds: Sequence[Gold]) -> Told:
    """The answers to all fields of all ``golds``."""
    found = []
    for gold in golds:
        record = extractor.extract(gold.text.encode(), name=f"{gold.name}.txt")
        for name, wanted in gold.data["terms"].items():
            term = record.terms[name]
            found.append((term.score, _same(term.value, wanted), term.stated, term.review))
    scores, right, stated, review = zip(*found, strict=True)
    return Told(np.array(scores), np.array(right, dtype=float), np.array(stated, bool), np.array(review, bool))


def _same(value: str | tuple[str, ...], wanted: str | list[str]) -> bool:
    if isinstance(wanted, list):
        return {normalize(one) for one in value} == {normalize(one) for one in wanted}
    return normalize(value) == normalize(wanted)


def page(
    rows: Mapping[str, Sequence[Example]],
    said: Mapping[Mode, Mapping[str, Said]],
    answers: Mapping[Mode, Mapping[str, Told]],
) -> str:
    """The tables as Markdown."""
    lines = [
        "# Do scores mean what they say?",
        "",
        "Written by `python -m evaluation.calibration`. The shipped model on documents that it did not learn from.",
        f"ECE is the expected calibration error over {_BINS} bins of equal size; *by chance* is what perfect scores",
        "would show on so few cases. *Given*: the labels that clauses carry, with the scores that records show. *All*:",
        "every label of every clause, most of them unlikely and rightly so.",
        "",
        "| model | set | clauses | mean score, given | right, given | ECE, given | by chance | ECE, all |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for mode, sets in said.items():
        for name, one in sets.items():
            truth, on = truth_of(rows[name]), one.carried > 0
            everything = expected_error(bins_of(one.chances.ravel(), truth.ravel()))
            lines.append(
                f"| {mode} | {name} | {len(truth)} | {one.chances[on].mean():.3f} | {truth[on].mean():.3f} "
                f"| {_error(one.chances[on], truth[on])} | {everything:.3f} |"
            )
    lines += ["", "## Reliability of the labels given, full model", "", *_reliability(rows, said["full"])]
    lines += ["", "## The review mark", "", *_marks(rows, said)]
    for name, found in rows.items():
        lines += ["", f"## By label, full model, {name}", "", *_by_label(found, said["full"][name])]
    lines += ["", "## Answers", "", *_answers(answers)]
    return "\n".join(lines) + "\n"


def _reliability(rows: Mapping[str, Sequence[Example]], said: Mapping[str, Said]) -> Iterator[str]:
    yield "Each cell: mean score → share right (cases)."
    yield ""
    columns = []
    for name, found in rows.items():
        on = said[name].carried > 0
        columns.append(bins_of(said[name].chances[on], truth_of(found)[on]))
    yield from _side_by_side(list(rows), columns)


def _side_by_side(names: Sequence[str], columns: Sequence[Sequence[Bin]]) -> Iterator[str]:
    yield f"| bin | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for place in range(max(map(len, columns))):
        cells = [
            f"{bins[place].score:.2f} → {bins[place].right:.2f} ({bins[place].cases})" if place < len(bins) else ""
            for bins in columns
        ]
        yield f"| {place + 1} | {' | '.join(cells)} |"


def _marks(rows: Mapping[str, Sequence[Example]], said: Mapping[Mode, Mapping[str, Said]]) -> Iterator[str]:
    yield "Clauses without the mark are those that a person may skip: how often their labels are right, and how many"
    yield "of the gold's labels they lack."
    yield ""
    yield "| model | set | clauses without mark | their labels right | lacking | right, with mark |"
    yield "|---|---|---|---|---|---|"
    for mode, sets in said.items():
        for name, one in sets.items():
            truth, free = truth_of(rows[name]), ~one.review
            yield (
                f"| {mode} | {name} | {free.mean():.0%} | {_share(truth[free], one.carried[free])} "
                f"| {_share(1 - one.carried[free], truth[free])} | {_share(truth[~free], one.carried[~free])} |"
            )


def _by_label(rows: Sequence[Example], one: Said) -> Iterator[str]:
    truth, free = truth_of(rows), ~one.review
    yield "*Free*: the share of the labels given that stands in clauses without the mark; *right* and *lacking* there."
    yield ""
    yield "| label | ECE, all | by chance | given | right | free | free: right | free: lacking |"
    yield "|---|---|---|---|---|---|---|---|"
    for place, name in enumerate(label_names()):
        chances, right, on = one.chances[:, place], truth[:, place], one.carried[:, place]
        if not right.any() and not on.any():
            continue
        yield (
            f"| {name} | {_error(chances, right)} | {on.sum():.0f} | {_share(right, on)} "
            f"| {_share(free.astype(float), on)} | {_share(right[free], on[free])} "
            f"| {_share(1 - on[free], right[free])} |"
        )


def _share(of: Floats, among: Floats) -> str:
    """The share of ``among`` that is ``of``; a dash where there are none."""
    return f"{(of * among).sum() / among.sum():.0%}" if among.any() else "–"


def _answers(answers: Mapping[Mode, Mapping[str, Told]]) -> Iterator[str]:
    yield "*Stated*: answers that a rule or a label proves. *Silent*: the answer that the text does not say."
    yield ""
    yield (
        "| model | set | answers | ECE, stated | by chance | ECE, silent | by chance "
        "| without mark | right there | right, with mark |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for mode, sets in answers.items():
        for name, one in sets.items():
            stated, silent = (_error(one.scores[which], one.right[which]) for which in (one.stated, ~one.stated))
            free = ~one.review
            yield (
                f"| {mode} | {name} | {len(one.right)} | {stated} | {silent} | {free.mean():.0%} "
                f"| {one.right[free].mean():.1%} | {_share(one.right, one.review.astype(float))} |"
            )
    yield ""
    yield "Reliability of stated answers, full model: mean score → share right (cases)."
    yield ""
    full = answers["full"]
    yield from _side_by_side(
        list(full), [bins_of(one.scores[one.stated], one.right[one.stated], 10) for one in full.values()]
    )


if __name__ == "__main__":
    main()
