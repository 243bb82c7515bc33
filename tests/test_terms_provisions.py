"""Provisions that open what other provisions forbid: invented licenses and the value that they come to."""

from __future__ import annotations

import pytest

from extractor.terms.provisions import Run
from tests.test_terms import Line, clause, license_of, term, value

BAN = clause("redistribution", "2.3 The user shall not distribute the herbarium.")
OPENED = "permission_required"


@pytest.mark.parametrize(
    "text",
    [
        "7.1 Section 2.3 does not apply where the Garden has agreed in writing.",
        "7.1 Notwithstanding 2.3, the Garden may authorize a user to hand over single sheets.",
        "7.1 The Garden may, upon a letter from the user's dean, release the user from clause 2.3.",
        "7.1 Sections 1.4, 2.3 and 3 can be waived by the Garden in writing.",
        "7.1 Clauses 2.1 to 2.4 do not apply once the Garden has said so in writing.",
        "7.1 What 2.3 withholds can be had under a separate contract.",
        "7.1 A dean may write to the Garden. By its consent Article 2 is lifted for that user.",
        "7.1 By way of exception from paragraph 2.3 the Board may permit loans.",
    ],
)
def test_consent_in_another_provision_lifts_a_ban_wherever_it_stands(text: str) -> None:
    lifting = clause("general", text)
    assert value("redistribution", BAN, lifting) == OPENED
    assert value("redistribution", lifting, BAN) == OPENED


@pytest.mark.parametrize(
    "text",
    [
        "7.1 Section 2.4 does not apply where the Garden has agreed in writing.",
        "7.1 Section 2.31 does not apply where the Garden has agreed in writing.",
        "7.1 Clauses 3.1 to 3.4 do not apply once the Garden has said so in writing.",
        "7.1 Section 2(b) does not apply where the Garden has agreed in writing.",  # perhaps another part of 2
        "7.1 Section 2.3 does not apply to seeds.",  # nobody is asked
        "7.1 Section 2.3 does not apply if the user signs the list.",
        "7.1 Section 2.3 applies also where the Garden has agreed in writing to a loan.",
        "7.1 The Garden may waive its fee of 2.3 % in writing.",
    ],
)
def test_what_names_another_provision_or_asks_nobody_lifts_nothing(text: str) -> None:
    assert value("redistribution", BAN, clause("general", text)) == "prohibited"


@pytest.mark.parametrize(
    "text",
    [
        "2.3 Except as set out in Section 7, the user shall not distribute the herbarium.",
        "2.3 Subject to 7.1, the user shall not distribute the herbarium.",
        "2.3 The user shall not distribute the herbarium. Section 7.1 is reserved.",
    ],
)
def test_a_ban_may_name_the_way_out(text: str) -> None:
    way = clause("general", "7.1 The user may apply to the Garden for written permission.")
    assert value("redistribution", clause("redistribution", text), way) == OPENED


def test_a_heading_numbers_what_stands_under_it() -> None:
    lines: tuple[Line, ...] = (
        ("heading", "", "Article IV. Copies"),
        clause("redistribution", "The user shall not distribute the herbarium."),
        ("heading", "", "Article V. Leave"),
        clause("general", "Article IV does not apply where the Garden has agreed in writing."),
    )
    assert value("redistribution", *lines) == OPENED


@pytest.mark.parametrize(
    "lines",
    [
        (
            clause("redistribution", "2.3 Under no circumstances shall the user distribute the herbarium."),
            clause("general", "7.1 Section 2.3 does not apply where the Garden has agreed in writing."),
        ),
        (
            BAN,
            clause(
                "redistribution",
                "7.1 Section 2.3 does not apply where the Garden has agreed in writing. In no event shall the user "
                "distribute the herbarium in any form.",
            ),
        ),
    ],
)
def test_an_absolute_ban_stays(lines: tuple[Line, ...]) -> None:
    assert value("redistribution", *lines) == "prohibited"


def test_both_provisions_prove_it() -> None:
    lifting = clause("general", "7.1 Section 2.3 does not apply where the Garden has agreed in writing.")
    assert term(license_of(BAN, lifting), "redistribution").clauses == ("c1", "c2")


@pytest.mark.parametrize(
    ("first", "last", "held", "others"),
    [
        ("2.3", "2.3", ["2.3", "2.3.1"], ["2", "2.2", "2.4", "2.30", "2.3bis"]),
        ("2", "4", ["2", "3.7", "4.1"], ["1.9", "5"]),
        ("C2", "C3", ["C2", "c3.1"], ["C1", "C4", "2", "D2"]),
    ],
)
def test_a_run_holds_its_provisions_and_their_parts(first: str, last: str, held: list[str], others: list[str]) -> None:
    run = Run(first, last)
    assert [number for number in [*held, *others] if run.holds(number)] == held
