"""Subject rules: the modes, the actions and the rules that tables and sentences of several breaths state."""

from __future__ import annotations

import pytest

from extractor.types import SubjectRule
from tests.test_terms import Line, clause, license_of

S = "subject_restriction"
P = "subject_restriction,publication"


def rules_of(*lines: Line, denied: str = "", allowed: str = "") -> list[tuple[str, str, str]]:
    marks = [("SUBJECT_ID", "denied", id_) for id_ in denied.split()]
    marks += [("SUBJECT_ID", "allowed", id_) for id_ in allowed.split()]
    rules: tuple[SubjectRule, ...] = license_of(*lines, marks=marks).subject_rules
    return [(rule.action, rule.mode, " ".join(rule.ids)) for rule in rules]


@pytest.mark.parametrize(
    ("labels", "text", "role", "expected"),
    [
        (P, "K1 may be counted but not be presented.", "denied", ("publish", "deny")),
        (P, "K1 agreed to analysis only.", "denied", ("publish", "deny")),
        (P, "K1 shall not be used.", "denied", ("use", "deny")),
        (P, "Pictures of K1 shall not be used.", "denied", ("publish", "deny")),
        (S, "K1 withdrew; delete the files.", "denied", ("use", "deny")),
        (S, "K1 withdrew the consent to publication.", "denied", ("publish", "deny")),
        (S, "Nothing may be printed, unless it shows K1.", "allowed", ("publish", "deny_except")),
        (S, "No other volunteers than K1 may be printed.", "allowed", ("publish", "deny_except")),
        (S, "Print K1 and no others.", "allowed", ("publish", "allow_only")),
    ],
)
def test_mode_and_action(labels: str, text: str, role: str, expected: tuple[str, str]) -> None:
    (rule,) = rules_of(clause(labels, text), **{role: "K1"})
    assert rule[:2] == expected


def test_the_role_of_an_id_makes_the_mode_whatever_the_words() -> None:
    text = "K1 may be shown, no others."
    assert rules_of(clause(P, text), denied="K1") == [("publish", "deny", "K1")]


def test_a_sentence_of_two_breaths_states_two_rules() -> None:
    text = "Subjects K1 and K2 must not be published, and subject K9 must not be used at all."
    assert rules_of(clause(S, text), denied="K1 K2 K9") == [("publish", "deny", "K1 K2"), ("use", "deny", "K9")]


def test_rows_of_the_same_letter_say_the_same() -> None:
    table: Line = (
        "table",
        S,
        "K1\tP\tmust not be shown in print\nK2\tX\twithdrawn, do not use\nK3\tP\tas above\nK4\tX\tas above",
    )
    assert rules_of(clause(S, "The letters are explained beside them."), table, denied="K1 K2 K3 K4") == [
        ("publish", "deny", "K1 K3"),
        ("use", "deny", "K2 K4"),
    ]


def test_parts_are_told_apart_across_tables() -> None:
    lead_in = clause(S, "Pictures of the speakers below must stay out of print:")
    tables: list[Line] = [("table", S, "Part A\tK1, K2"), ("table", S, "Part B\tM7")]
    found = license_of(
        lead_in, *tables, marks=[("SUBJECT_ID", "denied", id_) for id_ in ("K1", "K2", "M7")]
    ).subject_rules
    assert [(rule.scope, rule.ids, rule.clauses) for rule in found] == [
        ("Part A", ("K1", "K2"), ("c1", "c2")),
        ("Part B", ("M7",), ("c1", "c3")),
    ]


def test_rows_set_as_a_heading_go_on_with_the_table() -> None:
    lead_in = clause(P, "From Part M nobody may be shown, with the exception of:")
    table: Line = ("table", P, "K1  K2")
    heading: Line = ("heading", "", "K3  K4")
    assert rules_of(lead_in, table, heading, allowed="K1 K2 K3 K4") == [("publish", "deny_except", "K1 K2 K3 K4")]
