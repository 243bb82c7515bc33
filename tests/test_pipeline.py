"""The whole way from bytes to record: invariants over generated documents, determinism, isolation of failures."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.gold import corpus_gold
from evaluation.render_pdf import render_pdf
from extractor import Extractor, LicenseRecord, to_frame
from extractor.errors import SourceError
from extractor.ingest import read
from extractor.record import Failure

_PIECES = st.sampled_from(
    [
        "The user shall not use the data for any commercial purpose.",
        "1. Access",
        "2.1 Sign this form and send it to office@uni.example.",
        "- selling the data,",
        "(a) to keep it safe;",
        "A. show few pictures",
        "## Storage",
        "Keep the data for 3 years, e.g. on a disk",
        "sub.\t004, 010, 030",
        "iv) nothing else",
        "Only subjects S01-S10 may be shown:",
        "“Data” means the recordings",
        "Name: ______\tDate: ____",
        "| a | b |",
        "|---|---|",
        "@article{x,\n title={Y}\n}",
        "USD100,000.00 within thirty (30) days",
        "including",
        "-",
        "不得用于商业目的",
        "\u202eabc",
        "\x00",
    ]
)
_DOCUMENTS = st.lists(
    st.tuples(_PIECES, st.sampled_from(["\n", "\n\n", " ", "\r\n", "\f"])), min_size=1, max_size=25
).map(lambda parts: "".join(piece + gap for piece, gap in parts))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(_DOCUMENTS, st.text(max_size=200)))
def test_every_document_gives_a_sound_record_or_a_reasoned_failure(extractor: Extractor, text: str) -> None:
    """The record's own validator holds the invariants of the schema; here they meet documents of any shape."""
    try:
        record = extractor.extract(text.encode("utf-8", "surrogatepass"), name="a.txt")
    except SourceError as error:
        assert error.hint
        return
    assert LicenseRecord.model_validate_json(record.model_dump_json()) == record
    assert [clause.id for clause in record.clauses] == [f"c{n}" for n in range(1, len(record.clauses) + 1)]
    assert len(record.terms) == 19
    for clause in record.clauses:
        assert clause.text == clause.text.strip()
        assert bool(clause.labels) == (clause.kind in {"clause", "item", "table", "reference"})


def test_the_same_input_gives_the_same_bytes(extractor: Extractor, demo: Path) -> None:
    for path in sorted(demo.iterdir()):
        first = extractor.extract(path).model_dump_json()
        assert Extractor.load().extract(path).model_dump_json() == first


def test_a_path_and_its_bytes_give_the_same_record(extractor: Extractor, demo: Path) -> None:
    path = demo / "tidewater-eeg.md"
    assert extractor.extract(path.read_bytes(), name=path.name) == extractor.extract(str(path))


def test_the_name_of_a_file_decides_no_answer(extractor: Extractor, demo: Path) -> None:
    data = (demo / "lumen-faces.txt").read_bytes()
    one, two = extractor.extract(data, name="smic.txt"), extractor.extract(data, name="x.txt")
    assert (one.clauses, one.entities, one.terms) == (two.clauses, two.entities, two.terms)


def test_many_loses_none(extractor: Extractor, demo: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n")
    sources = [
        tmp_path / "empty.txt",
        demo / "lumen-faces.txt",
        tmp_path / "missing.txt",
        b"1. Do not sell the data.",
    ]
    results = list(extractor.extract_many(sources))
    assert [type(result) for result in results] == [Failure, LicenseRecord, Failure, LicenseRecord]
    assert [result.kind for result in results if isinstance(result, Failure)] == ["empty", "not_found"]


def test_a_defect_of_ours_costs_one_document(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(document: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("extractor.pipeline.split", broken)
    (failure,) = extractor.extract_many([b"1. Do not sell the data."], workers=0)
    assert isinstance(failure, Failure)
    assert failure.kind == "internal" and "ZeroDivisionError: oops" in failure.message


def test_renaming_changes_no_structure_and_no_label(extractor: Extractor) -> None:
    """Data sets, people and addresses renamed: nothing that we answer hangs on a name that was seen in training."""
    names = {
        "AURIGA": "ZEPHYROS",
        "Velmere": "Tolvanne",
        "auriga": "zephyros",
        "Perception Laboratory": "Observation Institute",
        "Okonjo": "Halvorsen",
        "Haldane": "Petrescu",
        "Virtala": "Nakamura",
    }
    checked = 0
    for gold in corpus_gold():
        changed = gold.text
        for old, new in names.items():
            changed = changed.replace(old, new)
        if changed == gold.text:
            continue
        checked += 1
        before, after = (extractor.extract(text.encode(), name="a.txt") for text in (gold.text, changed))
        assert [(c.kind, c.number, c.parent) for c in before.clauses] == [
            (c.kind, c.number, c.parent) for c in after.clauses
        ]
        labels = [[[label.label for label in c.labels] for c in record.clauses] for record in (before, after)]
        assert labels[0] == labels[1]
    assert checked


def test_a_pdf_says_what_its_text_says(extractor: Extractor, demo: Path) -> None:
    """Rendered to pages, a license keeps its answers; clauses know their page and place."""
    source = demo / "lumen-faces.txt"
    plain = extractor.extract(source)
    paged = extractor.extract(render_pdf(read(source), head="LUMEN Faces"), name="lumen-faces.pdf")
    assert {name: term.value for name, term in paged.terms.items()} == {
        name: term.value for name, term in plain.terms.items()
    }
    assert paged.document.method == "pdf" and paged.document.pages
    assert all(clause.page and 1 <= clause.page <= paged.document.pages for clause in paged.clauses)
    assert "Page 1" not in paged.document.text


def test_frames_have_a_row_a_document_a_clause_an_entity(extractor: Extractor, demo: Path) -> None:
    record = extractor.extract(demo / "lumen-faces.txt")
    terms = to_frame([record, record])
    assert len(terms) == 2 and set(record.terms) < set(terms.columns)
    assert terms.loc[0, "commercial_use"] == "prohibited"
    assert len(to_frame([record], what="clauses")) == len(record.clauses)
    assert len(to_frame([record], what="entities")) == len(record.entities)
