"""How segments are linked: numbers, headings, paths, lead-ins, pages and boxes."""

from __future__ import annotations

import pytest
from texts import document

from extractor.segment import Segment, link, split
from extractor.segment.outline import name_of, run_in
from extractor.types import Block, Box, Clause, Document, Kind, Line


def linked(*segments: tuple[Kind, str]) -> tuple[Clause, ...]:
    """The clauses of segments that stand below one another."""
    source = document("\n\n".join(text for _, text in segments))
    spans = [(kind, block.start, block.end) for (kind, _), block in zip(segments, source.blocks, strict=True)]
    return link(source, [Segment(kind, start, end) for kind, start, end in spans])


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        ("clause", "7.3.4 to keep it", "7.3.4"),
        ("clause", "- 3.1 Keep it.", "3.1"),
        ("item", "(a) keep it", "a"),
        ("item", "- keep it", None),
        ("heading", "4 Fees", "4"),
        ("clause", "4 Pikes were seen.", None),
        ("heading", "## **5. Fees**", "5"),
    ],
)
def test_numbers(kind: Kind, text: str, number: str | None) -> None:
    assert linked((kind, text))[0].number == number


def test_paths_follow_numbers_units_and_order() -> None:
    clauses = linked(
        ("heading", "1. Copies"),
        ("clause", "One copy is allowed."),
        ("heading", "1.1 Prints"),
        ("clause", "No print is allowed."),
        ("heading", "2. Fees"),
        ("clause", "None is due."),
        ("heading", "Schedule 1"),
        ("heading", "The fishes"),
        ("clause", "There are many."),
        ("heading", "Schedule 2"),
        ("clause", "There are more."),
    )
    assert [clause.path for clause in clauses if clause.kind == "clause"] == [
        ("1. Copies",),
        ("1. Copies", "1.1 Prints"),
        ("2. Fees",),
        ("Schedule 1", "The fishes"),
        ("Schedule 2",),
    ]
    assert clauses[3].heading == "Prints"


def test_roman_headings_stay_siblings_at_v_and_x() -> None:
    heads = ["III. COPIES", "IV. PRINTS", "V. FEES", "VI. END", "IX. COURTS", "X. SIGNATURE"]
    parts: list[tuple[Kind, str]] = []
    for head in heads:
        parts += [("heading", head), ("clause", "It is so.")]
    assert [clause.path for clause in linked(*parts) if clause.kind == "clause"] == [(head,) for head in heads]


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("Warranty. The set comes as it is.", "Warranty"),
        ("Use of prints: You may look at them.", "Use of prints"),
        ("**No sale.** The user sells nothing.", "No sale"),
        ("The user sells nothing. The museum does.", None),
        ("Nobody is liable for that.", None),
    ],
)
def test_run_in_headings(words: str, heading: str | None) -> None:
    assert run_in(words) == heading


@pytest.mark.parametrize(
    ("heading", "name"),
    [("4. Fees", "Fees"), ("## **8. Warranty**", "Warranty"), ("Schedule 1", "Schedule 1"), ("IV. NO SALE", "NO SALE")],
)
def test_heading_names(heading: str, name: str) -> None:
    assert name_of(heading) == name


def parents(*segments: tuple[Kind, str]) -> list[str | None]:
    return [clause.parent for clause in linked(*segments)]


def test_items_complete_their_lead_in() -> None:
    assert parents(("clause", "Selling means:"), ("item", "- renting,"), ("item", "- trading.")) == [None, "c1", "c1"]


def test_nested_lists() -> None:
    assert parents(
        ("clause", "The user shall not:"),
        ("item", "(e) sell it;"),
        ("item", "(f) show it, in particular:"),
        ("item", "(iv) in print;"),
        ("item", "(v) on a wall;"),
        ("item", "(g) lose it."),
    ) == [None, "c1", "c1", "c3", "c3", "c1"]


def test_a_second_list_has_its_own_lead_in() -> None:
    assert parents(
        ("clause", "Selling means:"),
        ("item", "- renting."),
        ("clause", "Sharing means:"),
        ("item", "- sending."),
    ) == [None, "c1", None, "c3"]


def test_tables_and_references_complete_the_clause_before() -> None:
    assert parents(
        ("clause", "These may not be shown:"),
        ("table", "004, 005"),
        ("clause", "Cite both:"),
        ("reference", "Bream 2019"),
        ("reference", "Dace 2020"),
    ) == [None, "c1", None, "c3", "c3"]


def test_fragments_complete_their_lead_in_but_sentences_do_not() -> None:
    assert parents(
        ("clause", "7.3 The user promises:"),
        ("clause", "7.3.1 to keep it;"),
        ("clause", "7.3.2 to erase it."),
        ("clause", "7.4 Nobody else has it."),
    ) == [None, "c1", "c1", None]


def test_a_heading_ends_the_reach_of_a_lead_in() -> None:
    assert parents(("clause", "Selling means:"), ("heading", "Copies"), ("item", "- One is allowed.")) == [
        None,
        None,
        None,
    ]


def test_pages_and_boxes() -> None:
    text = "The user keeps it\nin a room\nwith a lock."
    lines = (
        Line(0, 17, page=1, box=Box(1, 70, 700, 300, 710)),
        Line(18, 27, page=1, box=Box(1, 72, 712, 200, 722)),
        Line(28, 40, page=2, box=Box(2, 70, 70, 210, 80)),
    )
    source = Document("0", "n", "application/pdf", 1, "pdf", text, (Block("paragraph", lines),), pages=2)
    (clause,) = split(source)
    assert clause.page == 1
    assert clause.boxes == (Box(1, 70, 700, 300, 722), Box(2, 70, 70, 210, 80))
