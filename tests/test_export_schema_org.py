"""schema.org data sets against shapes of the properties that schema.org gives to each type."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from extractor.export.to_schema_org import to_schema_org
from extractor.gold import read_gold
from extractor.record import LicenseRecord
from tests.golds import corpus_records, every_answer, record_answering, record_of_gold
from tests.records import Provision, record_of
from tests.shacl import faults

SHAPES = "schema_org.ttl"


def node_of(record: LicenseRecord) -> dict[str, Any]:
    """The data set; the context is put in place, so that none is fetched."""
    node: dict[str, Any] = json.loads(to_schema_org(record))
    assert node.pop("@context") == "https://schema.org"
    return {"@context": {"@vocab": "https://schema.org/"}, **node}


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_data_sets_conform(source: Callable[[], Iterable[LicenseRecord]]) -> None:
    assert not faults(map(node_of, source()), SHAPES)


def test_data_sets_of_the_supplied_agreements_conform(shared: Path) -> None:
    golds = read_gold(shared / "gold", shared / "supplied")
    assert not faults((node_of(record_of_gold(gold)) for gold in golds), SHAPES)


@pytest.mark.parametrize(
    "fault", [{"license": "none"}, {"licence": "x"}, {"url": "javascript:alert(1)"}, {"conditionsOfAccess": ["a", "b"]}]
)
def test_the_shapes_find_what_is_wrong(fault: dict[str, Any]) -> None:
    assert faults([{**node_of(record_answering({})), **fault}], SHAPES)


def test_the_fields_that_a_license_tells() -> None:
    record = record_of(
        [
            Provision(
                "The Institute of Tides owns the set; papers cite Okafor 2021 by name.",
                labels=("citation",),
                answers={"ip_ownership": ("licensor", "owns the set"), "citation": ("required", "cite")},
                names={"Institute of Tides": "PARTY", "Okafor 2021": "REFERENCE"},
            ),
            Provision(
                "Forms go to https://tides.example/form for signature.",
                answers={"submission": ("https://tides.example/form", "https://tides.example/form")},
            ),
        ]
    )
    data = record.model_dump()
    data["entities"][0]["role"] = "licensor"
    node = json.loads(to_schema_org(LicenseRecord.model_validate(data)))
    assert node["copyrightHolder"] == {"@type": "Organization", "name": "Institute of Tides"}
    assert node["creditText"] == "Okafor 2021"
    assert node["acquireLicensePage"] == "https://tides.example/form"
    assert node["conditionsOfAccess"] == "The license wants the signed form sent to https://tides.example/form."


def test_an_owner_in_doubt_holds_no_copyright() -> None:
    record = record_of(
        [
            Provision(
                "The Institute of Tides owns the set.",
                answers={"ip_ownership": ("licensor", "owns")},
                names={"Institute of Tides": "PARTY"},
            )
        ],
        review=["ip_ownership"],
    )
    data = record.model_dump()
    data["entities"][0]["role"] = "licensor"
    assert "copyrightHolder" not in json.loads(to_schema_org(LicenseRecord.model_validate(data)))
