"""The scorer: figures worked out by hand, and agreement with the reference scorer where that is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evaluation.gold import corpus_gold
from extractor import Extractor
from extractor.align import align, words
from extractor.gold import Gold, read_gold
from extractor.record import LicenseRecord
from extractor.report import evaluate, table
from extractor.score import Tally, normalize

TEXT = "Cite the paper always.\n\nNever sell the data; ask a@b.example first."


def gold(**changes: Any) -> Gold:
    data = {
        "segments": [
            {"start": 0, "end": 22, "kind": "clause", "labels": ["citation"]},
            {"start": 24, "end": 67, "kind": "clause", "labels": ["commercial_use"]},
        ],
        "entities": [{"start": 49, "end": 60, "type": "EMAIL", "value": "a@b.example", "role": "request"}],
        "terms": {"commercial_use": "permission_required", "citation": "required", "liability": []},
        "subject_rules": [],
    }
    return Gold("doc", TEXT, data | changes)


def record(
    clauses: list[tuple[int, int, list[str]]], role: str = "request", commercial: str = "permission_required"
) -> LicenseRecord:
    by = "rule:test/1"
    return LicenseRecord.model_validate(
        {
            "producer": {"version": "0", "model": "m"},
            "document": {
                "id": "0" * 64,
                "name": "doc",
                "media_type": "text/plain",
                "bytes": 1,
                "method": "text",
                "language": "en",
                "text": TEXT,
            },
            "clauses": [
                {
                    "id": f"c{n}",
                    "kind": "clause",
                    "start": start,
                    "end": end,
                    "text": TEXT[start:end],
                    "labels": [
                        {"label": name, "score": 1, "evidence": [{"start": start, "end": end, "by": by}]}
                        for name in labels
                    ],
                }
                for n, (start, end, labels) in enumerate(clauses, 1)
            ],
            "entities": [
                {
                    "type": "EMAIL",
                    "text": "a@b.example",
                    "value": "a@b.example",
                    "role": role,
                    "start": 49,
                    "end": 60,
                    "clause": f"c{len(clauses)}",
                    "by": by,
                }
            ],
            "subject_rules": [],
            "terms": {
                "commercial_use": {
                    "value": commercial,
                    "score": 1,
                    "clauses": ["c1"],
                    "evidence": [{"start": 0, "end": 4, "by": by}],
                },
                "citation": {"value": "unspecified", "score": 1},
                "liability": {"value": (), "score": 1},
            },
        }
    )


def test_a_perfect_record_scores_one() -> None:
    figures = evaluate([gold()], lambda _: record([(0, 22, ["citation"]), (24, 67, ["commercial_use"])])).figures()
    assert figures["segmentation"]["f"] == figures["segments_exact"]["f"] == figures["label_micro"]["f"] == 1
    assert figures["email_role_accuracy"] == figures["text_coverage"] == 1


def test_labels_count_by_the_share_of_words() -> None:
    """One clause over both: each gold segment carries both labels, so each label is half right."""
    report = evaluate([gold()], lambda _: record([(0, 67, ["citation", "commercial_use"])]))
    assert (report.counts.segments.tp, report.counts.segments.fn, report.counts.exact.tp) == (1, 1, 0)
    assert (report.counts.labels["citation"].tp, report.counts.labels["citation"].fp) == (1, 1)
    assert report.label_micro.f1 == pytest.approx(2 / 3)


def test_roles_and_terms() -> None:
    report = evaluate([gold()], lambda _: record([(0, 67, [])], role="contact", commercial="permitted"))
    assert report.role_accuracy == 0
    assert report.counts.dropped == ["doc: commercial_use is permission_required, not permitted"]
    assert report.counts.wrong_terms == ["doc: citation is required, not unspecified"]
    assert report.term_accuracy == pytest.approx(1 / 3)
    assert (report.counts.stated.tp, report.counts.stated.fp, report.counts.stated.fn) == (0, 1, 2)


def test_a_failed_document_counts_against_us() -> None:
    report = evaluate([gold()], lambda _: None)
    assert report.counts.segments.fn == 2
    assert report.counts.labels["citation"].fn == 1
    assert report.counts.entities["EMAIL"].fn == 1
    assert report.term_accuracy == pytest.approx(1 / 3), "liability is empty in the gold"


@pytest.mark.parametrize(
    ("value", "normal"),
    [("“CAS(X)<sup>3</sup>”", "cas(x)3"), (" The **Lab**. ", "the lab"), ("a\n b", "a b"), ("(S01)", "s01")],
)
def test_values_are_compared_without_markup(value: str, normal: str) -> None:
    assert normalize(value) == normal


def test_words_skip_tags_and_link_targets() -> None:
    assert [word for _, word in words("A<sup>3</sup> [mail](mailto:x@y.z) b_c")] == [
        "a",
        "3",
        "mail",
        "b",
        "c",
    ]


def test_alignment_pairs_equal_words_only() -> None:
    assert align(["a", "x", "c"], ["a", "b", "c"]) == {0: 0, 2: 2}


def test_tally_without_anything_is_zero() -> None:
    assert Tally().f1 == Tally().precision == Tally().recall == 0


def test_the_table_sets_reports_side_by_side() -> None:
    reports = [evaluate([gold()], lambda _: record([(0, 67, [])]), name=name) for name in ("us", "them")]
    lines = table(reports).splitlines()
    assert lines[0] == "| measure | us | them |"
    assert "| citation | 1 | 0.000 | 0.000 |" in lines


def _reference(shared: Path, gold_dir: Path, text_dir: Path, records: Path, out: Path) -> dict[str, Any]:
    script = shared / "tools" / "score.py"
    command = [sys.executable, script, gold_dir, text_dir, records, "--json", out]
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return json.loads(out.read_text())


def _agree(mine: Any, theirs: Any, where: str = "") -> None:
    if isinstance(theirs, dict):
        for key in theirs.keys() - {"missing", "documents"}:
            assert key in mine, f"{where}/{key}"
            _agree(mine[key], theirs[key], f"{where}/{key}")
    else:
        assert mine == pytest.approx(theirs, abs=5e-4), where


@pytest.mark.parametrize(("gold_dir", "text_dir"), [("gold", "supplied"), ("dev/gold", "dev/txt")])
def test_agrees_with_the_reference_on_third_party_texts(
    shared: Path, tmp_path: Path, extractor: Extractor, gold_dir: str, text_dir: str
) -> None:
    golds = list(read_gold(shared / gold_dir, shared / text_dir))
    records = {g.name: extractor.extract(g.text.encode(), name=f"{g.name}.txt") for g in golds}
    for name, item in records.items():
        (tmp_path / f"{name}.json").write_text(item.model_dump_json())
    theirs = _reference(shared, shared / gold_dir, shared / text_dir, tmp_path, tmp_path / "out.score")
    _agree(evaluate(golds, lambda g: records[g.name]).figures(), theirs)


def test_agrees_with_the_reference_on_the_corpus(shared: Path, tmp_path: Path, extractor: Extractor) -> None:
    golds = list(corpus_gold("test"))
    for part in ("gold", "txt", "rec"):
        (tmp_path / part).mkdir()
    records = {g.name: extractor.extract(g.text.encode(), name=f"{g.name}.txt") for g in golds}
    for g in golds:
        (tmp_path / "txt" / f"{g.name}.txt").write_text(g.text, encoding="utf-8", newline="")
        (tmp_path / "gold" / f"{g.name}.json").write_text(json.dumps(g.data))
        (tmp_path / "rec" / f"{g.name}.json").write_text(records[g.name].model_dump_json())
    theirs = _reference(shared, tmp_path / "gold", tmp_path / "txt", tmp_path / "rec", tmp_path / "out.score")
    _agree(evaluate(golds, lambda g: records[g.name]).figures(), theirs)
