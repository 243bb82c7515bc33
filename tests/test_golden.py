"""The demo licenses are read as they were."""

from __future__ import annotations

from extractor.record import LicenseRecord
from tests.golden import FOLDER, golden, goldens


def test_demo_licenses_are_read_as_before() -> None:
    found = dict(goldens())
    assert found.keys() == set(FOLDER.glob("*.json"))
    for path, text in found.items():
        assert text == path.read_text(encoding="utf-8"), "read the difference; if it is right: `make golden`"


def test_scores_and_offsets_are_no_part_of_it(demo_records: list[LicenseRecord]) -> None:
    record = demo_records[0]
    data = record.model_dump()
    data["terms"]["storage"]["score"] = 0.5
    data["clauses"][1]["labels"][0]["score"] = 0.5
    assert golden(LicenseRecord.model_validate(data)) == golden(record)
    data["entities"][0]["value"] = "another"
    assert golden(LicenseRecord.model_validate(data)) != golden(record)
