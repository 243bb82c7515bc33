"""Every answer comes back out of every format for tables and annotation, as its users would read it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import spacy
from pyarrow import parquet
from spacy.tokens import DocBin

from evaluation.gold import read_gold
from extractor.export import WRITERS
from extractor.record import LicenseRecord
from extractor.taxonomy.answers import all_questions, questions, readable
from tests.golds import corpus_records, every_answer, record_of_gold

Answers = dict[str, str | tuple[str, ...]]


def answers(record: LicenseRecord) -> Answers:
    return {name: record.terms[name].value for name in questions()}


def as_given(name: str, values: Sequence[str]) -> str | tuple[str, ...]:
    """An answer of a table in the form of the record: a list without the word that stands for silence."""
    if questions()[name].is_set:
        return tuple(value for value in values if value != "unspecified")
    (value,) = values
    return value


def from_csv(data: bytes) -> Iterator[Answers]:
    for row in pd.read_csv(io.BytesIO(data), dtype=str, keep_default_na=False).to_dict("records"):
        yield {
            name: as_given(name, row[name].split("; ") if question.is_set else [row[name]])
            for name, question in questions().items()
        }


def from_parquet(data: bytes) -> Iterator[Answers]:
    for row in parquet.read_table(io.BytesIO(data)).to_pylist():
        yield {
            name: as_given(name, row[name] if question.is_set else [row[name]])
            for name, question in questions().items()
        }


def from_docbin(data: bytes) -> Iterator[Answers]:
    for doc in DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("en").vocab):
        found = doc.user_data["terms"]
        yield {name: tuple(found[name]) if question.is_set else found[name] for name, question in questions().items()}


def from_label_studio(data: bytes) -> Iterator[Answers]:
    for task in json.loads(data):
        found: dict[str, Any] = {result["from_name"]: result["value"] for result in task["predictions"][0]["result"]}
        values = {name: found[name].get("choices") or found[name].get("text") for name in questions() if name in found}
        yield {name: as_given(name, values.get(name, ["unspecified"])) for name in questions()}


READERS: dict[str, Callable[[bytes], Iterator[Answers]]] = {
    "csv": from_csv,
    "parquet": from_parquet,
    "docbin": from_docbin,
    "label-studio": from_label_studio,
}


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_answers_come_back(form: str, source: Callable[[], Sequence[LicenseRecord]]) -> None:
    records = list(source())
    assert len(records) >= 20
    found = list(READERS[form](b"".join(WRITERS[form].write(records))))
    assert found == [answers(record) for record in records]


@pytest.mark.parametrize("form", READERS)
def test_answers_of_the_supplied_agreements_come_back(form: str, shared: Path) -> None:
    records = [record_of_gold(gold) for gold in read_gold(shared / "gold", shared / "supplied")]
    assert len(records) == 5
    assert list(READERS[form](b"".join(WRITERS[form].write(records)))) == [answers(record) for record in records]


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_the_workbook_shows_every_answer(source: Callable[[], Sequence[LicenseRecord]]) -> None:
    records = list(source())
    book = openpyxl.load_workbook(io.BytesIO(b"".join(WRITERS["xlsx"].write(records))), read_only=True)
    _, *rows = book["Terms"].iter_rows(values_only=True)
    assert len(rows) == len(records) * len(all_questions())
    titles = {question.title: name for name, question in questions().items()}
    shown = iter([row for row in rows if row[1] in titles])
    for record in records:
        for name, value in answers(record).items():
            row = next(shown)
            assert titles[str(row[1])] == name
            values = (value,) if isinstance(value, str) else value or ("unspecified",)
            assert row[2] == ", ".join(map(readable, values))
