"""What Word shows of a paragraph: tracked changes as accepted, nothing hidden or struck out, headings, bold."""

from __future__ import annotations

from typing import Any

import pytest
from word import add_style, body, rows, run, word

from extractor.ingest import read

DELETED_MARK = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (f"<w:p>{run('No ')}<w:hyperlink>{run('copies')}</w:hyperlink>.</w:p>", ["No copies"]),
        (f"<w:p><w:fldSimple w:instr='DATE'>{run('1 May')}</w:fldSimple></w:p>", ["1 May"]),
        ("<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>REF a</w:instrText>"
         "<w:fldChar w:fldCharType='separate'/><w:t>Part 2</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>",
         ["Part 2"]),
        (f"<w:p><w:r><w:fldChar><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r>{run('I agree.')}</w:p>",
         ["☐ I agree."]),
        ("<w:p><w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>commer</w:t><w:softHyphen/><w:t>cial</w:t></w:r></w:p>",
         ["non-commercial"]),
        ("<w:p><w:r><w:sym w:font='Wingdings' w:char='F0A7'/><w:tab/><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>",
         ["• one\ntwo"]),
        ("<w:p><w:r><w:sym w:char='no'/><w:t> one</w:t></w:r></w:p>", ["• one"]),
        # tracked changes as accepted
        (f"<w:p><w:moveFrom>{run('gone ')}</w:moveFrom>{run('stays')}</w:p>"
         f"<w:p><w:moveTo>{run('moved')}</w:moveTo></w:p>",
         ["stays", "moved"]),
        (f"<w:p>{DELETED_MARK}{run('No copies ')}</w:p><w:p>{run('of tapes.')}</w:p>", ["No copies of tapes."]),
        (f"<w:p>{DELETED_MARK}<w:del>{run('Gone.')}</w:del></w:p><w:p>{run('Stays.')}</w:p>", ["Stays."]),
        ("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr>"
         "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
         ["a\tb"]),
        # what is struck out or hidden is not said
        (f"<w:p>{run('may ', '<w:strike/>')}{run('shall not ')}{run('hint', '<w:vanish/>')}{run('copy')}</w:p>",
         ["shall not copy"]),
        # content controls, around paragraphs, rows and words
        (f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:p>{run('one')}</w:p></w:sdtContent></w:sdt>",
         ["one"]),
        (f"<w:p><w:sdt><w:sdtContent>{run('word')}</w:sdtContent></w:sdt></w:p>", ["word"]),
        ("<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
         "<w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>", ["a\tb"]),
        # a text box is a block of its own, once
        (f"<w:p>{run('Around.')}<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:txbxContent>"
         f"<w:p>{run('Boxed.')}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
         f"<w:p>{run('Boxed.')}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
         ["Around.", "Boxed."]),
        (f"<w:p><w:r><w:txbxContent><w:p>{run('Outer.')}<w:r><w:txbxContent><w:p>{run('Inner.')}</w:p>"
         "</w:txbxContent></w:r></w:p></w:txbxContent></w:r></w:p>", ["Outer.", "Inner."]),
    ],
)  # fmt: skip
def test_what_is_shown(xml: str, expected: list[str]) -> None:
    assert [text for _, _, text in rows(body(xml))] == expected


@pytest.mark.parametrize(
    ("properties", "text", "kind", "level"),
    [
        ("<w:outlineLvl w:val='1'/>", "Use of tapes", "heading", 2),
        ("<w:outlineLvl w:val='9'/>", "Use of tapes", "paragraph", None),
        ("<w:pStyle w:val='Heading3'/>", "Use of tapes", "heading", 3),
        # a provision that is set as a heading says something all the same
        ("<w:pStyle w:val='Heading3'/>", "No tape may leave the reading room.", "paragraph", None),
    ],
)
def test_headings(properties: str, text: str, kind: str, level: int | None) -> None:
    xml = f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"
    assert rows(body(xml)) == [(kind, level, text)]


def test_bold_of_a_style_that_another_is_based_on() -> None:
    def fill(document: Any) -> None:
        for name, more in (("Base", "<w:rPr><w:b/></w:rPr>"), ("Derived", '<w:basedOn w:val="Base"/>')):
            add_style(document, name, more)
        document.add_paragraph("Bold", style="Derived")

    assert read(word(fill)).blocks[0].lines[0].bold


NOT_STRUCK = '<w:strike w:val="0"/>'


@pytest.mark.parametrize(
    ("xml", "codes"),
    [
        (f"<w:p><w:ins>{run('new')}</w:ins></w:p>", ["tracked_changes"]),
        (f"<w:p><w:del>{run('old')}</w:del>{run('rest')}</w:p>", ["tracked_changes"]),
        (f"<w:p>{run('old', '<w:dstrike/>')}{run('rest')}</w:p>", ["struck_text"]),
        (f"<w:p>{run('hint', '<w:vanish/>')}{run('rest')}</w:p>", ["hidden_text"]),
        (f"<w:altChunk/><w:p>{run('rest')}</w:p>", ["not_included"]),
        (f"<w:p>{run('rest', NOT_STRUCK)}</w:p>", []),
    ],
)
def test_what_was_done_is_said(xml: str, codes: list[str]) -> None:
    assert [warning.code for warning in read(body(xml)).warnings] == codes


def test_a_table_of_contents_is_left_out() -> None:
    def fill(document: Any) -> None:
        add_style(document, "toc 1", "")
        document.add_paragraph("Contents", style="TOC Heading")
        document.add_paragraph("1. Use of tapes\t3", style="toc 1")
        document.add_paragraph("Use of tapes")

    assert rows(word(fill)) == [("paragraph", None, "Use of tapes")]
