"""The schema of records is a promise: it is committed, a file a version, and changes only as versions may."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from docs import schema
from extractor.cli import run
from extractor.export import WRITERS
from extractor.record import SCHEMA_VERSION, LicenseRecord
from extractor.schema import committed, record_schema
from tests.records import Provision, record_of

Change = Callable[[dict[str, Any]], Any]


def versions() -> list[tuple[int, int]]:
    names = (path.stem.removeprefix("record-").split(".") for path in schema.FOLDER.glob("record-*.json"))
    return sorted((int(major), int(minor)) for major, minor in names)


def test_the_model_has_not_changed_without_its_version() -> None:
    found = list(schema.changes(json.loads(committed(SCHEMA_VERSION)), record_schema()))
    assert not found, (
        "raise SCHEMA_VERSION in extractor/record.py (minor: additions; major: all else), `python -m docs`"
    )


def test_the_committed_schema_is_fresh() -> None:
    assert json.loads(committed(SCHEMA_VERSION)) == record_schema(), "run `python -m docs`"


def test_every_version_changes_as_its_number_says() -> None:
    assert versions()[-1] == tuple(map(int, SCHEMA_VERSION.split(".")))
    for old, new in pairwise(versions()):
        before, after = (json.loads(committed(f"{major}.{minor}")) for major, minor in (old, new))
        if new[0] == old[0]:
            assert "major" not in {bump for bump, _ in schema.changes(before, after)}, f"{new} breaks what {old} was"


def test_the_command_prints_the_committed_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert capsys.readouterr().out == committed(SCHEMA_VERSION)


def test_records_that_are_written_fit_the_schema(demo_records: list[LicenseRecord]) -> None:
    validator = Draft202012Validator(json.loads(committed(SCHEMA_VERSION)))
    validator.check_schema(validator.schema)
    for record in demo_records:
        for form in ("json", "jsonl"):
            validator.validate(json.loads(b"".join(WRITERS[form].write([record]))))


def _record() -> dict[str, Any]:
    answers = {"commercial_use": ("prohibited", "sells"), "liability": ("indemnity", "sells")}
    record = record_of([Provision("Nobody sells it.", labels=("commercial_use",), answers=answers)])
    data: dict[str, Any] = json.loads(record.model_dump_json())
    return data


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record["terms"]["commercial_use"].update(value="forbidden"),
        lambda record: record["terms"]["commercial_use"].update(value=["prohibited"]),
        lambda record: record["terms"]["liability"].update(value="indemnity"),
        lambda record: record["terms"]["liability"].update(value=["unknown"]),
        lambda record: record["terms"]["deletion"].pop("score"),
        lambda record: record["clauses"][0]["labels"][0].update(label="commerce"),
        lambda record: record["clauses"][0].update(kind="paragraph"),
        lambda record: record.update(schema_version="2.0"),
        lambda record: record.update(more=1),
    ],
)
def test_other_data_do_not_fit(spoil: Change) -> None:
    validator = Draft202012Validator(record_schema())
    record = _record()
    validator.validate(record)
    spoil(record)
    with pytest.raises(ValidationError):
        validator.validate(record)


def _part(new: dict[str, Any], name: str) -> dict[str, Any]:
    part: dict[str, Any] = new["$defs"][name]
    return part


@pytest.mark.parametrize(
    ("change", "bump", "said"),
    [
        (lambda new: None, "none", ""),
        (lambda new: _part(new, "ClauseRecord")["properties"]["page"].update(description="where"), "none", ""),
        (lambda new: new["properties"].update(extra={"type": "string"}), "minor", "extra is new"),
        (
            lambda new: _part(new, "EvidenceRecord")["properties"].update(page={"type": "integer"}),
            "minor",
            "clauses[].labels[].evidence[].page is new",
        ),
        (
            lambda new: _part(new, "EntityRecord")["properties"]["type"]["enum"].append("LICENSE"),
            "minor",
            "entities[].type can be LICENSE",
        ),
        (
            lambda new: new["properties"]["terms"]["properties"].update(resale={"$ref": "#/$defs/TermRecord"}),
            "minor",
            "terms.resale is new",
        ),
        (
            lambda new: (new["properties"].update(extra={"type": "string"}), new["required"].append("extra")),
            "major",
            "extra is new and required",
        ),
        (
            lambda new: new["properties"]["terms"]["properties"]["storage"]["properties"]["value"]["enum"].pop(),
            "major",
            "terms.storage.value: enum",
        ),
        (lambda new: _part(new, "ClauseRecord")["properties"].pop("path"), "major", "clauses[].path is gone"),
        (
            lambda new: _part(new, "ClauseRecord")["properties"]["number"]["anyOf"].pop(),
            "major",
            "clauses[].number|1 is gone",
        ),
        (
            lambda new: _part(new, "ClauseRecord")["properties"]["start"].update(type="number"),
            "major",
            "clauses[].start: type",
        ),
        (lambda new: _part(new, "DocumentRecord")["required"].remove("text"), "major", "document.text: required"),
        (lambda new: _part(new, "TermRecord").update(additionalProperties=True), "major", "terms.*: others"),
    ],
)
def test_what_a_change_asks_for(change: Change, bump: str, said: str) -> None:
    new = deepcopy(record_schema())
    change(new)
    found = list(schema.changes(record_schema(), new))
    assert {name for name, _ in found} == ({bump} - {"none"})
    assert any(said in text for _, text in found) or not said


def test_an_unversioned_change_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    new = record_schema()
    new["properties"].pop("entities")
    monkeypatch.setattr(schema, "record_schema", lambda: new)
    before = committed(SCHEMA_VERSION)
    with pytest.raises(ValueError, match="next major version: entities is gone"):
        schema.write()
    assert committed(SCHEMA_VERSION) == before
