"""The corpus: its source format, its checker, its renderings, its splits."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.check import problems
from corpus.load import documents, split_of
from corpus.render import render_text
from corpus.source import Source, read_source, unmark
from extractor.errors import GoldError
from extractor.taxonomy.labels import labels

HEAD = '+++\ngenre = "speech"\nfamily = "x"\n{}+++\n'


def source(tmp_path: Path, body: str, head: str = "") -> Source:
    path = tmp_path / "doc.agreement"
    path.write_text(HEAD.format(head) + body, encoding="utf-8")
    return read_source(path)


def test_marks_are_taken_out_of_the_text() -> None:
    text, marks = unmark(
        "Send ⟦EMAIL:submission|A@b.Example⟧ to ⟦DATASET|⟦PARTY:licensor|Aura⟧ Faces⟧ in ⟦DURATION:other=P3D|3 days⟧",
        "x",
    )
    assert text == "Send A@b.Example to Aura Faces in 3 days"
    assert [(m.type, m.role, m.value, text[m.start : m.end]) for m in marks] == [
        ("EMAIL", "submission", "a@b.example", "A@b.Example"),
        ("DATASET", None, "Aura Faces", "Aura Faces"),
        ("PARTY", "licensor", "Aura", "Aura"),
        ("DURATION", "other", "P3D", "3 days"),
    ]


@pytest.mark.parametrize("marked", ["⟦EMAIL|a", "a⟧", "⟦email|a⟧", "⟦a⟧"])
def test_crooked_marks_are_refused(marked: str) -> None:
    with pytest.raises(GoldError) as caught:
        unmark(marked, "doc:3")
    assert caught.value.source == "doc:3" and caught.value.hint


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("clause\tstorage\tKeep it safe.", None),
        ("clause\t-\tKeep it safe.", "needs labels"),
        ("heading\tstorage\tSafe", "carries no labels"),
        ("clause\tsafety\tKeep it safe.", "unknown labels"),
        ("clause\tgeneral\tWrite to a@b.org.", "e-mails without a mark"),
        ("clause\tgeneral\tSee https://a.example/x.", "addresses without a mark"),
        ("clause\tgeneral\tSee [here](https://a.example/x).", None),
        ("clause\tgeneral\tWrite to ⟦EMAIL|a@b.org⟧.", "has role None"),
        ("clause\tgeneral\tThe ⟦DATASET:licensor|Aura⟧.", "takes no role"),
        ("clause\tgeneral\tThe ⟦SET|Aura⟧.", "unknown entity type"),
        ("clause\tdeletion\tIn ⟦DURATION:other=3 days|3 days⟧.", "not ISO 8601"),
        ("clause\tfees\tPay ⟦MONEY=5 euro|5 euro⟧.", "is not like"),
    ],
)
def test_the_checker_names_the_problem(tmp_path: Path, body: str, complaint: str | None) -> None:
    found = list(problems(source(tmp_path, body)))
    assert (complaint is None and not found) or (complaint is not None and len(found) == 1 and complaint in found[0])


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        ('[terms]\nstorage = "safe"\n', "unknown value"),
        ('[terms]\nliability = "indemnity"\n', "must be a list"),
        ('[terms]\nsafety = "x"\n', "unknown term"),
        ('[terms]\nterm = "3 years"\n', "no ISO 8601 duration"),
        ('[terms]\nsubmission = ["a@b.org"]\n', "no marked e-mail"),
        ('[[subject_rules]]\naction = "publish"\nmode = "deny"\nids = ["S1"]\n', "no segment marks"),
        ('[[subject_rules]]\naction = "show"\nmode = "deny"\nids = []\n', "bad subject rule"),
    ],
)
def test_the_checker_reads_the_front_matter(tmp_path: Path, head: str, complaint: str) -> None:
    assert any(complaint in problem for problem in problems(source(tmp_path, "clause\tgeneral\tThanks.", head)))


def test_gold_offsets_point_into_the_rendered_text(tmp_path: Path) -> None:
    text, gold = render_text(
        source(tmp_path, "title\t-\t⟦DATASET|Aura⟧\nfurniture\t-\tPage 1\nitem\tstorage\t- a⏎b\nitem\tstorage\t- c")
    )
    assert text == "Aura\n\nPage 1\n\n- a\nb\n- c\n"
    assert [text[s["start"] : s["end"]] for s in gold["segments"]] == ["Aura", "- a\nb", "- c"]
    assert [text[e["start"] : e["end"]] for e in gold["entities"]] == ["Aura"]
    assert gold["terms"]["storage"] == "unspecified" and gold["terms"]["liability"] == []
    assert gold["sha256"] == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("document", list(documents()), ids=lambda d: d.name)
def test_every_document_is_sound(document: Source) -> None:
    assert not list(problems(document))
    text, gold = render_text(document)
    end = 0
    for segment in gold["segments"]:
        assert end <= segment["start"] < segment["end"]
        end = segment["end"]
    assert len(text) > 200


def test_every_label_has_examples_and_no_other_is_used() -> None:
    used = {label for document in documents() for segment in document.segments for label in segment.labels}
    assert used == {spec.name for spec in labels()}


def test_no_family_is_split() -> None:
    splits: dict[str, set[str]] = {}
    for document in documents():
        splits.setdefault(document.family, set()).add(split_of(document))
    assert all(len(found) == 1 for found in splits.values())
    assert {split for found in splits.values() for split in found} == {"train", "test"}
