"""Running heads and feet: left out where they return or stand apart, and no sentence of the text with them."""

from __future__ import annotations

import pytest
from pages import Draw, both, lines, pdf

from extractor.ingest import read

BODY = ["The guest may play the tapes for teaching and for study only, and shall", "not hand a copy to anybody."]


def page(number: int, head: str, foot: str) -> Draw:
    provisions = [lines(f"{number}.{n} {BODY[0]}", BODY[1], y=760 - 60 * n) for n in range(1, 9)]
    return both(lines(head, y=805, size=8), *provisions, lines(foot, x=250, y=30, size=8))


@pytest.mark.parametrize("pages", [2, 3, 4, 5])
def test_heads_that_differ_on_odd_and_even_pages(pages: int) -> None:
    heads = ["Owl Archive License", "Terms of Listening"]
    text = read(pdf(*(page(n, heads[(n - 1) % 2], f"- {n} -") for n in range(1, pages + 1)))).text
    assert "Terms of Listening" not in text
    assert "-" not in text
    assert text.count("guest") == 8 * pages


@pytest.mark.parametrize(
    "foot",
    [
        "Version 1.2 of 3 May 2031    Page {} of 2",
        "Printed on {} May 2031, 12:0{}",
        "{}/2",
        "Page {}",
        "- {} -",
        "p. {}",
    ],
)
def test_feet_that_count_on_two_pages(foot: str) -> None:
    text = read(pdf(*(page(n, "Owl Archive License", foot.format(n, n)) for n in (1, 2)))).text
    assert text.startswith("1.1 ")
    assert text.endswith("copy to anybody.")


def test_a_page_number_of_a_single_page() -> None:
    assert read(pdf(page(1, "Owl Archive License", "Page 1 of 1"))).text.endswith("anybody.")


@pytest.mark.parametrize("text", ["The keeper signs each page.", "Signature: ____________", "We promise:"])
@pytest.mark.parametrize("y", [795, 40])
def test_what_two_pages_both_say_in_the_size_of_the_text_is_kept(text: str, y: float) -> None:
    pages = (both(lines(f"{n}. {BODY[0]}", BODY[1], y=600), lines(text, y=y)) for n in (1, 2))
    assert read(pdf(*pages)).text.count(text) == 2


def test_headings_that_open_pages_are_kept() -> None:
    heads = ["1 Use of the tapes", "2 Keeping of the tapes", "3 Return of the tapes"]
    text = read(pdf(*(page(n, head, str(n)) for n, head in enumerate(heads, 1)))).text
    assert all(head in text for head in heads)


def test_small_print_at_the_foot_that_says_something_is_kept() -> None:
    text = read(pdf(page(1, "Owl", "Page 1"), page(2, "Owl", "No tape may be sold."))).text
    assert "No tape may be sold." in text
