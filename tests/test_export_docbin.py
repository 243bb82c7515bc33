"""The binary documents as spaCy reads them."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, DocBin

from extractor.export import WRITERS
from extractor.record import LicenseRecord
from tests.test_export_hostile import hostile_record


def read(records: list[LicenseRecord]) -> list[Doc]:
    data = b"".join(WRITERS["docbin"].write(records))
    return list(DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("en").vocab))


def test_spans_and_entities_are_those_of_the_record(demo_records: list[LicenseRecord]) -> None:
    for record, doc in zip(demo_records, read(demo_records), strict=True):
        assert doc.text == record.document.text
        for span, clause in zip(doc.spans["clauses"], record.clauses, strict=True):
            assert span.label_ == clause.kind and clause.text in span.text
        assert [span.label_ for span in doc.spans["labels"]] == [
            item.label for clause in record.clauses for item in clause.labels
        ]
        known = {entity.type for entity in record.entities}
        assert doc.ents and {entity.label_ for entity in doc.ents} <= known
        assert doc.user_data["id"] == record.document.id
        assert doc.user_data["terms"]["commercial_use"] == record.terms["commercial_use"].value


def test_no_record_is_no_document() -> None:
    assert read([]) == []


def test_hostile_text_is_data() -> None:
    (doc,) = read([hostile_record()])
    assert doc.text == hostile_record().document.text


def test_the_same_records_are_the_same_bytes(demo_records: list[LicenseRecord]) -> None:
    first, second = (b"".join(WRITERS["docbin"].write(demo_records)) for _ in range(2))
    assert first == second
