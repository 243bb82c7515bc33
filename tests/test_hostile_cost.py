"""What hostile files ask for stays in proportion to their size, or is refused before the work begins."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from extractor.errors import CorruptSourceError
from extractor.ingest import read
from extractor.ingest.docx_styles import Styles
from extractor.pipeline import Extractor
from tests.hostile_text import pages
from tests.hostile_word import words

SHAPES: dict[str, Callable[[int], str]] = {
    "sentences in one paragraph": lambda length: "The user shall not sell the recordings. " * (length // 40),
    "a long name before an at sign": lambda length: "a." * (length // 2) + "@b",
    "addresses without an end": lambda length: "http://" * (length // 7) + " www.",
    "sums of money": lambda length: "$5 " * (length // 3),
    "short lines": lambda length: "\nA" * (length // 16),
    "postal lines": lambda length: "\n10115 Berlin" * (length // 52),
    "lead-ins under lead-ins": lambda length: "\nSend to:" * (length // 72),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_four_times_the_text_takes_about_four_times_the_time(shape: Callable[[int], str]) -> None:
    extractor = Extractor.load("fast")
    extractor.extract(b"1. The user shall not sell the recordings.")

    def seconds(length: int) -> float:
        start = time.process_time()
        extractor.extract(f"1. Grant.\n\n{shape(length)}\n".encode(), name="license.txt")
        return time.process_time() - start

    assert seconds(160_000) < 10 * seconds(40_000) + 0.2


def test_a_tag_with_attributes_without_end_is_refused() -> None:
    with pytest.raises(CorruptSourceError, match="more than 5,000 attributes"):
        read(pages()["attributes.html"], name="a.html")


def test_a_picture_written_into_a_tag_is_not() -> None:
    assert "not sell" in read(pages()["picture.html"], name="a.html").text


def test_numbers_of_a_list_are_no_longer_than_anybody_writes_them() -> None:
    document = read(words()["long-numbers.docx"], name="a.docx")
    assert document.text.count("Do not sell copy") == 3_000
    assert len(document.text) < 2_000_000


def test_a_chain_of_styles_has_an_end() -> None:
    from docx.oxml import parse_xml

    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    chained = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(1_000)
    )  # fmt: skip
    styles = Styles(parse_xml(f'<w:styles xmlns:w="{namespace}">{chained}</w:styles>'))
    assert [name for name, _ in styles.chain("s0")] == [f"s{n}" for n in range(50)]
