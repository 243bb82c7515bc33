"""Text copied from pages, where the breaks before lists, headings and fields were lost."""

from __future__ import annotations

import pytest

from extractor.ingest.run_in import broken
from extractor.pipeline import Extractor


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        # bullets
        (
            "You agree: • to cite us; • to pay. • No copies.",
            ["You agree:", "• to cite us;", "• to pay.", "• No copies."],
        ),
        ("The film • sound ratio is kept.", ["The film • sound ratio is kept."]),
        # numbers that go on a count which begins lines
        (
            "1. Scope\nIt holds for all. 2. Use\nResearch only.",
            ["1. Scope", "It holds for all.", "2. Use", "Research only."],
        ),
        (
            "It holds for all. 2. Use\nResearch only.\n3. End",
            ["It holds for all.", "2. Use", "Research only.", "3. End"],
        ),
        # an enumeration in running text stays one
        ("There are two ways. 1. Ask us. 2. Pay us.", ["There are two ways. 1. Ask us. 2. Pay us."]),
        ("7. Fees\nSee the table of fees. 2. Are paid", ["7. Fees", "See the table of fees. 2. Are paid"]),
        ("1. Scope\nIt took 3.5 hours. 2.5 were paid.", ["1. Scope", "It took 3.5 hours. 2.5 were paid."]),
        # references and fields
        ("[1] A. Owl, Nests. 2019. [2] B. Elk, Herds. 2020.", ["[1] A. Owl, Nests. 2019.", "[2] B. Elk, Herds. 2020."]),
        ("As shown before. [2] Owls hear well.", ["As shown before. [2] Owls hear well."]),
        (
            "I accept these terms. Signature: ______ Date: ____",
            ["I accept these terms.", "Signature: ______ Date: ____"],
        ),
        ("It ends here. Name:\nSigned:\n", ["It ends here.", "Name:", "Signed:", ""]),
        ("Write to us. Note: nothing is free.", ["Write to us. Note: nothing is free."]),
    ],
)
def test_breaks_are_put_back(text: str, lines: list[str]) -> None:
    assert broken(text).split("\n") == lines
    assert broken(text).split() == text.split()


def test_what_ran_in_is_a_segment_of_its_own(extractor: Extractor) -> None:
    text = (
        "Marsh Owl Recordings License\nThe recordings are free for research. 1. Citation\nPapers name the archive.\n"
        "2. Limits\nThe user agrees: • not to sell the recordings. • not to pass them on.\n"
    )
    record = extractor.extract(text.encode(), name="owls.txt")
    assert [(clause.kind, clause.text) for clause in record.clauses[-3:]] == [
        ("clause", "The user agrees:"),
        ("item", "• not to sell the recordings."),
        ("item", "• not to pass them on."),
    ]
    assert record.terms["redistribution"].value == "prohibited"


def test_short_lines_after_a_lead_in_are_a_list(extractor: Extractor) -> None:
    text = (
        "1. Commercial use\nThe recordings are not for commercial use in any form, and these uses are commercial:\n"
        "Training of products\nAdvertisements\nSale of any part of the recordings to others\nBroadcasts\n2. Citation\n"
        "Papers that rest on the recordings name the archive of the marsh and the year of the recording in full.\n"
    )
    kinds = [clause.kind for clause in extractor.extract(text.encode(), name="owls.txt").clauses]
    assert kinds == ["heading", "clause", "item", "item", "item", "item", "heading", "clause"]
