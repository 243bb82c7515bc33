"""Parts of the data that sentences on subjects are about."""

from __future__ import annotations

import pytest

from extractor.terms.parts import first_part, last_part, part_at_start
from tests.test_terms import clause, subject_rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Faces of Part A and Part B must not be printed.", "Part A and Part B"),
        ("From the evening part only 07 may be shown.", "evening part"),
        ("Of the Harbor Talks Series nobody may be shown but 07.", "Harbor Talks Series"),
        ("Frames of 07 in the Tram Stream stay unseen.", "Tram Stream"),
        ("Section 12. In Layer 3 nothing of 07 is drawn.", "Layer 3"),
        ("In Herd B no cow but 07 may be shown.", "Herd B"),
        ("In Article 5 nothing is said of 07.", None),
        ("No part of 07 and none of these videos may be shown.", None),
        ("Data of 07 must not be used.", None),
    ],
)
def test_a_part_goes_by_a_letter_a_number_or_a_name(text: str, expected: str | None) -> None:
    assert first_part(text) == expected


def test_the_last_part_is_the_nearest() -> None:
    assert last_part("Part A is free. Part B is not.") == "Part B"
    assert last_part("All is free.") is None


def test_a_line_may_begin_with_a_part() -> None:
    assert part_at_start("Set 2: 07, 09") == "Set 2"
    assert part_at_start("07 of Set 2") is None


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("In Part C it is otherwise. Only 07 and 09 may be shown.", "allowed", ("Part C", "publish", "allow_only")),
        ("Of the garden notes none shall be processed but those of 07 and 09.", "allowed",
         ("garden notes", "use", "deny_except")),
        ("It is forbidden to train on 07 and 09.", "denied", (None, "use", "deny")),
        ("All may be shown in papers, 07 and 09 excepted.", "denied", (None, "publish", "deny")),
    ],
)  # fmt: skip
def test_a_rule_holds_for_the_part_that_its_clause_names(
    text: str, role: str, expected: tuple[str | None, str, str]
) -> None:
    (rule,) = subject_rules(clause("subject_restriction", text), ids=["07", "09"], role=role)
    assert (rule.scope, rule.action, rule.mode) == expected
