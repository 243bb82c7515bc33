"""The numbers that Word computes and does not write into the text."""

from __future__ import annotations

from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from word import abstract, add_style, define, level, num, number, rows, word

from extractor.ingest.numbering import written


def define_lists(document: Any) -> None:
    """Adds lists 91 (1. / 1.1 / (a)) and 92, which counts anew from 5, and 93 (bullets)."""
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate((("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")))
    )
    bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl>'
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    for part in (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="91">{levels}</w:abstractNum>',
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="93">{bullet}</w:abstractNum>',
        f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="91"/></w:num>',
        f'<w:num {nsdecls("w")} w:numId="92"><w:abstractNumId w:val="91"/>{anew}</w:num>',
        f'<w:num {nsdecls("w")} w:numId="93"><w:abstractNumId w:val="93"/></w:num>',
    ):
        document.part.numbering_part.element.append(parse_xml(part))


def test_computed_numbers_are_written_out() -> None:
    def fill(document: Any) -> None:
        define_lists(document)
        for text, key, depth in (
            ("Use", 91, 0), ("in the room", 91, 1), ("by day", 91, 2), ("by night", 91, 2), ("at home", 91, 1),
            ("Fees", 91, 0), ("none", 91, 1), ("Anew", 92, 0), ("point", 93, 0),
        ):  # fmt: skip
            number(document.add_paragraph(text), key, depth)

    assert [text for _, _, text in rows(word(fill))] == [
        "1. Use", "1.1 in the room", "(a) by day", "(b) by night", "1.2 at home", "2. Fees", "2.1 none",
        "5. Anew", "• point",
    ]  # fmt: skip


def test_list_styles_number_too() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("one", style="List Number")
        document.add_paragraph("two", style="List Number")
        document.add_paragraph("point", style="List Bullet")

    assert rows(word(fill)) == [("item", 1, "1. one"), ("item", 1, "2. two"), ("item", 1, "• point")]


@pytest.mark.parametrize(
    ("value", "style", "text"),
    [
        (4, "lowerRoman", "iv"),
        (1999, "upperRoman", "MCMXCIX"),
        (2, "upperLetter", "B"),
        (28, "lowerLetter", "bb"),
        (7, "decimalZero", "07"),
        (3, "decimal", "3"),
    ],
)
def test_written(value: int, style: str, text: str) -> None:
    assert written(value, style) == text


NEVER = '<w:lvlRestart w:val="0"/>'
LEGAL = "<w:isLgl/>"


@pytest.mark.parametrize(
    ("levels", "steps", "expected"),
    [
        # (level of each paragraph) -> its marker
        ([level(0, "upperRoman", "Article %1"), level(1, "decimal", "%1.%2", LEGAL)], [0, 1, 1, 0, 1],
         ["Article I", "1.1", "1.2", "Article II", "2.1"]),
        ([level(0, "upperLetter", "%1."), level(1, "lowerRoman", "(%2)")], [0, 1, 1, 0, 1],
         ["A.", "(i)", "(ii)", "B.", "(i)"]),
        ([level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", NEVER)], [0, 1, 1, 0, 1],
         ["1.", "a)", "b)", "2.", "c)"]),
        # a lower level without one above it counts that as begun
        ([level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")], [1, 1, 0], ["1.1", "1.2", "2."]),
        ([level(0, "decimal", "%1.", start=7)], [0, 0], ["7.", "8."]),
        ([level(0, "decimalZero", "§ %1")], [0], ["§ 01"]),
        ([level(0, "ordinal", "%1")], [0, 0, 0, 0], ["1st", "2nd", "3rd", "4th"]),
        ([level(0, "none", "Note:")], [0], ["Note:"]),
        ([level(0, "none", "")], [0], [""]),
        ([level(0, "bullet", "-")], [0], ["•"]),
    ],
)  # fmt: skip
def test_levels(levels: list[str], steps: list[int], expected: list[str]) -> None:
    def fill(document: Any) -> None:
        define(document, abstract(80, *levels), num(80, 80))
        for step in steps:
            number(document.add_paragraph("text"), 80, step)

    assert [text.removesuffix("text").strip() for _, _, text in rows(word(fill))] == expected


def test_lists_of_one_definition_go_on_unless_one_starts_anew() -> None:
    def fill(document: Any) -> None:
        anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        define(document, abstract(80, level(0, "decimal", "%1.")), num(80, 80), num(81, 80), num(82, 80, anew))
        for key in (80, 81, 82, 80):
            number(document.add_paragraph("text"), key)

    assert [text for _, _, text in rows(word(fill))] == ["1. text", "2. text", "1. text", "3. text"]


def test_paragraphs_without_text_count_and_number_zero_is_no_list() -> None:
    def fill(document: Any) -> None:
        define(document, abstract(80, level(0, "decimal", "%1.")), num(80, 80))
        for key, text in ((80, "one"), (80, ""), (80, "three"), (0, "none")):
            number(document.add_paragraph(text), key)

    assert [text for _, _, text in rows(word(fill))] == ["1. one", "3. three", "none"]


def test_styles_number_by_the_level_that_names_them_and_through_what_they_are_based_on() -> None:
    def fill(document: Any) -> None:
        linked = '<w:pStyle w:val="Provision"/>'
        define(document, abstract(80, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", linked)), num(80, 80))
        for name, base, properties in (
            ("Provision", None, '<w:pPr><w:numPr><w:numId w:val="80"/></w:numPr></w:pPr>'),
            ("Derived", "Provision", ""),
            ("Unnumbered", "Provision", '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'),
        ):
            based = f'<w:basedOn w:val="{base}"/>' if base else ""
            add_style(document, name, based + properties)
        number(document.add_paragraph("top"), 80)
        for name in ("Provision", "Derived", "Unnumbered"):
            document.add_paragraph(name, style=name)

    assert [text for _, _, text in rows(word(fill))] == ["1. top", "1.1 Provision", "1.2 Derived", "Unnumbered"]


def test_a_definition_may_point_to_a_list_style() -> None:
    def fill(document: Any) -> None:
        document.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="numbering" w:styleId="Deed"><w:name w:val="Deed"/>'
                '<w:pPr><w:numPr><w:numId w:val="80"/></w:numPr></w:pPr></w:style>'
            )
        )
        define(document, abstract(80, '<w:styleLink w:val="Deed"/>', level(0, "upperLetter", "%1.")), num(80, 80))
        define(document, abstract(81, '<w:numStyleLink w:val="Deed"/>'), num(81, 81))
        number(document.add_paragraph("text"), 81)

    assert [text for _, _, text in rows(word(fill))] == ["A. text"]
