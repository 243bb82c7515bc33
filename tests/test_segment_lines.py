"""What single lines look like: markers, headings, references, rows of values, fields of forms."""

from __future__ import annotations

import pytest

from extractor.segment.cited import is_reference
from extractor.segment.forms import is_caption, is_field, is_filled_form, is_form_table, is_signing, may_be_field
from extractor.segment.markers import marker_of, roman
from extractor.segment.shapes import (
    has_verb,
    is_contact,
    is_foreign,
    is_heading,
    is_postal,
    is_price,
    is_values,
    is_version,
)


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("1. Keep it", "arabic", "1"),
        ("1) Keep it", "arabic", "1"),
        ("(1) Keep it", "arabic", "1"),
        ("（2）保存", "arabic", "2"),
        ("1、保存", "arabic", "1"),
        ("7.3.4 to keep it", "arabic", "7.3.4"),
        ("5.2.“Copy” means a print", "arabic", "5.2"),
        ("- 3.1 Keep it", "arabic", "3.1"),
        ("Article 4. Fees", "section", "4"),
        ("§ 3 Fees", "section", "3"),
        ("PART TWO: Fees", "section", "TWO"),
        ("第三条 费用", "section", "三"),
        ("Schedule B", "section", "B"),
        ("4 Fees and Costs", "bare", "4"),
        ("(a) keep it", "letter", "a"),
        ("A. Keep it", "letter", "A"),
        ("- B. Keep it", "letter", "B"),
        ("iv) keep it", "roman", "iv"),
        ("IX. FEES", "roman", "IX"),
        ("III – to keep it", "roman", "III"),
        ("• Keep it", "bullet", None),
        ("●Keep it", "bullet", None),
        ("\uf0b7 Keep it", "bullet", None),
        ("- keep it", "bullet", None),
        ("☐ I agree", "bullet", None),
        ("o Keep it", "bullet", None),
        ("l Keep it", "bullet", None),
    ],
)
def test_markers(text: str, style: str, number: str | None) -> None:
    marker = marker_of(text)
    assert marker is not None
    assert (marker.style, marker.number) == (style, number)


@pytest.mark.parametrize(
    "text",
    [
        "Keep it",
        "(c) 2021 Harbor Museum",
        "2021. A year of fishes",
        "3 prints are allowed in a paper that is shown to students",
        "Part 1 of this license is about prints.",
        "**Note** that it is late",
        'J. Bream, C. Dace, "Fishes at sea," Journal of Fish, pp. 1-9, 2019.',
        "e.g. a print",
        "3.5.2021 was the day",
    ],
)
def test_no_markers(text: str) -> None:
    assert marker_of(text) is None


@pytest.mark.parametrize(
    ("before", "after", "follows"),
    [
        ("7.3 Keep", "7.3.1 Keep", True),
        ("7.3.8 Keep", "7.4 Keep", True),
        ("7.4 Keep", "8 Keep", False),
        ("1. Keep", "2. Keep", True),
        ("1. Keep", "4. Keep", False),
        ("(a) keep", "(b) keep", True),
        ("(b) keep", "(a) keep", False),
        ("iv) keep", "v) keep", True),
        ("IX. KEEP", "X. KEEP", True),
        ("a) keep", "(b) keep", False),
        ("• keep", "• keep", True),
    ],
)
def test_what_follows_in_a_list(before: str, after: str, follows: bool) -> None:
    first, second = marker_of(before), marker_of(after, marked=True)
    assert first is not None and second is not None
    assert second.follows(first) is follows


@pytest.mark.parametrize(("number", "value"), [("i", 1), ("iv", 4), ("IX", 9), ("xiii", 13)])
def test_roman_numbers(number: str, value: int) -> None:
    assert roman(number) == value


@pytest.mark.parametrize(
    ("text", "numbered", "heading"),
    [
        ("Storage of prints", True, True),
        ("Storage of prints", False, True),
        ("What you may do with prints", True, True),
        ("NO PASSING ON OF PRINTS TO OTHERS", False, True),
        ("Grant", True, True),
        ("Terms:", False, True),
        ("Warranty; Limits of Liability", True, True),
        ("Keep it dry; return it; Cite it", True, False),
        ("Part of the St. Mary Pictures", True, True),
        ("Copyright 2019 Harbor Museum", False, False),
        ("We Promise Nothing", False, True),
        ("The user shall keep prints", True, False),
        ("Commercial purposes include:", False, False),
        ("The user must:", False, False),
        ("Keep prints in a safe.", True, False),
        ("keeper@harbor.example", False, False),
        ("prints and what is made of them", False, False),
        ("Licensor: Harbor Museum", False, False),
    ],
)
def test_headings(text: str, numbered: bool, heading: bool) -> None:
    assert is_heading(text, numbered=numbered) is heading


@pytest.mark.parametrize(
    ("text", "cited", "reference"),
    [
        (
            'A. Bream, C. Dace, "Forty thousand fishes in pictures," Journal of Fish, vol. 3, pp. 10-19, 2019.',
            False,
            True,
        ),
        ("Bream A, Dace C, Fluke E, et al. Fishes in pictures. Acta Piscium. 2019;3:10-9.", False, True),
        ("Harbor Museum (2019). Fishes in Pictures. Oldport: Museum Press.", True, True),
        ("[1] Bream, A. and Dace, C. Fishes. In Proceedings of the Fish Conference, 2019, pp. 1-9.", False, True),
        ("@misc{fishes, title={Fishes}}", False, True),
        ("The user shall cite Bream, A. (2019), Fishes in Pictures, Journal of Fish, pp. 1-9.", False, False),
        ("Harbor Museum, Quay Street 12, Oldport", False, False),
        ("In 2019 the museum has collected pictures of fishes.", True, False),
        ("Draft Terms, version 0.3, dated 2024-05-02.", False, False),
    ],
)
def test_references(text: str, cited: bool, reference: bool) -> None:
    assert is_reference(text, cited=cited) is reference


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("004, 010, 030, 031", True),
        ("fish 004, 010, 030,", True),
        ("spec.\tA-01, A-02", True),
        ("P01-P09, P11", True),
        ("12 May 2021", False),
        ("fishes of 2019 and 2020 are shown", False),
        ("keeper1@harbor.example, keeper2@harbor.example, keeper3@harbor.example", False),
    ],
)
def test_rows_of_values(text: str, values: bool) -> None:
    assert is_values(text) is values


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Name: ________", True),
        ("Name:", True),
        ("E-mail address:", True),
        ("Signature\tDate", True),
        ("Name Ada Pike\tTitle Professor", True),
        ("(Place) (Date) (Signature)", True),
        ("☐ Student", True),
        ("Are fishes harmed? No", True),
        ("[Borrow it] [Go back]", True),
        ("Town: <where you live>", True),
        ("2. Town: <where you live>", True),
        ("Town: <keeper@harbor.example>", False),
        ("Recipient that agrees:", False),
        ("☐ I lend nothing to schools.", False),
        ("☐ Fishes of the coast: kept in a room with a guard.", False),
        ("Fee\tSum\tYears", False),
        ("Terms:", False),
        ("by email, in PDF format to:", False),
        ("This license is made between ______ and the museum and covers all pictures of fishes.", False),
        ("☐ I have read the rules and shall keep to all of them.", False),
    ],
)
def test_fields(text: str, field: bool) -> None:
    assert is_field(text) is field


def test_a_numbered_label_is_a_heading_unless_it_asks_for_a_person() -> None:
    assert not is_field("2. Purpose:", numbered=True)
    assert is_field("2. Name:", numbered=True)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Institution: Harbor Museum", True),
        ("What do you wish to do with the pictures?", True),
        ("(Name and title of the individual)", True),
        ("If yes, which ones:", True),
        ("Licensor: the museum will lend the pictures.", False),
        ("The user shall keep prints.", False),
    ],
)
def test_lines_that_fit_a_form(text: str, field: bool) -> None:
    assert may_be_field(text) is field


@pytest.mark.parametrize(
    ("rows", "form"),
    [
        (["Name\t", "Institution\t", "Signature\tDate"], True),
        (["Name Ada Pike\t", "Institution Harbor Museum\t"], True),
        (["☐ coast\t☐ river", "☐ lake\t☐ all of them"], True),
        (["Code\tName\tPictures", "1\tBream\t210", "2\tDace\t311"], False),
        (["Print\tUSD 3", "File\tUSD 9"], False),
    ],
)
def test_tables_to_fill_in(rows: list[str], form: bool) -> None:
    assert is_form_table(rows) is form


@pytest.mark.parametrize(
    ("predicate", "text", "holds"),
    [
        (is_contact, "keeper@harbor.example", True),
        (is_contact, "E-mail: keeper@harbor.example or https://harbor.example", True),
        (is_contact, "Write to keeper@harbor.example for more.", False),
        (is_postal, "12 Quay Street, 40213 Oldport", True),
        (is_postal, "The museum is in Quay Street.", False),
        (is_version, "v. 2.1", True),
        (is_version, "Last revision: May 4, 2021", True),
        (is_version, "Version control is used for all files that the museum lends.", False),
        (is_price, "One print: EUR 3.00", True),
        (is_price, "The user shall pay EUR 3.00 for each print.", False),
        (is_foreign, "图片不得出售。", True),
        (is_foreign, "图片不得出售。No picture is sold to anybody.", False),
        (has_verb, "Duty to pay", False),
        (is_caption, "HARBOR PICTURES, INC.", True),
        (is_caption, "All of them.", False),
        (is_signing, "For and on behalf of the Museum:", True),
        (is_signing, "LICENSEE", True),
        (is_signing, "By a reader who has a ticket:", False),
        (is_signing, "For schools", False),
        (has_verb, "The duty is to pay", True),
    ],
)
def test_shapes(predicate, text: str, holds: bool) -> None:  # type: ignore[no-untyped-def]
    assert predicate(text) is holds


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "Name Ada Lind Title Reader",
                "Affiliation Harbor Institute",
                "Work email ada@harbor.example",
                "Date May 3",
            ],
            True,
        ),
        (["Name Ada Lind Title Reader", "Affiliation Harbor Institute", "Work email ada@harbor.example"], False),
        (
            ["Name the corpus in your paper.", "It is kept for years.", "Title and rights stay with us.", "Date it."],
            False,
        ),
    ],
)
def test_a_form_that_was_filled_in(lines: list[str], expected: bool) -> None:
    """Field after field down to the signature, whatever was written into them."""
    assert is_filled_form(lines) is expected
