"""DUO codes: the ones that we write are the ontology's."""

from __future__ import annotations

import json

import pytest

from extractor.export.to_duo import to_duo
from extractor.export.vocabulary.codes import duo_terms
from tests.golds import record_answering


@pytest.mark.parametrize(
    ("name", "id_", "label"),
    [
        ("GRU", "DUO:0000042", "general research use"),
        ("RS", "DUO:0000012", "research specific restrictions"),
        ("TS", "DUO:0000025", "time limit on use"),
        ("PS", "DUO:0000027", "project specific restriction"),
        ("NCU", "DUO:0000046", "non-commercial use only"),
    ],
)
def test_the_codes_are_those_of_the_ontology(name: str, id_: str, label: str) -> None:
    term = duo_terms()[name]
    assert (term.id, term.label) == (id_, label)
    assert term.iri == "http://purl.obolibrary.org/obo/" + id_.replace(":", "_")


def test_only_the_code_of_research_permits() -> None:
    assert [name for name, term in duo_terms().items() if term.kind == "permission"] == ["GRU"]


def test_a_code_has_its_proof() -> None:
    (code,) = json.loads(to_duo(record_answering({"commercial_use": "prohibited"})))["codes"]
    assert code["clauses"] == ["c1"]
    assert code["quotes"] == ["Scientific studies of the Murmel Set are bound to what both sides agreed on."]


def test_freedom_of_purpose_is_not_freedom_of_everything() -> None:
    """NRES (no restriction) would lift the ban on redistribution too."""
    document = json.loads(to_duo(record_answering({"purpose": "any", "redistribution": "prohibited"})))
    assert document["codes"] == []
    assert {item["field"]: item["value"] for item in document["remainder"]}["purpose"] == "any"
