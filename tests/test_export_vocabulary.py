"""What the vocabularies say: the table is whole, no answer is lost, no doubt becomes a permission, no text is live."""

from __future__ import annotations

import json
import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from extractor.export import WRITERS
from extractor.export.vocabulary.codes import duo_terms
from extractor.export.vocabulary.mapping import vocabulary_table
from extractor.gold import read_gold
from extractor.record import LicenseRecord
from extractor.taxonomy.answers import SILENT
from extractor.taxonomy.terms import term_fields
from tests.golds import corpus_records, every_answer, record_answering, record_of_gold
from tests.records import Provision, record_of
from tests.vocabulary_readers import Answers, read_codes, read_offer

PERMISSIVE = [
    (field, value)
    for field, values in vocabulary_table().fields.items()
    for value, entry in values.items()
    if any(rule.kind == "permission" for rule in entry.rules)
]


def written(record: LicenseRecord, form: str) -> str:
    return b"".join(WRITERS[form].write([record])).decode()


def read(record: LicenseRecord, form: str) -> Any:
    return json.loads(written(record, form))


def expected(record: LicenseRecord) -> Answers:
    return {
        name: (set([term.value] if isinstance(term.value, str) else term.value) or {SILENT}, term.review)
        for name, term in record.terms.items()
    }


def rules_of(record: LicenseRecord) -> list[tuple[str | None, str, str, tuple[str, ...]]]:
    return [(rule.scope, rule.action, rule.mode, rule.ids) for rule in record.subject_rules]


# ------------------------------------------------------------------------------------------------------------ the table


def test_the_table_has_every_answer_of_every_field() -> None:
    fields = vocabulary_table().fields
    assert fields.keys() == {field.name for field in term_fields()}
    for field in term_fields():
        assert set(fields[field.name]) - {"*"} == set(field.values), field.name
        assert field.values or "*" in fields[field.name], field.name


def test_no_two_answers_have_a_rule_in_common() -> None:
    rules = [rule for values in vocabulary_table().fields.values() for entry in values.values() for rule in entry.rules]
    assert len(set(rules)) == len(rules)


def test_what_is_not_said_has_a_reason() -> None:
    table = vocabulary_table()
    for field, values in table.fields.items():
        for value, entry in values.items():
            if not entry.rules:
                assert table.cannot("odrl", entry), f"{field} = {value}"
            if not entry.codes:
                assert table.cannot("duo", entry), f"{field} = {value}"
            assert {code.name for code in entry.codes} <= duo_terms().keys()


# ------------------------------------------------------------------------------------------------------ the round trips


def test_the_made_records_hold_every_answer() -> None:
    held: dict[tuple[str, bool], set[str]] = {}
    for record in every_answer():
        for name, (values, review) in expected(record).items():
            held.setdefault((name, review), set()).update(values)
    for field in term_fields():
        for review in (False, True):
            assert held[field.name, review] > set(field.values), field.name


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_every_answer_comes_back_from_odrl(source: Any) -> None:
    for record in source():
        answers, subjects = read_offer(read(record, "odrl"))
        assert answers == expected(record), record.document.name
        assert sorted(map(repr, subjects)) == sorted(map(repr, rules_of(record)))


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_every_answer_comes_back_from_duo(source: Any) -> None:
    for record in source():
        document = read(record, "duo")
        assert read_codes(document) == expected(record), record.document.name
        assert [(r["scope"], r["action"], r["mode"], tuple(r["ids"])) for r in document["subject_rules"]] == rules_of(
            record
        )


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_every_answer_comes_back_from_croissant(source: Any) -> None:
    for record in source():
        (policy,) = (item for item in read(record, "croissant")["usageInfo"] if item["@type"] == "odrl:Offer")
        assert read_offer(policy)[0] == expected(record), record.document.name


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_every_answer_comes_back_from_lists(source: Any) -> None:
    """SPDX, CycloneDX and schema.org carry the answers as they are."""
    for record in source():
        wanted = {(name, value) for name, (values, _) in expected(record).items() for value in values}
        graph = read(record, "spdx")["@graph"]
        stated = (re.match(r"(\w+) = (.+?)\. ", node["statement"]) for node in graph if node["type"] == "Annotation")
        assert {match.groups() for match in stated if match} == wanted
        (component,) = read(record, "cyclonedx")["components"]
        rows = {(row["name"], row["value"]) for row in component["licenses"][0]["license"]["properties"]}
        assert {(f"extractor:license:{name}", value) for name, value in wanted} <= rows
        parts = read(record, "schema-org")["usageInfo"]["hasPart"]
        assert {(p["identifier"], p["text"]) for p in parts if p["identifier"] != "subject_rules"} == wanted


def test_the_supplied_agreements_come_back(shared: Path) -> None:
    for gold in read_gold(shared / "gold", shared / "supplied"):
        record = record_of_gold(gold)
        answers, subjects = read_offer(read(record, "odrl"))
        assert answers == expected(record) == read_codes(read(record, "duo")), gold.name
        assert subjects == rules_of(record)


def test_the_rules_on_subjects_of_the_corpus_are_of_every_kind() -> None:
    rules = list(chain.from_iterable(map(rules_of, corpus_records())))
    assert {mode for _, _, mode, _ in rules} >= {"deny", "allow_only"}


# ---------------------------------------------------------------------------------------------------- doubt and silence


@pytest.mark.parametrize(("field", "value"), PERMISSIVE)
def test_what_needs_review_permits_nothing(field: str, value: str) -> None:
    record = record_answering({field: value}, review=True)
    policy = read(record, "odrl")
    assert "odrl:permission" not in policy
    assert [rule["odrl:action"]["@id"] for rule in policy["odrl:obligation"]] == ["odrl:reviewPolicy"]
    assert read_offer(policy)[0][field] == ({value}, True)
    assert [code["kind"] for code in read(record, "duo")["codes"]] in ([], ["modifier"])


def test_a_restriction_that_needs_review_still_holds_and_says_so() -> None:
    policy = read(record_answering({"redistribution": "prohibited"}, review=True), "odrl")
    (rule,) = policy["odrl:prohibition"]
    assert rule["odrl:action"] == {"@id": "odrl:distribute"}
    assert rule["dl:needsReview"] is True


def test_silence_permits_nothing() -> None:
    record = record_answering({})
    policy = read(record, "odrl")
    assert not {"odrl:permission", "odrl:prohibition"} & policy.keys()
    assert [rule["odrl:action"]["@id"] for rule in policy["odrl:obligation"]] == ["odrl:reviewPolicy"]
    assert len(policy["dl:remainder"]) == len(term_fields())
    assert read(record, "duo")["codes"] == []


def test_no_permission_to_use_without_a_bound() -> None:
    """``odrl:use`` includes passing on and deriving: it would permit what the license does not."""
    for record in (*every_answer(), *corpus_records()):
        for rule in read(record, "odrl").get("odrl:permission", []):
            assert rule["odrl:action"]["@id"] != "odrl:use"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Scientific research is the only use.", ["DUO:0000042"]),
        ("Academic study of the Murmel Set only.", ["DUO:0000042"]),
        ("Only for research within the Murmel challenge.", ["DUO:0000027"]),
        ("Only in class.", []),
    ],
)
def test_the_code_of_research_needs_words_of_research(words: str, codes: list[str]) -> None:
    record = record_of([Provision(words, answers={"purpose": ("research_only", words)})])
    assert [code["id"] for code in read(record, "duo")["codes"]] == codes
    assert read_codes(read(record, "duo"))["purpose"] == ({"research_only"}, False)


@pytest.mark.parametrize(
    ("value", "months"), [("P3Y", 36), ("P18M", 18), ("P1Y6M", 18), ("P90D", None), ("P10W", None)]
)
def test_a_time_limit_in_duo_is_in_whole_months(value: str, months: int | None) -> None:
    codes = read(record_answering({"term": value}), "duo")["codes"]
    assert [code["months"] for code in codes] == ([months] if months else [])


def test_a_member_of_a_set_is_proved_by_its_own_words() -> None:
    record = record_of(
        [
            Provision("The user shall be held liable for misuse."),
            Provision("The user pays a contractual penalty of EUR 500."),
        ]
    )
    first, second = record.clauses
    by_value = {rule.value: rule.cue.id for field in term_fields() if field.name == "liability" for rule in field.rules}
    proofs = [
        {"start": clause.start, "end": clause.end, "by": f"rule:{by_value[value]}"}
        for clause, value in ((first, "licensee_liable"), (second, "penalty"))
    ]
    answer = {"value": ["licensee_liable", "penalty"], "score": 0.9, "clauses": ["c1", "c2"], "evidence": proofs}
    data = record.model_dump()
    data["terms"]["liability"] = answer
    stated = [
        (item["dl:value"], item["dl:quote"], item["dl:clause"])
        for item in read(LicenseRecord.model_validate(data), "odrl")["dl:remainder"]
        if item["dl:field"] == "liability"
    ]
    assert stated == [("licensee_liable", [first.text], ["c1"]), ("penalty", [second.text], ["c2"])]
