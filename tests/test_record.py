"""A record cannot be built that breaks an invariant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from extractor.record import LicenseRecord

TEXT = "1. Terms\n\nDo not sell the data."


def valid() -> dict[str, Any]:
    return {
        "producer": {"version": "0", "model": "m"},
        "document": {
            "id": "0" * 64,
            "name": "a.txt",
            "media_type": "text/plain",
            "bytes": 31,
            "method": "text",
            "language": "en",
            "text": TEXT,
        },
        "clauses": [
            {"id": "c1", "kind": "heading", "start": 0, "end": 8, "text": "1. Terms"},
            {
                "id": "c2",
                "kind": "clause",
                "start": 10,
                "end": 31,
                "text": "Do not sell the data.",
                "labels": [
                    {
                        "label": "commercial_use",
                        "score": 0.9,
                        "evidence": [{"start": 10, "end": 31, "by": "rule:commercial_use/1"}],
                    }
                ],
            },
        ],
        "entities": [
            {
                "type": "DATASET",
                "text": "data",
                "value": "data",
                "start": 26,
                "end": 30,
                "clause": "c2",
                "by": "rule:DATASET/1",
            }
        ],
        "subject_rules": [],
        "terms": {
            "commercial_use": {
                "value": "prohibited",
                "score": 0.9,
                "clauses": ["c2"],
                "evidence": [{"start": 10, "end": 31, "by": "rule:commercial_use/1"}],
            },
            "liability": {"value": (), "score": 0.9},
        },
    }


def test_round_trip_through_json() -> None:
    record = LicenseRecord.model_validate(valid())
    assert LicenseRecord.model_validate_json(record.model_dump_json()) == record


def _set(*path: Any, to: object) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        target: Any = data
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = to

    return change


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (_set("clauses", 1, "text", to="Do sell the data."), "not the document's at its offsets"),
        (_set("clauses", 1, "start", to=4), "overlaps the clause before"),
        (_set("clauses", 1, "id", to="c1"), "share an id"),
        (_set("clauses", 1, "parent", to="c9"), "no clause c9"),
        (_set("clauses", 1, "labels", 0, "label", to="comercial_use"), "unknown label"),
        (_set("clauses", 1, "labels", 0, "evidence", to=[]), "at least 1 item"),
        (_set("clauses", 1, "labels", 0, "score", to=1.2), "less than or equal to 1"),
        (_set("clauses", 0, "kind", to="paragraph"), "'title', 'heading'"),
        (_set("entities", 0, "clause", to="c1"), "does not lie in c1"),
        (_set("entities", 0, "text", to="date"), "not the document's at its offsets"),
        (_set("terms", "commercial_use", "evidence", to=[]), "without evidence"),
        (_set("terms", "commercial_use", "evidence", 0, "end", to=99), "outside the text"),
        (_set("terms", "commercial_use", "clauses", to=["c7"]), "no clause c7"),
        (_set("document", "id", to="abc"), "should match pattern"),
        (_set("schema_version", to="2.0"), "Input should be '1.0'"),
        (_set("surprise", to=1), "Extra inputs are not permitted"),
    ],
)
def test_a_broken_invariant_is_refused(change: Callable[[dict[str, Any]], None], complaint: str) -> None:
    data = valid()
    change(data)
    with pytest.raises(ValidationError) as caught:
        LicenseRecord.model_validate(data)
    assert complaint in str(caught.value)


def test_a_quote_is_folded() -> None:
    data = valid()
    data["terms"]["commercial_use"]["evidence"] = [{"start": 3, "end": 16, "by": "model:abc"}]
    record = LicenseRecord.model_validate(data)
    assert record.quote(record.terms["commercial_use"].evidence[0]) == "Terms Do not"
