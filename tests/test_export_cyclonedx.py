"""CycloneDX files against the standard's own JSON schema."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from extractor.export.to_cyclonedx import to_cyclonedx
from extractor.gold import read_gold
from extractor.record import LicenseRecord
from tests.golds import corpus_records, every_answer, record_answering, record_of_gold
from tests.records import Provision, record_of

VALIDATOR = JsonStrictValidator(SchemaVersion.V1_6)


def license_of(record: LicenseRecord) -> dict[str, Any]:
    (component,) = json.loads(to_cyclonedx(record))["components"]
    assert component["type"] == "data"
    (choice,) = component["licenses"]
    found: dict[str, Any] = choice["license"]
    return found


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_files_are_valid(source: Callable[[], Iterable[LicenseRecord]]) -> None:
    for record in source():
        assert VALIDATOR.validate_str(to_cyclonedx(record)) is None, record.document.name


def test_files_of_the_supplied_agreements_are_valid(shared: Path) -> None:
    for gold in read_gold(shared / "gold", shared / "supplied"):
        assert VALIDATOR.validate_str(to_cyclonedx(record_of_gold(gold))) is None, gold.name


def test_the_schema_finds_what_is_wrong() -> None:
    assert VALIDATOR.validate_str(to_cyclonedx(record_answering({})).replace('"declared"', '"stated"'))


def test_the_license_is_declared_with_its_text() -> None:
    record = record_of([Provision("Do not sell <the set> § \u202e.")])
    found = license_of(record)
    assert found["acknowledgement"] == "declared"
    assert base64.b64decode(found["text"]["content"]).decode() == record.document.text


def test_an_answer_has_its_proof_and_its_mark() -> None:
    record = record_answering({"liability": ("penalty", "indemnity")}, review=True)
    rows = [(row["name"].removeprefix("extractor:license:"), row["value"]) for row in license_of(record)["properties"]]
    assert [value for name, value in rows if name == "liability"] == ["penalty", "indemnity"]
    assert ("liability:review", "true") in rows
    assert ("liability:place", "c1") in rows


def test_the_same_record_gives_the_same_bytes() -> None:
    record = record_answering({"storage": "restricted"})
    assert to_cyclonedx(record) == to_cyclonedx(record)
