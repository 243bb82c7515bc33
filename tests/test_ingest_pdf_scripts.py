"""Agreements in two languages: the English is read as clauses, the other language is set apart and named."""

from __future__ import annotations

import pytest
from pages import Draw, both, lines, pdf, read_pages

from extractor.ingest import read
from extractor.ingest.scripts import are_languages, is_foreign, script_warnings
from extractor.segment import split

pytest.importorskip("reportlab")

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

ENGLISH = [
    "The guest may play the tapes for",
    "teaching and for study only, and shall",
    "not hand a copy of them to anybody else",
    "unless the keeper agrees in writing.",
]
CHINESE = [
    "来宾只能将磁带用于教学和学习，",
    "不得向任何其他人提供磁带的副本，",
    "除非保管人事先以书面形式表示同意，",
    "并且注明日期。",
]


def chinese(*texts: str, x: float = 72, y: float = 760) -> Draw:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return lines(*texts, x=x, y=y, font="STSong-Light")


def test_a_translation_right_below_is_a_paragraph_of_its_own() -> None:
    page = both(lines(*ENGLISH), chinese(*CHINESE, y=760 - 4 * 14))
    assert read_pages(page) == [" ".join(ENGLISH), " ".join(CHINESE)]


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_a_translation_beside_is_not_mixed_in(rows: int) -> None:
    document = read(pdf(both(lines(*ENGLISH[:rows]), chinese(*CHINESE[:rows], x=330))))
    first, *others = (clause.kind for clause in split(document))
    assert (first, set(others)) == ("clause", {"other"})
    assert document.text.startswith("\n".join(ENGLISH[:rows]))


def test_a_clause_goes_on_over_the_page_past_its_translation() -> None:
    first = both(lines(*ENGLISH[:2]), chinese(*CHINESE[:2], x=330))
    second = both(lines(*ENGLISH[2:]), chinese(*CHINESE[2:], x=330))
    assert read_pages(first, second)[0] == " ".join(ENGLISH)


def test_a_table_of_two_languages_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([66, 300, 560], [780, 700, 670])
        both(lines(*ENGLISH), chinese(*CHINESE, x=310))(canvas)
        both(lines("Return the tapes in May.", y=682), chinese("请于五月归还磁带。", x=310, y=682))(canvas)

    assert read_pages(draw)[:2] == [" ".join(ENGLISH), "Return the tapes in May."]


def test_a_translation_on_the_same_line_is_cut_off() -> None:
    page = both(
        lines("A. Keep it dry."),
        chinese("请保持磁带干燥，", "请勿出售磁带。", y=700),
        lines("The guest keeps the tapes dry and", x=150, y=686),
        lines("sells none of them.", y=672),
    )
    assert read_pages(page)[1:] == [
        "请保持磁带干燥， 请勿出售磁带。",
        "The guest keeps the tapes dry and sells none of them.",
    ]


def test_a_line_in_two_languages_ends_the_one_paragraph_and_begins_the_other() -> None:
    """Its two halves stand on one level, which is no measure of how far apart lines are."""
    page = both(
        chinese(CHINESE[0]),
        chinese(CHINESE[1], y=744),
        chinese(CHINESE[3], y=728),
        lines("Guests", x=180, y=728),
        lines("of the archive keep the tapes dry and", "sell none of them.", y=714),
    )
    assert read_pages(page) == [
        "".join(f"{line} " for line in CHINESE[:2]) + CHINESE[3],
        "Guests of the archive keep the tapes dry and sell none of them.",
    ]


def test_a_name_in_another_script_stays_in_its_sentence() -> None:
    page = both(lines("The archive ("), chinese("录音档案馆", x=135), lines(") keeps the tapes.", x=192))
    assert len(read_pages(page)) == 1


def test_the_other_script_and_its_share_are_named() -> None:
    document = read(pdf(both(lines(*ENGLISH), chinese(*CHINESE, y=600))))
    [warning] = document.warnings
    assert warning.code == "other_script"
    assert "Chinese" in warning.message
    assert "%" in warning.message
    assert script_warnings(ENGLISH) == ()


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("The tapes", False),
        ("磁带只供学习", True),
        ("Записи можно слушать", True),
        ("α = 3", None),
        ("档案馆 Archive", False),
    ],
)
def test_the_script_of_most_letters_counts(text: str, foreign: bool | None) -> None:
    assert is_foreign(text) is foreign


def test_a_number_is_in_no_language() -> None:
    assert not are_languages("2031", "磁带只供学习")
