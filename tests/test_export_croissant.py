"""Croissant files, read by the library of those who use them."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import mlcroissant
import pytest

from extractor.export.to_croissant import to_croissant
from extractor.gold import read_gold
from extractor.record import LicenseRecord
from tests.golds import corpus_records, every_answer, record_answering, record_of_gold

# rdflib's JSON-LD reader uses a class of its own that it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def opened(record: LicenseRecord) -> Any:
    """The metadata as mlcroissant reads them; it raises where they are not valid."""
    logging.getLogger("absl").setLevel(logging.ERROR)  # it warns of what no license tells: when the data were published
    return mlcroissant.Dataset(jsonld=json.loads(to_croissant(record))).metadata


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_files_are_valid(source: Callable[[], Iterable[LicenseRecord]]) -> None:
    for record in source():
        metadata = opened(record)
        assert not metadata.ctx.issues.errors
        assert {warning.split('"')[1].rpartition("/")[2] for warning in metadata.ctx.issues.warnings} <= {
            "citeAs",
            "datePublished",
            "version",
        }, record.document.name


def test_files_of_the_supplied_agreements_are_valid(shared: Path) -> None:
    for gold in read_gold(shared / "gold", shared / "supplied"):
        metadata = opened(record_of_gold(gold))
        assert metadata.license and metadata.cite_as, gold.name


def test_the_license_and_its_use_conditions() -> None:
    node = json.loads(to_croissant(record_answering({"commercial_use": "prohibited", "purpose": "research_only"})))
    assert node["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert node["license"]["name"] == "Terms of the Murmel Set"
    terms = [item["termCode"] for item in node["usageInfo"] if item["@type"] == "DefinedTerm"]
    assert terms == ["DUO:0000046", "DUO:0000042"]
    assert [item["@type"] for item in node["usageInfo"]][-2:] == ["odrl:Offer", "CreativeWork"]


def test_a_code_that_needs_review_says_so() -> None:
    node = json.loads(to_croissant(record_answering({"commercial_use": "prohibited"}, review=True)))
    (term,) = (item for item in node["usageInfo"] if item["@type"] == "DefinedTerm")
    assert term["description"].endswith("Needs review.")
