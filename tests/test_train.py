"""Training: the same documents give the same bytes, and copies of one agreement never part."""

from __future__ import annotations

from pathlib import Path

from corpus.load import documents
from corpus.render import render_text
from extractor.classify import Labeller
from extractor.classify.artifact import write_model
from extractor.gold import Gold
from models.families import families
from models.fit import Lesson, examples, fit
from models.train import external_gold


def few() -> list[Gold]:
    """The first documents of the corpus."""
    sources = [source for source, _ in zip(documents("train"), range(6), strict=False)]
    return [Gold(source.name, *render_text(source)) for source in sources]


def test_the_same_documents_give_the_same_model(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write_model(fit(examples(Lesson(gold, gold.name) for gold in few())).model, tmp_path / folder)
    one, two = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert Labeller.load(tmp_path / "one").model_id == Labeller.load(tmp_path / "two").model_id


def test_a_copied_agreement_belongs_to_the_family_of_its_original() -> None:
    first, second, *_ = few()
    copy = Gold("copy", first.text.replace(" the ", " any ", 1), first.data)
    found = families([first, second, copy])
    assert found["copy"] == found[first.name] != found[second.name]


def test_without_external_texts_there_is_nothing_to_train_on_but_the_corpus(tmp_path: Path) -> None:
    assert external_gold(tmp_path) == []
