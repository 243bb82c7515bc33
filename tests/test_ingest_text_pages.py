"""Text that was copied out of pages: what belongs to the pages goes, what was written stays."""

from __future__ import annotations

import pytest

from extractor.ingest import read
from extractor.ingest.text_pages import unpaged

BODY = [f"Sentence {number} of what the licensor has to say about its recordings." for number in "abcdefgh"]


def test_form_feeds_end_pages_and_what_returns_on_them_is_left_out() -> None:
    pages = ["Harbor Voices Terms\n" + "\n".join(BODY) + f"\n\nrev. 3 - page {number}" for number in (1, 2, 3)]
    text, (warning,) = unpaged("\f".join(pages))
    assert "Harbor" not in text and "rev." not in text
    assert text.count(BODY[0]) == 3
    assert warning.code == "furniture" and warning.message.startswith("6 running heads")


def test_a_sentence_that_goes_on_over_a_page_is_one_again() -> None:
    text, _ = unpaged("The user keeps the\nPage 1 of 2\nrecordings to himself.\nPage 2 of 2\n")
    assert text == "The user keeps the\nrecordings to himself."


def test_numbers_alone_on_a_line_that_count_on_are_those_of_pages() -> None:
    pages = ["\n".join(BODY) + f"\n\n{number}\nDraft of 4 May\n" for number in (1, 2, 3)]
    text, _ = unpaged("".join(pages))
    assert not any(line in ("1", "2", "3") or "Draft" in line for line in text.splitlines())


@pytest.mark.parametrize("foot", ["Harbor Voices – loans – sheet {} of 3", "Harbor Voices, page {}"])
def test_a_title_that_counts_pages_is_no_text(foot: str) -> None:
    text, _ = unpaged("\n".join("\n".join([*BODY, foot.format(number)]) for number in (1, 2, 3)))
    assert "Harbor" not in text and text.count(BODY[0]) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Rules of loan, part 1\n\nKeep it.\n\nRules of loan, part 2\n\nReturn it.\n",
        "Prints sold: 1/3\n\nKeep it.\n\nTapes sold: 2/3\n",
        "These volunteers must not be shown:\n\n1\n\n2\n\n3\n\n4\n",
        "\n".join([*BODY, "", "2019", "", *BODY]),
        "Signed:\n____\n\nSigned:\n____\n",
        "1. Keep it safe.\n\n2. Cite it.\n\n3. Return it.\n",
    ],
)
def test_what_only_looks_like_pages_stays(text: str) -> None:
    assert unpaged(text) == (text, ())


def test_the_fields_under_every_page_stay() -> None:
    pages = ["\n".join(BODY) + "\nInitials: ____" for _ in range(3)]
    text, _ = unpaged("\f".join(pages))
    assert text.count("Initials: ____") == 3


def test_the_reader_says_what_it_left_out() -> None:
    document = read("\n".join([*BODY, "", "Page 1 of 1"]).encode(), name="terms.txt")
    assert "Page 1" not in document.text
    assert [warning.code for warning in document.warnings] == ["furniture"]
