"""SPDX 3.0.1 documents against the model that the SPDX project publishes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from spdx_python_model import v3_0_1 as spdx

from extractor.export.to_spdx import to_spdx
from extractor.gold import read_gold
from extractor.record import LicenseRecord
from tests.golds import corpus_records, every_answer, record_answering, record_of_gold
from tests.records import Provision, record_of

NO_ASSERTION = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"


def opened(text: str) -> Any:
    """The document's objects; the model raises where a property is unknown, of a wrong type or missing."""
    found = spdx.SHACLObjectSet()
    spdx.JSONLDDeserializer().read(io.BytesIO(text.encode()), found)
    assert not found.missing_ids - {NO_ASSERTION}
    spdx.JSONLDSerializer().write(found, io.BytesIO())  # how often a property must stand is checked when it is written
    return found


def graph(record: LicenseRecord) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = json.loads(to_spdx(record))["@graph"]
    return nodes


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_documents_are_valid(source: Callable[[], Iterable[LicenseRecord]]) -> None:
    for record in source():
        kinds = [type(item).__name__ for item in opened(to_spdx(record)).objects]
        assert kinds.count("SpdxDocument") == kinds.count("dataset_DatasetPackage") == 1


def test_documents_of_the_supplied_agreements_are_valid(shared: Path) -> None:
    for gold in read_gold(shared / "gold", shared / "supplied"):
        opened(to_spdx(record_of_gold(gold)))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"software_primaryPurpose": "data"', '"software_primaryPurpose": "dat"'),
        ('"dataset_datasetType"', '"dataset_type"'),
        ('"noAssertion"', '"pictures"'),
        ('"hasDeclaredLicense",\n', '"declares",\n'),
        ('"relationshipType": "hasDeclaredLicense",\n', ""),
    ],
)
def test_the_model_finds_what_is_wrong(right: str, wrong: str) -> None:
    text = to_spdx(record_answering({}))
    assert right in text
    with pytest.raises((ValueError, KeyError)):
        opened(text.replace(right, wrong))


def test_one_license_declared_and_one_concluded() -> None:
    nodes = graph(record_answering({"redistribution": "prohibited"}))
    (expression,) = (n for n in nodes if n["type"] == "simplelicensing_LicenseExpression")
    (text,) = (n for n in nodes if n["type"] == "simplelicensing_SimpleLicensingText")
    assert expression["simplelicensing_licenseExpression"].startswith("LicenseRef-")
    assert expression["simplelicensing_customIdToUri"][0]["value"] == text["spdxId"]
    for kind in ("hasDeclaredLicense", "hasConcludedLicense"):
        (relation,) = (n for n in nodes if n.get("relationshipType") == kind)
        assert relation["to"] == [expression["spdxId"]]


def test_of_a_text_that_states_nothing_no_license_is_concluded() -> None:
    nodes = graph(record_answering({}))
    (relation,) = (n for n in nodes if n.get("relationshipType") == "hasConcludedLicense")
    assert relation["to"] == [NO_ASSERTION]


def test_what_needs_review_is_an_annotation_of_that_kind() -> None:
    nodes = graph(record_answering({"purpose": "any"}, review=True))
    (note,) = (n for n in nodes if n.get("annotationType") == "review")
    assert note["statement"].startswith("purpose = any. The license allows any purpose.")
    (package,) = (n for n in nodes if n["type"] == "dataset_DatasetPackage")
    assert "dataset_intendedUse" not in package


def test_the_text_is_the_license_word_for_word() -> None:
    record = record_of([Provision("Do not sell <the set> \u202eor any of it.")])
    (text,) = (n for n in graph(record) if n["type"] == "simplelicensing_SimpleLicensingText")
    assert text["simplelicensing_licenseText"] == record.document.text


def test_the_same_bytes_at_the_same_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    record = record_answering({"storage": "restricted"})
    assert to_spdx(record) == to_spdx(record)
    assert '"created": "2023-11-14T22:13:20Z"' in to_spdx(record)
