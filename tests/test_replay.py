"""Models measured on prepared rows decide as the labeller decides, and rows taken apart stay whole."""

from __future__ import annotations

from itertools import islice

import pytest

from evaluation.gold import corpus_gold, gold_clauses
from evaluation.replay import say, truth_of
from evaluation.sets import measured_rows, subset
from evaluation.variants import CHANGES
from extractor.classify import Labeller, Mode
from extractor.classify.artifact import default_folder, read_model
from extractor.classify.encoder import Encoder
from extractor.gold import Gold
from extractor.taxonomy.labels import label_names
from extractor.types import CONTENT_KINDS
from models.fit import Example


@pytest.fixture(scope="module")
def golds() -> list[Gold]:
    with_lists = (gold for gold in corpus_gold("test") if any(one["kind"] == "item" for one in gold.data["segments"]))
    return list(islice(with_lists, 4))


@pytest.fixture(scope="module")
def rows(golds: list[Gold]) -> list[Example]:
    return measured_rows(golds, Encoder(default_folder()))


@pytest.mark.parametrize("mode", ["fast", "full"])
def test_rows_are_read_as_the_labeller_reads_clauses(golds: list[Gold], rows: list[Example], mode: Mode) -> None:
    labeller = Labeller.load(mode=mode)
    found = [
        item for gold in golds for item in labeller.label(*gold_clauses(gold)) if item.clause.kind in CONTENT_KINDS
    ]
    said = say(read_model(default_folder(), mode)[0], rows, mode)
    for item, carried, chances, review in zip(found, said.carried, said.chances, said.review, strict=True):
        mine = {name: chance for name, on, chance in zip(label_names(), carried, chances, strict=True) if on}
        assert mine == pytest.approx({scored.label: scored.score for scored in item.labels}, abs=1e-3)
        assert review == item.review


def test_a_subset_keeps_lead_ins_with_their_items(rows: list[Example]) -> None:
    last = rows[-1].family
    kept = subset(rows, [row.family == last for row in rows])
    before = [rows[row.parent].truth for row in rows if row.family == last and row.parent is not None]
    assert before and [kept[row.parent].truth for row in kept if row.parent is not None] == before


@pytest.mark.parametrize("name", list(CHANGES))
def test_a_part_that_is_taken_away_is_gone(rows: list[Example], name: str) -> None:
    changed = [CHANGES[name](row) for row in rows]
    assert (changed == rows) == name.startswith("fast")
    assert (truth_of(changed) == truth_of(rows)).all()
