"""ODRL policies against the vocabulary: our SHACL shapes, which also catch what others let pass."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from extractor.export.to_odrl import to_odrl
from extractor.export.vocabulary.offer import xsd_duration
from extractor.gold import read_gold
from extractor.record import LicenseRecord, SubjectRuleRecord
from tests.golds import corpus_records, every_answer, record_answering, record_of_gold
from tests.shacl import faults

SHAPES = "odrl.ttl"


def policy_of(record: LicenseRecord) -> dict[str, Any]:
    policy: dict[str, Any] = json.loads(to_odrl(record))
    return policy


@pytest.mark.parametrize("source", [every_answer, corpus_records])
def test_policies_conform(source: Callable[[], Iterable[LicenseRecord]]) -> None:
    policies = [policy_of(record) for record in source()]
    assert not faults(policies, SHAPES)
    for policy in policies:
        for node in (policy, *policy["@included"]):
            assert node["odrl:uid"] == {"@id": node["@id"]}


def test_policies_of_the_supplied_agreements_conform(shared: Path) -> None:
    golds = read_gold(shared / "gold", shared / "supplied")
    assert not faults((policy_of(record_of_gold(gold)) for gold in golds), SHAPES)


def _change(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(policy: dict[str, Any]) -> None:
        target: Any = policy
        for step in path[:-1]:
            target = target[step]
        if to is None:
            del target[path[-1]]
        else:
            target[path[-1]] = to

    return change


_LIMIT = ("odrl:prohibition", 1, "odrl:constraint", 0)


@pytest.mark.parametrize(
    "change",
    [
        _change("odrl:prohibition", 0, "odrl:action", to={"@id": "odrl:redistribute"}),
        _change("odrl:prohibition", 0, "odrl:action", to={"@id": "odrl:commercialize"}),
        _change("odrl:prohibition", 0, "odrl:action", to={"@id": "odrl:share"}),
        _change("odrl:prohibition", 0, "odrl:action", to=None),
        _change("odrl:prohibition", 0, "odrl:target", to=None),
        _change("odrl:prohibition", 0, "odrl:assigner", to=None),
        _change("odrl:prohibition", 0, "@type", to=None),
        _change("odrl:prohibition", 0, "odrl:duty", to=[{"@type": "odrl:Duty", "odrl:action": {"@id": "odrl:delete"}}]),
        _change(*_LIMIT, "@type", to=None),
        _change(*_LIMIT, "odrl:operator", to={"@id": "odrl:within"}),
        _change(*_LIMIT, "odrl:leftOperand", to={"@id": "odrl:duration"}),
        _change(*_LIMIT, "odrl:rightOperand", to={"@value": "two years", "@type": "xsd:duration"}),
        _change(*_LIMIT, "odrl:rightOperand", to="P2Y"),
        _change("odrl:permission", 0, "odrl:duty", 0, "@type", to=None),
        _change("odrl:uid", to=None),
    ],
)
def test_the_shapes_find_what_is_wrong(change: Callable[[dict[str, Any]], None]) -> None:
    policy = policy_of(
        record_answering({"commercial_use": "permission_required", "redistribution": "prohibited", "term": "P2Y"})
    )
    assert not faults([policy], SHAPES)
    change(policy)
    assert faults([policy], SHAPES)


def test_the_shapes_find_an_empty_policy() -> None:
    policy = policy_of(record_answering({}))
    assert not faults([policy], SHAPES)
    del policy["odrl:obligation"]
    assert "shape:Policy" in faults([policy], SHAPES)


def test_prohibitions_win() -> None:
    """By default two rules that contradict each other make the whole policy void."""
    assert policy_of(record_answering({}))["odrl:conflict"] == {"@id": "odrl:prohibit"}


def test_a_rule_says_where_it_comes_from() -> None:
    (rule,) = policy_of(record_answering({"commercial_use": "prohibited"}))["odrl:prohibition"]
    assert rule["dl:clause"] == ["c1"]
    assert rule["dl:quote"] == ["Scientific studies of the Murmel Set are bound to what both sides agreed on."]
    assert rule["rdfs:comment"] == "The license forbids commercial use."


@pytest.mark.parametrize(
    ("mode", "operator"), [("deny", "isAnyOf"), ("allow_only", "isNoneOf"), ("deny_except", "isNoneOf")]
)
def test_subjects_are_a_refinement_of_the_data(mode: Any, operator: str) -> None:
    rule = SubjectRuleRecord(scope="Part C", action="publish", mode=mode, ids=("07", "12"), clauses=("c1",))
    record = record_answering({}).model_copy(update={"subject_rules": (rule,)})
    policy = policy_of(record)
    assert not faults([policy], SHAPES)
    assert "odrl:permission" not in policy
    (ban,) = policy["odrl:prohibition"]
    part, subjects = ban["odrl:target"]["odrl:refinement"]
    assert part["odrl:rightOperand"] == "Part C"
    assert subjects["odrl:operator"] == {"@id": f"odrl:{operator}"}
    assert subjects["odrl:rightOperand"] == {"@list": ["07", "12"]}


@pytest.mark.parametrize(
    ("value", "duration"),
    [
        ("P3Y", "P3Y"),
        ("P1Y6M", "P1Y6M"),
        ("P90D", "P90D"),
        ("PT30H", "PT30H"),
        ("P10W", "P70D"),
        ("P", None),
        ("PT", None),
        ("P3", None),
        ("P2W3D", None),
        ("3 years", None),
        ("P3Y\n", None),
    ],
)
def test_xsd_duration(value: str, duration: str | None) -> None:
    assert xsd_duration(value) == duration


def test_the_data_their_samples_and_the_licensor_are_named() -> None:
    nodes = policy_of(record_answering({}))["@included"]
    assert [node["@type"] for node in nodes] == ["odrl:AssetCollection", "odrl:Asset", "odrl:Party"]
    assert all(node["rdfs:label"] for node in nodes)
