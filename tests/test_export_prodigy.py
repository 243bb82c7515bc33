"""The tasks for Prodigy: the shape that its documentation gives for ``ner_manual`` and ``choice``.

Prodigy itself is sold and not at hand here; what it does with a task on reading is done here with spaCy.
"""

from __future__ import annotations

import json
from typing import Any

import spacy
from jsonschema import Draft202012Validator
from spacy.tokens import Doc

from extractor.export import WRITERS
from extractor.record import LicenseRecord
from extractor.taxonomy.labels import labels
from extractor.types import CONTENT_KINDS
from tests.test_export_hostile import hostile_record

_WHOLE = {"type": "integer", "minimum": 0}
SHAPE = {
    "type": "object",
    "required": ["text", "tokens", "spans", "options", "accept", "meta"],
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "tokens": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["text", "start", "end", "id", "ws"],
                "properties": {"start": _WHOLE, "end": _WHOLE, "id": _WHOLE, "ws": {"type": "boolean"}},
            },
        },
        "spans": {
            "type": "array",
            "items": {
                "required": ["start", "end", "token_start", "token_end", "label"],
                "properties": {"start": _WHOLE, "end": _WHOLE, "token_start": _WHOLE, "token_end": _WHOLE},
            },
        },
        "options": {"type": "array", "items": {"required": ["id", "text"]}},
        "accept": {"type": "array", "items": {"enum": [spec.name for spec in labels()]}},
        "meta": {"type": "object"},
    },
}


def tasks(records: list[LicenseRecord]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(WRITERS["prodigy"].write(records)).splitlines()]


def test_every_task_has_the_shape_that_prodigy_reads(demo_records: list[LicenseRecord]) -> None:
    validator = Draft202012Validator(SHAPE)
    for task in tasks([*demo_records, hostile_record()]):
        validator.validate(task)
        for token in task["tokens"]:
            assert task["text"][token["start"] : token["end"]] == token["text"]
        for span in task["spans"]:
            assert task["tokens"][span["token_start"]]["start"] == span["start"]
            assert task["tokens"][span["token_end"]]["end"] == span["end"]


def test_tokens_join_to_the_text(demo_records: list[LicenseRecord]) -> None:
    vocab = spacy.blank("en").vocab
    for task in tasks(demo_records):
        words, blanks = ([token[key] for token in task["tokens"]] for key in ("text", "ws"))
        assert Doc(vocab, words, blanks).text == task["text"]


def test_a_task_a_clause_with_its_labels_and_entities(demo_records: list[LicenseRecord]) -> None:
    clauses = [(r, clause) for r in demo_records for clause in r.clauses if clause.kind in CONTENT_KINDS]
    for (record, clause), task in zip(clauses, tasks(demo_records), strict=True):
        assert task["text"] == clause.text
        assert task["accept"] == [item.label for item in clause.labels]
        inside = [entity for entity in record.entities if entity.clause == clause.id]
        for entity, span in zip(inside, task["spans"], strict=True):
            assert span["label"] == entity.type
            assert entity.text in task["text"][span["start"] : span["end"]]
        assert task["meta"]["clause"] == clause.id and task["meta"].get("review", False) is clause.review


def test_hostile_text_is_no_markup() -> None:
    text = b"".join(WRITERS["prodigy"].write([hostile_record()])).decode()
    assert "<" not in text and "\u202e" not in text and len(text.splitlines()) == 1
