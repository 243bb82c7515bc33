"""How the rules' answer and the second reader's opinion make one answer."""

from __future__ import annotations

import json

import pytest

from extractor.taxonomy.terms import TermField, term_fields
from extractor.terms.opinion import UNSPECIFIED, parse, weights
from extractor.terms.weigh import certainty, choose, choose_set, is_risky
from extractor.types import Term
from models.term_report import Verdict, calibration_error, dump


def field(name: str) -> TermField:
    return next(one for one in term_fields() if one.name == name)


@pytest.mark.parametrize(
    ("ruled", "review", "chances", "expected"),
    [
        ("prohibited", False, {"prohibited": 0.05, "permitted": 0.95}, "prohibited"),  # no restriction is dropped
        (UNSPECIFIED, True, {UNSPECIFIED: 0.3, "permitted": 0.7}, UNSPECIFIED),  # a likely permission is not enough
        (UNSPECIFIED, True, {UNSPECIFIED: 0.1, "permitted": 0.9}, "permitted"),
        (UNSPECIFIED, True, {UNSPECIFIED: 0.2, "prohibited": 0.8, "permitted": 0.0}, "prohibited"),
        ("permitted", False, {"permitted": 0.1, "prohibited": 0.9}, "prohibited"),
        (
            "permission_required",
            False,
            {"permission_required": 0.4, "prohibited": 0.6, "permitted": 0.0},
            "permission_required",
        ),
        (UNSPECIFIED, True, {UNSPECIFIED: 0.05, "prohibited": 0.3, "permitted": 0.5}, UNSPECIFIED),  # none is likely
    ],
)
def test_the_likeliest_value_that_drops_no_restriction_is_chosen(
    ruled: str, review: bool, chances: dict[str, float], expected: str
) -> None:
    term = Term("redistribution", ruled, 0.8, review=review)
    assert choose(field("redistribution"), term, (), chances) == expected


def test_what_rules_read_stays_in_a_set_more_easily_than_other_values_enter() -> None:
    chances = {"licensor_excluded": 0.5, "licensee_liable": 0.5, "indemnity": 0.9, "penalty": 0.1}
    ruled = Term("liability", ("licensor_excluded",), 0.8)
    assert choose_set(field("liability"), ruled, chances) == ("licensor_excluded", "indemnity")
    assert certainty(("indemnity",), {"indemnity": 0.9, "penalty": 0.1}) == pytest.approx(0.81)


@pytest.mark.parametrize(
    ("name", "value", "confidence", "second", "risky"),
    [
        ("redistribution", "prohibited", 0.9, {"prohibited": 0.4, "permitted": 0.6}, False),  # costs a look at most
        ("redistribution", "permitted", 0.99, {"permitted": 0.9, "prohibited": 0.1}, False),
        ("redistribution", "permitted", 0.90, {"permitted": 0.9, "prohibited": 0.1}, True),  # not all but certain
        ("redistribution", "permitted", 0.99, {"permitted": 0.4, "prohibited": 0.6}, True),  # a second voice against
        ("redistribution", UNSPECIFIED, 0.99, {UNSPECIFIED: 0.4, "prohibited": 0.6}, True),
        ("warranty", UNSPECIFIED, 0.99, {UNSPECIFIED: 0.4, "disclaimed": 0.6}, False),  # silence drops nothing here
    ],
)
def test_what_would_cost_most_is_left_to_a_person(
    name: str, value: str, confidence: float, second: dict[str, float], risky: bool
) -> None:
    assert is_risky(field(name), value, confidence, second) == risky


def test_every_field_has_a_threshold_and_every_reader_the_values_of_its_field() -> None:
    numbers = weights()
    assert set(numbers.thresholds) == {one.name for one in term_fields()}
    for name, reader in numbers.readers.items():
        assert reader.values[: len(field(name).values)] == field(name).values
        assert all(len(row) == len(reader.values) == len(reader.bias) for row in reader.coefficients.values())


def test_numbers_survive_the_file() -> None:
    reader = {"values": ["a", "b"], "bias": [0.1, 0.2], "coefficients": {"w:may": [1.0, -1.0]}}
    text = dump({"judge": {"bias": 1.0}, "thresholds": {"term": 0.9}, "readers": {"term": reader}})
    read = parse(json.loads(text), "0")
    assert read.readers["term"].logits({"w:may": 2.0, "w:unknown": 1.0}) == pytest.approx({"a": 2.1, "b": -1.8})


def test_confidence_that_is_as_often_right_as_it_says_has_no_calibration_error() -> None:
    sure = [Verdict("term", 0.75, right, real=False) for right in (True, True, True, False)]
    assert calibration_error(sure) == pytest.approx(0)
    assert calibration_error([Verdict("term", 0.95, False, real=False)]) == pytest.approx(0.95)
