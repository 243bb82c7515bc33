"""What holds of entities in every text: where they lie, what they show, and that no answer hangs on a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.entities import find
from extractor.types import Document, Entity, LabelledClause
from tests.test_entities import Row, agreement, entities

PIECES = st.sampled_from(
    [
        "The Quill Motion Lab (QML) is the owner.", "“Tide Data” means all **recordings**.", "Send it to a.b@tern.org.",
        "See <https://tern.org/x>.", "Images of subjects 01, 02 must not be shown.", "within thirty (30) days",
        "Cite: Holm, I. Tides. Proc. of Waves, 2031.", "v.05.11.2018", "a fee of $ 20", "under the law of Norway",
        "the TIDE-4 dataset (T4)", "@misc{a, title={b}", "Licensor: Tern Inc.", "CAS<sup>2</sup> [a](b)", "((“x”", "1",
        "\n", "\t",
    ]
)  # fmt: skip
KINDS = st.sampled_from(["title", "heading", "clause", "item", "table", "reference", "form", "other"])
ROWS = st.lists(
    st.tuples(KINDS, st.lists(PIECES | st.text(max_size=8), min_size=1, max_size=6).map(" ".join), st.just(())),
    min_size=1,
    max_size=6,
)


def check(document: Document, clauses: list[LabelledClause], found: tuple[Entity, ...]) -> None:
    by_id = {labelled.clause.id: labelled.clause for labelled in clauses}
    for entity in found:
        home = by_id[entity.clause]
        assert home.start <= entity.start < entity.end <= home.end
        assert document.text[entity.start : entity.end] == entity.text
        assert entity.value.strip() == entity.value != ""
        assert entity.by.startswith(f"rule:{entity.type}/")
    assert [e.start for e in found] == sorted(e.start for e in found)


@given(ROWS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_entity_lies_inside_its_clause_and_shows_its_words(rows: list[Row]) -> None:
    rows = [(kind, words.strip() or "x", labels) for kind, words, labels in rows]
    document, clauses = agreement(*rows)
    found = find(document, clauses)
    check(document, clauses, found)
    assert found == find(document, clauses)


AGREEMENT: list[Row] = [
    ("title", "License Agreement “QUILLSET Database”\nv.03.02.2031", ()),
    ("clause", "By signing, the user (the “User”) of QUILLSET agrees.", ("acceptance",)),
    ("clause", "Brannow University (BU) is the owner of QUILLSET.", ("ip_ownership",)),
    ("clause", "Images of subjects 01, 02 must not be published.", ("subject_restriction",)),
    ("clause", "Send the signed form to desk@brannow.edu within ten days.", ("access_procedure",)),
    ("clause", "Without permission from BU, the QUILLSET dataset is not shared.", ("redistribution",)),
]


@pytest.mark.parametrize(
    ("database", "university", "short"),
    [("MOTHWING", "Oxbridge University", "OU"), ("ZX-9", "University of Tern and Holm", "UTH")],
)
def test_other_names_give_the_same_answers(database: str, university: str, short: str) -> None:
    def renamed(text: str) -> str:
        text = text.replace("QUILLSET", database).replace("Brannow University", university)
        return text.replace("(BU)", f"({short})").replace("from BU,", f"from {short},")

    def shape(rows: list[Row]) -> list[tuple[str, str, str | None, str]]:
        return [(e.type, e.value, e.role, e.by) for e in entities(*rows)]

    other: list[Row] = [(kind, renamed(words), labels) for kind, words, labels in AGREEMENT]
    names = {"BU": short}
    expected = [(t, names.get(v, renamed(v)), role, by) for t, v, role, by in shape(AGREEMENT)]
    assert shape(other) == expected
    assert {t for t, *_ in expected} >= {"DATASET", "PARTY", "DATE", "DEFINED_TERM", "SUBJECT_ID", "EMAIL", "DURATION"}


def test_the_supplied_agreements_give_what_was_labelled(shared: Path) -> None:
    from evaluation.gold import gold_clauses, gold_entities, gold_labels, read_gold

    exact = {"EMAIL", "URL", "SUBJECT_ID", "MONEY", "DURATION", "DATE"}
    for gold in read_gold(shared / "gold", shared / "supplied"):
        document, clauses = gold_clauses(gold)
        labelled = list(gold_labels(gold, clauses))
        found = find(document, labelled)
        check(document, labelled, found)
        expected = sorted((e.type, e.value, e.role) for e in gold_entities(gold, clauses) if e.type in exact)
        assert sorted((e.type, e.value, e.role) for e in found if e.type in exact) == expected
