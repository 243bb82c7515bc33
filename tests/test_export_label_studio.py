"""The tasks for Label Studio, checked against the labeling configuration and the documented format of predictions."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from docs.__main__ import FOLDER
from extractor.export import WRITERS
from extractor.record import LicenseRecord
from tests.records import Provision, record_of
from tests.test_export_hostile import hostile_record


def tasks(records: list[LicenseRecord]) -> list[dict[str, Any]]:
    found = json.loads(b"".join(WRITERS["label-studio"].write(records)))
    assert isinstance(found, list)
    return found


@pytest.fixture(scope="module")
def controls() -> dict[str, tuple[str, set[str]]]:
    """Of each control tag of the configuration: what kind it is, and which values it takes."""
    view = fromstring((FOLDER / "label-studio.xml").read_text(encoding="utf-8"))
    return {
        tag.attrib["name"]: (tag.tag.lower(), {item.attrib["value"] for item in tag})
        for tag in view
        if "toName" in tag.attrib
    }


def test_every_prediction_fits_the_configuration(
    demo_records: list[LicenseRecord], controls: dict[str, tuple[str, set[str]]]
) -> None:
    keys = {"labels": "labels", "choices": "choices", "textarea": "text"}
    for task in tasks([*demo_records, hostile_record()]):
        (prediction,) = task["predictions"]
        assert 0 <= prediction["score"] <= 1 and prediction["model_version"]
        names = [result["id"] for result in prediction["result"]]
        assert len(set(names)) == len(names)
        for result in prediction["result"]:
            kind, values = controls[result["from_name"]]
            assert result["type"] == kind and result["to_name"] == "text"
            given = result["value"][keys[kind]]
            assert given and (set(given) <= values or kind == "textarea")


def test_regions_are_where_the_words_are(demo_records: list[LicenseRecord]) -> None:
    for record, task in zip(demo_records, tasks(demo_records), strict=True):
        regions = [result for result in task["predictions"][0]["result"] if result["type"] == "labels"]
        for region in regions:
            value = region["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
        expected = [tuple(item.label for item in clause.labels) for clause in record.clauses if clause.labels]
        expected += [(entity.type,) for entity in record.entities]
        assert [tuple(region["value"]["labels"]) for region in regions] == expected


def test_answers_are_choices_and_texts() -> None:
    record = record_of(
        [
            Provision(
                "Nobody sells it for a year; Ohio law.",
                answers={"commercial_use": ("prohibited", "sells"), "governing_law": ("Ohio", "Ohio law")},
            )
        ],
        review=["commercial_use"],
    )
    found = {result["id"]: result for result in tasks([record])[0]["predictions"][0]["result"]}
    assert found["commercial_use"]["value"] == {"choices": ["prohibited"]}
    assert found["commercial_use"]["meta"] == {"text": ["needs review"]}
    assert found["governing_law"]["value"] == {"text": ["Ohio"]}
    assert "meta" not in found["governing_law"]
    assert "submission" not in found


@pytest.mark.parametrize("count", [0, 1, 3])
def test_one_file_is_one_list(count: int, demo_records: list[LicenseRecord]) -> None:
    assert [task["data"]["name"] for task in tasks(demo_records[:count])] == [
        record.document.name for record in demo_records[:count]
    ]


def test_hostile_text_is_no_markup() -> None:
    text = b"".join(WRITERS["label-studio"].write([hostile_record()])).decode()
    assert "<" not in text and "\u202e" not in text
