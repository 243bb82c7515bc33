"""What the pages of results are computed from: calibration, baselines, gold in the place of a stage."""

from __future__ import annotations

import numpy as np
import pytest

from corpus.load import documents
from evaluation.calibration import bins_of, error_by_chance, expected_error
from evaluation.curves import learning, page, strangers
from evaluation.gold import corpus_gold, gold_clauses
from evaluation.sentences import sentence_features
from evaluation.sets import left_out, measured, measured_rows
from evaluation.stages import rows as by_given
from evaluation.words_alone import BY, WordsAlone
from extractor.classify import Labeller
from extractor.gold import Gold
from extractor.report import evaluate
from extractor.types import CONTENT_KINDS
from models.fit import Example, Lesson


@pytest.fixture(scope="module")
def golds() -> list[Gold]:
    return [gold for gold, _ in zip(corpus_gold("test"), range(6), strict=False)]


@pytest.fixture(scope="module")
def rows(golds: list[Gold]) -> list[Example]:
    return measured_rows(golds)


@pytest.mark.parametrize(
    ("scores", "right", "error"),
    [
        ([1.0, 1.0, 0.0, 0.0], [1, 1, 0, 0], 0.0),
        ([1.0, 1.0, 0.0, 0.0], [0, 0, 1, 1], 1.0),
        ([0.5, 0.5, 0.5, 0.5], [1, 0, 1, 0], 0.0),
        ([0.9, 0.9, 0.9, 0.9], [1, 0, 1, 0], 0.4),
        ([0.2, 0.8, 0.2, 0.8], [0, 1, 1, 1], 0.25),
    ],
)
def test_the_error_is_the_distance_of_scores_from_what_is_right(
    scores: list[float], right: list[int], error: float
) -> None:
    assert expected_error(bins_of(np.array(scores), np.array(right, dtype=float), 2)) == pytest.approx(error)


def test_bins_are_of_equal_size_and_none_is_empty() -> None:
    bins = bins_of(np.linspace(0, 1, 31), np.ones(31))
    assert [one.cases for one in bins] == [3] + [2] * 14
    assert [one.score for one in bins] == sorted(one.score for one in bins)
    assert len(bins_of(np.array([0.5]), np.array([1.0]))) == 1


def test_few_cases_show_more_error_by_chance_than_many() -> None:
    few, many = error_by_chance(np.full(30, 0.7)), error_by_chance(np.full(3000, 0.7))
    assert few > 0.2 > 0.05 > many > 0
    assert error_by_chance(np.ones(30)) == 0


def test_what_the_gold_gives_is_right(golds: list[Gold]) -> None:
    given = by_given(Labeller.load(mode="fast"))
    reports = {name: evaluate(golds[:2], extract, name=name) for name, extract in given.items()}
    assert reports["segments"].counts.segments.f1 == 1 > reports["segments"].label_micro.f1
    assert reports["segments and labels"].label_micro.f1 == pytest.approx(1)
    assert reports["segments, labels and entities"].figures()["entity_micro"]["r"] == 1
    assert reports["nothing"].counts.documents == 2


def test_words_alone_know_no_cues(golds: list[Gold], rows: list[Example]) -> None:
    record = WordsAlone(rows).extract(golds[0].text.encode(), name="license.txt")
    proofs = {proof.by for clause in record.clauses for label in clause.labels for proof in label.evidence}
    assert proofs == {BY}
    assert all(bool(clause.labels) == (clause.kind in CONTENT_KINDS) for clause in record.clauses)


def test_sentences_have_the_features_of_their_clause(golds: list[Gold], rows: list[Example]) -> None:
    parts = sentence_features(golds)
    clauses = [c for gold in golds for c in gold_clauses(gold)[1] if c.kind in CONTENT_KINDS]
    assert [len(part) for part in parts] == [len(clause.sentences) for clause in clauses]
    for part, row in zip(parts, rows, strict=True):
        assert all(counts["w"].keys() <= row.blocks["w"].keys() for counts in part)
        assert len(part) > 1 or part[0]["w"] == row.blocks["w"]


def test_a_learning_curve_draws_families_of_our_own(golds: list[Gold], rows: list[Example]) -> None:
    lessons = [Lesson(gold, gold.name, real=place < 2) for place, gold in enumerate(golds)]
    found = list(learning(lessons, rows, {"itself": rows}))
    assert [(point.families, point.real) for point in found] == [(4, False), (4, True)]
    assert found[0].clauses < found[1].clauses == len(rows)
    assert found[1].scores["itself"].micro > 0.8


def test_a_genre_is_told_by_models_that_never_saw_it() -> None:
    sources = [source for source in documents() if source.genre in ("agriculture", "web terms")]
    genres = list(strangers(sources))
    assert [(genre.name, genre.documents > 1) for genre in genres] == [("agriculture", True), ("web terms", True)]
    assert all(0 < genre.unseen.micro < 1 and 0 < genre.seen.micro < 1 for genre in genres)
    assert "| web terms |" in page([], genres, ["corpus test"])


def test_absent_texts_are_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    sets = measured(tmp_path_factory.mktemp("nothing"))
    assert list(sets) == ["corpus test"]
    assert "dev, supplied" in left_out(sets)
    assert left_out(["dev", "supplied"]) == ""
