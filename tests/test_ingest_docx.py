"""Word: text in document order, with the numbers that Word computes; bombs and damage are refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractor.errors import CorruptSourceError, LimitError, UnsupportedFormatError
from extractor.ingest import Limits, read
from extractor.ingest.numbering import written

Row = tuple[str, int | None, str]


def word(fill: Callable[[Any], None]) -> bytes:
    document = docx.Document()
    fill(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def rows(data: bytes) -> list[Row]:
    document = read(data, name="x.docx")
    return [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks]


def number(paragraph: Any, num: int, level: int = 0) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'))


def define_lists(document: Any) -> None:
    """Lists 91 (1. / 1.1 / (a)) and 92, which counts anew from 5, and 93 (bullets)."""
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


def test_paragraphs_headings_and_tables_in_order() -> None:
    def fill(document: Any) -> None:
        document.add_heading("Tape License", 0)
        document.add_heading("Use", 2)
        document.add_paragraph("Hear the tapes\nin the room.")
        table = document.add_table(2, 2)
        for cell, text in zip(table._cells, ("Name", "Title", "Seal", "Date"), strict=True):
            cell.text = text
        document.add_paragraph("Signed by hand.")

    assert rows(word(fill)) == [
        ("heading", 1, "Tape License"),
        ("heading", 2, "Use"),
        ("paragraph", None, "Hear the tapes\nin the room."),
        ("table", None, "Name\tTitle\nSeal\tDate"),
        ("paragraph", None, "Signed by hand."),
    ]


def test_computed_numbers_are_written_out() -> None:
    def fill(document: Any) -> None:
        define_lists(document)
        for text, num, level in (
            ("Use", 91, 0), ("in the room", 91, 1), ("by day", 91, 2), ("by night", 91, 2), ("at home", 91, 1),
            ("Fees", 91, 0), ("none", 91, 1), ("Anew", 92, 0), ("point", 93, 0),
        ):  # fmt: skip
            number(document.add_paragraph(text), num, level)

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


def test_inserted_text_and_content_controls_are_read_and_deleted_text_is_not() -> None:
    def fill(document: Any) -> None:
        paragraph = document.add_paragraph("Copies are ")
        run = '<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'
        paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}>{run.format(tag='delText', text='allowed')}</w:del>"))
        paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}>{run.format(tag='t', text='forbidden')}</w:ins>"))
        control = f"<w:sdtContent><w:p>{run.format(tag='t', text='Fees are due.')}</w:p></w:sdtContent>"
        document.element.body.insert(1, parse_xml(f"<w:sdt {nsdecls('w')}>{control}</w:sdt>"))

    assert [text for _, _, text in rows(word(fill))] == ["Copies are forbidden", "Fees are due."]


def test_a_table_that_lays_out_paragraphs_is_no_table() -> None:
    def fill(document: Any) -> None:
        define_lists(document)
        cell = document.add_table(1, 2)._cells
        number(cell[0].paragraphs[0], 91)
        cell[0].paragraphs[0].add_run("The reader hears the tapes in the room. " * 10)
        cell[1].text = "Second column."

    assert [kind for kind, _, _ in rows(word(fill))] == ["item", "paragraph"]
    assert rows(word(fill))[0][2].startswith("1. The reader")


def test_bold_is_of_the_runs_or_of_the_style() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph().add_run("All bold").bold = True
        mixed = document.add_paragraph("Not all ")
        mixed.add_run("bold").bold = True

    document = read(word(fill))
    assert [block.lines[0].bold for block in document.blocks] == [True, False]


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return buffer.getvalue()


PLAIN = word(lambda document: document.add_paragraph("Hear the tapes."))


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        (Limits(), "max_unpacked_ratio"),
        (Limits(max_unpacked_bytes=100_000), "max_unpacked_bytes"),
        (Limits(max_parts=3), "max_parts"),
    ],
)
def test_bombs_are_refused_before_they_are_unpacked(limits: Limits, named: str) -> None:
    bomb = repacked(PLAIN, {"word/bomb.xml": b" " * 5_000_000})
    with pytest.raises(LimitError, match=named):
        read(bomb, limits=limits)


def test_entities_are_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(UnsupportedFormatError, match="entities"):
        read(repacked(PLAIN, {"word/styles.xml": evil}))


@pytest.mark.parametrize("changes", [{"word/document.xml": b"<w:document"}, {"[Content_Types].xml": b"<Types/>"}])
def test_damaged_parts_are_corrupt(changes: dict[str, bytes]) -> None:
    with pytest.raises(CorruptSourceError):
        read(repacked(PLAIN, changes), name="x.docx")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_a_truncated_file_is_corrupt(share: float) -> None:
    with pytest.raises(CorruptSourceError):
        read(PLAIN[: int(share * len(PLAIN))], name="x.docx")
